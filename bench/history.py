#!/usr/bin/env python3
"""Search over stored mentions: how long a query takes from the browser's side, with count, counts a day and first page.

    bench/history.py [BINARY] [--mentions N] [--queries N] [--keep FOLDER]

Defaults: build/release/resonanz, 1,000,000 mentions made from ../shared/data/stream by bench/history_fill (built beside the
binary: ninja history_fill), 300 queries a kind. --keep fills FOLDER once and uses it again; else a temporary folder, removed."""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/system"))
parser = argparse.ArgumentParser()
parser.add_argument("binary", nargs="?", default=str(ROOT / "build/release/resonanz"))
parser.add_argument("--mentions", type=int, default=1_000_000)
parser.add_argument("--queries", type=int, default=300)
parser.add_argument("--keep")
parser.add_argument("--indexed", action="store_true", help="the kept folder's index is used as it is")
options = parser.parse_args()
STREAM = ROOT / "../shared/data/stream/reddit-posts.jsonl.zst"
sys.argv = [sys.argv[0], options.binary]
from lib_server import Server  # noqa: E402


class Filled(Server):
    """A server on a folder that is full already."""

    def __init__(self, folder):
        self.folder, self.data, self.arguments, self.passwords, self.process = folder, folder / "data", (), {}, None
        known = folder / "password"
        if not known.exists():
            fill(self.data)
            known.write_text(self.add_user("mira", "Mira Brandt", "admin"))
        self.passwords["mira"] = known.read_text()

    def __exit__(self, *arguments):
        if options.keep:
            self.stop()
        else:
            super().__exit__(*arguments)


def fill(data):
    begun = time.time()
    with subprocess.Popen(["zstd", "-dqc", STREAM], stdout=subprocess.PIPE) as unpack:
        subprocess.run([pathlib.Path(options.binary).parent / "bench/history_fill", data, str(options.mentions)], stdin=unpack.stdout, check=True)
    print(f"filled in {time.time() - begun:.0f} s", flush=True)


def words():
    """The stream's words by how many posts have them."""
    seen = collections.Counter()
    with subprocess.Popen(["zstd", "-dqc", STREAM], stdout=subprocess.PIPE, text=True) as unpack:
        for number, line in enumerate(unpack.stdout):
            if number % 8 == 0:
                post = json.loads(line)
                seen.update(set(re.findall(r"[a-z]{3,14}", (post["title"] + " " + post["text"]).lower())))
    ranked = [word for word, n in seen.most_common() if n >= 3]
    return {"frequent": ranked[:300], "middle": ranked[300:5000], "rare": ranked[5000:]}


def kinds(words):
    any_word = words["frequent"] + words["middle"] + words["rare"]
    pick = random.choice
    return {
        "two words, any": lambda: f"{pick(any_word)} {pick(any_word)}",
        "two words, both frequent": lambda: f"{pick(words['frequent'])} {pick(words['frequent'])}",
        "OR of five, NOT two": lambda: f"({' OR '.join(pick(any_word) for _ in range(5))}) -{pick(any_word)} -{pick(any_word)}",
        "prefix": lambda: f"{pick(words['middle'])[:4]}*",
        "infix": lambda: f"*{pick(words['middle'])[:5]}*" if len(pick(words["middle"])) >= 3 else "*ing*",
        "two words and filters": lambda: f"{pick(words['middle'])} {pick(words['frequent'])} kind:post -has:image after:2026-10-01",
        "phrase of middle words": lambda: f"\"{pick(words['middle'])} {pick(words['middle'])}\"",
        "phrase of a frequent and a middle word": lambda: f"\"{pick(words['frequent'])} {pick(words['middle'])}\"",
        "phrase of frequent words": lambda: f"\"{pick(words['frequent'])} {pick(words['frequent'])}\"",
    }


def cpu_seconds(server):
    """Of the server, all threads: what a busy machine does not change."""
    fields = pathlib.Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(server, client, make, count):
    times, undecided, hits, begun_cpu = [], [], [], cpu_seconds(server)
    for _ in range(count):
        query = make()
        begun = time.perf_counter()
        reply = client.post("/api/queries/preview", {"query": query, "limit": 20})
        times.append((time.perf_counter() - begun) * 1000)
        hits.append(reply["total"])
        undecided.append(reply["undecided"] / reply["posts"])
    cpu = (cpu_seconds(server) - begun_cpu) / count * 1000
    times.sort()
    return (f"p50 {times[len(times) // 2]:.0f} ms, p99 {times[min(len(times) - 1, len(times) * 99 // 100)]:.0f} ms, most {times[-1]:.0f} ms, {cpu:.1f} ms of CPU; "
            f"hits median {sorted(hits)[len(hits) // 2]}, most {max(hits)}; whole answers {sum(u == 0 for u in undecided)} of {count}, "
            f"most undecided {max(undecided):.1%}")


def sizes(data):
    with sqlite3.connect(f"file:{data / 'resonanz.db'}?mode=ro", uri=True) as db:
        index = db.execute("SELECT SUM(LENGTH(bytes)) FROM history_parts").fetchone()[0]
        index += db.execute("SELECT COALESCE(SUM(LENGTH(directory)), 0) FROM history_segments").fetchone()[0]
        text = db.execute("SELECT SUM(LENGTH(CAST(title AS BLOB)) + LENGTH(CAST(text AS BLOB))) FROM (SELECT title, text FROM mentions LIMIT 200000)").fetchone()[0]
        return index, text / min(200000, options.mentions)


def rebuild(data):
    before = os.times()
    done = json.loads(subprocess.run([options.binary, "history", "rebuild", "--data", data], capture_output=True, text=True, check=True).stdout)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    index, text = sizes(data)
    print(f"{done['posts']} mentions of {text:.0f} bytes of text in {done['segments']} segments: {index / done['posts']:.1f} bytes of index, "
          f"{done['seconds'] / done['posts'] * 1e6:.1f} µs and {cpu / done['posts'] * 1e6:.1f} µs of CPU each; "
          f"database {(data / 'resonanz.db').stat().st_size >> 20} MB", flush=True)


def main():
    if not STREAM.exists():
        print(f"skip: {STREAM} is not here")
        return
    random.seed(1)
    import tempfile
    folder = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="resonanz-history-"))
    folder.mkdir(exist_ok=True)
    server = Filled(folder)
    try:
        if not options.indexed:
            rebuild(server.data)
        server.start()
        client = server.client()
        for kind, make in kinds(words()).items():
            measure(server, client, make, 20)  # the cache of the machine
            print(f"{kind}: {measure(server, client, make, options.queries)}", flush=True)
        memory = re.search(r"process_resident_memory_bytes (\d+)", client.get("/metrics", raw=True).decode())
        print(f"server memory {int(memory[1]) >> 20} MB")
    finally:
        server.__exit__(None, None, None)


if __name__ == "__main__":
    main()
