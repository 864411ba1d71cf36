#!/usr/bin/env python3
"""Other people's test cases through our readers: HTML through the sanitiser and then in a real browser, JSON through the
API's door, CSV, URLs through the one door to the outside. Prints what docs/internals/vectors.md records, and fails where that
page says something else. vectors.py [BINARY]; needs ../shared/data, and for the browser node and Chromium."""
import collections
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/system"))
DATA = ROOT / "../shared/data/vectors"
PAGE = ROOT / "docs/internals/vectors.md"
BUILD = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/dev/resonanz").resolve().parent
figures, failures = {}, []
VERBOSE = "--verbose" in sys.argv


def record(name, count, total, good=True):
    """A figure that may only rise, or with good=False one that may only fall."""
    figures[name] = (count, total, good)
    print(f"{name}: {count} of {total}")


def check(what, good):
    print(("ok   " if good else "FAIL ") + what)
    failures.extend([] if good else [what])


def unpack(name, folder):
    subprocess.run(["tar", "-I", "zstd", "-xf", DATA / f"{name}.tar.zst", "-C", folder], check=True)
    return pathlib.Path(folder)


def probe(questions):
    """What our readers make of each: the lines of build/dev/tests/vectors/vectors_probe."""
    program = BUILD / "tests/vectors/vectors_probe"
    asked = "".join(json.dumps(q, ensure_ascii=False) + "\n" for q in questions).encode("utf-8", "replace")  # half surrogates
    out = subprocess.run([program], input=asked, capture_output=True, check=True)
    return [json.loads(line) for line in out.stdout.decode("utf-8", "replace").split("\n")[:-1]]


# --- HTML

def javascript(expression):
    """The value of an expression that may hold comments and commas too many."""
    script = f"console.log(JSON.stringify({expression}))"
    out = subprocess.run([shutil.which("node"), "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    return json.loads(out.stdout)


def loofah():
    """(input, expected outputs) of each case."""
    for case in javascript((DATA / "loofah-sanitizer.dat").read_text()):
        yield case["input"], [value for name, value in case.items() if name not in ("name", "input")]


def dompurify():
    for case in javascript(f"(await import({json.dumps(str((DATA / 'dompurify-expect.mjs').resolve()))})).default"):
        expected = case["expected"]
        yield case["payload"], expected if isinstance(expected, list) else [expected]


PIECES = """<p> </p> <a href=http://x> <a\thref='javascript:x()'> </a> <b> </b> <svg> </svg> <math> <mi> <mtext> <mglyph> <script>x()</script> <style> </style>
<template> </template> <select> <option> <table> <tr><td> </table> <noscript> </noscript> <textarea> </textarea> <title> </title> <!-- --> <![CDATA[ ]]>
<img\tsrc=x\tonerror=x()> <iframe\tsrcdoc='<script>parent.x()</script>'> <form> <input\tonfocus=x()\tautofocus> <object\tdata=javascript:x()> <xmp> <plaintext>
&lt; &amp; &#106; " ' ` = x <annotation-xml\tencoding=text/html> <foreignObject> <desc> <base\thref=javascript:/x> <body\tonload=x()> <li> <ul> <pre>""".split()


def mixed(count):
    """Markup that nobody wrote, always the same."""
    dice = random.Random(4711)
    for _ in range(count):
        yield "".join(dice.choice(PIECES).replace("\t", " ") for _ in range(dice.randint(2, 14))), None


def why_different(payload, expected):
    if re.search(r"<(svg|math)\b", payload, re.I):
        return "drawings and formulas: kept there, dropped here"
    if any("&lt;" in e for e in expected) and "<" in payload:
        return "refused markup: written out as text there, dropped here"
    if re.search(r"<(img|video|audio|picture|source|table|input|form|button|textarea|select|option|details|dialog|iframe|object|embed|style|title|template|slot|custom|\w+-\w+)", payload, re.I):
        return "pictures, tables, forms, styles, new elements: kept there, dropped here (their text stays)"
    if re.search(r"\{\{|<%|\$\{", payload):
        return "template signs: cut out there on request, plain text here"
    if re.search(r"href|src|xlink", payload, re.I):
        return "addresses: other schemes and relative ones kept there, only http and https here"
    return "text of removed elements: kept or dropped differently"


def html(folder):
    sets = {"Loofah": list(loofah()), "DOMPurify": list(dompurify()), "mixed": list(mixed(2000))}
    pages, differences = {}, collections.Counter()
    for name, cases in sets.items():
        answers = probe({"kind": "html", "text": payload} for payload, _ in cases)
        check(f"{name}: sanitising twice is sanitising once ({len(cases)} cases)", all(a["clean"] == a["twice"] for a in answers))
        pages[name] = [{"raw": payload, "clean": a["clean"]} for (payload, _), a in zip(cases, answers)]
        if name == "mixed":
            continue
        wanted = iter(probe({"kind": "html", "text": e} for _, expected in cases for e in expected))
        equal = 0
        for (payload, expected), mine in zip(cases, answers):
            theirs = [next(wanted)["clean"] for _ in expected]
            if mine["clean"] in theirs:
                equal += 1
            else:
                differences[f"{name}: {why_different(payload, expected)}"] += 1
        record(f"{name}, the same once both are cut to our elements", equal, len(cases))
    for reason, count in sorted(differences.items()):
        record(f"{reason}", count, len(sets[reason.split(":")[0]]), good=False)
    (folder / "cases.json").write_text(json.dumps(pages))
    out = subprocess.run([shutil.which("node"), ROOT / "tests/e2e/vectors.mjs", folder / "cases.json"], capture_output=True, text=True)
    print(out.stdout, out.stderr[-2000:], end="")
    check("the browser found nothing", out.returncode == 0)
    for line in out.stdout.splitlines():
        if found := re.match(r"(.+), in Chromium: (\d+) of (\d+) harmless", line):
            record(f"{found[1]}, harmless in Chromium", int(found[2]), int(found[3]))


# --- JSON

def json_door(folder):
    """As a member of a body that signs in: refused as JSON, or as a wrong password."""
    from lib_server import Server
    import http.client
    import urllib.parse
    results = collections.Counter()
    wrong = []
    with Server(users=False) as server:
        host = urllib.parse.urlsplit(server.base)
        connection = http.client.HTTPConnection(host.hostname, host.port, timeout=20)
        for file in sorted((unpack("json-test-suite", folder) / "test_parsing").iterdir()):
            body = b'{"login":"x","password":"y","x":' + file.read_bytes() + b"}"
            connection.request("POST", "/api/session", body, {"Content-Type": "application/json"})
            reply = connection.getresponse()
            code = json.loads(reply.read())["code"]
            good = code != "E_JSON"
            results[file.name[0], good] += 1
            if (file.name[0], good) in (("y", False), ("n", True)):
                wrong.append(file.name)
            if code not in ("E_JSON", "E_LOGIN", "E_RATE"):
                wrong.append(f"{file.name}: {code}")
        connection.close()
    record("JSONTestSuite, must accept", results["y", True], results["y", True] + results["y", False])
    record("JSONTestSuite, must refuse", results["n", False], results["n", True] + results["n", False])
    record("JSONTestSuite, free: accepted", results["i", True], results["i", True] + results["i", False])
    check(f"JSON: nothing else ({', '.join(wrong)})", not wrong)


# --- CSV

def csv(folder):
    folder = unpack("csv-spectrum", folder)
    names = sorted(path.stem for path in (folder / "csvs").iterdir())
    answers = probe({"kind": "csv", "text": (folder / f"csvs/{name}.csv").read_bytes().decode()} for name in names)
    wrong = []
    for name, rows in zip(names, answers):
        wanted = json.loads((folder / f"json/{name}.json").read_text())
        if [dict(zip(rows[0], row)) for row in rows[1:]] != wanted:
            wrong.append(name)
    record("csv-spectrum", len(names) - len(wrong), len(names))
    check(f"CSV: only the file whose two halves disagree ({wrong})", wrong == ["location_coordinates"])


# --- URLs

PORTS = {"http:": "80", "https:": "443", "ws:": "80", "wss:": "443"}
NUMBERS = re.compile(r"^(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+))*\.?$", re.I)


def place(case):
    """(scheme, host, port) that a browser would connect to; None where it would not, or where a name or password goes along."""
    if case.get("failure") or case["protocol"] not in PORTS or case["username"] or case["password"]:
        return None
    return case["protocol"][:-1], case["hostname"].strip("[]"), case["port"] or PORTS[case["protocol"]]


def why_elsewhere(case, mine, theirs):
    if mine is None:
        return "refused here (the stricter side)"
    if theirs is None:
        return "a name that browsers refuse: asked for here, and not found"
    if NUMBERS.match(mine[1]) or ":" in mine[1] or mine[1].endswith("."):
        return "an address in numbers or with a final dot, written otherwise"
    if case["input"].startswith(("\\\\", "http:/", "https:/")) and not re.match(r"https?://", case["input"]):
        return "backslashes and missing slashes after the scheme"
    return "international names: read by the older IDNA tables of the system"


def urls(folder):
    folder = unpack("wpt-url", folder) / "tests/wpt"
    cases = [c for c in json.loads((folder / "urltestdata.json").read_text()) if isinstance(c, dict)]
    answers = probe({"kind": "reference", "base": c["base"], "text": c["input"]} if c["base"] else {"kind": "url", "text": c["input"]} for c in cases)
    same, whole, classes = 0, 0, collections.Counter()
    for case, answer in zip(cases, answers):
        mine, theirs = answer and (answer["scheme"], answer["host"], answer["port"]), place(case)
        if mine == theirs:
            same += 1
            whole += answer is None or answer["url"] == case["href"].split("#")[0]
        else:
            classes[why_elsewhere(case, mine, theirs)] += 1
            if VERBOSE:
                print("     ", why_elsewhere(case, mine, theirs), [case["input"]], mine, theirs)
    record("WPT urltestdata, to the place where a browser goes", same, len(cases))
    record("WPT urltestdata, and the rest of the address written alike", whole, len(cases))
    for reason, count in sorted(classes.items()):
        record(f"WPT urltestdata, elsewhere: {reason}", count, len(cases), good=False)
    idna = [c for c in json.loads((folder / "toascii.json").read_text()) if isinstance(c, dict)]
    answers = probe({"kind": "url", "text": f"https://{c['input']}/x"} for c in idna)
    hosts = [answer and answer["host"] for answer in answers]
    record("WPT toascii, the name that a browser asks for", sum(h == c["output"] for h, c in zip(hosts, idna)), len(idna))
    record("WPT toascii, refused here or there only", sum((h is None) != (c["output"] is None) for h, c in zip(hosts, idna)), len(idna), good=False)


def compare_with_page():
    """The page may be behind an improvement, but never better than the truth."""
    recorded = {row[0]: (int(row[1]), int(row[2])) for row in re.findall(r"^\| (.+?) \| (\d+) of (\d+) \|", PAGE.read_text(), re.M)}
    for name, (count, total, good) in figures.items():
        known = recorded.get(name)
        fits = known is not None and known[1] == total and (count >= known[0] if good else count <= known[0])
        check(f"docs/internals/vectors.md: {name}: {count} of {total}, recorded {known}", fits)


def main():
    if not DATA.exists():
        print("skip: ../shared/data/vectors is not here\n0 passed, 0 failed")
        return 0
    subprocess.run(["ninja", "-C", BUILD, "vectors_probe"], check=True, stdout=subprocess.DEVNULL)
    passed = 0
    for part in (html, json_door, csv, urls):
        with tempfile.TemporaryDirectory(prefix="resonanz-vectors-") as folder:
            before = len(failures)
            part(pathlib.Path(folder))
            passed += len(failures) == before
    before = len(failures)
    compare_with_page()
    passed += len(failures) == before
    print(f"{passed} passed, {5 - passed} failed")
    return passed != 5


if __name__ == "__main__":
    sys.exit(main())
