#!/usr/bin/env bash
# The whole journey of a person in a real browser against real servers: journey.sh [BINARY] [SCREENSHOTS]
# WordPress with MariaDB, a Bluesky PDS with its Jetstream and a feed stand on loopback (tests/peers installs them once);
# as root everything runs in a network of its own. Closing line: N passed, N failed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
binary=$(realpath "${1:-$here/../../build/dev/resonanz}")
shots=$(realpath -m "${2:-$here/../../build/e2e/journey}")
mkdir -p "$shots"
export PYTHONDONTWRITEBYTECODE=1
python3 "$here/../peers/install.py" wordpress bluesky
if [ "$(id -u)" = 0 ] && unshare -n true 2>/dev/null; then
  exec unshare -n sh -c 'ip link set lo up && exec python3 "$@"' sh "$here/journey.py" "$binary" "$shots"
fi
exec python3 "$here/journey.py" "$binary" "$shots"
