"""Starts the real networks and an empty Resonanz, lets journey.mjs walk, and does on its request what customers do."""
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "peers"))
import install  # noqa: E402
from servers import Bluesky, Jetstream, Server, WordPress, wait_for  # noqa: E402

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Lastenrad-Magazin</title><id>urn:journey</id><updated>2026-01-02T08:00:00Z</updated>
<entry><id>urn:journey:1</id><title>Kranich L3 im Test</title><updated>2026-01-02T08:00:00Z</updated><link href="http://magazin.example/l3"/>
<author><name>Petra Lindner</name></author><content type="text">Der Kranich L3 bremst gut und wiegt viel.</content></entry></feed>"""


class Resonanz(Server):
    """The program under test, empty: the first visitor sets it up."""

    def __init__(self, work, binary):
        super().__init__(work)
        self.binary = binary

    def start(self):
        process = self.spawn("resonanz", [self.binary, "serve", "--data", self.work / "data", "--port", "0",
                                          "--allow-address", "127.0.0.0/8"])
        wait_for("resonanz", lambda: self.said("resonanz", "ready http"), process=process)
        log = (self.work / "resonanz.log").read_text()
        self.url = next(line.split()[1] for line in log.splitlines() if line.startswith("ready "))


class Customers:
    """What happens on the networks, by name; every method takes and gives JSON."""

    def __init__(self, site, pds):
        self.site, self.pds = site, pds
        self.article = site.create_post("Unser neues L3", "<p>Das L3 ist da.</p>")
        self.anna, self.kranich = pds.create_account("anna"), pds.create_account("kranich")

    def comment(self, name, text, parent=0):
        return self.site.guest_comment(self.article, name, text, parent)

    def comments(self):
        return [{"id": c["id"], "parent": c["parent"], "author": c["author_name"], "text": c["content"]["raw"], "status": c["status"]}
                for c in self.site.comments(self.article)]

    def post(self, text, reply=None):
        return self.pds.post(self.anna, text, reply and tuple(reply))

    def posts(self):
        return self.pds.records(self.kranich["did"])


def serve(handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


class Quiet(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status, body, kind):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class FeedHandler(Quiet):
    def do_GET(self):
        self.answer(200, FEED, "application/atom+xml")


def door_to(customers):
    class Door(Quiet):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                result = getattr(customers, self.path[1:])(**body)
                self.answer(200, json.dumps(result), "application/json")
            except Exception:
                self.answer(500, traceback.format_exc(), "text/plain")
    return Door


def main(binary, shots):
    with tempfile.TemporaryDirectory(prefix="resonanz-journey-") as work:
        with WordPress(work) as site, Bluesky(work) as pds, Jetstream(work, pds) as stream, Resonanz(work, binary) as resonanz:
            customers = Customers(site, pds)
            env = {"BASE_URL": resonanz.url, "CUSTOMERS": serve(door_to(customers)), "FEED_URL": serve(FeedHandler) + "/feed.xml",
                   "WORDPRESS_URL": site.url, "WORDPRESS_USER": "admin", "WORDPRESS_PASSWORD": site.passwords["admin"],
                   "JETSTREAM_URL": stream.url, "PDS_URL": pds.url, "BLUESKY_PASSWORD": pds.app_password(customers.kranich)}
            node = shutil.which("node") or str(install.node())
            code = subprocess.run([node, str(HERE / "journey.mjs"), shots], env={**os.environ, **env}).returncode
            if code:
                shutil.copy(resonanz.work / "resonanz.log", pathlib.Path(shots) / "resonanz.log")
            return code


if __name__ == "__main__":
    try:
        install.ensure("wordpress"), install.ensure("bluesky")
    except install.Missing as missing:
        print(f"skip: {missing}\n0 passed, 0 failed")
        sys.exit(0)
    sys.exit(main(sys.argv[1], sys.argv[2]))
