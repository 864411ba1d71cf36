"""What the second tier says of texts that nobody labelled, in models/data/taught: intent-de of the first tier learns
from it. Made by models/teach.py, read by models/train.py, which so needs no encoder."""
import hashlib
import pathlib

import numpy as np

import linear

FOLDER = pathlib.Path(__file__).resolve().parent / "data/taught"
WEIGHT = 0.15  # of such a text where a labelled post has 1; by cross-validation on the training parts
STEPS = 250    # a share of 1


class Taught:
    """`shares` (teachers, texts, labels): of each fold by a teacher that saw nothing of it, last by one of all folds."""

    def __init__(self, rows, more, shares):
        self.rows, self.more, self.shares = rows, more, shares

    def without(self, fold):
        return Taught(self.rows, self.more, self.shares[[fold]])


def key_of(texts):
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def write(name, labels, texts, shares):
    header = {"task": name, "labels": labels, "teachers": len(shares), "texts": len(texts), "sha256": key_of(texts)}
    linear.write_file(FOLDER / f"{name}.shares", header, np.round(shares * STEPS).astype(np.uint8))


def read(task, texts, rows, more):
    header, payload = linear.read_file(FOLDER / f"{task.name}.shares")
    if header["sha256"] != key_of(texts) or header["labels"] != task.labels:
        raise SystemExit(f"{task.name}.shares is of other texts: models/teach.py makes it anew")
    shares = np.frombuffer(payload, np.uint8).reshape(header["teachers"], len(texts), len(task.labels)).astype(float)
    return Taught(rows, more, shares / shares.sum(axis=2, keepdims=True))
