#!/usr/bin/env python3
"""Tags, mentions, cashtags and URLs of the twitter-text vectors: each that must be found is found by its own query.

What query-language.md decides otherwise is not asked: "RT@name" is an address, not a name (KNOWN), and CJK text ends a
URL (KNOWN), for people write it right behind. What twitter-text must not find is not asked: the rules differ there."""
import json
import pathlib
import subprocess
import sys
import tempfile

import yaml

KNOWN = ("rt@username", "http://exampleこれは")
ARCHIVE = pathlib.Path("../shared/data/vectors/twitter-text.tar.zst")


def cases(data):
    for group, sign in (("hashtags", "#"), ("mentions", "@"), ("cashtags", "$")):
        for case in data["tests"][group]:
            yield group, case, [sign + name for name in case["expected"]]
    for case in data["tests"]["urls"]:
        links = [url for url in case["expected"] if url.lower().startswith(("http://", "https://"))]
        if links:
            yield "urls", case, [f'link:"{url}"' for url in links]


def main():
    if not ARCHIVE.exists():
        print(f"skipped: {ARCHIVE} is not here")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run(["tar", "-I", "zstd", "-xf", ARCHIVE.resolve(), "-C", name], check=True)
        data = yaml.safe_load((folder / "conformance/extract.yml").read_text(encoding="utf-8"))
        posts, queries, wanted = [], [], {}
        for number, (group, case, texts) in enumerate(cases(data)):
            posts.append({"id": str(number), "text": case["text"]})
            for text in texts:
                key = f"{number}-{len(queries)}"
                queries.append({"id": key, "query": text})
                wanted[key] = (str(number), group, text, case["text"])
        for file, rows in (("posts", posts), ("queries", queries)):
            (folder / file).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        result = subprocess.run([sys.argv[1], "match", "--skip-invalid", "--queries", folder / "queries", folder / "posts"],
                                capture_output=True, text=True, check=True)
    found = {(row["post"], query) for row in map(json.loads, result.stdout.splitlines()) for query in row["queries"]}
    known = {key for key, row in wanted.items() if row[-1].lower().startswith(KNOWN) and (row[0], key) not in found}
    missed = [(key, *row[1:]) for key, row in wanted.items() if (row[0], key) not in found and key not in known]
    for _, group, query, text in missed:
        print(f"FAILED {group}: {query!r} in {text!r}")
    print(f"{len(known)} known deviations, not counted")
    print(f"{len(wanted) - len(missed) - len(known)} passed, {len(missed)} failed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
