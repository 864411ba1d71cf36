#!/usr/bin/env python3
"""Input that would hurt by its size, depth or packing: refused in words or cut, in bounded time and memory, and the ledger
still balances."""
import gzip
import http.client
import http.server
import json
import os
import pathlib
import re
import threading
import time
import urllib.parse
import zlib

from lib_server import Client, Refused, Server, equal, lines, main, refused, wait_for

MILLION = 1_000_000


def bomb(size):
    """gzip of `size` zero bytes, made without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    chunk = bytes(1 << 20)
    return b"".join(packer.compress(chunk) for _ in range(size >> 20)) + packer.flush()


class Site(http.server.BaseHTTPRequestHandler):
    bodies = {}

    def do_GET(self):
        body, encoding = Site.bodies[self.path]
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # the reader had enough

    def log_message(self, *_):
        pass


def serve(bodies):
    Site.bodies = bodies
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


MEMORY_FACTOR = int(os.environ.get("RESONANZ_MEMORY_FACTOR", "1"))  # what a build with a sanitizer takes of it


def peak_mb(server):
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def within(seconds, act):
    begun = time.time()
    result = act()
    assert time.time() - begun < seconds, f"{time.time() - begun:.1f} s"
    return result


def make_source(client, kind, name, settings):
    assessment = {**client.get(f"/api/assessment-template?kind={kind}"), "owner": "Mira", "approved": True}
    return client.post("/api/sources", {"kind": kind, "name": name, "language": "", "settings": settings, "secrets": {}, "assessment": assessment})


def test_deep_json_at_the_door():
    with Server() as server:
        client = server.client()
        for deep in ('{"x":' * MILLION, "[" * MILLION, '{"name":' + "[" * MILLION + "]" * MILLION + "}"):
            equal(within(5, lambda: refused("E_JSON", lambda: client.call("POST", "/api/queries", deep))).status, 400)
        for deep in ("(" * 5000 + "kranich" + ")" * 5000, "NOT " * 5000 + "kranich"):
            error = within(5, lambda: client.post("/api/queries/check", {"query": deep}))["error"]
            assert error and error["code"] in ("E_DEPTH", "E_UNANCHORED"), error
        assert peak_mb(server) < 150 * MEMORY_FACTOR, peak_mb(server)


def test_deep_json_and_html_in_a_file():
    with Server() as server:
        client = server.client()
        make_source(client, "import", "Datei", {"network": "forum"})
        client.post("/api/queries", {"name": "k", "query": "kranich"})
        deep_html = "<b><div>" * MILLION
        posts = [{"id": "1", "text": "kranich eins", "html": deep_html[: 7 * MILLION], "created_at": "2026-11-20T10:00:00Z"}]
        deep_json = '{"id":"2","text":"kranich","x":' + "[" * MILLION + "]" * MILLION + "}\n"
        reply = within(30, lambda: client.call("POST", "/api/import?source=Datei", deep_json, headers={"Content-Type": "application/x-ndjson"}))
        equal([row["code"] for row in reply["rejected"]], ["E_JSON"])
        within(30, lambda: client.call("POST", "/api/import?source=Datei", lines(posts), headers={"Content-Type": "application/x-ndjson"}))
        wait_for(lambda: client.get("/api/ledger")["total"]["pending"] == 0 and client.get("/api/mentions?view=all")["items"], 60)
        total = client.get("/api/ledger")["total"]
        equal((total["received"], total["stored"], total["difference"]), (2, 1, 0))
        print(f"     peak {peak_mb(server):.0f} MB")


def test_packed_and_endless_feeds():
    small = gzip.compress(b"<rss version='2.0'><channel><title>t</title></channel></rss>")
    deep_item = "<item><guid>1</guid><title>Kranich</title><description>" + "&lt;b&gt;&lt;div&gt;" * (MILLION // 2) + "</description></item>"
    web = serve({"/bomb": (bomb(2 << 30), "gzip"), "/twice": (gzip.compress(bomb(1 << 30)), "gzip, gzip"), "/good": (small, "gzip"),
                 "/deep": (b"<a>" * MILLION, ""), "/feed": (f"<rss version='2.0'><channel><title>t</title>{deep_item}</channel></rss>".encode(), ""),
                 "/entities": (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(
                     f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">'.encode() for i in range(12)) + b"]><rss><channel><title>&m;</title></channel></rss>", "")})
    with Server("--allow-address", "127.0.0.0/8") as server:
        client = server.client()

        def probe(path):
            try:
                return client.post("/api/sources/probe", {"kind": "feed", "settings": {"url": web + path}, "secrets": {}})["title"]
            except Refused as error:
                return error.code
        equal(within(20, lambda: probe("/good")), "t")
        equal(within(30, lambda: probe("/bomb")), "E_TOO_LARGE")
        assert within(30, lambda: probe("/twice")) in ("E_TOO_LARGE", "E_FEED", "E_PROTOCOL")
        equal(within(30, lambda: probe("/deep")), "E_FEED")
        answer = within(30, lambda: probe("/entities"))
        assert answer.startswith("E_") or len(answer) < 100_000, len(answer)
        assert peak_mb(server) < 400 * MEMORY_FACTOR, f"{peak_mb(server):.0f} MB"
        equal(within(60, lambda: probe("/feed")), "t")
        refused("E_FEED", lambda: within(20, lambda: client.call("POST", "/api/sources/opml", b"<opml><body>" + b"<outline>" * (MILLION // 2), headers={"Content-Type": "text/plain"})))
        client.post("/api/queries", {"name": "k", "query": "kranich"})
        make_source(client, "feed", "Tief", {"url": web + "/feed"})
        mention = wait_for(lambda: client.get("/api/mentions?view=all")["items"], 60)[0]
        whole = client.get(f"/api/mentions/{mention['id']}", raw=True)
        assert len(whole) < 3_000_000, len(whole)
        equal(client.get("/api/ledger")["total"]["difference"], 0)
        print(f"     peak {peak_mb(server):.0f} MB")


def test_large_requests_are_refused_before_they_are_read():
    with Server() as server:
        host = urllib.parse.urlsplit(server.base)

        def send(method, path, headers, body=b""):
            connection = http.client.HTTPConnection(host.hostname, host.port, timeout=20)
            connection.putrequest(method, path)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            try:
                connection.send(body)
            except OSError:
                pass
            return connection.getresponse().status
        equal(send("POST", "/api/session", {"Content-Length": str(1 << 40), "Content-Type": "application/json"}, b"{"), 413)
        equal(send("GET", "/healthz", {"X-Long": "x" * 40_000}), 431)
        equal(send("GET", "/" + "a" * 40_000, {}), 431)
        equal(Client(server.base).get("/healthz")["status"] if "status" in Client(server.base).get("/healthz") else "ok", "ok")
        packed = gzip.compress(json.dumps({"login": "a", "password": "b"}).encode())
        refused("E_JSON", lambda: Client(server.base).call("POST", "/api/session", packed, headers={"Content-Encoding": "gzip"}))


if __name__ == "__main__":
    main(__name__)
