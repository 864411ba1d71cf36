"""Logistic regression on shares of labels and items of unequal weight, neither of which LIBLINEAR knows: Newton steps
by conjugate gradients (Lin, Weng and Keerthi 2008). Sums are numpy's, not the BLAS's."""
import numpy as np

NEAR, STEPS, INNER_STEPS = 0.02, 12, 25  # how far the slope has to fall; at most so many steps and steps in each


class Matrix:
    """Sparse vectors (indices, values) as rows, a bias of 1 after the last column."""

    def __init__(self, x, width):
        sizes = np.array([len(index) + 1 for index, _ in x])
        self.width, self.starts = width + 1, np.cumsum(sizes) - sizes
        self.row = np.repeat(np.arange(len(x)), sizes)
        self.column = np.concatenate([np.append(index, width) for index, _ in x])
        self.value = np.concatenate([np.append(value, 1) for _, value in x])

    def times(self, weights):
        return np.add.reduceat(self.value * weights[self.column], self.starts)

    def back(self, items):
        return np.bincount(self.column, self.value * items[self.row], self.width)

    def items_with(self, weights):
        """By column: the weights of the rows that have something there."""
        return np.bincount(self.column, weights[self.row], self.width)


def fit_each(x, shares, weights, width, cost, smoothing, inputs):
    """As linear.fit_each(), with `shares` (items, labels) of each label and a weight of each item."""
    matrix = Matrix(x, width)
    out = np.zeros((shares.shape[1], width + 1))
    for label, share in enumerate(shares.T):
        scale = contrast(matrix, share, weights, smoothing)
        scale[width - inputs :] = 1
        out[label] = fit(matrix, scale, share, cost * weights) * scale
    return out


def contrast(matrix, share, weights, smoothing):
    """As linear.contrast()."""
    with_label = smoothing + matrix.items_with(weights * share)[:-1]
    without = smoothing + matrix.items_with(weights * (1 - share))[:-1]
    return np.append(np.abs(np.log(with_label / with_label.sum() / (without / without.sum()))), 1)


def fit(matrix, scale, share, costs):
    """Weights of the columns, each column times its scale."""
    def loss(weights, scores):
        return (costs * (np.logaddexp(0, scores) - share * scores)).sum() + product(weights, weights) / 2

    weights, scores, begun = np.zeros(matrix.width), np.zeros(len(share)), None
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-scores))
        slope = weights + scale * matrix.back(costs * (p - share))
        begun = begun or length(slope)
        if length(slope) < NEAR * begun:
            break
        bend = costs * p * (1 - p)
        step = newton_step(slope, lambda way: way + scale * matrix.back(bend * matrix.times(scale * way)))
        change, before = matrix.times(scale * step), loss(weights, scores)
        while loss(weights + step, scores + change) > before + 1e-9 and length(step) > 1e-9:
            step, change = step / 2, change / 2
        weights, scores = weights + step, scores + change
    return weights


def newton_step(slope, curve):
    """Where the slope is level, nearly: conjugate gradients."""
    step, rest = np.zeros(len(slope)), -slope
    way, size = rest, product(rest, rest)
    for _ in range(INNER_STEPS):
        if np.sqrt(size) < 0.1 * length(slope):
            break
        curved = curve(way)
        stride = size / product(way, curved)
        step, rest = step + stride * way, rest - stride * curved
        size, before = product(rest, rest), size
        way = rest + size / before * way
    return step


def product(a, b):
    return (a * b).sum()


def length(a):
    return np.sqrt(product(a, a))
