#!/usr/bin/env python3
"""What a post costs the first tier of understanding, in instructions counted by callgrind: the same on every run, so that a change that
makes it dearer is seen. The recorded figures are those of the development build; a figure that moves by more than 5 % either way has to be
looked at and, if it is meant, recorded here anew."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BINARY = sys.argv[1]
DATA = pathlib.Path(__file__).resolve().parents[2] / "models/data"
POSTS, SLACK = 250, 0.05
# Own posts of the training data: instructions a post for verdicts, topics and near-duplicates.
RECORDED = {"posts_en": 106_749, "intent_de": 128_094}
STAGES = ("Understander::read(*", "Understander::topics(*", "Duplicates::add(*")


def instructions_a_post(posts_file):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *(f"--toggle-collect=resonanz::understand::{stage}" for stage in STAGES),
               BINARY, "understand", posts_file]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-500:]
    assert result.stdout.count("\n") == POSTS, "not every post was read"
    return int(re.search(r"Collected : (\d+)", result.stderr).group(1)) // POSTS


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as name:
        for data, recorded in RECORDED.items():
            lines = (DATA / data / "posts.jsonl").read_text(encoding="utf-8").splitlines()[:POSTS]
            posts = [json.loads(line) for line in lines]
            posts_file = pathlib.Path(name) / "posts.jsonl"
            posts_file.write_text("".join(json.dumps({"id": post["id"], "text": post["text"]}) + "\n" for post in posts), encoding="utf-8")
            now = instructions_a_post(posts_file)
            good = abs(now - recorded) <= SLACK * recorded
            passed, failed = passed + good, failed + (not good)
            print(f"{'ok' if good else 'FAILED'} {data}: {now:,} instructions a post, recorded {recorded:,}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if not shutil.which("valgrind"):
    print("skip: no valgrind")
    sys.exit(0)
sys.exit(main())
