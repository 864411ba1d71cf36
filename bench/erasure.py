#!/usr/bin/env python3
"""How long an erasure takes in a store of many posts, with a server running and without: bench/erasure.py [BINARY] [POSTS].
One post in a hundred is the person's, one in two hundred is a stranger's that names them."""
import json
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

BINARY = sys.argv[1] if len(sys.argv) > 1 else "build/release/resonanz"
POSTS = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
WORDS = "Bremse Lastenrad Werkstatt Termin Kette Schaltung Akku Reichweite Probefahrt Lieferung Rechnung Ersatzteil quietscht wackelt läuft".split()


def post(number, who, text):
    return {"id": f"https://forum.example/{who}/{number}", "network": "forum", "url": f"https://forum.example/{who}/{number}", "text": text,
            "author": {"id": who, "handle": f"{who}.example", "name": f"{who.title()} Example"}}


def write_posts(file, name):
    chance = random.Random(1)
    with open(file, "w") as out:
        for n in range(POSTS):
            text = " ".join(chance.choices(WORDS, k=35)) + " Bremse"
            who = name if n % 100 == 0 else f"writer{chance.randrange(POSTS // 5)}"
            if n % 200 == 1:
                text += f" frag @{name}.example"
            out.write(json.dumps(post(n, who, text)) + "\n")


def run(*arguments):
    begun = time.time()
    done = subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, check=True)
    return time.time() - begun, done.stdout


def main():
    with tempfile.TemporaryDirectory(prefix="resonanz-bench-") as folder:
        folder = pathlib.Path(folder)
        data = folder / "data"
        run("user", "add", "mira", "--role", "admin", "--data", data)

        with sqlite3.connect(data / "resonanz.db") as db:
            db.execute("INSERT INTO queries (id, name, query, version, created_by, created_at, updated_at) VALUES (1, 'q', 'bremse', 1, 1, 1, 1)")
        for name in ("anna", "bert"):
            write_posts(folder / "posts.jsonl", name)
            took, _ = run("import", folder / "posts.jsonl", "--source", name, "--data", data)
            print(f"import of {POSTS} posts about {name}: {took:.1f} s")
            if name == "anna":
                size = (data / "resonanz.db").stat().st_size >> 20
                took, out = run("privacy", "erase", "--network", "forum", "--person", "anna.example", "--data", data)
                print(f"erasure without a server, {POSTS} posts, {size} MB: {took:.1f} s {json.loads(out)['counts']}")
                for path in folder.rglob("*"):
                    assert not path.is_file() or path.suffix == ".jsonl" or b"anna.example" not in path.read_bytes(), path
        server = subprocess.Popen([BINARY, "serve", "--data", str(data), "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            assert server.stdout.readline().startswith("ready")
            size = (data / "resonanz.db").stat().st_size >> 20
            took, out = run("privacy", "erase", "--network", "forum", "--person", "bert.example", "--data", data)
            print(f"erasure beside a server, {2 * POSTS} posts, {size} MB: {took:.1f} s {json.loads(out)['counts']}")
            took, _ = run("backup", "--to", folder / "b", "--data", data)
            print(f"backup beside a server: {took:.1f} s, {(folder / 'b').stat().st_size >> 20} MB")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
