#!/usr/bin/env python3
"""Standing queries over a recorded stream: posts a CPU second, memory, agreement with the reference evaluator.

    bench/match.py [BINARY] [COUNT...]        (default: build/release/resonanz 100 1000 10000 100000)

The queries are made from the stream's own words, the same every time (seed 42), in four shapes: 15 % two words without two others,
55 % (3 words) AND (8 words) NOT 5 words, 20 % two words NEAR/5, 10 % two prefixes AND 4 words. One thread. Agreement is checked on the
first 2,000 posts, for at most 10,000 queries."""
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
STREAM = ROOT / "../shared/data/stream/reddit-posts.jsonl.zst"
BIGRAMS = ROOT / "../shared/data/matching/straw-bigrams.txt.gz"
BINARY = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/resonanz").resolve())
COUNTS = [int(count) for count in sys.argv[2:]] or [100, 1_000, 10_000, 100_000]
CHECKED_POSTS, CHECKED_QUERIES = 2_000, 10_000


def words_of(posts):
    seen = collections.Counter()
    for line in posts.open(encoding="utf-8"):
        post = json.loads(line)
        seen.update(set(re.findall(r"[a-z]{3,14}", (post.get("title", "") + " " + post["text"]).lower())))
    return [word for word, n in sorted(seen.items()) if n >= 20]


def query(random_, words):
    some = lambda n: random_.sample(words, n)
    shape = random_.random()
    if shape < 0.15:
        a, b, c, d = some(4)
        return f"{a} {b} -{c} -{d}"
    if shape < 0.70:
        w = some(16)
        return f"({' OR '.join(w[:3])}) ({' OR '.join(w[3:11])}) " + " ".join("-" + word for word in w[11:])
    if shape < 0.90:
        return "{} NEAR/5 {}".format(*some(2))
    w = some(6)
    return f"({w[0][:4]}* OR {w[1][:4]}*) ({' OR '.join(w[2:])})"


def write(path, queries):
    path.write_text("".join(json.dumps({"id": f"q{i}", "query": text}) + "\n" for i, text in enumerate(queries)), encoding="utf-8")
    return path


def match(queries, posts, *options):
    done = subprocess.run([BINARY, "match", "--threads", "1", "--queries", queries, *options, posts], capture_output=True, text=True, check=True)
    return done.stdout, dict(part.split("=") for part in done.stderr.split())


def measure(name, queries, posts, few, count):
    _, figures = match(queries, posts, "--count")
    agree = "not checked"
    if count <= CHECKED_QUERIES:
        agree = "equal" if match(queries, few)[0] == match(queries, few, "--brute")[0] else "DIFFERENT"
    print(f"{name}: match_posts_per_cpu_s={figures['match_posts_per_cpu_s']} total_posts_per_cpu_s={figures['total_posts_per_cpu_s']} "
          f"matches_per_post={int(figures['matches']) / int(figures['posts']):.2f} peak_mb={figures['peak_mb']} reference={agree}", flush=True)
    return agree != "DIFFERENT"


def main():
    if not STREAM.exists():
        print("skip: the stream is not here")
        return 0
    with tempfile.TemporaryDirectory(prefix="resonanz-bench-") as name:
        folder = pathlib.Path(name)
        posts, few = folder / "posts.jsonl", folder / "few.jsonl"
        with posts.open("w") as out:
            subprocess.run([BINARY, "try", "import", STREAM], stdout=out, check=True)
        with posts.open() as lines, few.open("w") as out:
            out.writelines(line for line, _ in zip(lines, range(CHECKED_POSTS)))
        words, good = words_of(posts), True
        for count in COUNTS:
            random_ = random.Random(42)
            good &= measure(f"queries={count}", write(folder / "q.jsonl", [query(random_, words) for _ in range(count)]), posts, few, count)
        if BIGRAMS.exists():
            lines = subprocess.run(["zcat", BIGRAMS], capture_output=True, text=True, check=True).stdout.splitlines()
            pairs = [" ".join(json.loads(line)["terms"]) for line in lines]
            pairs = [pair for pair in pairs if re.fullmatch(r"[a-z]+( [a-z]+)*", pair)]
            good &= measure(f"two-word queries={len(pairs)}", write(folder / "q.jsonl", pairs), posts, few, len(pairs))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
