#!/bin/sh
# Runs connectors, and the whole program, against real servers: tests/peers/run.sh [wordpress] [bluesky] [program]. The servers are installed once into
# ${RESONANZ_CACHE:-$HOME/.cache/resonanz}; everything else happens on loopback, as root in a network of its own.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export RESONANZ_BUILD="${RESONANZ_BUILD:-$root/build/dev}" PYTHONDONTWRITEBYTECODE=1
[ -f "$RESONANZ_BUILD/build.ninja" ] || cmake --preset dev -S "$root" >/dev/null
ninja -C "$RESONANZ_BUILD" -j2 connector_peer resonanz >/dev/null
python3 "$here/install.py" ${*:-wordpress bluesky program}
if [ "$(id -u)" = 0 ] && unshare -n true 2>/dev/null; then
  exec unshare -n sh -c 'ip link set lo up && exec python3 "$@"' sh "$here/run.py" "$@"
fi
exec python3 "$here/run.py" "$@"
