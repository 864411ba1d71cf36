#!/usr/bin/python3
"""Trains the second tier (src/understand/second_tier.h) and measures it: models/second_tier.py [--weights FOLDER]. Writes
models/*-encoded.model, models/*-hidden.model and the end of models/RESULTS.md. Needs what models/train.py needs and has written, the
programs model_features and model_meanings (ninja -C build/release model_features model_meanings; without optimisation the encoder is many
times slower) and the encoder's weights, which it fetches into FOLDER, outside the tree; what the encoder made of a set of texts is kept
there too. About 20 minutes of CPU for the encoder the first time, 10 for the rest. What is shipped was made
with Debian's OpenBLAS (package libopenblas0-pthread); another BLAS changes the last digits and takes several times as long."""
import argparse
import hashlib
import os
import pathlib

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the same sums each time

import numpy as np

import data
import encoded
import encoder
import linear
import scores
import taught
import train
import vectors
from report import MARK, Report
from task import best_cut, folds_of, read_shipped, threshold

HERE = pathlib.Path(__file__).resolve().parent
TITLE = "Second tier (needs the weights): "


def pick(items, ids):
    return items[ids] if isinstance(items, np.ndarray) else [items[i] for i in ids]


class SecondTier:
    def __init__(self, tools, weights, source):
        self.tool, self.meanings_of, self.weights, self.source = str(tools / "model_features"), tools / "model_meanings", weights, source
        self.report = Report(head=MARK)

    def run(self):
        texts, labels, parts = data.intent()
        self.intent("de", "intent, German, our own posts", texts, labels, parts)
        texts, labels, _, _, parts = data.posts_en()
        self.intent("en", "intent, English, our own posts", texts, labels, parts)
        self.toxicity_de()
        self.proposal_de()
        self.banking()
        self.report.write_below(HERE / "RESULTS.md")

    def meanings(self, texts):
        """Made once and kept: with the same texts and weights they are the same."""
        key = hashlib.sha256("\n".join([encoder.WEIGHTS_SHA256, *texts]).encode()).hexdigest()[:16]
        path = self.weights.parent / f"meanings-{key}.npy"
        if not path.exists():
            np.save(path, encoded.meanings(self.meanings_of, self.weights, texts).astype(np.float32))
        return np.load(path).astype(float)

    def ship(self, task, meaning, z, y, crossed, fit=encoded.fit):
        """Trains on everything given, calibrates by `crossed`, writes the files. Returns what asks them, the probabilities of `crossed` and
        where no verdict is given."""
        truth = y.argmax(axis=1) if y.shape[1] > 1 else y[:, 0]
        sharpness, shift = linear.calibrate(crossed, truth)
        claims = linear.probabilities(crossed, sharpness, shift)
        unsure = threshold(claims.max(axis=1), claims.argmax(axis=1) == truth) if y.shape[1] > 1 else 0.0
        written = fit(meaning, z, y).write(HERE, task, sharpness, shift, unsure)
        return lambda meaning, z: linear.probabilities(written.ask(meaning, z), sharpness, shift), claims, unsure

    def said_before(self, language, texts, rows):
        """What the first tier's model of intent reads besides features."""
        if language == "en":
            return vectors.means(self.tool, HERE / "vectors-en.model", texts)
        before = (read_shipped(self.tool, name) for name in ("sentiment-de", "toxicity-de", "proposal-de"))
        return train.said_before(rows, *before)

    def teaching(self, task):
        """What the first tier's model of intent learned from besides the posts; None in English."""
        if task.name != "intent-de":
            return None
        texts = data.unlabelled(self.source)
        rows = task.features(texts)
        return taught.read(task, texts, rows, self.said_before("de", texts, rows))

    def intent(self, language, title, texts, labels, parts):
        task, parts, meaning = train.intent_task(self.tool, language), np.array(parts), self.meanings(texts)
        rows, truth = task.features(texts), task.truth(labels)
        more = self.said_before(language, texts, rows)
        seen, test = np.flatnonzero(parts == "train"), np.flatnonzero(parts == "test")
        folds, y = folds_of(pick(texts, seen)), np.eye(len(task.labels))[truth[seen]]
        z = task.across(pick(rows, seen), pick(labels, seen), folds, more[seen], self.teaching(task))
        ask, claims, unsure = self.ship(task, meaning[seen], z, y, encoded.across(meaning[seen], z, y, folds))
        first = read_shipped(self.tool, task.name)
        p = ask(meaning[test], first.task.scores(pick(rows, test), first.trained, more[test]))
        self.report.verdicts(task.labels, truth[test], p, unsure, TITLE + title, scores.macro_f1, "macro-F1",
                             0.75 if language == "de" else None, scores.macro_f1(truth[seen], claims.argmax(axis=1)))
        self.report.doubt(TITLE + title + ", where the first is in doubt", truth[seen],
                          linear.probabilities(z, *linear.calibrate(z, truth[seen])), claims)

    def toxicity_de(self):
        """GermEval has no test part here: its five folds are the score. What judges a fold has seen nothing of it, in neither tier."""
        texts, labels, folds = data.germeval(self.source)
        folds, y, task, meaning = np.array(folds), np.array(labels)[:, None], train.toxicity_task(self.tool), self.meanings(texts)
        rows = task.features(texts)
        felt = read_shipped(self.tool, "sentiment-de").ask(rows)
        z, crossed = task.across(rows, labels, folds, felt), np.zeros((len(texts), 1))
        for fold in sorted(set(folds)):
            seen, rest = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            before = task.across(pick(rows, seen), pick(labels, seen), folds[seen], felt[seen])
            crossed[rest] = encoded.fit(meaning[seen], before, y[seen]).ask(meaning[rest], z[rest])
        _, claims, _ = self.ship(task, meaning, z, y, crossed)
        self.report.five_folds(TITLE + "toxicity, German, GermEval 2018, five folds", claims[:, 0], y[:, 0], folds)
        self.report.text("The regression has the settings that the English posts chose; nothing of it was chosen on these folds.")

    def proposal_de(self):
        texts, labels, parts = data.cimt(self.source)
        task, parts, meaning = train.proposal_task(self.tool), np.array(parts), self.meanings(texts)
        rows, truth, seen = task.features(texts), np.array(labels), np.flatnonzero(parts == "train")
        folds, y = folds_of(pick(texts, seen)), truth[seen][:, None]
        z = task.across(pick(rows, seen), y[:, 0], folds)
        crossed = encoded.across(meaning[seen], z, y, folds, encoded.fit_both)
        ask, claims, _ = self.ship(task, meaning[seen], z, y, crossed, encoded.fit_both)
        first, limit, results = read_shipped(self.tool, task.name), best_cut(claims[:, 0], y[:, 0], train.f1_of_one), []
        for name, wanted in train.CIMT_TESTS:
            test = np.flatnonzero(parts == wanted)
            p = ask(meaning[test], first.task.scores(pick(rows, test), first.trained))
            results.append((name, truth[test], p[:, 0]))
        self.report.proposals(TITLE + "proposals, German, CIMT", limit, scores.f1(y[:, 0], (claims[:, 0] > limit).astype(int), 1), results)

    def banking(self):
        """Not shipped, as in the first tier."""
        texts, labels, parts = data.banking77(self.source)
        task, parts, meaning = train.banking_task(self.tool, labels), np.array(parts), self.meanings(texts)
        rows, truth = task.features(texts), task.truth(labels)
        seen, test = np.flatnonzero(parts == "train"), np.flatnonzero(parts == "test")
        z = task.across(pick(rows, seen), pick(labels, seen), folds_of(pick(texts, seen)))
        before = task.scores(pick(rows, test), task.fit(pick(rows, seen), pick(labels, seen)))
        model = encoded.fit_network(meaning[seen], z, np.eye(len(task.labels))[truth[seen]])
        self.report.banking(TITLE + "requests, English, Banking77 (measured only)", truth[test], model.ask(meaning[test], before).argmax(axis=1))


def tier_of_options(description):
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--data", type=pathlib.Path, default=HERE.parent.parent / "shared/data")
    options.add_argument("--weights", type=pathlib.Path, default=pathlib.Path.home() / ".cache/resonanz-encoder")
    options.add_argument("--tools", type=pathlib.Path, default=HERE.parent / "build/release/models")
    given = options.parse_args()
    weights = encoder.fetch(given.weights)
    if weights is None:
        raise SystemExit("the weights cannot be fetched")
    return SecondTier(given.tools, weights, given.data)


def main():
    tier_of_options(__doc__).run()


if __name__ == "__main__":
    main()
