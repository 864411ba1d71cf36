"""The queries that all peers can say: match_data.py's shapes without prefixes, some with phrases of the stream among them; and the form
the peers read them in (input.cc)."""
import json
import random
import re

import match_data

SHARES = {"words, NEAR": 0, "every tenth a phrase": 0.1}  # of phrases, by what they are called


def common_queries(posts, words, count, share):
    """As many as asked for, the same every time."""
    made = random.Random(match_data.SEED)
    pairs = phrases(posts, set(words), made)
    if share and not pairs:
        raise SystemExit("these posts hold no phrases: take more of them (--posts)")
    out = []
    while len(out) < count:
        query = f'"{made.choice(pairs)}"' if made.random() < share else match_data.boolean_query(made, words)
        if "*" not in query:
            out.append(query)
    return out


def phrases(posts, words, made, most=20_000):
    """Pairs of words that stand side by side in the stream."""
    pairs = set()
    for line in posts.open(encoding="utf-8"):
        found = re.findall(r"[a-z]+ [a-z]+", json.loads(line)["text"])
        pairs.update(pair for pair in made.sample(found, min(2, len(found))) if words.issuperset(pair.split()))
        if len(pairs) >= most:
            break
    return sorted(pair for pair in pairs if len(set(pair.split())) == 2)


def plain(query):
    """+a|b: one of these; -a|b: none of these; ~5|a|b: these with at most 5 words between; "|a|b: this phrase."""
    if query.startswith('"'):
        return '"|' + query.strip('"').replace(" ", "|")
    if " NEAR/" in query:
        first, near, second = query.split()
        return f"~{near.split('/')[1]}|{first}|{second}"
    parts, unwanted = [], []
    for group, minus, word in re.findall(r"\(([^)]*)\)|(-?)(\w+)", query):
        if minus:
            unwanted.append(word)
        else:
            parts.append("+" + (group.replace(" OR ", "|") or word))
    return "\t".join(parts + (["-" + "|".join(unwanted)] if unwanted else []))
