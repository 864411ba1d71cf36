# Sourced: starts the server with the demo company in a temporary folder; sets BASE_URL, E2E_USER, E2E_PASSWORD.
# $binary names the program; the server ends with the script.
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
grep -q '^ready ' "$data/log" || { echo "the server is not ready after a minute" >&2; echo "0 passed, 1 failed"; exit 1; }
BASE_URL=$(sed -n 's/^ready //p' "$data/log")
E2E_USER=$(sed -n 's/^ *user  *//p' "$data/log")
E2E_PASSWORD=$(sed -n 's/^ *password  *//p' "$data/log")
export BASE_URL E2E_USER E2E_PASSWORD
