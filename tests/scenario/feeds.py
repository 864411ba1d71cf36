#!/usr/bin/env python3
"""Reads the feeds of two other parsers' test suites with `resonanz try feed` and compares with their expected answers.

Compared are the number of entries and, where the answer gives them, title, link, id and date of each. Every feed must be
answered without a crash, those without an expected answer too. A deviation is listed with its reason: KNOWN below
explains those that are ours by choice, anything else counts as failed. An expected id that does not occur in the feed was
made up by the other parser for an entry without one: it is counted, and ours must only exist."""
import collections
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

DATA = pathlib.Path("../shared/data/feeds")
MADE_UP = re.compile(r"[0-9a-f-]{30,36}")
KNOWN = {"entry_id_xml_base.xml": "an Atom id is compared as it stands, never resolved: RFC 4287, 4.2.6.1"}


def plain(text):
    """Titles are compared as text: without tags, entities and differences in white space."""
    text = re.sub(r"<[^<>]*>", " ", text or "")
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^<>]*>", " ", html.unescape(text)))).strip()


def second(time):
    return time[:19] if time else None


def gofeed_entry(item):
    """Both forms: raw (guid is an object, entries have links as objects) and universal."""
    guid = item.get("guid") or item.get("id")
    links = item.get("links") or []
    link = item.get("link") or item.get("url")
    if not link and links:
        first = next((entry for entry in links if not isinstance(entry, dict) or entry.get("rel") == "alternate"), None)
        link = first.get("href") if isinstance(first, dict) else first
    published = item.get("publishedParsed") or item.get("pubDateParsed") or item.get("date_published")
    return {"id": guid.get("value") if isinstance(guid, dict) else guid, "title": item.get("title"), "link": link,
            "date": published or item.get("updatedParsed")}


def feed_rs_entry(entry):
    links = [link["href"] for link in entry["links"] if link["rel"] in (None, "alternate")]
    return {"id": entry["id"], "title": (entry["title"] or {}).get("content"), "link": links[0] if links else None,
            "date": entry["published"] or entry["updated"]}


def cases(root):
    """(set, feed file, expected entries or None)"""
    for path in sorted(root.rglob("*")):
        name = path.name
        if not path.is_file() or name.endswith((".serde.json", "_expected.json")):
            continue
        kind = "feed-rs" if "feed-rs" in path.parts else "gofeed"
        if kind == "feed-rs":
            answer = path.with_name(path.stem + ".serde.json")
            wanted = json.loads(answer.read_text())["entries"] if answer.exists() else None
            yield kind, path, wanted if wanted is None else [feed_rs_entry(entry) for entry in wanted]
        elif path.suffix == ".xml" or not path.with_suffix(".xml").exists():
            answer = path.with_suffix(".json") if path.suffix == ".xml" else path.with_name(path.stem + "_expected.json")
            wanted = None
            if answer.exists():
                loaded = json.loads(answer.read_text())
                wanted = [gofeed_entry(item) for item in loaded.get("items") or loaded.get("entries") or []]
            yield kind, path, wanted


def read(path):
    result = subprocess.run([sys.argv[1], "try", "feed", path], capture_output=True, check=False)
    posts = [json.loads(line) for line in result.stdout.decode().splitlines()]
    return result.returncode, posts, result.stderr.decode(errors="replace").strip()


def address(url):
    """Host names without regard to case; no path is the path "/"."""
    match = re.fullmatch(r"(https?://[^/?#]*)(.*)", str(url or "").strip(), re.IGNORECASE | re.DOTALL)
    return match.group(1).lower() + (match.group(2) or "/") if match else str(url or "").strip()


def differences(wanted, post, source, count):
    ours = {"id": post["id"], "title": post["title"], "link": post.get("url"), "date": post.get("created_at")}
    for key, value in wanted.items():
        if not value:
            continue
        if key == "title":
            same = plain(value) == plain(ours[key])
        elif key == "date":
            same = second(value) == second(ours[key])
        elif key == "link":
            same = address(value) == address(ours[key])
        else:
            same = str(value).strip() == ours[key]
            if not same and ours[key] and MADE_UP.fullmatch(value) and value not in source:
                count["ids made up by the other parser"] += 1
                print(f"made up: id {value!r}, ours is {ours[key]!r}")
                continue
        if not same:
            yield key, value, ours[key]


def main():
    if not DATA.exists():
        print(f"skipped: {DATA} is not here")
        return 0
    counts = collections.defaultdict(collections.Counter)
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        for archive in sorted(DATA.glob("*.tar.zst")):
            subprocess.run(["tar", "-I", "zstd", "-xf", archive.resolve(), "-C", name], check=True)
        listed = list(cases(root))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(lambda case: read(case[1]), listed))
        for (group, path, wanted), (code, posts, error) in zip(listed, results):
            count, where = counts[group], f"{group} {path.relative_to(root)}"
            count["feeds"] += 1
            problems = []
            if code not in (0, 2):
                problems.append(f"crashed: exit {code} {error}")
            if wanted is None:
                count["without an answer"] += 1
                print(f"no expected answer: {where}: {len(posts)} entries, exit {code} {error}")
            else:
                count["entries"] += len(wanted)
                source = html.unescape(path.read_text(encoding="utf-8", errors="replace"))
                if len(wanted) != len(posts):
                    problems.append(f"{len(wanted)} entries expected, {len(posts)} read {error}")
                for number, (entry, post) in enumerate(zip(wanted, posts)):
                    wrong = [f"entry {number}: {key} {value!r} expected, {ours!r} read"
                             for key, value, ours in differences(entry, post, source, count)]
                    count["equal"] += not wrong
                    problems += wrong
            reason = KNOWN.get(path.name)
            for problem in problems:
                print(f"{'known' if reason else 'FAILED'} {where}: {problem}" + (f" ({reason})" if reason else ""))
            count["known"] += bool(problems and reason)
            failed += bool(problems and not reason)
    for group, count in counts.items():
        print(f"{group}: {count['feeds']} feeds, {count['without an answer']} without an expected answer, "
              f"{count['known']} with known deviations, {count['ids made up by the other parser']} ids made up by the other "
              f"parser; entries equal: {count['equal']} of {count['entries']} "
              f"({100 * count['equal'] / max(1, count['entries']):.2f} %)")
    total = sum(count["feeds"] for count in counts.values())
    print(f"{total - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
