"""The Numenta Anomaly Benchmark's scoring, and our detector's results on its company series: models/RESULTS-bursts.md.

    models/bursts.py RESONANZ SERIES_FOLDER > models/RESULTS-bursts.md
    models/bursts.py --check        the scorer against cases computed by hand

SERIES_FOLDER holds NAB's CSV files (timestamp,value) and windows.json (file name -> labelled windows); other files of that
form are scored alike. The rules are re-implemented from the benchmark's description; no code of it is used."""
import csv
import datetime
import hashlib
import io
import json
import math
import pathlib
import subprocess
import sys

PROFILES = {"standard": (1.0, 0.11, 1.0), "low FP": (1.0, 0.22, 1.0), "low FN": (1.0, 0.11, 2.0)}  # tp, fp, fn
NEVER = 1.1  # a threshold above every score


def weight(position):
    """1 at a window's left edge (-1), 0 at its right edge (0), down to -1 far behind it; the left edge divides by .9866."""
    return -1.0 if position > 3.0 else 2.0 / (1.0 + math.exp(5.0 * position)) - 1.0


def probation(rows):
    return min(int(0.15 * rows), 750)


class Series:
    """Rows as [(time, score)], and the windows as row numbers [first, last]."""

    def __init__(self, name, times, scores, windows):
        self.name, self.times, self.scores, self.windows = name, times, scores, []
        for begin, end in windows:
            inside = [i for i, t in enumerate(times) if begin <= t <= end]
            if inside:
                self.windows.append((inside[0], inside[-1]))

    def value_of(self, row, profile):
        """(window or None, what flagging this row is worth)."""
        tp, fp, _ = profile
        before = None
        for number, (first, last) in enumerate(self.windows):
            if first <= row <= last:
                return number, tp * weight(-(last - row + 1) / (last - first + 1)) / weight(-1.0)
            if last < row:
                before = (first, last)
        if before is None:
            return None, -fp
        return None, fp * weight((row - before[1]) / (before[1] - before[0]))

    def score(self, threshold, profile):
        """(score, windows found, false rows) of flagging every row whose score reaches the threshold."""
        best = [-profile[2]] * len(self.windows)
        false_cost, false_rows = 0.0, 0
        for row in range(probation(len(self.scores)), len(self.scores)):
            if self.scores[row] < threshold:
                continue
            window, value = self.value_of(row, profile)
            if window is None:
                false_cost, false_rows = false_cost + value, false_rows + 1
            else:
                best[window] = max(best[window], value)
        return sum(best) + false_cost, sum(b > -profile[2] for b in best), false_rows


def normalised(parts, profile):
    """100 * (score - null) / (perfect - null) over several series; parts: [(series, threshold)]."""
    got = [series.score(threshold, profile) for series, threshold in parts]
    windows = sum(len(series.windows) for series, _ in parts)
    null, perfect = -profile[2] * windows, profile[0] * windows
    return 100 * (sum(g[0] for g in got) - null) / (perfect - null), sum(g[1] for g in got), sum(g[2] for g in got)


def best_threshold(corpus, profile):
    """The one that scores best on all series together, as the benchmark tunes every detector."""
    levels = sorted({s for series in corpus for s in series.scores if s >= 0.5}) + [NEVER]
    return max(levels, key=lambda t: normalised([(series, t) for series in corpus], profile)[0])


def parse_time(text):
    return datetime.datetime.fromisoformat(text)


def judged(program, path, sensitivity, windows):
    out = subprocess.run([program, "bursts", "--sensitivity", sensitivity, str(path)], check=True, capture_output=True, text=True)
    rows = list(csv.DictReader(io.StringIO(out.stdout)))
    times = [parse_time(r["timestamp"]) for r in rows]
    spans = [(parse_time(a), parse_time(b)) for a, b in windows]
    name = path.stem.replace("Twitter_volume_", "")
    return (Series(name, times, [float(r["score"]) for r in rows], spans), Series(name, times, [float(r["alarm"]) for r in rows], spans))


def in_tuning_half(name):
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def line(*cells):
    print("| " + " | ".join(c if isinstance(c, str) else f"{c:.1f}" if isinstance(c, float) else str(c) for c in cells) + " |")


def table(*head):
    line(*head)
    print("|" + "---|" * len(head))


def report(program, folder):
    windows = json.loads((folder / "windows.json").read_text())
    paths = sorted(folder / name for name in windows)
    print("""# Bursts: the detector on the Numenta Anomaly Benchmark's company series

Made by `models/bursts.py RESONANZ SERIES_FOLDER`. Mentions of companies per 5 minutes over eight weeks, with labelled windows;
the benchmark's rules (first 15 % of a series, at most 750 rows, do not count; a sigmoid over each window; every row outside costs;
100 is perfect, 0 is silence). ARTime, the best published detector, has 81.8 / 70.1 / 87.9 on the ten tweet series, of which
these are five, with 75 false rows.

## As shipped: the alarms of `resonanz bursts`, no threshold tuned by the scorer
""")
    table("sensitivity", "standard", "low FP", "low FN", "windows found", "false rows", "by series (standard, found, false rows)")
    for sensitivity in ("low", "medium", "high"):
        alarms = [judged(program, p, sensitivity, windows[p.name])[1] for p in paths]
        figures = {name: normalised([(s, 1.0) for s in alarms], profile) for name, profile in PROFILES.items()}
        each = []
        for s in alarms:
            value, found, false_rows = normalised([(s, 1.0)], PROFILES["standard"])
            each.append(f"{s.name} {value:.0f} ({found}/{len(s.windows)}, {false_rows})")
        _, found, false_rows = figures["standard"]
        total = sum(len(s.windows) for s in alarms)
        line(sensitivity, *(figures[n][0] for n in PROFILES), f"{found} of {total}", false_rows, "; ".join(each))
    scored = [judged(program, p, "medium", windows[p.name])[0] for p in paths]
    print("\n## As the benchmark tunes: one threshold for all series on the score\n")
    table("profile", "threshold", "score", "windows found", "false rows")
    for name, profile in PROFILES.items():
        threshold = best_threshold(scored, profile)
        line(name, f"{threshold:.4f}", *normalised([(s, threshold) for s in scored], profile))
    held_out(scored)
    print("""
What these figures do not show. The shipped score ends at 1 where the alarm is, so that a threshold from other series can only be lower:
halves and leaving out say that this alarm is no worse than any lower one, not how it was found. It and the detector's shape (window
of an hour, four weeks of peaks, hold-off of a day, cut, shrinkage) were chosen looking at all five series, over about a hundred
variants. An earlier version, whose threshold was free to move, made 66.4 when each series was left out in turn, and 62.0 on the other four
with AAPL's threshold: the hold-off makes the score fall steeply beside its best threshold (2 % above it one window is lost, about 80). Of the
variants several fell below 80 (a level over one day 79.0, a window of 30 minutes 79.6, a profile not shrunk 71 to 77). What it does on series
nobody looked at is still to be shown.""")


def held_out(scored):
    print("\n## Held out: the threshold comes from other series (standard)\n")
    standard = PROFILES["standard"]
    table("tuned on", "threshold", "scored on", "score", "windows found", "false rows")
    halves = [s for s in scored if in_tuning_half(s.name)], [s for s in scored if not in_tuning_half(s.name)]
    for tuned, other in (halves, halves[::-1]):
        threshold = best_threshold(tuned, standard)
        for part in (tuned, other):
            line(" ".join(s.name for s in tuned), f"{threshold:.4f}", " ".join(s.name for s in part), *normalised([(s, threshold) for s in part], standard))
    parts = []
    for left_out in scored:
        threshold = best_threshold([s for s in scored if s is not left_out], standard)
        parts.append((left_out, threshold))
        line("all others", f"{threshold:.4f}", left_out.name, *normalised([(left_out, threshold)], standard))
    line("leave one out", "", "all five", *normalised(parts, standard))


def check():
    """Cases computed by hand: 100 rows, windows of rows 20..39 and 60..79, so probation is 15 rows."""
    start = datetime.datetime(2026, 1, 1)
    times = [start + datetime.timedelta(minutes=i) for i in range(100)]
    spans = [(times[20], times[39]), (times[60], times[79])]

    def flagged(*rows):
        return Series("case", times, [1.0 if i in rows else 0.0 for i in range(100)], spans)

    left = 2 / (1 + math.exp(-5)) - 1
    half = (2 / (1 + math.exp(-2.5)) - 1) / left  # half-way through: .8597
    cases = [("silence", flagged(), "standard", 0.0),
             ("perfect: the left edges", flagged(20, 60), "standard", 100.0),
             ("perfect, low FN", flagged(20, 60), "low FN", 100.0),
             ("one of two, at its left edge", flagged(20), "standard", 50.0),
             ("half-way through one", flagged(30), "standard", 100 * (half + 1) / 4),
             ("only the earliest counts", flagged(30, 31, 39), "standard", 100 * (half + 1) / 4),
             ("missed ones weigh double in low FN", flagged(30), "low FN", 100 * (half - 2 + 4) / 6),
             ("false before the first window: full cost", flagged(16), "standard", -100 * 0.11 / 4),
             ("the same in low FP", flagged(16), "low FP", -100 * 0.22 / 4),
             ("in probation nothing counts", flagged(3, 14), "standard", 0.0),
             ("a window's width behind", flagged(58), "standard", 100 * 0.11 * (2 / (1 + math.exp(5)) - 1) / 4),
             ("just behind costs little", flagged(40), "standard", 100 * 0.11 * (2 / (1 + math.exp(5 / 19)) - 1) / 4)]
    bad = 0
    for name, series, profile, wanted in cases:
        got = normalised([(series, 1.0)], PROFILES[profile])[0]
        if abs(got - wanted) > 1e-9:
            bad += 1
            print(f"FAIL {name}: {got} instead of {wanted}")
    if best_threshold([flagged(20, 60)], PROFILES["standard"]) != 1.0 or probation(15902) != 750 or probation(1000) != 150:
        bad += 1
        print("FAIL threshold or probation")
    print(f"{len(cases) + 1 - bad} passed, {bad} failed")
    return bad


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(1 if check() else 0)
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    report(sys.argv[1], pathlib.Path(sys.argv[2]))
