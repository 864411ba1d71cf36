#!/usr/bin/python3
"""Lets the second tier say the intent of German texts that nobody labelled: models/teach.py [--weights FOLDER]. Writes
models/data/taught, from which models/train.py then teaches the first tier. Needs what models/second_tier.py needs; 10
minutes of CPU for the encoder the first time, 2 for the rest. The teachers read first-tier models of intent that were
not taught, so nothing goes in a circle."""
import numpy as np

import data
import encoded
import linear
import taught
import train
from second_tier import pick, tier_of_options
from task import FOLDS, folds_of, part


def teach(tier, texts, labels):
    task, strangers = train.intent_task(tier.tool, "de"), data.unlabelled(tier.source)
    rows, strange_rows = task.features(texts), task.features(strangers)
    more, strange_more = tier.said_before("de", texts, rows), tier.said_before("de", strangers, strange_rows)
    meaning, strange_meaning, folds = tier.meanings(texts), tier.meanings(strangers), folds_of(texts)
    y, shares = np.eye(len(task.labels))[task.truth(labels)], []
    for fold in [*range(FOLDS), None]:
        seen = np.flatnonzero(folds != fold) if fold is not None else np.arange(len(texts))
        known, told, inner = pick(rows, seen), pick(labels, seen), folds[seen]
        z = task.across(known, told, inner, more[seen])
        crossed = encoded.across(meaning[seen], z, y[seen], inner)
        first = task.fit(known, told, more[seen])
        teacher = encoded.fit(meaning[seen], z, y[seen])
        said = teacher.ask(strange_meaning, task.scores(strange_rows, first, strange_more))
        shares.append(linear.probabilities(said, *linear.calibrate(crossed, y[seen].argmax(axis=1))))
    taught.write(task.name, task.labels, strangers, np.array(shares))


def main():
    texts, labels, parts = data.intent()
    teach(tier_of_options(__doc__), part(texts, parts, "train"), part(labels, parts, "train"))


if __name__ == "__main__":
    main()
