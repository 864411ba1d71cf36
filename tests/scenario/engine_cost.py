#!/usr/bin/env python3
"""What a post costs the matching engine, in instructions counted by callgrind: the same on every run, so that a change that makes it
dearer is seen. The recorded figures are those of the development build; a figure that moves by more than 5 % either way has to be looked
at and, if it is meant, recorded here anew."""
import json
import pathlib
import random
import sys
import tempfile

import lib_instructions

BINARY = sys.argv[1]
POSTS = 1_500
RECORDED = {100: 13_618, 1_000: 15_096, 10_000: 21_820}  # queries: instructions a post, without AVX-512, which valgrind lacks


def vocabulary(random_):
    syllables = [a + b for a in "bdfgklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "st")]
    return sorted({"".join(random_.choices(syllables, k=random_.randint(1, 4))) for _ in range(30_000)})


def posts(random_, words):
    """As people write: frequent words and rare ones, capitals, and now and then something that is more than a word."""
    weights = [1 / (rank + 2) for rank in range(len(words))]
    shuffled = random_.sample(words, len(words))
    special = ("it's", "don't", "z.B.", "3.5", "E-Mail-Adresse", "#" + words[7], "@" + words[9], "https://acme.test/a?b=c", "Müller", "schön", "👍", "C++")
    for number in range(POSTS):
        text = random_.choices(shuffled, weights, k=random_.randint(20, 100))
        for _ in range(len(text) // 15):
            text[random_.randrange(len(text))] = random_.choice(special)
        text = [word.capitalize() if random_.random() < 0.1 else word for word in text]
        yield {"id": str(number), "title": " ".join(text[:6]), "text": ", ".join((" ".join(text[6:20]), " ".join(text[20:])))}


def query(random_, words):
    w = random_.sample(words, 12)
    return random_.choices((f"{w[0]} {w[1]} -{w[2]}",
                            f"({w[0]} OR {w[1]} OR {w[2]}) ({' OR '.join(w[3:9])}) -{w[9]} -{w[10]}",
                            f"{w[0]} NEAR/5 {w[1]}",
                            f"({w[0][:4]}* OR {w[1]}) {w[2]}",
                            f'"{w[0]} {w[1]}"'), (15, 50, 15, 10, 10))[0]


def write(path, lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def checks():
    random_ = random.Random(42)
    words = vocabulary(random_)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        posts_file = write(folder / "posts.jsonl", posts(random_, words))
        for count, recorded in RECORDED.items():
            random_ = random.Random(count)
            queries = write(folder / "queries.jsonl", ({"id": f"q{i}", "query": query(random_, words)} for i in range(count)))
            command = [BINARY, "match", "--count", "--threads", "1", "--queries", queries, posts_file]
            instructions, _ = lib_instructions.counted(command, ["resonanz::listen::Engine::match(*"])
            yield lib_instructions.near(f"{count:,} queries", instructions // POSTS, recorded)


lib_instructions.report(checks())
