"""Models of the second tier (src/understand/second_tier.h): they read what the encoder makes of a text and the first tier's scores."""
import subprocess

import numpy as np

import linear
import perceptron
from task import VERSION

PENALTY = 0.03  # by cross-validation on the English training part of intent, of .003, .01 and .03
STEPS = 400


def meanings(tool, weights, texts):
    """A row a text, as Encoder::encode gives it."""
    lines = "\n".join(t.replace("\r", " ").replace("\n", "\\n") for t in texts) + "\n"
    raw = subprocess.run([tool, weights], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return np.frombuffer(raw, np.float32).reshape(len(texts), -1).astype(float)


def regress(x, y):
    """Softmax regression by Nesterov's gradient, of one label logistic; the last column of x, the bias, is not held back."""
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


class Model:
    """`weights` (labels, inputs + 1), the last the bias; inputs are the encoder's numbers, the first tier's scores and, where there is
    one, the `hidden` layer: its weights (inputs, units) and bias."""

    def __init__(self, weights, hidden=None):
        self.weights, self.hidden = weights, hidden

    def ask(self, meaning, z):
        x = np.concatenate([meaning, z], axis=1)
        if self.hidden:
            x = np.concatenate([x, perceptron.units_of(*self.hidden, x)], axis=1)
        return x @ self.weights[:, :-1].T + self.weights[:, -1]

    def write(self, folder, task, sharpness, shift, unsure):
        """Writes TASK-encoded.model and, where there is a layer, TASK-hidden.model. Returns the model as the program will read it."""
        path = folder / f"{task.name}-encoded.model"
        linear.write_model(path, path.stem, task.version, task.labels, 0, np.insert(self.weights, 0, 0, axis=1),
                           np.zeros(1, np.uint8), self.weights.shape[1] - 1, sharpness, shift, unsure, [0] * len(task.gains))
        hidden = self.hidden and perceptron.write(folder / f"{task.name}-hidden.model", str(VERSION), *self.hidden)
        return Model(linear.read_model(path)[2][:, 1:], hidden)


def fit(meaning, z, y):
    """Regression. Inputs train with mean 0 and even spread, first-tier scores with more of it. `y`: 0 or 1 by label."""
    x = np.concatenate([meaning, z], axis=1)
    gain = np.repeat([4 / np.sqrt(meaning.shape[1]), 2], [meaning.shape[1], z.shape[1]]) / (x.std(axis=0) + 1e-6)
    even = np.append((x - x.mean(axis=0)) * gain, np.ones((len(x), 1)), axis=1)
    weights = regress(even, y)
    plain = weights[:-1] * gain[:, None]
    return Model(np.append(plain, [weights[-1] - x.mean(axis=0) @ plain], axis=0).T)


def fit_both(meaning, z, y):
    """The mean of what regression and a perceptron say."""
    straight = fit(meaning, z, y).weights
    first, bias, second, shift = perceptron.fit(np.concatenate([meaning, z], axis=1), y)
    weights = np.concatenate([straight[:, :-1], second.T, straight[:, -1:] + shift[:, None]], axis=1) / 2
    return Model(weights, (first, bias))


def across(meaning, z, y, folds, fit=fit):
    """Scores of each item by a model that saw neither it nor its fold."""
    out = np.zeros((len(z), y.shape[1]))
    for fold in sorted(set(folds)):
        rest = folds == fold
        out[rest] = fit(meaning[~rest], z[~rest], y[~rest]).ask(meaning[rest], z[rest])
    return out


def fit_network(meaning, z, y):
    """A perceptron alone, wide enough for many labels; its settings by a held-out fifth of the training part of Banking77."""
    x = np.concatenate([meaning, z], axis=1)
    first, bias, second, shift = perceptron.fit(x, y, 256, 15)
    return Model(np.concatenate([np.zeros((y.shape[1], x.shape[1])), second.T, shift[:, None]], axis=1), (first, bias))
