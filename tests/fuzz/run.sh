#!/usr/bin/env bash
# Each fuzz target for a short while (RESONANZ_FUZZ_SECONDS, default 15 each); for hours by the same command with more.
# Closing line: N passed, N failed.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
seconds=${RESONANZ_FUZZ_SECONDS:-15}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
for target in "$root"/build/fuzz/fuzz_*; do
  [ -x "$target" ] && [ ! -d "$target" ] || continue
  name=$(basename "$target")
  mkdir -p "$work/$name"
  if "$target" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=20 -artifact_prefix="$work/" -print_final_stats=1 "$work/$name" 2>"$work/$name.log"; then
    passed=$((passed + 1))
    echo "ok   $name: $(grep -oE 'number_of_executed_units: [0-9]+' "$work/$name.log") in $seconds s"
  else
    failed=$((failed + 1))
    echo "FAIL $name"
    tail -n 40 "$work/$name.log"
    for crash in "$work"/crash-* "$work"/timeout-* "$work"/oom-*; do [ -f "$crash" ] && base64 -w0 "$crash" && echo; done
  fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
