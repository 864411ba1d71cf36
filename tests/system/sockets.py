#!/usr/bin/env python3
"""Connections that come in beside many that go out: none may be left without an answer. (A closed outgoing socket's number
is soon an incoming one's; mixing the two up left requests hanging.)"""
import http.client
import http.server
import threading
import time

from lib_server import Server, equal, main


class Feed(http.server.BaseHTTPRequestHandler):
    def do_GET(self):  # HTTP/1.0: each answer closes its connection
        body = f"<rss version='2.0'><channel><title>t</title><item><guid>1</guid><title>{time.time()}</title></item></channel></rss>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def ask(port, until, lost):
    while time.time() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Connection": "close"})
            equal(connection.getresponse().status, 200)
        except TimeoutError:
            lost.append(time.time())
        connection.close()


def test_no_request_is_left_without_an_answer():
    sites = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feed) for _ in range(12)]
    for site in sites:
        threading.Thread(target=site.serve_forever, daemon=True).start()
    with Server("--allow-address", "127.0.0.0/8") as server:
        client = server.client()
        assessment = {**client.get("/api/assessment-template?kind=feed"), "owner": "Mira Brandt", "approved": True}
        for number in range(36):
            url = f"http://127.0.0.1:{sites[number % len(sites)].server_port}/{number}"
            client.post("/api/sources", {"kind": "feed", "name": f"feed {number}", "language": "", "secrets": {}, "assessment": assessment,
                                         "settings": {"url": url, "poll_seconds": 1}})
        lost, until = [], time.time() + 15
        threads = [threading.Thread(target=ask, args=(int(server.base.rsplit(":", 1)[1]), until, lost)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        equal(lost, [])
    for site in sites:
        site.shutdown()
        site.server_close()


if __name__ == "__main__":
    main(__name__)
