#!/usr/bin/env python3
"""kill -9 at random moments while posts come in: what was acknowledged is there afterwards, once (invariants 1 to 3).
RESONANZ_KILLS sets how often (default 12)."""
import os
import random
import subprocess
import threading
import time

import lib_path  # noqa: F401
from lib_server import BINARY, Server, equal, lines, main, wait_for

KILLS = int(os.environ.get("RESONANZ_KILLS", "12"))
CHUNK = 150


def test_kill_while_posts_come_in():
    seed = int(time.time())
    print(f"seed {seed}")
    chance = random.Random(seed)
    acknowledged, slowest = 0, 0.0
    with Server() as server:
        server.client().post("/api/queries", {"name": "Bremse", "query": "bremse"})
        for kill in range(KILLS):
            posts = [{"id": f"{kill}-{n}", "text": f"Bremse {kill} {n}", "author": {"id": f"a{n % 7}"}} for n in range(CHUNK)]
            importer = subprocess.Popen([BINARY, "import", "-", "--source", "archive", "--data", str(server.data)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            writer = threading.Thread(target=lambda: importer.communicate(lines(posts)))
            writer.start()
            time.sleep(chance.uniform(0, 0.4))
            server.kill()
            writer.join()
            equal(importer.returncode, 0)
            acknowledged += CHUNK
            begun = time.time()
            server.start()
            slowest = max(slowest, time.time() - begun)
        client = server.client()
        ledger = wait_for(lambda: (l := client.get("/api/ledger")["total"])["pending"] == 0 and l, 60)
        equal((ledger["received"], ledger["stored"], ledger["duplicate"], ledger["difference"]), (acknowledged, acknowledged, 0, 0))
        equal(client.get("/api/mentions?view=all")["total"], acknowledged)
    print(f"{KILLS} kills, {acknowledged} acknowledged, 0 lost, 0 twice, slowest start {slowest:.2f} s")
    assert slowest < 5


if __name__ == "__main__":
    main(__name__)
