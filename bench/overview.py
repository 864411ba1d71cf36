#!/usr/bin/env python3
"""The overview over many stored mentions: how long its answers take from the browser's side.

    bench/overview.py [BINARY] [--mentions N] [--requests N] [--keep FOLDER]

Defaults: build/release/resonanz, 10,000,000 mentions of one year made from ../shared/data/stream, 100 requests a kind. Tone, wishes
and repeats are drawn, not read: the counting is measured, not the models. --keep fills FOLDER once and uses it again."""
import argparse
import json
import pathlib
import random
import sqlite3
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/system"))
parser = argparse.ArgumentParser()
parser.add_argument("binary", nargs="?", default=str(ROOT / "build/release/resonanz"))
parser.add_argument("--mentions", type=int, default=10_000_000)
parser.add_argument("--requests", type=int, default=100)
parser.add_argument("--keep")
options = parser.parse_args()
sys.argv = [sys.argv[0], options.binary]
from lib_server import Server  # noqa: E402

HOUR = 3_600_000_000
YEAR = 365 * 24 * HOUR
SOURCES = 6
SHARES = {1: 0.2, 2: 0.1, 3: 0.1, 4: 0.05, 5: 0.002}  # of the mentions, by query


def fill(path, now):
    """The tables as the program would have filled them; the rollups are counted from the rows at the end."""
    begun = time.time()
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-2000000; PRAGMA foreign_keys=OFF")
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND (name LIKE 'rollups%' OR name LIKE 'history%')").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    with subprocess.Popen(["zstd", "-dqc", ROOT / "../shared/data/stream/reddit-posts.jsonl.zst"], stdout=subprocess.PIPE) as unpack:
        db.execute("CREATE TEMP TABLE stream (n INTEGER PRIMARY KEY, title TEXT, text TEXT)")
        db.executemany("INSERT INTO stream VALUES (NULL, ?, ?)", ((post.get("title", ""), post.get("text", "")) for post in map(json.loads, unpack.stdout)))
    posts = db.execute("SELECT count(*) FROM stream").fetchone()[0]
    user = db.execute("SELECT id FROM users").fetchone()[0]
    for source in range(1, SOURCES + 1):
        db.execute("INSERT INTO sources SELECT ?, ?, kind, language, settings, secrets_sealed, account_id, state, assessment, approved_by, approved_at, created_at, deleted_at FROM sources LIMIT 1", (source, f"forum {source}"))
    for query in SHARES:
        db.execute("INSERT INTO queries (id, name, query, version, created_by, created_at, updated_at) VALUES (?, ?, ?, 1, ?, 1, 1)", (query, f"brand {query}", f"brand{query}", user))
    rounds = -(-options.mentions // posts)
    for part in range(rounds):
        first = part * posts
        count = min(posts, options.mentions - first)
        values = dict(first=first, count=count, all=options.mentions, now=now, year=YEAR, sources=SOURCES)
        # n * 2654435761 mod 2^32: a number that looks drawn, the same on every run.
        db.execute("CREATE TEMP TABLE made AS SELECT :first + n AS id, title, text, :now - :year + CAST(1.0 * :year * (:first + n) / :all AS INTEGER) AS at, "
                   "((:first + n) * 2654435761) & 4294967295 AS h FROM stream WHERE n <= :count", values)
        db.execute("INSERT INTO conversations (id, source_id, last_mention_id, last_at, waiting) SELECT id, 1 + h % :sources, id, at, 0 FROM made", values)
        db.execute("INSERT INTO mentions (id, source_id, native_key, revision, purpose, conversation_id, author_ref, network, kind, lang, created_at, received_at, title, text, sealed) "
                   "SELECT id, 1 + h % :sources, 'n' || id, '1', 'listening', id, 'a' || (h % 500000), 'forum', 'post', 'en', at, at, title, text, '' FROM made", values)
        db.execute("INSERT INTO mention_readings (mention_id, hour, source_id, lang, sentiment, intent, toxic, first_id, reach, said, versions) "
                   "SELECT id, at / 3600000000, 1 + h % :sources, CASE WHEN h / 7 % 10 < 7 THEN 'en' ELSE 'de' END, "
                   "CASE h / 11 % 10 WHEN 0 THEN 'positive' WHEN 1 THEN 'positive' WHEN 2 THEN 'negative' WHEN 3 THEN 'unsure' ELSE 'neutral' END, "
                   "CASE h / 13 % 10 WHEN 0 THEN 'complaint' WHEN 1 THEN 'question' WHEN 2 THEN 'idea' WHEN 3 THEN 'praise' ELSE 'other' END, "
                   "h / 17 % 50 = 0, CASE WHEN h / 19 % 30 = 0 THEN max(1, id - 1) ELSE id END, CASE WHEN h / 23 % 20 = 0 THEN h % 100000 END, '{}', 'made' FROM made", values)
        for query, share in SHARES.items():
            db.execute("INSERT INTO mention_matches (mention_id, query_id, spans) SELECT id, :q, '' FROM made WHERE (h / 29 + :q * 7919) % 1000 < :n", dict(values, q=query, n=int(share * 1000)))
        db.execute("DROP TABLE made")
    db.execute("DELETE FROM unread_mentions")
    for table, step in (("rollups", "hour"), ("rollup_days", "hour / 24")):
        sums = ", ".join(f"SUM({row[1]})" for row in list(db.execute(f"PRAGMA table_info({table})"))[4:])
        db.execute(f"INSERT INTO {table} SELECT query_id, {step}, source_id, lang, {sums} FROM rollup_lines GROUP BY 1, 2, 3, 4")
    db.execute("UPDATE history_state SET mark = :n, claimed = :n, format = 2", {"n": options.mentions})  # nothing to index
    for _, sql in triggers:
        db.execute(sql)
    db.executescript("PRAGMA optimize; PRAGMA journal_mode=WAL")
    rows = db.execute("SELECT count(*) FROM rollups").fetchone()[0]
    db.close()
    print(f"{options.mentions:,} mentions, {rows:,} rows of rollups, {pathlib.Path(path).stat().st_size / 1e9:.1f} GB, filled in {time.time() - begun:.0f} s", flush=True)


class Filled(Server):
    """A server on a folder that is full already."""

    def __init__(self, folder):
        self.folder, self.data, self.arguments, self.passwords, self.process = folder, folder / "data", (), {}, None
        known = folder / "password"
        if not known.exists():
            known.write_text(self.add_user("mira", "Mira Brandt", "admin"))
            self.run("import", "-", "--source", "archive", stdin='{"id": "1", "text": "a source as the program makes it"}\n')
            fill(self.data / "resonanz.db", int(time.time() * 1e6))
        self.passwords["mira"] = known.read_text()


def measure(client, make):
    times = []
    for _ in range(options.requests):
        path = make()
        begun = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    return f"p50 {times[len(times) // 2]:.0f} ms, p99 {times[int(len(times) * 0.99)]:.0f} ms"


def main():
    import tempfile
    folder = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="resonanz-overview-"))
    folder.mkdir(exist_ok=True)
    server = Filled(folder)
    draw = random.Random(20261124)
    query = lambda: draw.choice(list(SHARES))
    kinds = {
        "14 days, everything": lambda: "/api/overview?days=14",
        "14 days, a brand": lambda: f"/api/overview?days=14&query={query()}",
        "90 days, a brand of one source": lambda: f"/api/overview?days=90&query={query()}&source={draw.randrange(1, SOURCES + 1)}",
        "a year, everything": lambda: "/api/overview?days=366",
        "a year, a brand": lambda: f"/api/overview?days=366&query={query()}",
        "topics of 14 days, a brand": lambda: f"/api/overview/topics?days=14&query={query()}",
        "topics of 90 days, everything": lambda: "/api/overview/topics?days=90",
        "voices of 90 days, a brand": lambda: f"/api/overview/voices?days=90&query={query()}",
    }
    try:
        server.start()
        client = server.client()
        for kind, make in kinds.items():
            client.get(make())
            print(f"{kind}: {measure(client, make)}", flush=True)
    finally:
        server.stop()
        if not options.keep:
            import shutil
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
