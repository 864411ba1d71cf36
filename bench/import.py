#!/usr/bin/env python3
"""Import of a recorded stream with 100 saved queries: posts a second from file to inbox, peak memory, in = out.

    bench/import.py [BINARY] [STREAM.jsonl.zst]

Defaults: build/release/resonanz and ../shared/data/stream/reddit-posts.jsonl.zst. The queries are made from the stream's own
words (two-word AND, phrases, OR groups, NOT), the same every time."""
import collections
import json
import pathlib
import re
import resource
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/system"))
BINARY = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "build/release/resonanz")
STREAM = sys.argv[2] if len(sys.argv) > 2 else str(ROOT / "../shared/data/stream/reddit-posts.jsonl.zst")
sys.argv = [sys.argv[0], BINARY]
from lib_server import Server  # noqa: E402


def queries(count):
    """Words of middle frequency, joined in the shapes that people write."""
    seen = collections.Counter()
    # Line by line: a child's peak memory counts from what this process holds when it starts it.
    with subprocess.Popen(["zstd", "-dqc", STREAM], stdout=subprocess.PIPE) as unpack:
        for number, line in enumerate(unpack.stdout):
            if number % 40 == 0:
                seen.update(set(re.findall(r"[a-z]{4,12}", json.loads(line)["title"].lower())))
    words = [word for word, n in seen.most_common(1500) if n >= 3][200:]
    shapes = ["{0} {1}", "\"{0} {1}\" OR {2}", "{0} ({1} OR {2}) -{3}", "{0} NEAR/5 {1}", "({0} OR {1} OR {2}) NOT {3}"]
    return [shapes[i % 5].format(*(words[(i * 7 + k * 101) % len(words)] for k in range(4))) for i in range(count)]


def main():
    if not pathlib.Path(STREAM).exists():
        print(f"skip: {STREAM} is not here")
        return
    with Server() as server:
        client = server.client()
        for number, query in enumerate(queries(100)):
            client.post("/api/queries", {"name": f"q{number}", "query": query})
        server.stop()
        begun = time.time()
        done = subprocess.run([BINARY, "import", STREAM, "--source", "stream", "--data", str(server.data)], capture_output=True, text=True)
        seconds = time.time() - begun
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        ledger = json.loads(server.run("ledger"))["total"]
        size = sum(f.stat().st_size for f in server.data.iterdir())
        print(f"exit={done.returncode} posts={ledger['received']} stored={ledger['stored']} unmatched={ledger['unmatched']} "
              f"difference={ledger['difference']} seconds={seconds:.1f} posts_per_s={ledger['received'] / seconds:.0f} "
              f"peak_mb={usage.ru_maxrss // 1024} data_mb={size // 2**20}")


if __name__ == "__main__":
    main()
