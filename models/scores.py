"""Figures with intervals: bootstrap over items, 1,000 times, always with the same draws."""
import numpy as np


def f1(truth, guess, label):
    hit = ((truth == label) & (guess == label)).sum()
    both = (truth == label).sum() + (guess == label).sum()
    return 2 * hit / both if both else 0.0


def macro_f1(truth, guess):
    return float(np.mean([f1(truth, guess, label) for label in np.unique(truth)]))


def accuracy(truth, guess):
    return float((truth == guess).mean())


def interval(figure, truth, guess):
    """(figure, lower, upper) of 95 %."""
    draw = np.random.Generator(np.random.PCG64(1))
    values = []
    for _ in range(1000):
        pick = draw.integers(0, len(truth), len(truth))
        values.append(figure(truth[pick], guess[pick]))
    return figure(truth, guess), float(np.percentile(values, 2.5)), float(np.percentile(values, 97.5))


def calibration_error(p, right):
    """Mean gap between what is claimed and what holds, over ten equal steps of the claim."""
    steps = np.minimum((p * 10).astype(int), 9)
    return float(sum(abs(p[steps == s].mean() - right[steps == s].mean()) * (steps == s).mean() for s in np.unique(steps)))
