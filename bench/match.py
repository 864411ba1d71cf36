#!/usr/bin/env python3
"""Standing queries over a recorded stream: posts a CPU second on one thread, memory and compile time, cost of one change, agreement with
the reference evaluator; draws docs/matching-cost.svg.

    bench/match.py [--build FOLDER] [--quick] [COUNT...]      (default: build/release; 100 1000 10000 100000)

Builds bench_updates there. --quick: 30,000 posts, no plot. Agreement is checked on as many of the first posts as 20 million pairs
allow, at most 2,000."""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import match_data
import plot

AGREEMENT_PAIRS, AGREEMENT_POSTS, QUICK_POSTS = 20_000_000, 2_000, 30_000
LENGTHS = (50, 100, 200, 400, 800, 1_600, 3_200, 6_400)
LENGTH_COUNTS = (1_000, 10_000)
PLOT = match_data.ROOT / "docs/matching-cost.svg"


class Bench:
    def __init__(self, build, folder, quick):
        self.binary, self.updates = build / "resonanz", build / "bench/bench_updates"
        self.folder, self.good = folder, True
        self.posts = match_data.unpack_stream(self.binary, folder / "posts.jsonl")
        if quick:
            self.posts = match_data.head(self.posts, QUICK_POSTS, folder / "fewer.jsonl")
        self.words = match_data.words_of(self.posts)

    def match(self, queries, posts, *options):
        command = [self.binary, "match", "--threads", "1", "--queries", queries, *options, posts]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout, dict(part.split("=") for part in done.stderr.split())

    def agreement(self, queries, count):
        few = match_data.head(self.posts, max(1, min(AGREEMENT_POSTS, AGREEMENT_PAIRS // count)), self.folder / "few.jsonl")
        same = self.match(queries, few)[0] == self.match(queries, few, "--brute")[0]
        self.good &= same
        return f"{'equal' if same else 'DIFFERENT'} on {sum(1 for _ in few.open())} posts"

    def row(self, name, texts):
        """One line of the table; the microseconds a post."""
        queries = match_data.write_queries(self.folder / "q.jsonl", texts)
        _, figures = self.match(queries, self.posts, "--count")
        lines = subprocess.run([self.updates, queries], capture_output=True, text=True, check=True).stdout.split()
        memory = dict(part.split("=") for part in lines)
        print(f"| {name} | {int(figures['match_posts_per_cpu_s']):,} | {int(figures['total_posts_per_cpu_s']):,} "
              f"| {int(figures['matches']) / int(figures['posts']):.2f} | {memory['bytes_a_query']} | {memory['compile_s']} s "
              f"| {' / '.join(memory[kind + '_ms_p50'] for kind in ('add', 'change', 'remove'))} "
              f"| {max(float(memory[kind + '_ms_max']) for kind in ('add', 'change', 'remove')):.1f} | {self.agreement(queries, len(texts))} |",
              flush=True)
        return 1e6 / int(figures["match_posts_per_cpu_s"])

    def by_length(self, count):
        queries = match_data.write_queries(self.folder / "q.jsonl", match_data.boolean_queries(self.words, count))
        points = []
        for length in LENGTHS:
            posts = match_data.posts_of_length(self.posts, length, self.folder / "cut.jsonl")
            points.append((length, 1e6 / int(self.match(queries, posts, "--count")[1]["match_posts_per_cpu_s"])))
        return points


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=str(match_data.ROOT / "build/release"))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("counts", nargs="*", type=int)
    arguments = parser.parse_args()
    counts = arguments.counts or [100, 1_000, 10_000, 100_000]
    if not match_data.STREAM.exists():
        print("skip: the stream is not here")
        return 0
    build = pathlib.Path(arguments.build).resolve()
    subprocess.run(["ninja", "-j2", "-C", build, "resonanz", "bench_updates"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory(prefix="resonanz-bench-") as name:
        bench = Bench(build, pathlib.Path(name), arguments.quick)
        print("| queries | posts per CPU second | with reading JSON | matches a post | bytes a query | compile | add / change / remove, ms, median "
              "| slowest, ms | reference |\n|---|---|---|---|---|---|---|---|---|")
        by_count = [(count, bench.row(f"{count:,} Boolean", match_data.boolean_queries(bench.words, count))) for count in counts]
        if match_data.BIGRAMS.exists():
            pairs = match_data.two_word_queries()
            bench.row(f"{len(pairs):,} of two words", pairs)
        if not arguments.quick and not arguments.counts:
            by_length = {f"{count:,} queries": bench.by_length(count) for count in LENGTH_COUNTS}
            PLOT.write_text(plot.page([plot.Chart("queries", {"posts of the stream": by_count}), plot.Chart("bytes in a post", by_length)]))
            print(f"drawn: {PLOT.relative_to(match_data.ROOT)}")
    return 0 if bench.good else 1


if __name__ == "__main__":
    sys.exit(main())
