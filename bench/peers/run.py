#!/usr/bin/env python3
"""Our matching engine beside others, on the same posts and the same queries in one run: posts a CPU second, and whether the matches
are the same.

    bench/peers/run.py [--install] [--build FOLDER] [--posts N] [COUNT...]      (default: build/release; 20,000 posts; 1000 10000)

Who is not here is named and left out; --install fetches them (apt-get and Maven; root). See README.md beside this file."""
import argparse
import collections
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import match_data  # noqa: E402
import queries  # noqa: E402

PACKAGES = ("openjdk-17-jdk-headless", "maven", "libhyperscan-dev")
OUR_ROUNDS = 10  # ours is through the posts before the clock has ticked often
OUR_PASSES = 3  # the best of them, as of the JVM's
SCANNER_ROUNDS = 5
JAVA = ("java", "-Xms1g", "-Xmx2g", "-XX:+UseSerialGC")
JAVA_PASSES = 3
LUCENE_MODES = ("single", "batched", "multipass", "multipass batched", "multipass frequencies")


class Peers:
    """The programs to compare, as far as they can be built here."""

    def __init__(self, build):
        self.build, self.missing = build, []
        subprocess.run(["cmake", build], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["ninja", "-j2", "-C", build, "resonanz", "bench_peer_tokens", "bench_peer_literals"], check=True, stdout=subprocess.DEVNULL)
        self.lucene = self.build_lucene()
        self.scanners = ["aho-corasick"]
        if subprocess.run(["pkg-config", "--exists", "libhs"]).returncode == 0:
            self.scanners.append("hyperscan")
        else:
            self.missing.append("Hyperscan or Vectorscan (libhyperscan-dev or libvectorscan-dev)")

    def build_lucene(self):
        """The class path, or None."""
        if not all(shutil.which(tool) for tool in ("java", "javac", "mvn")):
            self.missing.append("Lucene Monitor (java, javac and mvn: openjdk-17-jdk-headless, maven)")
            return None
        folder = self.build / "bench/peers/lucene"
        jars, classes = folder / "jars", folder / "classes"
        if not jars.exists():
            fetched = subprocess.run(["mvn", "-q", "-B", "-f", HERE / "lucene/pom.xml", "dependency:copy-dependencies", f"-DoutputDirectory={jars}"])
            if fetched.returncode != 0:
                self.missing.append("Lucene Monitor (Maven could not fetch it)")
                return None
        subprocess.run(["javac", "-d", classes, "-cp", f"{jars}/*", *sorted((HERE / "lucene").glob("*.java"))], check=True)
        return f"{classes}:{jars}/*"


class Run:
    """One set of queries on the posts."""

    def __init__(self, peers, folder, posts, texts):
        self.peers, self.folder, self.posts, self.texts = peers, folder, posts, texts
        self.queries = match_data.write_queries(folder / "queries.jsonl", texts)
        self.one_query = match_data.write_queries(folder / "one.jsonl", texts[:1])
        (folder / "queries.txt").write_text("".join(queries.plain(text) + "\n" for text in texts))
        with posts.open() as lines, (folder / "tokens.txt").open("w") as out:
            subprocess.run([peers.build / "bench/peers/bench_peer_tokens"], stdin=lines, stdout=out, check=True)

    def resonanz(self, queries, posts, *options):
        command = [self.peers.build / "resonanz", "match", "--threads", "1", "--queries", queries, *options, posts]
        return subprocess.run(command, capture_output=True, text=True, check=True)

    def our_speed(self, queries):
        """Posts a CPU second."""
        many = self.folder / "many.jsonl"
        many.write_bytes(self.posts.read_bytes() * OUR_ROUNDS)
        passes = (self.resonanz(queries, many, "--count").stderr for _ in range(OUR_PASSES))
        return max(int(dict(part.split("=") for part in figures.split())["match_posts_per_cpu_s"]) for figures in passes)

    def our_matches(self):
        """By post, the queries it answers."""
        found = map(json.loads, self.resonanz(self.queries, self.posts).stdout.splitlines())
        by_id = {match["post"]: frozenset(int(query[1:]) for query in match["queries"]) for match in found}
        ids = [json.loads(line)["id"] for line in self.posts.open()]
        assert len(set(ids)) == len(ids)
        return [by_id.get(post, frozenset()) for post in ids]

    def theirs(self, *command):
        """Both of a peer."""
        matches = self.folder / "matches.txt"
        done = subprocess.run([*map(str, command), matches], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        figures = dict(part.split("=") for part in done.stdout.split())
        return int(figures["posts_per_cpu_s"]), [frozenset(map(int, line.split())) for line in matches.open()]

    def each_peer(self):
        files = (self.folder / "tokens.txt", self.folder / "queries.txt")
        for scanner in self.peers.scanners:
            yield scanner, self.theirs(self.peers.build / "bench/peers/bench_peer_literals", scanner, *files, SCANNER_ROUNDS)
        if self.peers.lucene:
            for mode in LUCENE_MODES:
                yield f"Lucene Monitor, {mode}", self.theirs(*JAVA, "-cp", self.peers.lucene, "Matcher", mode, *files, JAVA_PASSES)

    def differences(self, ours, theirs):
        """By kind of query, how many pairs of query and post only one side has; with an example."""
        out, example = collections.Counter(), ""
        for post, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
            for query in mine ^ other:
                text = self.texts[query]
                kind = "phrase" if text.startswith('"') else "NEAR" if " NEAR/" in text else "words"
                out[f"{kind}, only {'ours' if query in mine else 'theirs'}"] += 1
                example = example or f"; first: {text} on post {post + 1}"
        return ", ".join(f"{n} {kind}" for kind, n in sorted(out.items())) + example if out else "none"


def report(run, kind):
    """Prints the table's rows; whether all agree. With one query ours does little but read the posts, which the peers are spared: what
    is left without it is matching alone, as theirs is."""
    name = f"{len(run.texts):,}: {kind}"
    speed, reading, ours = run.our_speed(run.queries), run.our_speed(run.one_query), run.our_matches()
    alone = 1 / (1 / speed - 1 / reading) if speed < reading else 0  # 0: less than the clocks differ
    print(f"| 1 | ours | {reading:,} | | | | |", flush=True)
    print(f"| {name} | ours | {speed:,} | | | {sum(map(len, ours)):,} | |", flush=True)
    same = True
    for peer, (theirs, matches) in run.each_peer():
        differences = run.differences(ours, matches)
        same &= differences == "none"
        without = f"{alone / theirs:.1f}" if alone else "–"
        print(f"| {name} | {peer} | {theirs:,} | {speed / theirs:.1f} | {without} | {sum(map(len, matches)):,} | {differences} |", flush=True)
    return same


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--build", default=str(match_data.ROOT / "build/release"))
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("counts", nargs="*", type=int)
    arguments = parser.parse_args()
    if not match_data.STREAM.exists():
        print("skip: the stream is not here")
        return 0
    if arguments.install:
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES], check=True, stdout=subprocess.DEVNULL)
    peers = Peers(pathlib.Path(arguments.build).resolve())
    for name in peers.missing:
        print(f"skip: {name} is not here; --install fetches it")
    same = True
    with tempfile.TemporaryDirectory(prefix="resonanz-peers-") as name:
        folder = pathlib.Path(name)
        stream = match_data.unpack_stream(peers.build / "resonanz", folder / "stream.jsonl")
        words = match_data.words_of(stream)
        posts = match_data.head(stream, arguments.posts, folder / "posts.jsonl")
        print("| queries | engine | posts per CPU second | ours, reading the posts, is so many times faster | ours without reading them | matches | different pairs |\n|---|---|---|---|---|---|---|")
        for count in arguments.counts or [1_000, 10_000]:
            for kind, share in queries.SHARES.items():
                same &= report(Run(peers, folder, posts, queries.common_queries(posts, words, count, share)), kind)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
