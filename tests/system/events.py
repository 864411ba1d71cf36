#!/usr/bin/env python3
"""Live hints over server-sent events, sources through the API, replay, settings and the rest of the contract."""
import json
import socket
import struct
import threading
import time
import urllib.parse
import zlib

from lib_server import Client, Refused, Server, equal, lines, main, refused, wait_for


class Listener(threading.Thread):
    """Reads /api/events as a browser does."""

    def __init__(self, client):
        super().__init__(daemon=True)
        host, port = urllib.parse.urlsplit(client.base).netloc.split(":")
        self.events = []
        self.socket = socket.create_connection((host, int(port)), timeout=20)
        self.socket.sendall(f"GET /api/events HTTP/1.1\r\nHost: {host}\r\nCookie: {client.cookie}\r\n\r\n".encode())
        self.start()

    def run(self):
        pending = b""
        try:
            while data := self.socket.recv(4096):
                pending += data
                while b"\n\n" in pending:
                    block, pending = pending.split(b"\n\n", 1)
                    self.events += [line[7:].decode() for line in block.split(b"\n") if line.startswith(b"event: ")]
        except OSError:
            pass


def approved(client, kind):
    return {**client.get(f"/api/assessment-template?kind={kind}"), "approved": True}


def test_a_new_mention_is_announced_at_once():
    with Server() as server:
        client = server.client()
        client.post("/api/queries", {"name": "Bremse", "query": "bremse"})
        listener = Listener(client)
        server.run("import", "-", "--source", "archive", stdin=lines([{"id": "1", "text": "Bremse"}]))
        wait_for(lambda: "mention" in listener.events and "counts" in listener.events)


def test_a_recording_is_replayed_live_and_ends():
    with Server() as server:
        client = server.client()
        client.post("/api/queries", {"name": "all", "query": "post"})
        recording = server.folder / "recording.jsonl"
        recording.write_text(lines([{"id": str(n), "text": f"post {n}", "created_at": f"2020-01-01T00:00:{n:02}Z"} for n in range(20)]))
        probe = client.post("/api/sources/probe", {"kind": "replay", "settings": {"file": str(recording)}, "secrets": {}})
        equal(probe["title"], "recording.jsonl")
        source = client.post("/api/sources", {"kind": "replay", "name": "Aufnahme", "language": "en", "settings": {"file": str(recording), "speed": 10},
                                              "secrets": {}, "assessment": approved(client, "replay")})
        begun = time.time()
        wait_for(lambda: client.get("/api/mentions?view=all")["total"] == 20, 15)
        assert time.time() - begun > 1, "ten times the pace takes two seconds for 19"
        wait_for(lambda: client.get("/api/sources")["items"][0]["health"]["state"] == "finished")
        equal(client.get("/api/mentions?view=needs_answer")["total"], 20)
        client.call("PATCH", f"/api/sources/{source['id']}", {"name": "Archiv"})
        equal(client.get("/api/sources")["items"][0]["name"], "Archiv")
        client.call("DELETE", f"/api/sources/{source['id']}")
        equal(client.get("/api/sources")["items"], [])
        equal(client.get("/api/mentions?view=all")["total"], 20)


def test_without_an_approved_assessment_a_source_waits():
    with Server() as server:
        client = server.client()
        recording = server.folder / "r.jsonl"
        recording.write_text('{"id":"1","text":"x"}\n')
        source = client.post("/api/sources", {"kind": "replay", "name": "r", "language": "", "settings": {"file": str(recording)}, "secrets": {},
                                              "assessment": client.get("/api/assessment-template?kind=replay")})
        equal(source["health"]["state"], "paused")
        refused("E_PURPOSE", lambda: client.post(f"/api/sources/{source['id']}/resume"))
        client.call("PATCH", f"/api/sources/{source['id']}", {"assessment": approved(client, "replay")})
        client.post(f"/api/sources/{source['id']}/resume")
        client.post(f"/api/sources/{source['id']}/pause")


def test_a_wrong_file_is_one_clear_sentence_in_both_languages():
    with Server() as server:
        for language, word in (("de", "Datei"), ("en", "file")):
            client = server.client(language=language)
            error = refused("E_FILE", lambda: client.post("/api/sources/probe", {"kind": "replay", "settings": {"file": "/nowhere"}, "secrets": {}}))
            assert word in error.body["title"], error.body


def test_import_by_the_page_with_a_dry_run():
    with Server() as server:
        client = server.client()
        client.post("/api/sources", {"kind": "import", "name": "Datei", "language": "de", "settings": {}, "secrets": {}, "assessment": approved(client, "import")})
        table = "id;text;created_at\n1;Bremse;2026-01-01\n2;Bremse;gestern\n"
        result = client.call("POST", "/api/import?source=Datei&dry_run=true", table, headers={"Content-Type": "text/csv"})
        equal((result["accepted"], [row["line"] for row in result["rejected"]]), (1, [3]))
        equal(client.get("/api/ledger")["total"]["received"], 0)
        client.call("POST", "/api/import?source=Datei", table, headers={"Content-Type": "text/csv"})
        wait_for(lambda: client.get("/api/ledger")["total"]["received"] == 2)


def test_opml_makes_paused_feeds():
    with Server() as server:
        client = server.client()
        if not any(kind["kind"] == "feed" for kind in client.get("/api/source-kinds")["items"]):
            return
        opml = '<opml version="2.0"><body><outline text="Blogs"><outline text="Radblog" xmlUrl="https://radblog.example/feed"/></outline></body></opml>'
        result = client.call("POST", "/api/sources/opml", opml, headers={"Content-Type": "text/plain"})
        equal([row["name"] for row in result["created"]], ["Radblog"])
        refused("E_FEED", lambda: client.call("POST", "/api/sources/opml", "<opml/>", headers={"Content-Type": "text/plain"}))


def test_queries_lists_and_their_versions():
    with Server() as server:
        client = server.client()
        rivals = client.post("/api/lists", {"name": "rivals", "kind": "words", "items": ["Packesel", "Rollbock"]})
        query = client.post("/api/queries", {"name": "R", "query": "list:rivals", "color": "#123456"})
        refused("E_NAME_TAKEN", lambda: client.post("/api/queries", {"name": "R", "query": "x"}))
        refused("E_IN_USE", lambda: client.call("DELETE", f"/api/lists/{rivals['id']}"))
        changed = client.call("PUT", f"/api/queries/{query['id']}", {"name": "R", "query": "rollbock", "version": 1})
        equal(changed["version"], 2)
        refused("E_CONFLICT", lambda: client.call("PUT", f"/api/queries/{query['id']}", {"name": "R", "query": "x", "version": 1}))
        client.call("PUT", f"/api/lists/{rivals['id']}", {"name": "rivals", "kind": "words", "items": ["Packesel"]})
        equal(client.get("/api/lists")["items"][0]["items"], ["Packesel"])
        client.call("DELETE", f"/api/lists/{rivals['id']}")
        check = client.post("/api/queries/check", {"query": "a b OR c", "search": False})
        equal((check["ok"], len(check["warnings"])), (True, 1))
        server.run("import", "-", "--source", "archive", stdin=lines([{"id": "1", "text": "Rollbock ruft zurück"}]))
        wait_for(lambda: client.get("/api/mentions?view=all")["total"] == 1)
        preview = client.post("/api/queries/preview", {"query": "ruft", "limit": 5})
        equal((preview["total"], preview["posts"], preview["undecided"], preview["items"][0]["spans"][0]["begin"]), (1, 1, 0, 9))
        client.call("DELETE", f"/api/queries/{query['id']}")
        equal(client.get("/api/queries")["items"], [])


def picture(width, height):
    """A grey PNG with a comment that must not be kept."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"tEXt", b"Comment\0<script>") + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def test_people_profile_and_faces():
    with Server() as server:
        client = server.client()
        made = client.post("/api/users", {"login": "Jule", "name": "Jule", "title": "Recht", "role": "privacy", "language": "de", "password": "lang genug 12"})
        equal(client.call("PATCH", f"/api/users/{made['id']}", {"title": "Datenschutz"})["title"], "Datenschutz")
        png = picture(40, 30)
        face = client.call("PUT", f"/api/users/{made['id']}/face", png, headers={"Content-Type": "image/png"})["face"]
        kept = client.get(face, raw=True)
        equal((kept[:4], kept[8:12], client.headers["Content-Type"]), (b"RIFF", b"WEBP", "image/webp"))  # written anew
        refused("E_VALUE", lambda: client.call("PUT", "/api/profile/face", b"GIF89a", headers={"Content-Type": "image/png"}))
        client.call("PUT", "/api/profile/face", png, headers={"Content-Type": "image/png"})
        refused("E_LOGIN", lambda: client.call("PATCH", "/api/profile", {"password": "neu und lang", "current_password": "falsch"}))
        equal(client.call("PATCH", "/api/profile", {"title": "Kundendienst"})["title"], "Kundendienst")


def test_settings_overview_health_and_metrics():
    with Server() as server:
        client = server.client()
        settings = client.get("/api/settings")
        equal(client.call("PUT", "/api/settings", {**settings, "workspace": "Kranich Rad", "hold_s": 0})["workspace"], "Kranich Rad")
        refused("E_VALUE", lambda: client.call("PUT", "/api/settings", {**settings, "hold_s": 999}))
        equal(len(client.get("/api/overview?days=7")["series"]), 7 * 24)
        equal(len(client.get("/api/overview?days=30")["series"]), 30)
        equal(Client(server.base).get("/healthz")["status"], "ok")
        assert b"resonanz_quarantine 0" in Client(server.base).get("/metrics", raw=True)


if __name__ == "__main__":
    main(__name__)
