#!/usr/bin/env python3
"""A feed whose hub pushes: subscribed without being asked, verified, delivered at once; what is not signed is ignored."""
import hashlib
import hmac
import http.server
import threading
import urllib.parse

from lib_server import Client, Refused, Server, equal, main, refused, wait_for

ENTRY = "<entry><id>urn:{0}</id><title>{0}</title><updated>2026-11-23T09:00:00Z</updated></entry>"


class Site(http.server.ThreadingHTTPServer):
    """A feed and its hub on one address."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.base = f"http://127.0.0.1:{self.server_port}"
        self.asked = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def feed(self, *titles):
        return (f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Radblog</title><link rel="self" href="{self.base}/feed"/>'
                f'<link rel="hub" href="{self.base}/hub"/>' + "".join(ENTRY.format(t) for t in titles) + "</feed>").encode()


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/atom+xml")
        self.end_headers()
        self.wfile.write(self.server.feed("Bremse alt"))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append(dict(urllib.parse.parse_qsl(body)))
        self.send_response(202)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_a_hub_that_pushes_is_heard_at_once_and_only_with_its_signature():
    site = Site()
    with Server("--allow-address", "127.0.0.0/8", "--public-address", "https://resonanz.example/") as server:
        client, hub = server.client(), Client(server.base)
        client.post("/api/queries", {"name": "Bremse", "query": "brems*"})
        assessment = {**client.get("/api/assessment-template?kind=feed"), "owner": "Mira Brandt", "approved": True}
        source = client.post("/api/sources", {"kind": "feed", "name": "Radblog", "language": "de", "secrets": {}, "assessment": assessment,
                                              "settings": {"url": f"{site.base}/feed", "poll_seconds": 3600}})
        asked = wait_for(lambda: site.asked and site.asked[0])
        callback = asked["hub.callback"]
        assert callback.startswith("https://resonanz.example/hooks/websub/"), callback
        path = urllib.parse.urlsplit(callback).path
        equal((asked["hub.mode"], asked["hub.topic"]), ("subscribe", f"{site.base}/feed"))

        question = urllib.parse.urlencode({"hub.mode": "subscribe", "hub.topic": asked["hub.topic"], "hub.challenge": "a<b>&c",
                                           "hub.lease_seconds": "86400"})
        equal(hub.get(f"{path}?{question}", raw=True), b"a<b>&c")
        assert hub.headers["Content-Type"].startswith("text/plain")
        refused("E_NOT_FOUND", lambda: hub.get(f"{path}?{question.replace('feed', 'other')}"))
        refused("E_NOT_FOUND", lambda: hub.get(f"/hooks/websub/{'x' * 32}?{question}"))
        refused("E_NOT_FOUND", lambda: hub.get(f"/hooks/websub/x?{question}"))

        def deliver(body, secret=asked["hub.secret"]):
            signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
            hub.call("POST", path, body, headers={"Content-Type": "application/atom+xml", "X-Hub-Signature": signature,
                                                  "Origin": "https://hub.example"}, raw=True)
        titles = lambda: sorted(m["title"] for m in client.get("/api/mentions?view=all")["items"])  # noqa: E731
        wait_for(lambda: titles() == ["Bremse alt"])
        deliver(site.feed("Bremse gefälscht"), secret="geraten")
        deliver(b"kein Feed")
        deliver(site.feed("Bremse neu", "Bremse alt"))
        wait_for(lambda: titles() == ["Bremse alt", "Bremse neu"])
        metrics = hub.get("/metrics", raw=True).decode()
        for outcome in ("taken", "unsigned", "unreadable"):
            assert f'resonanz_websub_deliveries_total{{outcome="{outcome}"}} 1' in metrics, metrics
        ledger = wait_for(lambda: client.get("/api/ledger")["total"]["pending"] == 0 and client.get("/api/ledger")["total"])
        equal((ledger["stored"], ledger["duplicate"], ledger["difference"]), (2, 1, 0))
        client.post(f"/api/sources/{source['id']}/pause")
        try:
            deliver(site.feed("Bremse in der Pause"))
        except Refused as error:
            equal(error.code, "E_NOT_FOUND")
        equal(titles(), ["Bremse alt", "Bremse neu"])
    site.shutdown()
    site.server_close()


if __name__ == "__main__":
    main(__name__)
