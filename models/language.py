"""The language of short texts: one linear model over n-grams of letters (src/understand/language.h)."""
import numpy as np

import data
import linear
import scores
from report import held, interval_text

BITS, COST = 17, 8
AIMS = {"sentences": 0.98, "word-pairs": 0.90}


def train(tool, source, path, report):
    texts, labels, kinds, parts = data.languages(source)
    codes = sorted(set(labels))
    items = [(t, l) for t, l, p in zip(texts, labels, parts) if p == "train"]
    items += [(piece, l) for t, l in list(items) for piece in pieces(t)]
    y = [codes.index(l) for _, l in items]
    x = linear.vectors(linear.read_features(tool, "language", [t for t, _ in items]), BITS)
    weights = linear.fit(x, y, list(range(len(codes))), 1 << BITS, COST)
    sharp = sharpness(x, y, weights)
    small = linear.write_model(path, "language", "1", codes, BITS, weights, sharpness=sharp)
    rows = []
    for kind, aim in AIMS.items():
        test = [(t, l) for t, l, k, p in zip(texts, labels, kinds, parts) if p == "test" and k == kind]
        z = linear.scores(linear.vectors(linear.read_features(tool, "language", [t for t, _ in test]), BITS), small)
        truth, guess = np.array([l for _, l in test]), np.array(codes)[z.argmax(axis=1)]
        score = scores.interval(scores.accuracy, truth, guess)
        weak = sorted((scores.accuracy(truth[truth == c], guess[truth == c]), c) for c in codes)[:4]
        p = linear.probabilities(z, sharp, 0).max(axis=1)
        rows.append([kind, len(test), interval_text(score), held(score, aim), ", ".join(f"{c} {s:.3f}" for s, c in weak),
                     f"{scores.calibration_error(p, truth == guess):.3f}"])
    report.table("Language, 18 of 18", ["test", "items", "accuracy", "aim .98 / .90", "weakest", "calibration error"], rows)


def pieces(text):
    """Two stretches of a sentence, of two words, or of two to seven characters where there are no spaces between words: posts can
    be that short."""
    words = text.split()
    if len(words) > 3:
        return [" ".join(words[at : at + 2]) for at in (data.hashed(f"{n}{text}", len(words) - 1) for n in range(2))]
    if len(text) > 8:
        starts = [(n, data.hashed(f"{n}{text}", len(text) - 4)) for n in range(2)]
        return [text[at : at + 2 + data.hashed(f"n{n}{text}", 6)] for n, at in starts]
    return []


def sharpness(x, y, weights):
    """What training items claim is too sure; a tenth that a model has not seen says by how much."""
    held_out = np.array([data.hashed(str(number), 10) for number in range(len(x))]) == 0
    seen, rest = np.flatnonzero(~held_out), np.flatnonzero(held_out)
    less = linear.fit([x[i] for i in seen], [y[i] for i in seen], list(range(weights.shape[0])), weights.shape[1] - 1, COST)
    z, truth = linear.scores([x[i] for i in rest], less), np.array([y[i] for i in rest])
    losses = [(-np.log(linear.probabilities(z, s, 0)[np.arange(len(z)), truth]).mean(), s) for s in np.arange(0.5, 4, 0.1)]
    return round(float(min(losses)[1]), 2)
