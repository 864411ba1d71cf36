#!/usr/bin/env python3
"""Every cause that people meet when an address does not work has a code and one sentence with a remedy, in German and in
English; what a program said about it stands beside the sentence, never in it."""
import http.server
import pathlib
import re
import socket
import ssl
import subprocess
import tempfile
import threading
import tomllib

from lib_server import Refused, Server, equal, main, wait_for

ROOT = pathlib.Path(__file__).resolve().parents[2]
ERRORS = tomllib.loads((ROOT / "specs/errors.toml").read_text())
SENTENCES = {code: row for group in ERRORS.values() for code, row in group.items()}
FEED = b"<rss version='2.0'><channel><title>t</title><item><guid>1</guid><title>Kranich</title></item></channel></rss>"


class Site(http.server.BaseHTTPRequestHandler):
    status = 200

    def do_GET(self):
        status = Site.status if self.path == "/feed" else int(self.path[1:]) if self.path[1:].isdigit() else 200
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "7")
        body = FEED if self.path == "/feed" else b"<p>page</p>"
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # the program asked no further

    do_POST = do_GET

    def log_message(self, *_):
        pass


class Mute(threading.Thread):
    """Takes connections and says nothing, or something that is not HTTP."""

    def __init__(self, says=b"", host="127.0.0.1"):
        super().__init__(daemon=True)
        self.says, self.socket, self.open = says, socket.create_server((host, 0)), []
        self.start()

    def run(self):
        while True:
            self.open.append(self.socket.accept()[0])
            if self.says:
                self.open[-1].sendall(self.says)
                self.open[-1].close()

    @property
    def url(self):
        return "http://{}:{}/".format(*self.socket.getsockname())


def site(folder=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    if folder:
        key, certificate = pathlib.Path(folder) / "key.pem", pathlib.Path(folder) / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "1",
                        "-subj", "/CN=127.0.0.1"], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"{'https' if folder else 'http'}://127.0.0.1:{server.server_port}"


def failure(client, kind, settings, secrets=None):
    try:
        client.post("/api/sources/probe", {"kind": kind, "settings": settings, "secrets": secrets or {}})
    except Refused as error:
        return error
    raise AssertionError(f"{kind} {settings} was not refused")


def test_each_cause_has_its_code_its_sentence_and_its_remedy():
    with tempfile.TemporaryDirectory() as folder, Server("--allow-address", "127.0.0.0/8") as server:
        web, secure, garbage = site(), site(folder), Mute(b"SSH-2.0-OpenSSH_9.2\r\n")
        slow = {"de": Mute(), "en": Mute(host="127.0.0.2")}  # one request to a host at a time: two hosts
        jetstream = {"wire": "v1", "jetstream": "ws://127.0.0.1:9"}
        causes = [
            ("E_ADDRESS", "feed", {"url": "kein Ort, nirgends"}), ("E_ADDRESS", "feed", {"url": "ftp://files.example/feed"}),
            ("E_HOST", "feed", {"url": "http://kein-solcher-name.invalid/"}), ("E_HOST", "bluesky", {**jetstream, "jetstream": "ws://kein-solcher-name.invalid"}),
            ("E_CONNECT", "feed", {"url": "http://127.0.0.1:9/"}), ("E_CONNECT", "wordpress", {"url": "http://127.0.0.1:9/"}), ("E_CONNECT", "bluesky", jetstream),
            ("E_TIMEOUT", "feed", {"url": slow}), ("E_TLS", "feed", {"url": secure + "/feed"}), ("E_TLS", "wordpress", {"url": secure}),
            ("E_LOCKED", "feed", {"url": web + "/401"}), ("E_REFUSED", "feed", {"url": web + "/403"}), ("E_ABSENT", "feed", {"url": web + "/404"}),
            ("E_GONE", "feed", {"url": web + "/410"}), ("E_THROTTLED", "feed", {"url": web + "/429"}), ("E_SERVER", "feed", {"url": web + "/500"}),
            ("E_SERVER", "feed", {"url": web + "/502"}), ("E_THROTTLED", "feed", {"url": web + "/503"}), ("E_FEED", "feed", {"url": web + "/page"}),
            ("E_PROTOCOL", "feed", {"url": garbage.url}), ("E_PROTOCOL", "wordpress", {"url": web + "/page"}),
            ("E_EGRESS", "feed", {"url": "http://169.254.169.254/"}), ("E_EGRESS", "bluesky", {**jetstream, "jetstream": "ws://10.0.0.1"})]
        wrong = []

        def ask(language, code, kind, settings):
            if settings.get("url") is slow:
                settings = {"url": slow[language].url}
            try:
                error = failure(server.client("mira", language), kind, settings)
            except Exception as surprise:
                return wrong.append(f"{kind} {settings}: {surprise!r}")
            wanted = SENTENCES[code][language]
            if (error.code, error.body["title"]) != (code, wanted):
                wrong.append(f"{kind} {settings} {language}: {error.body}, wanted {code}")
            elif not error.body.get("detail") or error.body["detail"] in error.body["title"]:
                wrong.append(f"{kind} {settings}: the detail is missing or in the sentence: {error.body}")
        threads = [threading.Thread(target=ask, args=(language, *cause)) for cause in causes for language in ("de", "en")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not wrong, "\n".join(wrong)
        print(f"     {len(causes)} causes in two languages")


def test_sentences_hold_nothing_technical_and_say_what_to_do():
    for code, row in ERRORS["network"].items():
        for language in ("de", "en"):
            sentence = row[language]
            assert "{}" not in sentence, f"{code} puts the program's words into its sentence"
            assert sentence.endswith(".") and sentence.count(". ") + sentence.count(": ") >= 1, f"{code} names no remedy: {sentence}"
        assert row["de"] != row["en"], code


def test_what_is_not_possible_now_is_said_in_german_too():
    said = set()
    for path in (ROOT / "src").rglob("*.cc"):
        if not path.name.endswith("_test.cc"):
            said.update(re.findall(r'Errc::state, "([^"]+)"\)', path.read_text()))
    details = tomllib.loads((ROOT / "specs/details.toml").read_text())["state"]
    silent = {"this kind of source brings the names with the posts"}  # never told to anybody
    equal(sorted(said - silent - details.keys()), [])
    equal(len(said) > 10, True)


def test_a_running_source_says_the_same_in_the_readers_language():
    with Server("--allow-address", "127.0.0.0/8") as server:
        client = server.client("mira", "de")
        web = site()
        assessment = {**client.get("/api/assessment-template?kind=feed"), "owner": "Mira", "approved": True}
        Site.status = 200
        source = client.post("/api/sources", {"kind": "feed", "name": "Blog", "language": "", "secrets": {}, "assessment": assessment,
                                              "settings": {"url": web + "/feed", "poll_seconds": 1}})
        Site.status = 500
        error = wait_for(lambda: client.get("/api/sources")["items"][0]["health"]["error"], 20)
        equal((error["code"], error["sentence"]), ("E_SERVER", SENTENCES["E_SERVER"]["de"]))
        assert "500" in error["detail"], error
        english = server.client("mira", "en").get("/api/sources")["items"][0]["health"]["error"]
        equal(english["sentence"], SENTENCES["E_SERVER"]["en"])
        # A name, a language and a rhythm are ours alone: changing them needs no visit. An address does.
        path = f"/api/sources/{source['id']}"
        Site.status = 404
        renamed = client.call("PATCH", path, {"name": "Radblog", "language": "de", "settings": {**source["settings"], "poll_seconds": 2}, "secrets": {}})
        equal((renamed["name"], renamed["language"], renamed["settings"]["poll_seconds"]), ("Radblog", "de", 2))
        client.post(path + "/pause")
        try:
            client.call("PATCH", path, {"settings": {**source["settings"], "url": web + "/404"}})
            raise AssertionError("a wrong address was kept")
        except Refused as refusal:
            equal(refusal.code, "E_ABSENT")
        equal(client.get("/api/sources")["items"][0]["settings"]["url"], source["settings"]["url"])
        Site.status = 200


if __name__ == "__main__":
    main(__name__)
