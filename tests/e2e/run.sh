#!/usr/bin/env bash
# Walks through the web UI in a real browser against the real server: run.sh [BINARY] [SCREENSHOTS]
# First the demo company and a crisis in it, then the screens that an empty house with every role has. Closing line: N passed, N failed.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
binary=$(realpath "${1:-$root/build/dev/resonanz}")
shots=${2:-$root/build/e2e}
. "$root/tests/e2e/demo.sh"
walks=$(mktemp -d)
node "$root/tests/e2e/run.mjs" "$shots" | tee "$walks/demo"
node "$root/tests/e2e/crisis.mjs" "$shots/crisis" 2>&1 | tee "$walks/crisis"
/usr/bin/python3 "$root/tests/e2e/screens.py" "$binary" "$shots/screens" 2>&1 | tee "$walks/screens"
# A walk that died without its closing line has failed.
tail -qn 1 "$walks/demo" "$walks/crisis" "$walks/screens" |
  awk '/^[0-9]+ passed, [0-9]+ failed$/ {good += $1; bad += $3; next} {bad += 1} END {printf "%d passed, %d failed\n", good, bad; exit bad > 0}'
status=$?
rm -rf "$walks"
exit $status
