"""One linear model over the features of src/understand/features.h: training, cross-validation, calibration, the shipped file."""
import pathlib

import numpy as np

import data
import linear
import scores
import soft
from taught import WEIGHT

HERE = pathlib.Path(__file__).resolve().parent
FEATURES = 2  # Features::kVersion
VERSION = 1   # of the training, where a task names none; raise it when a model changes
FOLDS = 5
UNSURE_ACCURACY = 0.75  # a verdict shall be right so often, by cross-validation


def folds_of(texts):
    return np.array([data.hashed("fold " + text, FOLDS) for text in texts])


def part(items, parts, wanted):
    return [item for item, p in zip(items, parts) if p == wanted]


class Task:
    """`gains`: how much words, letters within words, letters across words, style and tones count. `smoothing`: see
    linear.contrast(). All chosen by cross-validation on training parts."""

    def __init__(self, tool, name, labels, gains, cost, smoothing, bits=18, solver=0, version=VERSION):
        self.tool, self.name, self.labels, self.gains, self.cost = tool, name, labels, list(gains), cost
        self.smoothing, self.bits, self.solver, self.version = smoothing, bits, solver, f"f{FEATURES}-{version}"
        self.classes = labels if len(labels) > 1 else [0, 1]

    def features(self, texts):
        return linear.read_features(self.tool, "text", texts)

    def fit(self, rows, y, more=None, taught=None):
        """`taught`: a Taught of one teacher, to learn from as well."""
        if taught is not None:
            rows, more = rows + taught.rows, np.concatenate([more, taught.more])
        rarity = linear.rarities(rows, self.bits, self.gains)
        x = linear.vectors(rows, self.bits, rarity, more, self.gains)
        inputs = 0 if more is None else len(more[0])
        width = (1 << self.bits) + inputs
        if taught is None:
            return rarity, linear.fit_each(x, y, self.classes, width, self.cost, self.smoothing, self.solver, inputs)
        shares = np.concatenate([np.eye(len(self.labels))[self.truth(y)], taught.shares[-1]])
        weights = np.repeat([1, WEIGHT], [len(y), len(taught.rows)])
        return rarity, soft.fit_each(x, shares, weights, width, self.cost, self.smoothing, inputs)

    def scores(self, rows, trained, more=None):
        return linear.scores(linear.vectors(rows, self.bits, trained[0], more, self.gains), trained[1])

    def across(self, rows, y, folds, more=None, taught=None):
        """Scores of each item by a model that saw neither it nor its fold."""
        out = None
        for fold in sorted(set(folds)):
            seen, rest = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            pick = lambda items, ids: None if items is None else [items[i] for i in ids]
            trained = self.fit(pick(rows, seen), pick(y, seen), pick(more, seen), taught and taught.without(fold))
            z = self.scores(pick(rows, rest), trained, pick(more, rest))
            out = np.zeros((len(rows), z.shape[1])) if out is None else out
            out[rest] = z
        return out

    def truth(self, y):
        return np.array([self.classes.index(label) for label in y])

    def ship(self, rows, y, folds, more=None, taught=None):
        """Trains on everything given, calibrates by cross-validation, writes the file."""
        z, truth = self.across(rows, y, folds, more, taught), self.truth(y)
        sharpness, shift = linear.calibrate(z, truth)
        claims = linear.probabilities(z, sharpness, shift)
        unsure = 0.0 if len(self.labels) == 1 else threshold(claims.max(axis=1), claims.argmax(axis=1) == truth)
        rarity, weights = self.fit(rows, y, more, taught)
        small = linear.write_model(HERE / f"{self.name}.model", self.name, self.version, self.labels, self.bits,
                                   weights, rarity, 0 if more is None else len(more[0]), sharpness, shift, unsure, self.gains)
        return Shipped(self, (rarity, small), sharpness, shift, unsure, claims)


class Shipped:
    """Asks a model as the program will. `claims`: what cross-validation says of the training items."""

    def __init__(self, task, trained, sharpness, shift, unsure, claims):
        self.task, self.trained, self.sharpness, self.shift = task, trained, sharpness, shift
        self.unsure, self.claims = unsure, claims

    def ask(self, rows, more=None):
        return linear.probabilities(self.task.scores(rows, self.trained, more), self.sharpness, self.shift)


def read_shipped(tool, name):
    """A model as its file has it; it cannot be trained again."""
    header, rarity, weights = linear.read_model(HERE / f"{name}.model")
    task = Task(tool, name, header["labels"], header["gains"], None, None, header["bits"])
    return Shipped(task, (rarity, weights), header["sharpness"], np.array(header["shift"]), header["unsure_below"], None)


def threshold(claims, right):
    """The lowest claim, one half at least, from which verdicts are right often enough."""
    for limit in np.arange(0.5, 0.95, 0.01):
        if (claims >= limit).any() and right[claims >= limit].mean() >= UNSURE_ACCURACY:
            return round(float(limit), 2)
    return 0.95


def cut(p, truth, folds, measure):
    """By item: the probability from which it counts as 1, chosen on the other folds."""
    out = np.zeros(len(p))
    for fold in set(folds):
        out[folds == fold] = best_cut(p[folds != fold], truth[folds != fold], measure)
    return out


def best_cut(p, truth, measure=scores.macro_f1):
    return float(max(np.arange(0.1, 0.9, 0.02), key=lambda s: measure(truth, (p > s).astype(int))))
