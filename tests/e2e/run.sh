#!/usr/bin/env bash
# Starts the real server with the demo company in a temporary folder and walks through its web UI: run.sh [BINARY] [SCREENSHOTS]
# Closing line: N passed, N failed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
binary=${1:-$root/build/dev/resonanz}
. "$root/tests/e2e/demo.sh"
node "$root/tests/e2e/run.mjs" "${2:-$root/build/e2e}"
