"""Posts and queries of bench/match.py: the recorded stream, and queries made from its own words, the same every time."""
import collections
import json
import pathlib
import random
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]
STREAM = ROOT / "../shared/data/stream/reddit-posts.jsonl.zst"
BIGRAMS = ROOT / "../shared/data/matching/straw-bigrams.txt.gz"
SEED = 42


def unpack_stream(binary, path):
    """The stream as posts, one a line."""
    with path.open("w") as out:
        subprocess.run([binary, "try", "import", STREAM], stdout=out, check=True)
    return path


def head(posts, count, path):
    with posts.open() as lines, path.open("w") as out:
        out.writelines(line for line, _ in zip(lines, range(count)))
    return path


def posts_of_length(posts, length, path, most_bytes=16 << 20, most_posts=50_000):
    """Posts of about `length` bytes, cut from the stream's words as they follow each other."""
    written = count = 0
    words, size = [], 0
    with posts.open(encoding="utf-8") as lines, path.open("w") as out:
        for line in lines:
            post = json.loads(line)
            for word in (post.get("title", "") + " " + post["text"]).split(" "):
                words.append(word)
                size += len(word) + 1
                if size < length:
                    continue
                out.write(json.dumps({"id": f"p{count}", "text": " ".join(words)}) + "\n")
                written, count = written + size, count + 1
                words, size = [], 0
            if written > most_bytes or count >= most_posts:
                break
    return path


def words_of(posts):
    """Words of 3 to 14 letters that stand in at least 20 posts."""
    seen = collections.Counter()
    for line in posts.open(encoding="utf-8"):
        post = json.loads(line)
        seen.update(set(re.findall(r"[a-z]{3,14}", (post.get("title", "") + " " + post["text"]).lower())))
    return [word for word, n in sorted(seen.items()) if n >= 20]


def boolean_query(random_, words):
    """15 % two words without two others, 55 % (3 words) AND (8 words) NOT 5 words, 20 % two words NEAR/5, 10 % two prefixes AND
    4 words."""
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


def boolean_queries(words, count):
    random_ = random.Random(SEED)
    return [boolean_query(random_, words) for _ in range(count)]


def two_word_queries():
    """Those of the public straw set that are words for us too."""
    lines = subprocess.run(["zcat", BIGRAMS], capture_output=True, text=True, check=True).stdout.splitlines()
    pairs = [" ".join(json.loads(line)["terms"]) for line in lines]
    return [pair for pair in pairs if re.fullmatch(r"[a-z]+( [a-z]+)*", pair)]


def write_queries(path, queries):
    path.write_text("".join(json.dumps({"id": f"q{i}", "query": text}) + "\n" for i, text in enumerate(queries)), encoding="utf-8")
    return path
