#!/usr/bin/env bash
# Builds the Debian package; with a build folder as argument from what is built there already.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$ROOT/tools/setup.sh"
folder=${1:-$ROOT/build/release}
install_packages build package
if [ $# -eq 0 ]; then
  build_web
  build release resonanz
fi
(cd "$folder" && cpack -G DEB >"$folder/cpack.log" 2>&1) || { tail -n 20 "$folder/cpack.log" >&2; die "The package could not be made."; }
ls "$folder"/resonanz_*.deb
