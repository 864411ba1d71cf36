#!/usr/bin/env python3
"""Invariant 9: only src/net opens outbound connections. Looks for the calls that could, in the code of every other folder."""
import pathlib
import re
import sys

OPENS = re.compile(r"\basync_connect\b|\bcurl_easy_|\bcurl_multi_|(?<![\w:])::connect\(|\btcp::resolver\b|\bgetaddrinfo\b|\bpopen\(|\bsystem\(")
root = pathlib.Path(__file__).resolve().parents[2] / "src"
passed, found = 0, []
for path in sorted(root.rglob("*.cc")) + sorted(root.rglob("*.h")):
    if path.relative_to(root).parts[0] == "net" or "testing" in path.parts or path.name.endswith("_test.cc"):
        continue
    hits = [f"{path.relative_to(root)}:{number}: {line.strip()}" for number, line in enumerate(path.read_text().splitlines(), 1) if OPENS.search(line)]
    found += hits
    passed += not hits
for hit in found:
    print("FAIL", hit)
print(f"{passed} passed, {len(found)} failed")
sys.exit(bool(found))
