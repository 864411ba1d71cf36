"""The labelled texts of ../shared/data and of models/data, as (texts, labels, parts). A part says where an item may be used:
"train" or "test". Tests are fixed by a hash and never looked at for a choice."""
import csv
import hashlib
import io
import json
import pathlib
import subprocess
import tarfile

HERE = pathlib.Path(__file__).resolve().parent


def hashed(key, parts):
    """The same number below `parts` for the same key, always."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") % parts


def archive(path):
    """Text by name of a .tar.zst."""
    raw = subprocess.run(["zstd", "-dc", str(path)], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(raw)) as tar:
        return {m.name: tar.extractfile(m).read().decode("utf-8", "replace") for m in tar.getmembers() if m.isfile()}


def potts(data):
    """Tweets: positive, neutral, negative (MIT). A tweet that comes more than once stays in one part: the key is its text."""
    lines = archive(data / "german.tar.zst")["german/potts.tsv"].split("\n")
    pairs = [line.split("\t", 1) for line in lines if "\t" in line]
    pairs = [(label, text.strip()) for label, text in pairs if label in ("positive", "neutral", "negative")]
    return [t for _, t in pairs], [l for l, _ in pairs], ["test" if hashed(t, 5) == 0 else "train" for _, t in pairs]


def germeval(data):
    """Tweets: offensive or other (CC BY 4.0); the part is the fold, 0 to 4."""
    lines = archive(data / "german.tar.zst")["german/germeval2018.training.txt"].split("\n")
    rows = [line.split("\t") for line in lines if line.count("\t") >= 2]
    return [r[0] for r in rows], [int(r[1] == "OFFENSE") for r in rows], [hashed(r[0], 5) for r in rows]


def gahd(data):
    """Adversarial sentences: hate or not (CC BY 4.0)."""
    rows = list(csv.DictReader(io.StringIO(archive(data / "german.tar.zst")["german/gahd.csv"])))
    return [r["text"] for r in rows], [int(r["label"]) for r in rows]


def cimt(data):
    """Sentences of citizens: does it propose something. A document is in one part as a whole. The set CQB (CC BY-SA) only
    measures: its part is "other city"."""
    texts, labels, parts = [], [], []
    for name, content in sorted(archive(data / "intent.tar.zst").items()):
        if "/cimt/" not in name:
            continue
        for row in csv.DictReader(io.StringIO(content), delimiter="\t"):
            if row["code"] not in ("mpos", "mpos+premise", "premise", "non-arg") or not (row["content"] or "").strip():
                continue
            texts.append(" ".join(row["content"].split()))
            labels.append(int(row["code"].startswith("mpos")))
            outside = name.endswith("CQB.tsv")
            parts.append("other city" if outside else "test" if hashed(row["document_id"], 5) == 0 else "train")
    return texts, labels, parts


def banking77(data):
    """English requests to a bank by 77 intents (CC BY 4.0); the set's own parts."""
    files, texts, labels, parts = archive(data / "intent.tar.zst"), [], [], []
    for part in ("train", "test"):
        for row in csv.DictReader(io.StringIO(files[f"intent/banking77.{part}.csv"])):
            texts.append(" ".join(row["text"].split()))
            labels.append(row["category"])
            parts.append(part)
    return texts, labels, parts


def intent():
    """Our own posts (models/data/intent_de)."""
    rows = [json.loads(line) for line in (HERE / "data/intent_de/posts.jsonl").open(encoding="utf-8")]
    test = ["test" if hashlib.sha256(r["id"].encode()).digest()[0] % 3 == 0 else "train" for r in rows]
    return [r["text"] for r in rows], [r["label"] for r in rows], test


def unlabelled(data):
    """German texts whose intent nobody has said, for models/teach.py: tweets, sentences, every third sentence of CIMT.
    None is of a part that measures."""
    texts = [text for text, _, part in zip(*potts(data)) if part == "train"]
    texts += [text for text, *about in zip(*languages(data)) if about == ["de", "sentences", "train"]]
    texts += germeval(data)[0]
    texts += [text for text, _, part in zip(*cimt(data)) if part == "train" and hashed("taught" + text, 3) == 0]
    return list(dict.fromkeys(texts))


def posts_en():
    """Our own English posts (models/data/posts_en): (texts, intents, sentiments, toxic, parts)."""
    rows = [json.loads(line) for line in (HERE / "data/posts_en/posts.jsonl").open(encoding="utf-8")]
    test = ["test" if hashlib.sha256(r["id"].encode()).digest()[0] % 3 == 0 else "train" for r in rows]
    return ([r["text"] for r in rows], [r["intent"] for r in rows], [r["sentiment"] for r in rows],
            [int(r["toxic"]) for r in rows], test)


def duplicates():
    """Pairs of posts of the stream (models/data/duplicates): dictionaries with a, b, same, stratum, size."""
    return [json.loads(line) for line in (HERE / "data/duplicates/pairs.jsonl").open(encoding="utf-8")]


def languages(data):
    """Sentences, word pairs and single words of 18 languages (Apache-2.0): (texts, labels, kinds, parts). A third of the
    sentences and of the pairs is for the score. What trains must not hold a pair of the score: such sentences are left out."""
    files = archive(data / "language.tar.zst")
    texts, labels, kinds, parts = [], [], [], []
    for name in sorted(files):
        _, code, kind = name.removesuffix(".txt").split("/")
        for line in dict.fromkeys(l.strip() for l in files[name].split("\n")):
            if line:
                texts.append(line)
                labels.append(code)
                kinds.append(kind)
                parts.append("test" if kind != "single-words" and hashed(code + line, 3) == 0 else "train")
    held = {}
    for text, label, kind, part in zip(texts, labels, kinds, parts):
        if part == "test" and kind == "word-pairs":
            held.setdefault(label, []).append(text.lower())
    for i, (text, label, kind) in enumerate(zip(texts, labels, kinds)):
        if kind == "sentences" and parts[i] == "train" and any(pair in text.lower() for pair in held[label]):
            parts[i] = "left out"
    return texts, labels, kinds, parts


def backgrounds(data):
    """Texts by language, to count words in: the sentences of the language set, and what else trains here. Of the stream (public
    domain) every title."""
    out = {}
    for text, label, kind, part in zip(*languages(data)):
        if kind == "sentences" and part == "train":
            out.setdefault(label, []).append(text)
    for texts, _, parts in (potts(data), intent()):
        out["de"] += [t for t, p in zip(texts, parts) if p == "train"]
    out["de"] += germeval(data)[0] + gahd(data)[0]
    out["en"] += [t for t, p in zip(banking77(data)[0], banking77(data)[2]) if p == "train"]
    stream = subprocess.run(["zstd", "-dc", str(data / "stream/reddit-posts.jsonl.zst")], check=True, capture_output=True).stdout
    out["en"] += [json.loads(line)["title"] for line in stream.decode().split("\n") if line]
    return out
