#!/usr/bin/env python3
"""What a post costs the first tier of understanding, in instructions counted by callgrind: the same on every run, so that a change that
makes it dearer is seen. The recorded figures are those of the development build; a figure that moves by more than 5 % either way has to be
looked at and, if it is meant, recorded here anew."""
import json
import pathlib
import sys
import tempfile

import lib_instructions

BINARY = sys.argv[1]
DATA = pathlib.Path(__file__).resolve().parents[2] / "models/data"
POSTS = 250
# Own posts of the training data: instructions a post for verdicts, topics and near-duplicates.
RECORDED = {"posts_en": 106_749, "intent_de": 128_094}
STAGES = [f"resonanz::understand::{stage}(*" for stage in ("Understander::read", "Understander::topics", "Duplicates::add")]


def checks():
    with tempfile.TemporaryDirectory() as name:
        for data, recorded in RECORDED.items():
            lines = (DATA / data / "posts.jsonl").read_text(encoding="utf-8").splitlines()[:POSTS]
            posts = [json.loads(line) for line in lines]
            posts_file = pathlib.Path(name) / "posts.jsonl"
            posts_file.write_text("".join(json.dumps({"id": post["id"], "text": post["text"]}) + "\n" for post in posts), encoding="utf-8")
            instructions, said = lib_instructions.counted([BINARY, "understand", posts_file], STAGES)
            assert said.count("\n") == POSTS, "not every post was read"
            yield lib_instructions.near(data, instructions // POSTS, recorded)


lib_instructions.report(checks())
