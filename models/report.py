"""models/RESULTS.md: models/train.py writes what is above MARK, models/second_tier.py what is below, each in one go at its end."""
import numpy as np

import scores
from task import cut

HEAD = """# Results of the models

Made by `models/train.py` from `../shared/data` and `models/data`. Intervals are 95 %, by bootstrap over items (1,000 draws). A test part
is fixed by a hash and was never used for a choice of settings (each run of the whole scores it anew, which happened two or three times
while the models were made and twice since, with unchanged models but for German intent, whose taught model the last of them scored first,
ADR [0017](../docs/adr/0017-the-second-tier-teaches-german-intent.md); the first English scores led to more English texts being written); choices
were made by five-fold cross-validation
on the training part (its score is given where it says more). What the models are made of and where they fail: [cards](cards).
Bursts have their own page, [RESULTS-bursts.md](RESULTS-bursts.md); speed is in [bench/RESULTS.md](../bench/RESULTS.md).
The last sections are the second tier's: `models/second_tier.py` makes them, with the encoder's weights
(ADR [0011](../docs/adr/0011-a-sentence-encoder-is-worth-it-for-intent.md) and
[0012](../docs/adr/0012-the-second-tier-says-toxicity-and-proposals-too.md)). There each test part was scored once for the
decision; those of intent were scored once more for these files, and all once or twice since, with unchanged models but for German intent's,
which read the first tier's taught model since ADR 17. On which posts the program
asks it: ADR [0015](../docs/adr/0015-the-second-tier-looks-again-where-the-first-is-in-doubt.md).
"""
MARK = "<!-- Below: models/second_tier.py -->\n"


class Report:
    def __init__(self, head=HEAD):
        self.lines = head.split("\n")

    def table(self, title, head, rows):
        self.lines += [f"## {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
        self.lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows] + [""]

    def text(self, text):
        self.lines += [text, ""]

    def verdicts(self, labels, truth, p, unsure, title, measure, name, aim, crossed):
        guess, sure = p.argmax(axis=1), p.max(axis=1) >= unsure
        score = scores.interval(measure, truth, guess)
        self.table(title, ["test items", name, f"aim {aim}" if aim else "aim", "by cross-validation", "calibration error", "unsure below",
                           "share with a verdict", "of these right"],
                   [[len(truth), interval_text(score), held(score, aim) if aim else "none set", f"{crossed:.3f}",
                     f"{scores.calibration_error(p.max(axis=1), guess == truth):.3f}", unsure,
                     f"{sure.mean():.3f}", f"{(guess == truth)[sure].mean():.3f}"]])
        self.text("Rows are the truth, columns the guess:")
        self.lines += ["| | " + " | ".join([*labels, "F1"]) + " |", "|" + "---|" * (len(labels) + 2)]
        self.lines += ["| " + " | ".join([label, *[str(int(((truth == i) & (guess == j)).sum())) for j in range(len(labels))],
                                          f"{scores.f1(truth, guess, i):.3f}"]) + " |" for i, label in enumerate(labels)] + [""]

    def five_folds(self, title, p, truth, folds):
        """The score of a set without a test part: macro-F1 of a yes or no, by claims of models that did not see the item."""
        guess = (p > cut(p, truth, folds, scores.macro_f1)).astype(int)
        each = [scores.macro_f1(truth[folds == fold], guess[folds == fold]) for fold in sorted(set(folds))]
        score = scores.interval(scores.macro_f1, truth, guess)
        self.table(title, ["items", "macro-F1", "aim .78", "by fold", "F1 of toxic", "calibration error"],
                   [[len(truth), interval_text(score), held(score, 0.78), " ".join(f"{e:.3f}" for e in each),
                     f"{scores.f1(truth, guess, 1):.3f}", f"{scores.calibration_error(p, truth == 1):.3f}"]])

    def doubt(self, title, truth, first, second):
        """What is right where the second tier is asked only about items of which the first is less sure; by cross-validation (ADR 15)."""
        rows = []
        for limit in (0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 1.01):
            asked = first.max(axis=1) < limit
            guess = np.where(asked, second.argmax(axis=1), first.argmax(axis=1))
            rows.append([f"below {limit}" if 0 < limit < 1 else "never" if limit == 0 else "always", f"{asked.mean():.2f}", f"{scores.macro_f1(truth, guess):.3f}"])
        self.table(title, ["asked where the first tier's likeliest has", "share asked", "macro-F1 by cross-validation"], rows)

    def proposals(self, title, limit, crossed, results):
        """`results`: (name, truth, p) of each test."""
        f1, rows = lambda truth, guess: scores.f1(truth, guess, 1), []
        for name, truth, p in results:
            guess = (p > limit).astype(int)
            score, macro = scores.interval(f1, truth, guess), scores.interval(scores.macro_f1, truth, guess)
            rows.append([name, len(truth), interval_text(score), held(score, 0.85), interval_text(macro),
                         f"{scores.calibration_error(p, truth == 1):.3f}"])
        self.table(title, ["test", "sentences", "F1 of proposals", "aim .85", "macro-F1", "calibration error"], rows)
        self.text(f"Counted as a proposal from a probability of {limit:.2f}, chosen by cross-validation, where it gives an F1 of {crossed:.3f}.")

    def banking(self, title, truth, guess):
        score = scores.interval(scores.accuracy, truth, guess)
        self.table(title, ["test items", "accuracy", "aim .92"], [[len(guess), interval_text(score), held(score, 0.92)]])

    def write(self, path):
        _, mark, below = path.read_text(encoding="utf-8").partition(MARK) if path.exists() else ("", "", "")
        path.write_text("\n".join(self.lines) + mark + below, encoding="utf-8")

    def write_below(self, path):
        above = path.read_text(encoding="utf-8").partition(MARK)[0]
        path.write_text(above + "\n".join(self.lines), encoding="utf-8")


def interval_text(triple):
    value, low, high = triple
    return f"{value:.3f} ({low:.3f}–{high:.3f})"


def held(triple, aim):
    return "reached" if triple[0] >= aim else f"short by {aim - triple[0]:.3f}"
