"""Vectors of English words, trained on our own text: models/vectors-en.model (src/understand/word_vectors.h). fastText's skip-gram
with one thread, so that it is repeatable; only its program comes from outside."""
import json
import pathlib
import re
import subprocess
import tempfile

import numpy as np

import data
import linear

SIZE, BITS, WORDS, COMMON = 32, 16, 12000, 3e-3
GAIN = 4  # how much the vectors count beside the other features
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LEFT_OUT = re.compile(r"https?://\S+|www\.\S+|@\w+")


def texts(source):
    """Every second post of the public stream and what our own posts train, each text once."""
    raw = subprocess.run(["zstd", "-dc", str(source / "stream/reddit-posts.jsonl.zst")], check=True, capture_output=True).stdout
    out = [f"{post['title']} {post['text']}"[:2000] for post in map(json.loads, raw.decode().rstrip("\n").split("\n")[::2])]
    own, *_, parts = data.posts_en()
    out += [t for t, p in zip(own, parts) if p == "train"]
    return list(dict.fromkeys(" ".join(WORD.findall(LEFT_OUT.sub(" ", text.lower()))) for text in out))


def train(tool, source, path):
    with tempfile.TemporaryDirectory() as folder:
        corpus = pathlib.Path(folder, "corpus")
        corpus.write_text("\n".join(texts(source)) + "\n", encoding="utf-8")
        subprocess.run(["fasttext", "skipgram", "-input", corpus, "-output", f"{folder}/words", "-dim", str(SIZE), "-epoch", "3",
                        "-minCount", "5", "-minn", "0", "-maxn", "0", "-thread", "1", "-verbose", "0"], check=True)
        lines = pathlib.Path(folder, "words.vec").read_text(encoding="utf-8").rstrip("\n").split("\n")[1 : WORDS + 1]
        counts = {}
        for word in corpus.read_text(encoding="utf-8").split():
            counts[word] = counts.get(word, 0) + 1
    lines = [line for line in lines if not line.startswith("</s> ")]  # fastText's own word for the end of a line
    words = [line.split(" ")[0] for line in lines]
    vectors = np.array([[float(number) for number in line.split(" ")[1 : SIZE + 1]] for line in lines])
    share = np.array([counts[word] for word in words]) / sum(counts.values())
    write(tool, path, words, vectors / np.linalg.norm(vectors, axis=1, keepdims=True) * (GAIN * COMMON / (COMMON + share))[:, None])


def write(tool, path, words, vectors):
    """A row begins with the last byte of its word's hash; where two words share a row, the more frequent one has it."""
    table, scale = np.zeros((1 << BITS, SIZE + 1), np.uint8), float(np.abs(vectors).max()) / 127
    for word, vector in reversed(list(zip(linear.read_features(tool, "words", words), vectors))):
        if len(word[0]) != 1:
            continue
        row = table[int(word[0][0]) >> (32 - BITS)]
        row[0], row[1:] = int(word[0][0]) & 0xFF, np.round(vector / scale).astype(np.int8).view(np.uint8)
    header = {"task": "vectors-en", "version": "1", "labels": [str(i) for i in range(SIZE)], "bits": BITS, "weighted": True,
              "weight_scale": scale, "rarity_scale": 1, "gains": [], "bias": [0] * SIZE, "more": [], "sharpness": 1,
              "shift": [0] * SIZE, "unsure_below": 0}
    linear.write_file(path, header, table)


def means(tool, path, texts):
    """What src/understand/word_vectors.h gives for each text."""
    content = path.read_bytes()
    begin = content.index(b"\n", content.index(b"\n") + 1) + 1
    table = np.frombuffer(content[begin:-4], np.uint8).reshape(1 << BITS, SIZE + 1)
    scale = json.loads(content.split(b"\n")[1])["weight_scale"]
    out = np.zeros((len(texts), SIZE))
    for number, groups in enumerate(linear.read_features(tool, "words", texts)):
        rows = table[(groups[0] >> np.uint32(32 - BITS)).astype(int)]
        known = rows[rows[:, 0] == (groups[0] & np.uint32(0xFF))]
        if len(known):
            out[number] = known[:, 1:].astype(np.uint8).view(np.int8).astype(float).sum(axis=0) * scale / len(known)
    return out
