"""The other side of the kill harness: a site with comments, a feed and its hub, which remember what really happened there."""
import base64
import datetime
import hashlib
import hmac
import http.server
import json
import threading
import time
import urllib.parse

ENTRY = "<entry><id>urn:{0}</id><title>{0}</title><updated>2026-11-23T09:00:00Z</updated></entry>"


class Site(http.server.ThreadingHTTPServer):
    """WordPress as far as the connector asks (the real one is in tests/peers), without its refusal of duplicates: what is
    sent twice stands there twice. Answers slowly, so that a kill often falls between a comment and its receipt."""
    daemon_threads = True

    def __init__(self, chance):
        super().__init__(("127.0.0.1", 0), Answer)
        self.base = f"http://127.0.0.1:{self.server_port}"
        self.chance, self.lock, self.comments, self.asked = chance, threading.Lock(), [], {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        """A killed server cuts its connections off."""

    def comment(self, text, author, parent=0):
        with self.lock:
            number = len(self.comments) + 1
            self.comments.append({
                "id": number, "post": 1, "parent": parent, "author": 1 if author is None else 0, "author_name": author or "Kranich Rad",
                "author_url": "", "date_gmt": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S"),
                "content": {"rendered": f"<p>{text}</p>"}, "link": f"{self.base}/c{number}", "status": "approved", "type": "comment"})
            return self.comments[-1]

    def ours(self):
        with self.lock:
            return [c["content"]["rendered"][3:-4] for c in self.comments if c["author"] == 1]

    def feed(self, *titles):
        return (f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Radblog</title><link rel="self" href="{self.base}/feed"/>'
                f'<link rel="hub" href="{self.base}/hub"/>' + "".join(ENTRY.format(t) for t in titles) + "</feed>").encode()

    def signature(self, body):
        return "sha256=" + hmac.new(self.asked["hub.secret"].encode(), body, hashlib.sha256).hexdigest()


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/feed":
            return self.reply(200, self.server.feed(), "application/atom+xml")
        if url.path == "/wp-json/":
            return self.json({"namespaces": ["wp/v2"]})
        if url.path == "/wp-json/wp/v2/posts":
            return self.json([])
        if url.path == "/wp-json/wp/v2/users/me":
            return self.json({"id": 1, "name": "Kranich Rad"})
        if url.path == "/wp-json/wp/v2/comments":
            return self.comments(query)
        number = int(url.path.rsplit("/", 1)[1]) if url.path.startswith("/wp-json/wp/v2/comments/") else 0
        if 0 < number <= len(self.server.comments):
            return self.json(self.server.comments[number - 1])
        return self.json({"code": "rest_no_route", "message": url.path}, 404)

    def comments(self, query):
        with self.server.lock:
            found = [c for c in self.server.comments if c["date_gmt"] + "Z" > query.get("after", "")]
        if "include" in query:
            found = [c for c in found if str(c["id"]) in query["include"].split(",")]
        if "parent" in query:
            found = [c for c in found if str(c["parent"]) == query["parent"]]
        if query.get("order") == "desc":
            found.reverse()
        size, page = int(query.get("per_page", 100)), int(query.get("page", 1))
        self.json(found[(page - 1) * size:page * size], pages=-(-len(found) // size) or 1)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/hub":
            self.server.asked = dict(urllib.parse.parse_qsl(body))
            return self.reply(202, b"", "text/plain")
        assert base64.b64decode(self.headers["Authorization"].split()[1]) == b"us:secret"
        sent = json.loads(body)
        time.sleep(self.server.chance.uniform(0, 0.05))
        made = self.server.comment(sent["content"], None, sent["parent"])
        time.sleep(self.server.chance.uniform(0, 0.15))
        return self.json(made, 201)

    def json(self, value, status=200, pages=1):
        self.reply(status, json.dumps(value).encode(), "application/json", pages)

    def reply(self, status, body, kind, pages=1):
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-WP-TotalPages", str(pages))
            self.end_headers()
            self.wfile.write(body)
        except OSError:  # it was killed
            self.close_connection = True

    def log_message(self, *_):
        pass
