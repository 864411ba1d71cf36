#!/usr/bin/env python3
"""Runs last: every operation of the contract was hit by some system test (their replies were checked on the way)."""
import os
import pathlib

import contract
from lib_server import main

HITS = os.environ.get("RESONANZ_HITS", "")
ELSEWHERE = {"websub_verify", "websub_deliver"}  # tests/peers


def test_every_operation_was_hit():
    seen = set(pathlib.Path(HITS).read_text().split())
    missing = [name for name in contract.unhit() if name not in seen | ELSEWHERE]
    assert not missing, f"no test calls {', '.join(missing)}"


if __name__ == "__main__":
    if HITS and pathlib.Path(HITS).exists():
        main(__name__)
    else:
        print("skip: RESONANZ_HITS is not set (./test system sets it)")
