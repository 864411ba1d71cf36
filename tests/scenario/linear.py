#!/usr/bin/env python3
"""The cost of compiling grows linearly with the query: instructions counted by cachegrind, which are the same on every run."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BINARY = sys.argv[1]
SIZES = (2_000, 4_000, 8_000)
SHAPES = {
    "words": lambda n: " OR ".join(f"wort{i:06}" for i in range(n)),
    "wildcards": lambda n: " OR ".join(f"wort{i:06}*" for i in range(n)),
    "phrase": lambda n: '"' + " ".join(f"wort{i:06}" for i in range(n)) + '"',
    "excluded": lambda n: "a" + "".join(f" -wort{i:06}" for i in range(n)),
    "near": lambda n: " NEAR/3 ".join(f"wort{i:06}" for i in range(n)),
    "groups": lambda n: " ".join(f"(wort{i:06} OR x{i})" for i in range(n // 2)),
}


def instructions(query, folder):
    """For `resonanz match` of this one query on no post."""
    queries = pathlib.Path(folder, "queries.jsonl")
    queries.write_text(json.dumps({"id": "q", "query": query}) + "\n", encoding="utf-8")
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
               BINARY, "match", "--count", "--threads", "1", "--queries", queries, "/dev/null"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-500:]
    return int(re.search(r"I\s+refs:\s+([\d,]+)", result.stderr).group(1).replace(",", ""))


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        start = instructions("a", folder)
        counts = {name: [instructions(shape(n), folder) - start for n in SIZES] for name, shape in SHAPES.items()}
    for name, (small, middle, large) in counts.items():
        for wanted, ratio in (("2,000 → 4,000", middle / small), ("4,000 → 8,000", large / middle)):
            good = ratio < 2.4
            passed, failed = passed + good, failed + (not good)
            print(f"{'ok' if good else 'FAILED'} {name} {wanted} terms: {ratio:.2f} times the instructions ({large // SIZES[2]} a term)")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if not shutil.which("valgrind"):
    print("skip: no valgrind")
    sys.exit(0)
sys.exit(main())
