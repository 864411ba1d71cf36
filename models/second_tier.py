#!/usr/bin/python3
"""Trains the second tier of intent (src/understand/second_tier.h) and measures it: models/second_tier.py [--weights FOLDER]. Writes
models/intent-*-encoded.model and the end of models/RESULTS.md. Needs what models/train.py needs and has written, the programs
model_features and model_meanings (ninja -C build/release model_features model_meanings; without optimisation the encoder is many times
slower) and the encoder's weights, which it fetches into FOLDER, outside the tree. Two minutes of CPU."""
import argparse
import os
import pathlib
import subprocess

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the same sums each time

import numpy as np

import data
import encoder
import linear
import scores
import train
import vectors
from report import MARK, Report
from task import FEATURES, VERSION, folds_of, read_shipped, threshold

HERE = pathlib.Path(__file__).resolve().parent
PENALTY = 0.03  # by cross-validation on the English training part, of .003, .01 and .03
STEPS = 400


def meanings(tool, weights, texts):
    """A row a text, as Encoder::encode gives it."""
    lines = "\n".join(t.replace("\r", " ").replace("\n", "\\n") for t in texts) + "\n"
    raw = subprocess.run([tool, weights], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return np.frombuffer(raw, np.float32).reshape(len(texts), -1).astype(float)


def regress(x, y):
    """Softmax regression by Nesterov's gradient; the last column of x, the bias, is not held back."""
    penalty = PENALTY / 4
    few = x[:1500]
    step = 1 / (np.linalg.norm(few.T @ few / len(few), 2) / 2 + penalty)
    held = np.full((x.shape[1], 1), penalty)
    held[-1] = 0
    weights = ahead = np.zeros((x.shape[1], y.shape[1]))
    pace = 1.0
    for _ in range(STEPS):
        p = linear.probabilities(x @ ahead, 1, 0)
        after = ahead - step * (x.T @ (p - y) / len(x) + held * ahead)
        later = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead, weights, pace = after + (pace - 1) / later * (after - weights), after, later
    return weights


def fit(meaning, z, y):
    """Weights (labels, inputs + 1), the last the bias. Inputs train with mean 0 and even spread, first-tier scores with more of it."""
    x = np.concatenate([meaning, z], axis=1)
    gain = np.repeat([4 / np.sqrt(meaning.shape[1]), 2], [meaning.shape[1], z.shape[1]]) / (x.std(axis=0) + 1e-6)
    even = np.append((x - x.mean(axis=0)) * gain, np.ones((len(x), 1)), axis=1)
    weights = regress(even, y)
    plain = weights[:-1] * gain[:, None]
    return np.append(plain, [weights[-1] - x.mean(axis=0) @ plain], axis=0).T


def ask(weights, meaning, z):
    return np.concatenate([meaning, z], axis=1) @ weights[:, :-1].T + weights[:, -1]


def across(meaning, z, y, folds):
    out = np.zeros_like(z)
    for fold in sorted(set(folds)):
        rest = folds == fold
        out[rest] = ask(fit(meaning[~rest], z[~rest], y[~rest]), meaning[rest], z[rest])
    return out


def said_before(tool, language, texts, rows):
    """What the first tier's model of intent reads besides features."""
    if language == "en":
        return vectors.means(tool, HERE / "vectors-en.model", texts)
    sentiment, toxicity, proposal = (read_shipped(tool, name) for name in ("sentiment-de", "toxicity-de", "proposal-de"))
    felt = sentiment.ask(rows)
    return np.concatenate([felt, toxicity.ask(rows, felt), proposal.ask(rows)], axis=1)


def ship(language, title, texts, labels, parts, meaning, tool, report):
    task, parts = train.intent_task(tool, language), np.array(parts)
    rows, truth = task.features(texts), task.truth(labels)
    more = said_before(tool, language, texts, rows)
    seen, test = np.flatnonzero(parts == "train"), np.flatnonzero(parts == "test")
    pick = lambda items, ids: [items[i] for i in ids]
    folds, y = folds_of(pick(texts, seen)), np.eye(len(task.labels))[truth[seen]]
    z = task.across(pick(rows, seen), pick(labels, seen), folds, more[seen])
    crossed = across(meaning[seen], z, y, folds)
    sharpness, shift = linear.calibrate(crossed, truth[seen])
    claims = linear.probabilities(crossed, sharpness, shift)
    unsure = threshold(claims.max(axis=1), claims.argmax(axis=1) == truth[seen])
    weights, path = fit(meaning[seen], z, y), HERE / f"intent-{language}-encoded.model"
    linear.write_model(path, path.stem, f"f{FEATURES}-{VERSION}", task.labels, 0, np.insert(weights, 0, 0, axis=1), np.zeros(1, np.uint8),
                       weights.shape[1] - 1, sharpness, shift, unsure, [0] * len(task.gains))
    first = read_shipped(tool, task.name)
    test_z = first.task.scores(pick(rows, test), first.trained, more[test])
    written = linear.read_model(path)[2][:, 1:]
    p = linear.probabilities(ask(written, meaning[test], test_z), sharpness, shift)
    report.verdicts(task.labels, truth[test], p, unsure, title, scores.macro_f1, "macro-F1", 0.75 if language == "de" else None,
                    scores.macro_f1(truth[seen], claims.argmax(axis=1)))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--weights", type=pathlib.Path, default=pathlib.Path.home() / ".cache/resonanz-encoder")
    options.add_argument("--tools", type=pathlib.Path, default=HERE.parent / "build/release/models")
    given = options.parse_args()
    weights = encoder.fetch(given.weights)
    if weights is None:
        raise SystemExit("the weights cannot be fetched")
    report, features = Report(head=MARK), str(given.tools / "model_features")
    means = lambda texts: meanings(given.tools / "model_meanings", weights, texts)
    texts, labels, parts = data.intent()
    ship("de", "Second tier (needs the weights): intent, German, our own posts", texts, labels, parts, means(texts), features, report)
    texts, labels, _, _, parts = data.posts_en()
    ship("en", "Second tier (needs the weights): intent, English, our own posts", texts, labels, parts, means(texts), features, report)
    report.write_below(HERE / "RESULTS.md")


if __name__ == "__main__":
    main()
