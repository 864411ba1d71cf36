"""How common words are, by language: models/words.model, from which a post's topics are told (src/understand/salient.h)."""
import numpy as np

import data
import linear

BITS = 14
STEP = 1 / 8  # of a logarithm to base 2
FEWEST = 3    # a word that came less often is not counted as common


def train(tool, source, path):
    backgrounds = data.backgrounds(source)
    codes = sorted(backgrounds)
    table = np.zeros((1 << BITS, len(codes)), np.int8)
    for column, code in enumerate(codes):
        words = np.concatenate([groups[0] for groups in linear.read_features(tool, "words", backgrounds[code])])
        features, counts = np.unique(words, return_counts=True)
        common = np.clip(np.round(np.log2(counts * 1e6 / len(words)) / STEP), 0, 127).astype(np.int8)
        often = counts >= FEWEST
        np.maximum.at(table[:, column], (features[often] >> np.uint32(32 - BITS)).astype(int), common[often])
    header = {"task": "words", "version": "1", "labels": codes, "bits": BITS, "weighted": False, "weight_scale": STEP,
              "rarity_scale": 1, "gains": [], "bias": [0] * len(codes), "more": [], "sharpness": 1, "shift": [0] * len(codes), "unsure_below": 0}
    linear.write_file(path, header, table)
