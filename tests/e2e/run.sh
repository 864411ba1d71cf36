#!/usr/bin/env bash
# Starts the real server with the demo company in a temporary folder and walks through its web UI: run.sh [BINARY] [SCREENSHOTS]
# Closing line: N passed, N failed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
binary=${1:-$root/build/dev/resonanz}
shots=${2:-$root/build/e2e}
data=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; }; rm -rf "$data"' EXIT

"$binary" serve --data "$data/demo" --port 0 --demo >"$data/log" 2>&1 &
server=$!
for _ in $(seq 300); do
  grep -q '^ready ' "$data/log" && break
  kill -0 "$server" 2>/dev/null || { cat "$data/log" >&2; echo "0 passed, 1 failed"; exit 1; }
  sleep 0.2
done
base=$(sed -n 's/^ready //p' "$data/log")
user=$(sed -n 's/^ *user  *//p' "$data/log")
password=$(sed -n 's/^ *password  *//p' "$data/log")
BASE_URL=$base E2E_USER=$user E2E_PASSWORD=$password node "$root/tests/e2e/run.mjs" "$shots"
