#!/usr/bin/python3
"""A tiny encoder of random weights and what the reference makes of some texts: src/understand/encoder/sample.e5s1 and sample.json, from
which the C++ tests know that both compute the same. Run again only when the format changes; it writes the same bytes."""
import json
import pathlib
import struct

import numpy as np

import encoder

PLACE = pathlib.Path(__file__).resolve().parent.parent / "src/understand/encoder"
SIZE, HEADS, INNER, LAYERS, LONGEST = 32, 2, 64, 5, 24
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁query", ":", "▁das", "▁Paket", "▁paket", "▁kommt", "nicht", "▁nicht", "ch", "n", "i", "t", "a",
          "k", "e", "p", "s", "d", "o", "m", "ü", "ss", "…", "▁🙂", "!", "."]
LETTERS = {0x09: " ", 0xDF: "ss", 0xFB01: "fi", 0x2026: "...", 0xFDFA: "صلى الله عليه وسلم", 0x200B: ""}
TEXTS = ["", "Das Paket kommt nicht", "das  paket\tkommt nicht!", "🙂 müßig…", "ﷺﷺ", "ist das paket da? " * 9]


def matrix(draw, rows, columns):
    """Rows of blocks: a scale in half precision, 32 weights of four bits."""
    out = b""
    for _ in range(rows * columns // encoder.BLOCK):
        out += np.float16(draw.uniform(0.005, 0.03)).tobytes() + draw.integers(0, 256, 16, dtype=np.uint8).tobytes()
    return out


def floats(draw, count, about=0.0):
    return (about + 0.2 * draw.standard_normal(count)).astype(np.float32).tobytes()


def tensors(draw):
    yield "emb.word", 1, matrix(draw, len(PIECES), SIZE)
    yield "emb.pos", 0, floats(draw, LONGEST * SIZE)
    yield "emb.type", 0, floats(draw, SIZE)
    yield from (("emb.ln.w", 0, floats(draw, SIZE, 1.0)), ("emb.ln.b", 0, floats(draw, SIZE)))
    for layer in range(LAYERS):
        for name, rows, columns in (("q", SIZE, SIZE), ("k", SIZE, SIZE), ("v", SIZE, SIZE), ("ao", SIZE, SIZE), ("fi", INNER, SIZE), ("fo", SIZE, INNER)):
            yield f"l{layer}.{name}.w", 1, matrix(draw, rows, columns)
            yield f"l{layer}.{name}.b", 0, floats(draw, rows)
        for name in ("aln", "oln"):
            yield f"l{layer}.{name}.w", 0, floats(draw, SIZE, 1.0)
            yield f"l{layer}.{name}.b", 0, floats(draw, SIZE)


def sample():
    draw = np.random.Generator(np.random.PCG64(5))
    blob = [piece.encode() for piece in PIECES]
    head = b"E5S1" + struct.pack("<I7ifi", 1, SIZE, LAYERS, HEADS, INNER, len(PIECES), LONGEST, 1, 1e-12, encoder.BLOCK)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, blob)))
    head += np.cumsum([0, *map(len, blob)]).astype(np.uint32).tobytes()
    head += draw.uniform(-12, -3, len(PIECES)).astype(np.float32).tobytes() + b"".join(blob)
    letters = b"".join(struct.pack(f"<IB{len(to)}I", letter, len(to), *map(ord, to)) for letter, to in sorted(LETTERS.items()))
    head += struct.pack("<iI", len(LETTERS), len(letters)) + letters
    parts = list(tensors(draw))
    at = len(head) + 4 + sum(2 + len(name) + 21 for name, _, _ in parts)
    directory, body = struct.pack("<i", len(parts)), b""
    for name, kind, content in parts:
        gap = -(at + len(body)) % 4
        body += bytes(gap)
        count = len(content) // 18 * encoder.BLOCK if kind else len(content) // 4
        directory += struct.pack(f"<H{len(name)}sBIQQ", len(name), name.encode(), kind, count, at + len(body), len(content))
        body += content
    return head + directory + body


def main():
    path = PLACE / "sample.e5s1"
    path.write_bytes(sample())
    reference = encoder.Encoder(path)
    rows = [{"text": text, "tokens": reference.tokens("query: " + text), "vector": [round(float(x), 6) for x in vector]}
            for text, vector in zip(TEXTS, reference.encode(TEXTS))]
    (PLACE / "sample.json").write_text("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
