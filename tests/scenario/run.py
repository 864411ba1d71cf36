#!/usr/bin/env python3
"""Runs text scenarios against `resonanz match`; see README.md beside this file."""
import json
import pathlib
import subprocess
import sys
import tempfile


class Scenario:
    def __init__(self, where):
        self.where, self.posts, self.lists, self.queries = where, [], [], []
        self.matches, self.spans, self.errors, self.pairs = {}, [], [], []

    def read(self, line):
        kind, rest = line.split(" ", 1)
        if kind == "post":
            number, body = rest.split(" ", 1)
            self.posts.append({"id": number, **json.loads(body)})
        elif kind == "list":
            head, items = rest.split(" = ", 1)
            name, what = head.split()
            self.lists.append({"name": name, "kind": what, "items": [item.strip() for item in items.split("|")]})
        elif kind == "query":
            number, text = rest.split(" = ", 1)
            self.queries.append({"id": number, "query": text})
        elif kind == "match":
            post, names = rest.split(":", 1)
            self.matches[post] = sorted(names.split())
        elif kind == "spans":
            head, places = rest.split(":", 1)
            self.spans.append((*head.split(), [place.strip() for place in places.split("|")]))
        elif kind in ("hit", "miss"):
            text, post = rest.split(" :: ", 1)
            self.pairs.append((kind == "hit", text, json.loads(post) if post.startswith("{") else {"text": post}))
        elif kind == "error":
            head, text = rest.split(" = ", 1)
            self.errors.append((*head.split(), text))
        else:
            raise ValueError(f"{self.where}: {line}")


def scenarios(path):
    current = Scenario(path.name)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() == "---":
            yield current
            current = Scenario(path.name)
        elif line.strip() and not line.startswith("#"):
            current.read(line)
    yield current


class Runner:
    def __init__(self, binary, folder):
        self.binary, self.folder, self.passed, self.failed = binary, pathlib.Path(folder), 0, 0

    def expect(self, what, got, wanted):
        if got == wanted:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED {what}\n  wanted {wanted!r}\n  got    {got!r}")

    def write(self, name, rows):
        path = self.folder / name
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return str(path)

    def match(self, queries, lists, posts, *options, stdin=None):
        command = [self.binary, "match", "--queries", queries, *(["--lists", lists] if lists else []), *options, posts]
        return subprocess.run(command, capture_output=True, text=True, input=stdin, check=False)

    def run(self, scenario):
        posts = self.write("posts.jsonl", scenario.posts)
        lists = self.write("lists.jsonl", scenario.lists) if scenario.lists else None
        queries = self.write("queries.jsonl", scenario.queries)
        if scenario.queries:
            self.check_matches(scenario, queries, lists, posts)
        self.check_pairs(scenario, lists)
        for code, offset, text in scenario.errors:
            bad = self.write("bad.jsonl", [{"id": "x", "query": text}])
            result = self.match(bad, lists, posts)
            self.expect(f"{scenario.where}: {text}", (result.returncode, result.stderr.split(": ", 2)[1:2]),
                        (2, [f"{code} offset {offset}"]))

    def check_pairs(self, scenario, lists):
        """Every query of a hit or miss line against its own post, all of a scenario in one run."""
        queries = self.write("queries.jsonl", [{"id": str(n), "query": text} for n, (_, text, _) in enumerate(scenario.pairs)])
        posts = self.write("posts.jsonl", [{"id": str(n), **post} for n, (_, _, post) in enumerate(scenario.pairs)])
        if not scenario.pairs:
            return
        for options in ([], ["--brute"]):
            result = self.match(queries, lists, posts, *options)
            self.expect(f"{scenario.where}: exit {result.stderr}", result.returncode, 0)
            rows = {row["post"]: row["queries"] for row in map(json.loads, result.stdout.splitlines())}
            for n, (wanted, text, post) in enumerate(scenario.pairs):
                self.expect(f"{scenario.where}: {text} :: {post}", str(n) in rows.get(str(n), []), wanted)

    def check_matches(self, scenario, queries, lists, posts):
        result = self.match(queries, lists, posts, "--spans")
        self.expect(f"{scenario.where}: exit", (result.returncode, result.stderr.count("\n")), (0, 1))
        rows = {row["post"]: row for row in map(json.loads, result.stdout.splitlines())}
        for post in scenario.posts:
            got = rows.get(post["id"], {}).get("queries", [])
            self.expect(f"{scenario.where}: post {post['id']}", got, scenario.matches.get(post["id"], []))
        by_id = {post["id"]: post for post in scenario.posts}
        for post, query, wanted in scenario.spans:
            places = [f"{s['field']}:" + by_id[post][s["field"]].encode()[s["begin"]:s["end"]].decode()
                      for s in rows.get(post, {}).get("spans", {}).get(query, [])]
            self.expect(f"{scenario.where}: spans {post} {query}", places, wanted)
        plain = self.match(queries, lists, posts).stdout
        for options in (["--brute"], ["--threads", "1"], ["--threads", "2"]):
            self.expect(f"{scenario.where}: {options}", self.match(queries, lists, posts, *options).stdout, plain)
        stdin = pathlib.Path(posts).read_text(encoding="utf-8")
        self.expect(f"{scenario.where}: stdin", self.match(queries, lists, "-", stdin=stdin).stdout, plain)


def main():
    binary, paths = sys.argv[1], [pathlib.Path(path) for path in sys.argv[2:]]
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(binary, folder)
        for path in paths or sorted(pathlib.Path(__file__).parent.glob("*.test")):
            for scenario in scenarios(path):
                runner.run(scenario)
    print(f"{runner.passed} passed, {runner.failed} failed")
    return 1 if runner.failed else 0


if __name__ == "__main__":
    sys.exit(main())
