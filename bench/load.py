#!/usr/bin/env python3
"""Load on the real server, measured from outside: bench/load.py [BINARY] [--seconds N] [PART…]

    stream   1,000 posts a second over Bluesky's wire against 1,000 queries: wire → inbox
    flood    as many as the socket takes: memory, back-pressure, ledger, and how soon latency is normal again
    slow     200 browsers that never read their events, beside the stream
    feeds    1,000 feeds on 20 hosts: at most one request a host at once, conditional, no sooner than asked
    api      more requests than the server can answer: 503 with Retry-After, and back to normal

60 seconds each where nothing is said; 600 before a release. One JSON line a part."""
import argparse
import base64
import hashlib
import http.client
import http.server
import json
import pathlib
import random
import socket
import sqlite3
import sys
import threading
import time
import urllib.parse

PARTS = ("stream", "flood", "slow", "feeds", "api")
ROOT = pathlib.Path(__file__).resolve().parents[1]
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("binary", nargs="?", default=str(ROOT / "build/release/resonanz"))
parser.add_argument("parts", nargs="*", choices=[*PARTS, []])
parser.add_argument("--seconds", type=int, default=60)
parser.add_argument("--rate", type=int, default=1000, help="posts a second of stream and slow")
OPTIONS = parser.parse_args()
sys.argv = [sys.argv[0], OPTIONS.binary]
sys.path[:0] = [str(ROOT / "tests/system"), str(ROOT / "bench")]
from lib_server import Server, lines, wait_for  # noqa: E402, F401

WORDS = [line.strip() for line in open("/usr/share/dict/words")] if pathlib.Path("/usr/share/dict/words").exists() else []


def words():
    """A vocabulary with the long tail that language has."""
    chance = random.Random(7)
    return WORDS[:20000] or ["".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(chance.randint(2, 5))) for _ in range(20000)]


class Texts:
    """Posts of about 20 words; every tenth speaks of the canary that is looked for."""

    def __init__(self):
        self.chance, self.words = random.Random(11), words()

    def word(self):
        return self.words[min(int(self.chance.paretovariate(0.6)), len(self.words)) - 1]

    def post(self, number):
        text = " ".join(self.word() for _ in range(18))
        return f"{text} kanarienpost{number}" if number % 10 == 0 else text

    def queries(self, count):
        shapes = ['{0} {1} {2}', '"{0} {1}" OR ({2} {3})', '{0} ({1} OR {2}) -{3}', '{0} NEAR/5 {1}', '({0} OR {1}) {2} NOT {3}']
        rare = self.words[300:6000]
        return [shapes[i % 5].format(*(self.chance.choice(rare) for _ in range(4))) for i in range(count)]


class Jetstream(threading.Thread):
    """The wire: one WebSocket, frames as fast as it is told, and when each number was sent."""

    def __init__(self):
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"ws://127.0.0.1:{self.listener.getsockname()[1]}"
        self.connection, self.accepted, self.sent, self.texts, self.number = None, 0, {}, Texts(), 0
        self.start()

    def run(self):
        while True:
            connection, _ = self.listener.accept()
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(4096)
            key = next(line.split(b": ")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key"))
            accept = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
            connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n")
            threading.Thread(target=self.pongs, args=(connection,), daemon=True).start()
            self.connection = connection
            self.accepted += 1

    @staticmethod
    def pongs(connection):
        """What the other side says is read and pings are answered, so that it knows that we live."""
        try:
            while head := connection.recv(2):
                size = head[1] & 127
                mask, body = connection.recv(4), connection.recv(size) if size else b""
                if head[0] & 15 == 9:
                    connection.sendall(bytes([0x8a, size]) + bytes(b ^ mask[i % 4] for i, b in enumerate(body)))
        except OSError:
            pass

    def frame(self):
        self.number += 1
        now = time.time()
        body = json.dumps({"did": f"did:plc:p{self.number % 5000}", "time_us": int(now * 1e6), "kind": "commit", "commit": {
            "rev": f"r{self.number}", "operation": "create", "collection": "app.bsky.feed.post", "rkey": f"k{self.number}", "cid": f"c{self.number}",
            "record": {"$type": "app.bsky.feed.post", "text": self.texts.post(self.number), "langs": ["en"],
                       "createdAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))}}}).encode()
        if self.number % 10 == 0:
            self.sent[self.number] = now
        return bytes([0x81, 126, len(body) >> 8, len(body) & 255]) + body

    def send_paced(self, rate, seconds):
        begun = time.time()
        for tick in range(int(seconds * 50)):
            self.connection.sendall(b"".join(self.frame() for _ in range(rate // 50)))
            time.sleep(max(0, begun + (tick + 1) / 50 - time.time()))
        return self.number / (time.time() - begun)

    def send_all_it_takes(self, seconds):
        begun, first = time.time(), self.number
        while time.time() - begun < seconds:
            self.connection.sendall(b"".join(self.frame() for _ in range(100)))  # blocks where the server does not read
        return (self.number - first) / (time.time() - begun)


class Watch(threading.Thread):
    """When each canary can be read, by a reader of the database; and the server's memory."""

    def __init__(self, server, stream):
        super().__init__(daemon=True)
        self.server, self.stream, self.waits, self.memory = server, stream, {}, []
        self.start()

    def run(self):
        database = sqlite3.connect(f"file:{self.server.data}/resonanz.db?mode=ro", uri=True)
        last = 0
        while True:
            rows = database.execute("SELECT id, text FROM mentions WHERE id > ? ORDER BY id", (last,)).fetchall()
            now = time.time()
            for last, text in rows:
                at = text.rfind("kanarienpost")
                if at >= 0:
                    number = int(text[at + 12:])
                    self.waits[number] = now - self.stream.sent[number]
            if self.server.process.poll() is not None:
                return
            self.memory.append(resident(self.server))
            time.sleep(0.02)

    def percentile(self, share, since=0):
        values = sorted(wait for number, wait in self.waits.items() if number > since)
        return round(values[min(len(values) - 1, int(share * len(values)))], 3) if values else None


def resident(server):
    return int(pathlib.Path(f"/proc/{server.process.pid}/statm").read_text().split()[1]) * 4096 // 2**20


def listening(server):
    """A stream source, 1,000 queries and the canary's."""
    client, stream = server.client(), Jetstream()
    for number, query in enumerate(stream.texts.queries(999)):
        client.post("/api/queries", {"name": f"q{number}", "query": query})
    client.post("/api/queries", {"name": "canary", "query": "kanarienpost*"})
    source(client, "bluesky", "Bluesky", {"jetstream": stream.url, "wire": "v1"})
    wait_for(lambda: stream.accepted == 2)  # the first is the wizard's check, which hangs up
    return client, stream


def source(client, kind, name, settings):
    assessment = {**client.get(f"/api/assessment-template?kind={kind}"), "owner": "Mira Brandt", "approved": True}
    return client.post("/api/sources", {"kind": kind, "name": name, "language": "en", "settings": settings, "secrets": {}, "assessment": assessment})


def settle(client, stream, seconds=600):
    return wait_for(lambda: (ledger := client.get("/api/ledger")["total"])["received"] >= stream.number and ledger["pending"] == 0 and ledger, seconds)


def report(part, **figures):
    print(json.dumps({"part": part, "seconds": OPTIONS.seconds, **figures}), flush=True)


def open_door():
    return Server("--allow-address", "127.0.0.0/8")


def stream():
    with open_door() as server:
        client, wire = listening(server)
        watch = Watch(server, wire)
        rate = wire.send_paced(OPTIONS.rate, OPTIONS.seconds)
        ledger = settle(client, wire)
        time.sleep(0.5)
        report("stream", posts_per_s=round(rate), queries=1000, canaries=len(watch.waits), lost=len(wire.sent) - len(watch.waits), p50=watch.percentile(0.5),
               p99=watch.percentile(0.99), peak_mb=max(watch.memory), stored=ledger["stored"], difference=ledger["difference"])


def flood():
    with open_door() as server:
        client, wire = listening(server)
        watch = Watch(server, wire)
        wire.send_paced(100, 5)
        calm = max(watch.memory)
        rate = wire.send_all_it_takes(OPTIONS.seconds)
        begun, last = time.time(), wire.number
        ledger = settle(client, wire, 1200)
        drained = time.time() - begun
        wire.send_paced(100, 10)
        settle(client, wire)
        time.sleep(0.5)
        report("flood", posts_per_s=round(rate), lost=len(wire.sent) - len(watch.waits), calm_mb=calm, peak_mb=max(watch.memory), drained_s=round(drained, 1),
               p99_after=watch.percentile(0.99, last), difference=ledger["difference"])


def slow():
    with open_door() as server:
        client, wire = listening(server)
        watch = Watch(server, wire)
        host, port = urllib.parse.urlsplit(client.base).netloc.split(":")
        browsers = []
        for _ in range(200):
            browser = socket.socket()
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            browser.connect((host, int(port)))
            browser.sendall(f"GET /api/events HTTP/1.1\r\nHost: {host}\r\nCookie: {client.cookie}\r\n\r\n".encode())
            browsers.append(browser)
        wire.send_paced(OPTIONS.rate, OPTIONS.seconds)
        ledger = settle(client, wire)
        time.sleep(0.5)
        report("slow", browsers=len(browsers), lost=len(wire.sent) - len(watch.waits), p99=watch.percentile(0.99), peak_mb=max(watch.memory), difference=ledger["difference"])


class FeedHost(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self):
        super().__init__(("127.0.0.1", 0), FeedAnswer)
        self.lock, self.now, self.most, self.seen = threading.Lock(), 0, 0, {}
        threading.Thread(target=self.serve_forever, daemon=True).start()


class FeedAnswer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        host = self.server
        with host.lock:
            host.now += 1
            host.most = max(host.most, host.now)
            host.seen.setdefault(self.path, []).append((time.time(), "If-None-Match" in self.headers))
        time.sleep(0.01)
        known = self.headers.get("If-None-Match") == '"1"'
        body = b"" if known else (f'<rss version="2.0"><channel><title>{self.path}</title><item><guid>{host.server_port}{self.path}</guid>'
                                  f"<title>kanarienpost</title></item></channel></rss>").encode()
        with host.lock:
            host.now -= 1  # before the last byte: the next request may come as soon as that is read
        self.send_response(304 if known else 200)
        self.send_header("ETag", '"1"')
        self.send_header("Cache-Control", "max-age=60")
        if not known:
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def feeds():
    hosts = [FeedHost() for _ in range(20)]
    opml = "<opml version='2.0'><body>" + "".join(
        f"<outline type='rss' text='f{h}-{n}' xmlUrl='http://127.0.0.1:{host.server_port}/{n}'/>" for h, host in enumerate(hosts) for n in range(50)) + "</body></opml>"
    with open_door() as server:
        client = server.client()
        client.post("/api/queries", {"name": "canary", "query": "kanarienpost"})
        client.post("/api/sources/opml", opml, headers={"Content-Type": "text/x-opml"})
        assessment = {**client.get("/api/assessment-template?kind=feed"), "owner": "Mira Brandt", "approved": True}
        rows = client.get("/api/sources")["items"]
        for row in rows:
            client.call("PATCH", f"/api/sources/{row['id']}", {"assessment": assessment, "settings": {**row["settings"], "poll_seconds": 60}})
        time.sleep(2)
        begun = time.time()
        for row in rows:
            client.post(f"/api/sources/{row['id']}/resume")
        ledger = wait_for(lambda: (total := client.get("/api/ledger")["total"])["stored"] == 1000 and total, 300)
        first = time.time() - begun
        time.sleep(OPTIONS.seconds)
        polls = [[poll for poll in times if poll[0] >= begun] for host in hosts for times in host.seen.values()]
        gaps = [b[0] - a[0] for times in polls for a, b in zip(times, times[1:])]
        later = [conditional for times in polls for _, conditional in times[1:]]
        report("feeds", feeds=len(polls), all_read_s=round(first, 1), requests=sum(map(len, polls)), most_at_once_a_host=max(host.most for host in hosts),
               shortest_gap_s=round(min(gaps), 1) if gaps else None, later_polls=len(later), conditional=sum(later), memory_mb=resident(server), difference=ledger["difference"])


class Caller(threading.Thread):
    def __init__(self, client, end):
        super().__init__(daemon=True)
        self.client, self.end, self.statuses, self.without, self.slowest = client, end, {}, 0, 0.0
        self.start()

    def run(self):
        host = urllib.parse.urlsplit(self.client.base).netloc
        while time.time() < self.end:
            try:
                connection = http.client.HTTPConnection(host, timeout=60)
                while time.time() < self.end:
                    begun = time.time()
                    connection.request("GET", "/api/mentions?view=all&q=bremse&limit=50", headers={"Cookie": self.client.cookie})
                    reply = connection.getresponse()
                    reply.read()
                    self.slowest = max(self.slowest, time.time() - begun)
                    self.statuses[reply.status] = self.statuses.get(reply.status, 0) + 1
                    self.without += reply.status == 503 and not reply.headers.get("Retry-After")
            except OSError:
                self.statuses["cut"] = self.statuses.get("cut", 0) + 1


def api():
    with Server() as server:
        client = server.client()
        client.post("/api/queries", {"name": "Bremse", "query": "bremse"})
        server.run("import", "-", "--source", "archive", stdin=lines([{"id": str(n), "text": f"Bremse {n}", "author": {"id": "a"}} for n in range(5000)]))
        wait_for(lambda: client.get("/api/ledger")["total"]["stored"] == 5000, 60)
        end = time.time() + OPTIONS.seconds
        callers = [Caller(client, end) for _ in range(300)]
        time.sleep(OPTIONS.seconds / 2)
        peak = resident(server)
        for caller in callers:
            caller.join()
        begun = time.time()
        client.get("/api/mentions?view=all&q=bremse&limit=50")
        after = time.time() - begun
        total = {}
        for caller in callers:
            for status, n in caller.statuses.items():
                total[status] = total.get(status, 0) + n
        report("api", callers=len(callers), replies=total, refused_without_retry_after=sum(c.without for c in callers), slowest_s=round(max(c.slowest for c in callers), 2),
               peak_mb=peak, one_call_afterwards_s=round(after, 3))


if __name__ == "__main__":
    for name in OPTIONS.parts or PARTS:
        globals()[name]()
