#!/usr/bin/python3
"""What a sentence encoder adds to the linear models of intent (docs/adr/0011): models/encoder_trial.py [--weights FOLDER]. Fetches the
weights into FOLDER, outside the tree. Chooses by five-fold cross-validation on the training part and scores the test once. Some minutes."""
import argparse
import pathlib

import numpy as np

import data
import encoder
import scores
import train
import vectors
from task import Task, folds_of

LAYERS = (8, 10, 12)
PENALTIES = (0.003, 0.01, 0.03)
STEPS = 400


def fit(x, y, penalty):
    """Softmax regression by Nesterov's gradient; the last column of x, the bias, is not held back."""
    few = x[:1500]
    step = 1 / (np.linalg.norm(few.T @ few / len(few), 2) / 2 + penalty)
    held = np.full((x.shape[1], 1), penalty)
    held[-1] = 0
    weights = ahead = np.zeros((x.shape[1], y.shape[1]))
    pace = 1.0
    for _ in range(STEPS):
        p = np.exp(x @ ahead - (x @ ahead).max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        after = ahead - step * (x.T @ (p - y) / len(x) + held * ahead)
        later = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead, weights, pace = after + (pace - 1) / later * (after - weights), after, later
    return weights


def inputs(seen, seen_z, rest, rest_z):
    """Vectors and linear scores to mean 0 and even spread, as of the texts that train."""
    even = lambda a, of, gain: (a - of.mean(axis=0)) / (of.std(axis=0) + 1e-6) * gain
    size = 4 / np.sqrt(seen.shape[1])
    return [np.concatenate([even(v, seen, size), even(z, seen_z, 2), np.ones((len(v), 1))], axis=1) for v, z in ((seen, seen_z), (rest, rest_z))]


def trial(name, task, texts, labels, parts, seeing, more):
    rows, meaning = task.features(texts), seeing.means(texts, LAYERS)
    train_ids, test_ids = (np.flatnonzero(np.array(parts) == wanted) for wanted in ("train", "test"))
    pick = lambda items, ids: None if items is None else [items[i] for i in ids]
    y, folds = pick(labels, train_ids), folds_of(pick(texts, train_ids))
    z, truth = task.across(pick(rows, train_ids), y, folds, pick(more, train_ids)), task.truth(y)
    hot, seen, crossed = np.eye(len(task.labels))[truth], meaning[train_ids], {}
    for penalty in PENALTIES:
        guess = np.zeros(len(y), int)
        for fold in range(5):
            rest = folds == fold
            x, other = inputs(seen[~rest], z[~rest], seen[rest], z[rest])
            guess[rest] = (other @ fit(x, hot[~rest], penalty / 4)).argmax(axis=1)
        crossed[penalty] = scores.macro_f1(truth, guess)
    best = max(crossed, key=crossed.get)
    trained = task.fit(pick(rows, train_ids), y, pick(more, train_ids))
    test_z = task.scores(pick(rows, test_ids), trained, pick(more, test_ids))
    x, other = inputs(seen, z, meaning[test_ids], test_z)
    answer, wanted = (other @ fit(x, hot, best / 4)).argmax(axis=1), task.truth(pick(labels, test_ids))
    print(f"{name}: cross-validation {scores.macro_f1(truth, z.argmax(axis=1)):.3f} linear, {crossed[best]:.3f} with the encoder; test "
          + ", ".join("%.3f (%.3f–%.3f)" % scores.interval(scores.macro_f1, wanted, g) for g in (test_z.argmax(axis=1), answer)), flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--weights", type=pathlib.Path, default=pathlib.Path.home() / ".cache/resonanz-encoder")
    options.add_argument("--tool", default=str(train.HERE.parent / "build/dev/models/model_features"))
    given = options.parse_args()
    path = encoder.fetch(given.weights)
    if path is None:
        print("skip: the weights cannot be fetched")
        return
    seeing = encoder.Encoder(path)
    texts, intents, _, _, parts = data.posts_en()
    task = Task(given.tool, "intent-en", train.INTENTS, (1, 1, 0.5, 1, 1), 64, 1)
    trial("intent, English", task, texts, intents, parts, seeing, vectors.means(given.tool, train.HERE / "vectors-en.model", texts))
    texts, labels, parts = data.intent()
    trial("intent, German", Task(given.tool, "intent-de", train.INTENTS, (1, 1, 0.5, 1, 1), 64, 2), texts, labels, parts, seeing, None)


if __name__ == "__main__":
    main()
