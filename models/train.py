#!/usr/bin/python3
"""Trains every model of src/understand and measures it: models/train.py [--data ../shared/data] [--tool PROGRAM].
Writes models/*.model and models/RESULTS.md, the same bytes each time. Needs the packages of tools/packages.txt [train] and
the program model_features (ninja -C build/dev model_features). One thread; about 8 minutes of CPU. LIBLINEAR adds up by the machine's BLAS:
what is shipped is Debian's libblas3; another one, as OpenBLAS, gives the same tables but for the last digits of a few numbers (where both
are installed, LD_LIBRARY_PATH names the folders blas and lapack beside them)."""
import argparse
import os
import pathlib

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

import data
import language
import linear
import scores
import taught
import vectors
import words
from report import Report, interval_text
from task import Task, best_cut, folds_of, part

HERE = pathlib.Path(__file__).resolve().parent
INTENTS = ["complaint", "question", "idea", "praise", "other"]
SENTIMENTS = ["positive", "neutral", "negative"]
CIMT_TESTS = [("same cities, other documents", "test"), ("CQB, a city never seen", "other city")]


class Training:
    def __init__(self, tool, source):
        self.tool, self.source, self.report = tool, source, Report()

    def task(self, name, labels, gains, cost, smoothing, **rest):
        return Task(self.tool, name, labels, gains, cost, smoothing, **rest)

    def run(self):
        language.train(self.tool, self.source, HERE / "language.model", self.report)
        words.train(self.tool, self.source, HERE / "words.model")
        sentiment, proposal = self.sentiment_de(), self.proposal_de()
        toxicity = self.toxicity_de(sentiment)
        self.intent_de(sentiment, toxicity, proposal)
        self.english()
        self.banking()
        self.duplicates()
        self.report.write(HERE / "RESULTS.md")

    def sentiment_de(self):
        texts, labels, parts = data.potts(self.source)
        task = self.task("sentiment-de", SENTIMENTS, (1, 1, 0, 1, 1), 4, 3)
        return self.train_and_score(task, texts, labels, parts, "Sentiment, German: PotTS, three-way", scores.accuracy, "micro-F1", 0.62)

    def toxicity_de(self, sentiment):
        """GermEval has no test part here: its five folds are the score; the shipped model has seen them all."""
        texts, labels, folds = data.germeval(self.source)
        folds, truth = np.array(folds), np.array(labels)
        task = toxicity_task(self.tool)
        rows = task.features(texts)
        shipped = task.ship(rows, labels, folds, sentiment.ask(rows))
        self.report.five_folds("Toxicity, German: GermEval 2018, five folds", shipped.claims[:, 0], truth, folds)
        self.report.text("The probability from which a tweet counts as toxic is chosen on the other folds. The settings of the model were "
                         "compared on the same folds, so the figure flatters a little.")
        return shipped

    def proposal_de(self):
        texts, labels, parts = data.cimt(self.source)
        task = proposal_task(self.tool)
        rows = task.features(texts)
        seen, y = part(rows, parts, "train"), part(labels, parts, "train")
        shipped = task.ship(seen, y, folds_of(part(texts, parts, "train")))
        claims, truth = shipped.claims[:, 0], task.truth(y)
        limit = best_cut(claims, truth, f1_of_one)
        results = [(name, np.array(part(labels, parts, wanted)), shipped.ask(part(rows, parts, wanted))[:, 0]) for name, wanted in CIMT_TESTS]
        self.report.proposals("Proposals, German: CIMT", limit, f1_of_one(truth, (claims > limit).astype(int)), results)
        return shipped

    def intent_de(self, sentiment, toxicity, proposal):
        texts, labels, parts = data.intent()
        task = intent_task(self.tool, "de")
        rows = task.features(texts)
        strangers = data.unlabelled(self.source)
        strange_rows = task.features(strangers)
        more, strange_more = (said_before(some, sentiment, toxicity, proposal) for some in (rows, strange_rows))
        teaching = taught.read(task, strangers, strange_rows, strange_more)
        self.train_and_score(task, texts, labels, parts, "Intent, German: our own posts", scores.macro_f1, "macro-F1",
                             0.75, more, teaching)

    def english(self):
        """Few posts, so that all three models also read word vectors; intent reads nothing of the other two, for they have seen the
        same posts."""
        texts, intents, sentiments, toxic, parts = data.posts_en()
        vectors.train(self.tool, self.source, HERE / "vectors-en.model")
        more = vectors.means(self.tool, HERE / "vectors-en.model", texts)
        self.train_and_score(self.task("sentiment-en", SENTIMENTS, (1, 1, 0.5, 1, 1), 64, 1), texts, sentiments, parts,
                             "Sentiment, English: our own posts", scores.macro_f1, "macro-F1", more=more)
        self.train_and_score(intent_task(self.tool, "en"), texts, intents, parts,
                             "Intent, English: our own posts", scores.macro_f1, "macro-F1", more=more)
        task = self.task("toxicity-en", ["toxic"], (1, 1, 1, 1, 2), 64, 3)
        rows = task.features(texts)
        y = part(toxic, parts, "train")
        shipped = task.ship(part(rows, parts, "train"), y, folds_of(part(texts, parts, "train")), part(more, parts, "train"))
        limit = best_cut(shipped.claims[:, 0], task.truth(y))
        truth, p = np.array(part(toxic, parts, "test")), shipped.ask(part(rows, parts, "test"), part(more, parts, "test"))[:, 0]
        guess = (p > limit).astype(int)
        score = scores.interval(scores.macro_f1, truth, guess)
        self.report.table("Toxicity, English: our own posts", ["test items", "toxic among them", "macro-F1", "F1 of toxic", "calibration error"],
                          [[len(truth), int(truth.sum()), interval_text(score), f"{scores.f1(truth, guess, 1):.3f}",
                            f"{scores.calibration_error(p, truth == 1):.3f}"]])
        self.report.text("The English posts have one writer and labeller, and the lexicon was written by the same hand after them: these figures "
                         "flatter; see [the set](data/posts_en/README.md).")

    def banking(self):
        """Not shipped: says how good features and training are on a known set."""
        texts, labels, parts = data.banking77(self.source)
        task = banking_task(self.tool, labels)
        rows = task.features(texts)
        trained = task.fit(part(rows, parts, "train"), part(labels, parts, "train"))
        guess = task.scores(part(rows, parts, "test"), trained).argmax(axis=1)
        self.report.banking("Requests, English: Banking77 (measured only)", task.truth(part(labels, parts, "test")), guess)

    def duplicates(self):
        pairs = data.duplicates()
        found = np.array([int(groups[0][0]) for groups in
                          linear.read_features(self.tool, "pair", [f"{pair['a']}\x1f{pair['b']}" for pair in pairs])])
        same = np.array([int(pair["same"]) for pair in pairs])
        strata = sorted({pair["stratum"] for pair in pairs})
        in_stratum = {s: np.array([pair["stratum"] == s for pair in pairs]) for s in strata}
        weight = np.zeros(len(pairs))
        for s in strata:
            weight[in_stratum[s]] = next(pair["size"] for pair in pairs if pair["stratum"] == s) / in_stratum[s].sum()
        rows = [[f"from {s}", int(m.sum()), int(same[m].sum()), int(found[m].sum()), int((same & found)[m].sum())] for s, m in in_stratum.items()]
        self.report.table("Near-duplicates: labelled pairs of the stream", ["words in common", "pairs", "the same", "found", "rightly"], rows)
        hit = (same & found)
        self.report.text(f"Of what is found {hit.sum() / found.sum():.3f} is right, of what is the same {hit.sum() / same.sum():.3f} is found; weighted by how many "
                         f"pairs of the stream each stratum stands for, {(hit * weight).sum() / (found * weight).sum():.3f} and "
                         f"{(hit * weight).sum() / (same * weight).sum():.3f}. See [the set](data/duplicates/README.md).")

    def train_and_score(self, task, texts, labels, parts, title, measure, name, aim=None, more=None, teaching=None):
        rows = task.features(texts)
        take = lambda items, wanted: None if items is None else part(items, parts, wanted)
        y = take(labels, "train")
        shipped = task.ship(take(rows, "train"), y, folds_of(take(texts, "train")), take(more, "train"), teaching)
        crossed = measure(task.truth(y), shipped.claims.argmax(axis=1))
        truth, p = task.truth(take(labels, "test")), shipped.ask(take(rows, "test"), take(more, "test"))
        self.report.verdicts(task.labels, truth, p, shipped.unsure, title, measure, name, aim, crossed)
        return shipped


def intent_task(tool, language):
    smoothing, version = {"de": (2, 2), "en": (1, 1)}[language]
    return Task(tool, f"intent-{language}", INTENTS, (1, 1, 0.5, 1, 1), 64, smoothing, version=version)


def said_before(rows, sentiment, toxicity, proposal):
    """What the model of German intent reads besides features."""
    felt = sentiment.ask(rows)
    return np.concatenate([felt, toxicity.ask(rows, felt), proposal.ask(rows)], axis=1)


def toxicity_task(tool):
    return Task(tool, "toxicity-de", ["toxic"], (1, 1, 1, 0.5, 0), 8, 1)


def proposal_task(tool):
    return Task(tool, "proposal-de", ["proposal"], (0.7, 1, 0.7, 0.5, 0.5), 4, 3)


def banking_task(tool, labels):
    return Task(tool, "banking77", sorted(set(labels)), (1, 1, 1, 0, 0), 1, None, bits=17, solver=1)


def f1_of_one(truth, guess):
    return scores.f1(truth, guess, 1)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=pathlib.Path, default=HERE.parent.parent / "shared/data")
    options.add_argument("--tool", default=str(HERE.parent / "build/dev/models/model_features"))
    given = options.parse_args()
    Training(given.tool, given.data).run()


if __name__ == "__main__":
    main()
