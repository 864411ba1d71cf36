#!/usr/bin/env python3
"""The cost of compiling grows linearly with the query: instructions counted by callgrind, which are the same on every run."""
import json
import pathlib
import sys
import tempfile

import lib_instructions

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
    return lib_instructions.counted([BINARY, "match", "--count", "--threads", "1", "--queries", queries, "/dev/null"])[0]


def checks():
    with tempfile.TemporaryDirectory() as folder:
        start = instructions("a", folder)
        counts = {name: [instructions(shape(n), folder) - start for n in SIZES] for name, shape in SHAPES.items()}
    for name, (small, middle, large) in counts.items():
        for wanted, ratio in (("2,000 → 4,000", middle / small), ("4,000 → 8,000", large / middle)):
            yield ratio < 2.4, f"{name} {wanted} terms: {ratio:.2f} times the instructions ({large // SIZES[2]} a term)"


lib_instructions.report(checks())
