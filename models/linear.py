"""Training: hashed features by the program's own code, logistic regression by LIBLINEAR (one thread, repeatable), calibration
by cross-validation, model files for src/understand/model_file.h."""
import ctypes
import json
import subprocess
import zlib

import liblinear
import numpy as np

NODE = np.dtype([("index", np.int32), ("value", np.float64)], align=True)


def read_features(tool, what, texts):
    """Per text, its groups of 32-bit features."""
    lines = "\n".join(t.replace("\r", " ").replace("\n", "\\n") for t in texts) + "\n"
    raw = subprocess.run([tool, what], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    numbers, out, at = np.frombuffer(raw, np.uint32), [], 0
    for _ in texts:
        groups = int(numbers[at])
        sizes = numbers[at + 1 : at + 1 + groups].astype(int)
        ends = at + 1 + groups + np.concatenate([[0], np.cumsum(sizes)])
        out.append([numbers[ends[i] : ends[i + 1]] for i in range(groups)])
        at = int(ends[-1])
    assert at == len(numbers), "the tool wrote something else than was asked"
    return out


def used(groups, gains):
    return groups if gains is None else [group if gain else group[:0] for group, gain in zip(groups, gains)]


def rarities(rows, bits, gains=None):
    """By table row: how rare its features are, ln((1+n)/(1+df))+1, in steps of 1/20."""
    counts = np.zeros(1 << bits)
    for groups in rows:
        counts[np.unique(np.concatenate(used(groups, gains)) >> np.uint32(32 - bits))] += 1
    return np.clip(np.round((np.log((1 + len(rows)) / (1 + counts)) + 1) * 20), 0, 255).astype(np.uint8)


def vectors(rows, bits, rarity=None, more=None, gains=None):
    """Sparse vectors (indices, values); each group has the length of its gain. Without `rarity` features weigh the same."""
    out, size = [], 1 << bits
    for number, groups in enumerate(rows):
        index, value = [], []
        for group, gain in zip(used(groups, gains), gains or [1] * len(groups)):
            if len(group) == 0:
                continue
            at = (group >> np.uint32(32 - bits)).astype(np.int64)
            weight = np.ones(len(at)) if rarity is None else rarity[at].astype(float)
            length = np.sqrt((weight**2).sum())
            index.append(at)
            value.append(gain * weight / length)
        index = np.concatenate(index) if index else np.zeros(0, np.int64)
        value = np.concatenate(value) if value else np.zeros(0)
        unique, inverse = np.unique(index, return_inverse=True)
        value = np.bincount(inverse, weights=value, minlength=len(unique))
        if more is not None:
            unique, value = np.append(unique, size + np.arange(len(more[number]))), np.append(value, more[number])
        out.append((unique, value))
    return out


def contrast(x, is_label, width, smoothing):
    """By feature: how much more often it comes with a label than without it, or the other way round: the absolute logarithm of
    the ratio (Wang and Manning 2012). Features scaled by it are regularised less the more they tell."""
    with_label, without = np.full(width, float(smoothing)), np.full(width, float(smoothing))
    for (index, _), holds in zip(x, is_label):
        (with_label if holds else without)[index] += 1
    return np.abs(np.log((with_label / with_label.sum()) / (without / without.sum())))


def fit_each(x, y, classes, width, cost, smoothing=None, solver=0, inputs=0):
    """Weights (classes, width + 1), the last the bias, of one label against the others; of two classes only the second's. With
    `smoothing` features are scaled by contrast(), but not the last `inputs`, which every item has."""
    if smoothing is None:
        return fit(x, y, classes, width, cost, solver=solver)
    labels = classes[1:] if len(classes) == 2 else classes
    out = np.zeros((len(labels), width + 1))
    for number, label in enumerate(labels):
        holds = [int(item == label) for item in y]
        scale = contrast(x, holds, width, smoothing)
        scale[width - inputs :] = 1
        scaled = [(index, value * scale[index]) for index, value in x]
        weights = fit(scaled, holds, [0, 1], width, cost, solver=solver)[0]
        out[number] = np.append(weights[:-1] * scale, weights[-1])
    return out


def fit(x, y, classes, width, cost, weights=None, solver=liblinear.L2R_LR):
    """Weights (classes, width + 1), the last the bias; of two classes only the second's."""
    nodes, pointers = [], (ctypes.POINTER(liblinear.feature_node) * len(x))()
    for number, (index, value) in enumerate(x):
        row = np.zeros(len(index) + 2, NODE)
        row["index"][:-2], row["value"][:-2] = index + 1, value
        row[-2] = (width + 1, 1.0)
        row["index"][-1] = -1
        nodes.append(row)
        pointers[number] = ctypes.cast(row.ctypes.data, ctypes.POINTER(liblinear.feature_node))
    place = {label: number for number, label in enumerate(classes)}
    target = (ctypes.c_double * len(x))(*[place[label] for label in y])
    problem = liblinear.problem.__new__(liblinear.problem)
    ctypes.Structure.__init__(problem)
    problem.l, problem.n, problem.bias = len(x), width + 1, 1
    problem.y, problem.x = ctypes.cast(target, ctypes.POINTER(ctypes.c_double)), pointers
    options = liblinear.parameter(f"-s {solver} -c {cost} -e 0.01 -q")
    if weights is not None:
        labels = (ctypes.c_int * len(classes))(*range(len(classes)))
        factors = (ctypes.c_double * len(classes))(*weights)
        options.nr_weight = len(classes)
        options.weight_label, options.weight = labels, factors
    liblinear.liblinear.set_print_string_function(liblinear.PRINT_STRING_FUN(liblinear.print_null))
    model = liblinear.liblinear.train(problem, options).contents
    binary = len(classes) == 2 and solver != liblinear.MCSVM_CS
    columns = 1 if binary else len(classes)
    raw = np.ctypeslib.as_array(model.w, ((width + 1) * columns,)).reshape(width + 1, columns).T.copy()
    order = [model.label[i] for i in range(len(classes))]
    if binary:
        return raw if order[0] == 1 else -raw
    out = np.zeros_like(raw)
    for number, label in enumerate(order):
        out[label] = raw[number]
    return out


def scores(x, weights):
    return np.array([weights[:, index] @ value + weights[:, -1] for index, value in x])


def probabilities(z, sharpness, shift):
    z = z * sharpness + shift
    if z.shape[1] == 1:
        return 1 / (1 + np.exp(-z))
    z = np.exp(z - z.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)


def calibrate(z, truth):
    """Sharpness and shift of least log loss, by Newton steps on central differences. `truth`: label numbers, or 0 and 1."""
    labels = z.shape[1]

    def loss(parameters):
        p = probabilities(z, parameters[0], parameters[1:])
        hit = np.where(truth == 1, p[:, 0], 1 - p[:, 0]) if labels == 1 else p[np.arange(len(z)), truth]
        return -np.log(np.maximum(hit, 1e-12)).mean() + 1e-6 * (parameters[1:] ** 2).sum()

    at, size, h = np.concatenate([[1.0], np.zeros(labels)]), labels + 1, 1e-4
    unit = np.eye(size) * h
    for _ in range(30):
        gradient = np.array([(loss(at + unit[i]) - loss(at - unit[i])) / (2 * h) for i in range(size)])
        hessian = np.array([[(loss(at + unit[i] + unit[j]) - loss(at + unit[i] - unit[j]) - loss(at - unit[i] + unit[j])
                              + loss(at - unit[i] - unit[j])) / (4 * h * h) for j in range(size)] for i in range(size)])
        step = np.linalg.solve(hessian + 1e-4 * np.eye(size), gradient)
        while loss(at - step) > loss(at) + 1e-12 and np.abs(step).max() > 1e-9:
            step /= 2
        at = at - step
        if np.abs(step).max() < 1e-6:
            break
    return float(at[0]), at[1:]


def write_file(path, header, rows):
    """The bytes that src/understand/model_file.h reads."""
    payload = np.ascontiguousarray(rows).tobytes()
    head = "RZMODEL1\n" + json.dumps(header, separators=(",", ":")) + "\n"
    path.write_bytes(head.encode() + payload + zlib.crc32(payload).to_bytes(4, "little"))


def read_file(path):
    """(header, rows as bytes) of what write_file() wrote."""
    _, head, payload = path.read_bytes().split(b"\n", 2)
    return json.loads(head), payload[:-4]


def write_model(path, task, version, labels, bits, weights, rarity=None, inputs=0, sharpness=1.0, shift=None, unsure_below=0.0, gains=()):
    """Weights times rarity as signed bytes. Returns the weights as the program will read them."""
    size = 1 << bits
    table = weights[:, :size] * (1 if rarity is None else rarity.astype(float) / 20)
    scale = float(np.abs(table).max()) / 127 or 1.0
    small = np.round(table / scale).astype(np.int8)
    rows = small.T if rarity is None else np.concatenate([rarity.view(np.int8)[:, None], small.T], axis=1)
    header = {"task": task, "version": version, "labels": labels, "bits": bits, "weighted": rarity is not None,
              "weight_scale": scale, "rarity_scale": 1 / 20, "gains": list(gains), "bias": [round(float(b), 6) for b in weights[:, -1]],
              "more": [[round(float(w), 6) for w in weights[:, size + i]] for i in range(inputs)],
              "sharpness": round(sharpness, 6), "shift": [round(float(s), 6) for s in (np.zeros(len(labels)) if shift is None else shift)],
              "unsure_below": unsure_below}
    write_file(path, header, rows)
    out = weights.copy()
    out[:, :size] = unscaled(small, scale, rarity)
    return out


def unscaled(small, scale, rarity):
    return small * scale * (1 if rarity is None else np.where(rarity > 0, 20 / np.maximum(rarity.astype(float), 1), 0))


def read_model(path):
    """(header, rarity, weights) of what write_model() wrote with a rarity: weights as the program reads them."""
    header, payload = read_file(path)
    rows = np.frombuffer(payload, np.uint8).reshape(1 << header["bits"], -1)
    table = unscaled(rows[:, 1:].view(np.int8).T, header["weight_scale"], rows[:, 0])
    more = np.array(header["more"]).reshape(-1, len(header["labels"])).T
    return header, rows[:, 0], np.concatenate([table, more, np.array(header["bias"])[:, None]], axis=1)
