#!/usr/bin/env python3
"""`resonanz match` and `resonanz query check` from outside: exit codes, the summary line, bad input."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

BINARY = sys.argv[1]
SUMMARY = (r"posts=\d+ matches=\d+ seconds=[\d.]+ cpu_s=[\d.]+ match_posts_per_cpu_s=\d+ "
           r"total_posts_per_cpu_s=\d+ peak_mb=\d+")
counts = {True: 0, False: 0}


def run(*arguments, stdin=None):
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, input=stdin, check=False)


def expect(what, holds):
    counts[bool(holds)] += 1
    if not holds:
        print(f"FAILED {what}")


def match(folder):
    good, bad, posts = folder / "good", folder / "bad", folder / "posts"
    good.write_text('{"id":"q2","query":"b"}\n{"id":"q1","query":"a"}\n{"id":"q10","query":"a"}\n')
    bad.write_text('{"id":"x","query":"(a"}\n\n{"id":"y","query":"a"}\n')
    posts.write_text('{"id":"1","text":"a b"}\nkein JSON\n\n{"id":"2"}\n{"id":"3","text":"x"}\n{"id":"4","text":"b"}\n')

    result = run("match", "--queries", good, posts)
    expect("input order, sorted ids", result.stdout ==
           '{"post":"1","queries":["q1","q10","q2"]}\n{"post":"4","queries":["q2"]}\n')
    expect("exit 0 though lines are bad", result.returncode == 0)
    lines = result.stderr.splitlines()
    expect("bad lines by number", [line.split(":")[0] for line in lines[:2]] == ["line 2", "line 4"])
    expect("one summary line", len(lines) == 3 and re.fullmatch(SUMMARY, lines[2]))
    expect("totals", lines[2].startswith("posts=3 matches=4 "))
    expect("--count", run("match", "--queries", good, "--count", posts).stdout == "posts=3 matches=4\n")
    spans = json.loads(run("match", "--queries", good, "--spans", posts).stdout.splitlines()[1])
    expect("--spans", spans["spans"] == {"q2": [{"field": "text", "begin": 0, "end": 1}]})

    result = run("match", "--queries", bad, posts)
    expect("an invalid query is exit 2", result.returncode == 2 and result.stdout == "")
    expect("its line, code and offset", result.stderr.startswith("line 1: E_SYNTAX offset 0: "))
    result = run("match", "--queries", bad, "--skip-invalid", posts)
    expect("--skip-invalid goes on", result.returncode == 0 and result.stdout == '{"post":"1","queries":["y"]}\n')
    expect("a missing file is exit 1", run("match", "--queries", folder / "none", posts).returncode == 1)
    expect("missing posts are exit 1", run("match", "--queries", good, folder / "none").returncode == 1)
    expect("missing options are exit 2", run("match").returncode == 2)


def query_check():
    result = run("query", "check", "a OR b c")
    expect("tree, warning, cost", result.returncode == 0 and result.stdout.startswith("OR\n  a\n  AND\n    b\n    c\nwarning")
           and result.stdout.splitlines()[-1] == "cost: 3")
    result = run("query", "check", "a titel:b")
    expect("code, offset, sentence", result.returncode == 2 and result.stderr.startswith("E_FIELD offset 2: "))
    for words in (["-a"], ["--", "-a"], ["--search", "-a"]):
        result = run("query", "check", *words)
        expect(f"a query may begin with a minus sign: {words}", result.returncode == 2 and result.stderr.startswith("E_UNANCHORED offset 0: "))
    expect("-b NOT needs no separator", run("query", "check", "-b a").stdout.startswith("AND\n"))
    expect("live rules", run("query", "check", "a after:2026-01-01").returncode == 2)
    expect("search rules", run("query", "check", "--search", "a after:2026-01-01").returncode == 0)
    result = run("query", "check", "rad OR rad*")
    expect("a warning has a code, a place and a sentence in both languages", result.stdout.splitlines()[-2] ==
           "warning W_SWALLOWED offset 0: rad adds nothing: rad* covers it already. / rad bringt nichts hinzu: rad* deckt es schon ab.")
    for command in (["match"], ["query", "check"], ["query", "import"], ["query"], []):
        result = run(*command, "--help")
        expect(f"--help of {command}", result.returncode == 0)
    expect("help shows an example", "Example:" in run("match", "--help").stdout and "Example:" in run("query", "check", "--help").stdout)


def query_import(folder):
    file = folder / "rule"
    file.write_text("(rad OR bike) NEAR/3f kaputt\n")
    result = run("query", "import", "--from", "brandwatch", file)
    expect("the query on stdout", result.returncode == 0 and result.stdout == "(rad OR bike) ONEAR/3 kaputt\n")
    expect("the notes on stderr", result.stderr.startswith("note N_NEAR offset 14: "))
    result = run("query", "import", "--from", "x", "-", stdin="rad place:kiel")
    expect("what cannot be said is exit 2 with its place", result.returncode == 2 and result.stderr.startswith("E_FOREIGN offset 4: "))
    expect("a missing file is exit 1", run("query", "import", "--from", "x", folder / "none").returncode == 1)
    expect("an unknown tool is exit 2", run("query", "import", "--from", "y", file).returncode == 2)


with tempfile.TemporaryDirectory() as name:
    match(pathlib.Path(name))
    query_import(pathlib.Path(name))
query_check()
print(f"{counts[True]} passed, {counts[False]} failed")
sys.exit(1 if counts[False] else 0)
