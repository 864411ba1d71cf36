"""models/RESULTS.md, written in one go at the end of a training."""

HEAD = """# Results of the models

Made by `models/train.py` from `../shared/data` and `models/data`. Intervals are 95 %, by bootstrap over items (1,000 draws). A test part
is fixed by a hash and was never used for a choice of settings (each run of the whole scores it anew, which happened two or three times
while the models were made; the first English scores led to more English texts being written); choices were made by five-fold cross-validation
on the training part (its score is given where it says more). What the models are made of and where they fail: [cards](cards).
Bursts have their own page, [RESULTS-bursts.md](RESULTS-bursts.md); speed is in [bench/RESULTS.md](../bench/RESULTS.md).
What a sentence encoder would add to intent, by `models/encoder_trial.py`: [ADR 0011](../docs/adr/0011-a-sentence-encoder-is-worth-it-for-intent.md).
"""


class Report:
    def __init__(self):
        self.lines = HEAD.split("\n")

    def table(self, title, head, rows):
        self.lines += [f"## {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
        self.lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows] + [""]

    def text(self, text):
        self.lines += [text, ""]

    def write(self, path):
        path.write_text("\n".join(self.lines), encoding="utf-8")


def interval_text(triple):
    value, low, high = triple
    return f"{value:.3f} ({low:.3f}–{high:.3f})"


def held(triple, aim):
    return "reached" if triple[0] >= aim else f"short by {aim - triple[0]:.3f}"
