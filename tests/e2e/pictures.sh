#!/usr/bin/env bash
# Makes the pictures of the user guide from the demo company: pictures.sh [BINARY]
# Writes docs/user/images/*.png, each at most 250 KB.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
binary=${1:-$root/build/release/resonanz}
images=$root/docs/user/images
. "$root/tests/e2e/demo.sh"
mkdir -p "$images"
node "$root/tests/e2e/pictures.mjs" "$images"
large=$(find "$images" -name '*.png' -size +250k)
[ -z "$large" ] || { echo "larger than 250 KB: $large" >&2; exit 1; }
