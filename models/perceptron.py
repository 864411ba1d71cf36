"""A neural network of one hidden layer (src/understand/hidden_layer.h), trained by Adam (Kingma and Ba 2015) with dropout (Srivastava et
al. 2014). Several small ones, trained apart, stand side by side in one layer: their mean is surer than each."""
import json

import numpy as np

import linear

UNITS, NETWORKS = 48, 4  # by cross-validation on the training part of CIMT, as all that follows
EPOCHS, BATCH = 12, 64
PACE, DECAY = 1e-3, 1e-2
INPUT_DROPOUT, UNIT_DROPOUT = 0.15, 0.3


def kept(draw, shape, dropout):
    return (draw.random(shape, np.float32) >= dropout) / np.float32(1 - dropout)


def train(x, y, seed, units, epochs):
    """(weights, bias of the units; weights, bias of the labels). `x`: numbers of mean 0 and even spread; `y`: 0 or 1 by label."""
    draw = np.random.Generator(np.random.PCG64(seed))
    start = lambda rows, columns: draw.standard_normal((rows, columns), np.float32) * np.float32(0.7 / np.sqrt(rows))
    network = [start(x.shape[1], units), np.zeros(units, np.float32), start(units, y.shape[1]), np.zeros(y.shape[1], np.float32)]
    means, squares = [np.zeros_like(part) for part in network], [np.zeros_like(part) for part in network]
    steps, number = epochs * (len(x) // BATCH), 0
    for _ in range(epochs):
        order = draw.permutation(len(x))[: len(x) // BATCH * BATCH]
        for batch in order.reshape(-1, BATCH):
            number += 1
            seen = x[batch] * kept(draw, (BATCH, x.shape[1]), INPUT_DROPOUT)
            hidden = seen @ network[0] + network[1]
            mask = kept(draw, hidden.shape, UNIT_DROPOUT) * (hidden > 0)
            error = (linear.probabilities((hidden * mask) @ network[2] + network[3], 1, 0) - y[batch]) / np.float32(BATCH)
            back = error @ network[2].T * mask
            slopes = [seen.T @ back, back.sum(axis=0), (hidden * mask).T @ error, error.sum(axis=0)]
            pace = np.float32(PACE * (1 - number / (steps + 1)))
            for part, slope, mean, square in zip(network, slopes, means, squares):
                mean += np.float32(0.1) * (slope - mean)
                square += np.float32(0.001) * (slope * slope - square)
                size = np.sqrt(square / np.float32(1 - 0.999**number)) + np.float32(1e-8)
                part -= pace * (mean / np.float32(1 - 0.9**number) / size + np.float32(DECAY) * part)
    return network


def fit(x, y, units=UNITS, epochs=EPOCHS):
    """(weights (inputs, units), bias; weights (units, labels), bias): NETWORKS of them as one, whose score is their mean. It reads x as it
    is: what makes its spread even is part of the weights."""
    center, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    even = ((x - center) / spread).astype(np.float32)
    trained = [train(even, y.astype(np.float32), seed, units, epochs) for seed in range(NETWORKS)]
    first, bias, second, shift = (np.array([network[i] for network in trained], float) for i in range(4))
    first = np.concatenate(list(first), axis=1) / spread[:, None]
    return first, bias.reshape(-1) - center @ first, second.reshape(-1, y.shape[1]) / NETWORKS, shift.mean(axis=0)


def units_of(first, bias, x):
    return np.maximum(0, x @ first + bias)


def write(path, version, first, bias):
    """Weights as signed bytes. Returns them as the program will read them."""
    scales = np.abs(first).max(axis=0) / 127
    small = np.round(first / scales).astype(np.int8)
    header = {"task": path.stem, "version": version, "inputs": len(first), "scales": [float(f"{s:.6g}") for s in scales],
              "bias": [round(float(b), 6) for b in bias]}
    linear.write_file(path, header, small)
    return small * np.array(header["scales"]), np.array(header["bias"])
