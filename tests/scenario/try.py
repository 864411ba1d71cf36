#!/usr/bin/env python3
"""`resonanz try` from outside: what it prints for files and addresses, typed errors, exit codes."""
import http.server
import json
import pathlib
import subprocess
import sys
import tempfile
import threading

BINARY = sys.argv[1]
FEED = ('<rss version="2.0" xmlns:at="http://purl.org/atompub/tombstones/1.0"><channel><title>Radblog</title>'
        "<item><guid isPermaLink='false'>7</guid><link>/a</link><title>Br&uuml;cke &amp; Weg</title></item>"
        "<at:deleted-entry ref='6'/></channel></rss>")
counts = {True: 0, False: 0}


def run(*arguments, stdin=None):
    return subprocess.run([BINARY, "try", *map(str, arguments)], capture_output=True, text=True, input=stdin, check=False)


def expect(what, holds, result=None):
    counts[bool(holds)] += 1
    if not holds:
        print(f"FAILED {what}: {result and (result.returncode, result.stdout, result.stderr)}")


def posts(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def files(folder):
    feed = folder / "feed.xml"
    feed.write_text(FEED)
    result = run("feed", feed, "--base-url", "https://blog.example/")
    wanted = {"id": "7", "network": "feed", "kind": "article", "url": "https://blog.example/a", "title": "Brücke & Weg", "text": ""}
    expect("a feed", result.returncode == 0 and posts(result) == [wanted], result)
    expect("deletions are told apart", result.stderr == "item 2: removes 6\n", result)
    expect("standard input", posts(run("feed", "-", stdin=FEED))[0]["id"] == "7")
    result = run("feed", "-", stdin="<html></html>")
    expect("what is no feed is exit 2", result.returncode == 2 and result.stderr.startswith("E_FEED: "), result)
    expect("a missing file is exit 1", run("feed", folder / "none").returncode == 1)
    expect("a folder is exit 1", run("feed", folder).returncode == 1)

    result = run("import", "-", stdin='{"id":"1","text":"a"}\nkaputt\n{"id":"3"}\n{"id":"4","text":"b"}\n')
    expect("good items come, bad ones are named",
           result.returncode == 2 and [post["id"] for post in posts(result)] == ["1", "4"]
           and [line.split(":")[0:2] for line in result.stderr.splitlines()] == [["item 2", " E_JSON"], ["item 3", " E_POST"]], result)
    result = run("import", "-", stdin="id;text\n1;a\n")
    expect("CSV", posts(result) == [{"id": "1", "network": "import", "kind": "post", "title": "", "text": "a"}], result)
    result = run("replay", "-", stdin='{"id":"1","text":"a","created_at":"2026-01-01T00:00:00Z"}\n')
    expect("replay", result.returncode == 0 and posts(result)[0]["id"] == "1", result)
    comment = {"id": 5, "post": 1, "parent": 0, "author": 0, "author_name": "Gerd", "date_gmt": "2026-11-23T08:59:00",
               "content": {"rendered": "<p>Hallo</p>"}, "link": "https://x.example/#c", "status": "approved"}
    result = run("wordpress", "-", stdin=json.dumps([comment]))
    expect("wordpress", result.returncode == 0 and posts(result)[0]["text"] == "Hallo", result)
    frame = {"did": "did:plc:a", "time_us": 1, "kind": "commit", "commit": {
        "rev": "3k", "operation": "create", "collection": "app.bsky.feed.post", "rkey": "3k", "cid": "b",
        "record": {"$type": "app.bsky.feed.post", "text": "Hallo", "createdAt": "2026-11-23T09:00:00Z"}}}
    result = run("bluesky", "-", stdin=json.dumps(frame) + "\n")
    expect("bluesky", result.returncode == 0 and posts(result)[0]["text"] == "Hallo", result)


def usage():
    expect("an unknown kind is exit 2", run("fax", "-", stdin="").returncode == 2)
    expect("a setting without = is exit 2", run("feed", "-", "--set", "x", stdin=FEED).returncode == 2)
    expect("a range that is none is exit 2", run("feed", "-", "--allow-address", "x", stdin=FEED).returncode == 2)
    result = run("--help")
    expect("--help shows an example", result.returncode == 0 and "resonanz try feed https://" in result.stdout, result)


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        page = {"/": "<link rel=alternate type=application/rss+xml href=/feed>", "/feed": FEED}.get(self.path)
        body = (page or "nothing").encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def addresses():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    result = run("feed", url + "/", "--allow-address", "127.0.0.1")
    expect("a page's feed is found", result.returncode == 0 and posts(result)[0]["url"] == url + "/a", result)
    expect("its title is told", result.stderr.startswith("Radblog\n"), result)
    result = run("feed", url + "/")
    expect("private addresses are closed", result.returncode == 2 and result.stderr.startswith("E_EGRESS: "), result)
    result = run("feed", url + "/none", "--allow-address", "127.0.0.1")
    expect("what is not there is exit 2", result.returncode == 2 and result.stderr.startswith("E_ABSENT: "), result)
    server.shutdown()


with tempfile.TemporaryDirectory() as name:
    files(pathlib.Path(name))
usage()
addresses()
print(f"{counts[True]} passed, {counts[False]} failed")
sys.exit(1 if counts[False] else 0)
