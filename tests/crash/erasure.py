#!/usr/bin/env python3
"""Invariant 8 against the real program: a person with a canary in every place is erased while the server runs; afterwards no
file of the data folder, no log and no restored backup holds a byte of them, and everything of a second person is still there."""
import json
import shutil
import sqlite3
import subprocess
import time

from lib_path import bytes_of
from lib_server import BINARY, Server, equal, lines, main, wait_for

NETWORK = "forum"


class Person:
    """What names one person, unlike anything else in the files."""

    def __init__(self, word):
        self.id = f"did:plc:{word}4711id"
        self.handle = f"{word}.handle.example"
        self.name = f"{word.title()}name Canary{word}"
        self.url = f"https://profile.example/{word}page"
        self.text = f"{word}text"
        self.post_url = f"https://forum.example/{word}thread/1"
        self.author = {"id": self.id, "handle": self.handle, "name": self.name, "url": self.url, "avatar": self.url + "/face.png"}

    def marks(self):
        return [self.id, self.handle, self.name, self.url, self.text, self.post_url]

    def post(self, number, **more):
        return {"id": f"{self.post_url}#{number}", "network": NETWORK, "url": self.post_url, "author": self.author,
                "text": f"Bremse {number}: {self.text}", **more}


FIRST, SECOND = Person("quetzal"), Person("axolotl")


def about(person, number):
    """A stranger's post that names the person in every way."""
    return {"id": f"stranger-{person.handle}-{number}", "network": NETWORK, "author": {"id": "stranger", "handle": "stranger.example"},
            "text": f"Bremse! Ask @{person.handle} ({person.name}), see {person.url} and {person.post_url}", "mentions": [person.handle],
            "links": [person.url], "in_reply_to": f"{person.post_url}#1"}


def seed(server, client, person):
    """Something of the person in every table of specs/retention.toml that can hold it."""
    posts = [person.post(n) for n in range(1, 6)] + [about(person, 1)]
    server.run("import", "-", "--source", f"archive {person.text[:3]}", stdin=lines(posts))
    server.run("import", "-", "--source", f"archive {person.text[:3]}", check=2, stdin=f'{{"broken": "{person.handle} {person.text}"\n')  # quarantine
    wait_for(lambda: client.get("/api/ledger")["total"]["pending"] == 0)
    rows = client.get("/api/mentions?view=all&limit=200")["items"]
    mine = next(r for r in rows if person.text in r["text"])
    case = client.post(f"/api/mentions/{mine['id']}/take", {"reason": "dialogue"})["case"]
    address = f"/api/cases/{case['id']}"
    client.post(f"{address}/notes", {"text": f"{person.name} called, {person.text}"})
    me = client.get("/api/session")["user"]["id"]
    client.post(f"{address}/assign", {"user_id": me, "note": f"knows {person.handle}"})
    client.call("PUT", f"{address}/draft", {"text": f"Dear {person.name}, {person.text}", "lang": "en", "version": 0})
    client.post(f"{address}/promises", {"text": f"call {person.name}", "due": "2099-01-01T00:00:00Z"})
    stranger = next(r for r in rows if "Ask @" in r["text"] and person.handle in r["text"])
    other = client.post(f"/api/mentions/{stranger['id']}/take", {"reason": "dialogue"})["case"]
    client.post(f"/api/cases/{other['id']}/notes", {"text": f"meant is @{person.handle}"})
    client.post(f"/api/quarantine/{next(q for q in client.get('/api/quarantine')['items'] if person.handle in q['preview'])['id']}/discard",
                {"reason": f"spam of {person.handle}"})
    server.run("import", "-", "--source", f"archive {person.text[:3]}", check=2, stdin=f'{{"broken again": "{person.handle} {person.text}"\n')
    wait_for(lambda: client.get("/api/ledger")["total"]["pending"] == 0)
    room = client.post("/api/crisis/rooms", {"title": f"about {person.handle}", "drill": True, "reason": f"{person.name} called"})
    room_address = f"/api/crisis/rooms/{room['id']}"
    client.post(f"{room_address}/timeline", {"text": f"@{person.handle} wrote, see {person.post_url}"})
    client.post(f"{room_address}/facts", {"fact": "press", "value": "yes", "note": f"says {person.name}"})
    client.post(f"{room_address}/statements", {"title": f"to {person.handle}", "text": f"Dear {person.name}", "lang": "en"})
    client.call("PATCH", f"/api/crisis/steps/{room['steps'][0]['id']}", {"state": "done", "note": f"asked @{person.handle}"})
    client.call("PATCH", room_address, {"lessons": f"call {person.name} earlier"})
    client.post("/api/lists", {"name": f"people {person.text[:3]}", "kind": "authors", "items": [person.handle, f"keep{person.text[:3]}"]})
    return case["id"]


def plant(server, person, case_id):
    """What the API cannot bring about here: an answer on its way, errors of a source, a removed source and query."""
    with sqlite3.connect(server.data / "resonanz.db", timeout=20) as db:
        user = db.execute("SELECT id FROM users").fetchone()[0]
        source, mention = db.execute("SELECT m.source_id, m.id FROM mentions m JOIN cases c ON c.mention_id = m.id WHERE c.id = ?", (case_id,)).fetchone()
        db.execute("INSERT INTO outbox (id, key, source_id, case_id, reply_to, user_id, text, approved_by, approved_hash, state, created_at, not_before, "
                   "error_detail, native_id, url) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'h', 'sent', 1, 1, ?, ?, ?)",
                   (int(case_id) + 1, f"key-{person.text}"[:10], source, case_id, mention, user, f"Dear {person.name}", user, f"refused: {person.handle}",
                    f"{person.post_url}#reply", f"{person.post_url}#reply"))
        db.execute("UPDATE cursors SET error_detail = ?, gap = ? WHERE source_id = ?", (f"{person.url}: 404", f"after {person.id}", source))
        db.execute("INSERT INTO queries (id, name, query, version, created_by, created_at, updated_at, deleted_at) VALUES (?, ?, ?, 1, 1, 1, 1, 1)",
                   (int(case_id) + 2, f"old {person.text[:3]}", f"author:{person.handle}"))
        query = db.execute("SELECT id FROM queries WHERE deleted_at IS NULL").fetchone()[0]
        db.execute("INSERT INTO query_versions (id, query_id, version, name, query, color, user_id, at) VALUES (?, ?, ?, ?, ?, '', 1, 1)",
                   (int(case_id) + 4, query, 100 + int(case_id) % 1000, f"about {person.handle}", f"author:{person.handle} OR {person.name}"))
        db.execute("INSERT INTO sources (id, name, kind, settings, secrets_sealed, state, assessment, created_at, deleted_at) "
                   "SELECT ?, ?, kind, ?, secrets_sealed, 'paused', '{}', 1, 1 FROM sources LIMIT 1",
                   (int(case_id) + 3, f"gone {person.text[:3]}", json.dumps({"url": person.url})))
        db.execute("INSERT INTO cursors (source_id, value) VALUES (?, ?)", (int(case_id) + 3, f"after {person.post_url}"))


def hits(files, person):
    return {(path.name, mark): data.lower().count(mark.lower().encode()) for path, data in files.items() for mark in person.marks()
            if mark.lower().encode() in data.lower()}


def indexed(server, person):
    """Parts of the history index that hold a word of the person."""
    with sqlite3.connect(server.data / "resonanz.db", timeout=20) as db:
        return db.execute("SELECT count(*) FROM history_parts WHERE instr(bytes, CAST(? AS BLOB)) > 0", (person.text[1:6],)).fetchone()[0]


def privacy(server, command, who):
    return json.loads(server.run("privacy", command, "--network", NETWORK, "--person", who))


def test_erasure_reaches_everything_and_nobody_else():
    with Server() as server:
        client = server.client()
        client.post("/api/queries", {"name": "Bremse", "query": "brems*"})
        for person in (FIRST, SECOND):
            plant(server, person, seed(server, client, person))
        server.run("history", "update")
        assert indexed(server, FIRST) and indexed(server, SECOND)
        server.run("backup", "--to", str(server.folder / "before.backup"))
        opened = {p: privacy(server, "export", p.handle) for p in (FIRST, SECOND)}
        for person, copy in opened.items():
            places = {place: rows for place, rows in copy["places"].items() if rows}
            for place in ("mentions", "subjects", "quarantine", "cases", "case_events", "promises", "outbox", "reveals", "lists", "mentions_of_others", "cursors", "audit_notes", "query_versions", "crisis_rooms", "crisis_events", "crisis_facts",
                          "crisis_steps", "crisis_statement_versions"):
                assert place in places, f"the export of {person.handle} lacks {place}: {sorted(places)}"
            assert all(mark in json.dumps(copy) for mark in person.marks())
        before = hits(bytes_of(server.folder), SECOND)
        equal({mark for _, mark in hits(bytes_of(server.folder), FIRST)}, set(FIRST.marks()))  # all there to be erased

        done = privacy(server, "erase", "@" + FIRST.handle.upper())  # as people write it, while the server runs
        print(json.dumps(done))
        equal(done["found"], True)
        equal(hits(bytes_of(server.folder), FIRST), {})
        equal((indexed(server, FIRST), indexed(server, SECOND) > 0), (0, True))
        equal({mark for _, mark in hits(bytes_of(server.folder), SECOND)}, {mark for _, mark in before})
        copy = privacy(server, "export", SECOND.id)
        for person_copy in (copy, opened[SECOND]):
            for field in ("generated_at", "request"):
                person_copy.pop(field)
        equal(copy, opened[SECOND])  # of the second person everything is still there, sealed parts included
        again = privacy(server, "export", FIRST.id)
        equal({place: rows for place, rows in again["places"].items() if rows and place != "optouts"}, {})
        assert again["places"]["optouts"], "the opt-out survives"

        # They write again, somebody edits an old post of theirs: nothing is kept.
        server.run("import", "-", "--source", "archive que", stdin=lines([FIRST.post(99), FIRST.post(1, title="edited")]))
        wait_for(lambda: client.get("/api/ledger")["total"]["filtered"].get("optout") == 2)
        time.sleep(0.2)
        with sqlite3.connect(server.data / "resonanz.db") as db:
            db.execute("PRAGMA wal_checkpoint")
        equal(hits(bytes_of(server.folder), FIRST), {})
        ledger = client.get("/api/ledger")["total"]
        equal((ledger["difference"], ledger["filtered"]["erased"]), (0, 1))
        assert any(a["action"] == "privacy.erase" for a in client.get("/api/audit")["items"])
        equal(client.get("/api/privacy/requests")["items"][2]["kind"], "erase")

        # An older backup, restored, is erased again before anybody sees it.
        for end in ("keys", "erasures"):
            shutil.copy(server.folder / f"data.{end}", server.folder / f"restored.{end}")
        restored = subprocess.run([BINARY, "restore", str(server.folder / "before.backup"), "--data", str(server.folder / "restored")],
                                  capture_output=True, text=True)
        equal(restored.returncode, 0)
        equal(json.loads(restored.stdout)["requests_applied"], 1)
        files = bytes_of(server.folder / "restored")
        equal(hits(files, FIRST), {})
        equal({mark for _, mark in hits(files, SECOND)}, {mark for _, mark in before})
        doctor = subprocess.run([BINARY, "doctor", "--data", str(server.folder / "restored")], capture_output=True, text=True)
        equal((doctor.returncode, doctor.stderr), (0, ""))


def test_an_erasure_by_hash_masks_people_whose_posts_the_backup_lacks():
    with Server() as server:
        client = server.client()
        client.post("/api/queries", {"name": "Bremse", "query": "brems*"})
        server.run("import", "-", "--source", "archive", stdin=lines([about(FIRST, 1), about(SECOND, 1)]))
        wait_for(lambda: client.get("/api/mentions?view=all")["total"] == 2)
        server.run("backup", "--to", str(server.folder / "before.backup"))
        server.run("import", "-", "--source", "archive", stdin=lines([FIRST.post(1)]))
        wait_for(lambda: client.get("/api/mentions?view=all")["total"] == 3)
        privacy(server, "erase", FIRST.id)
        for end in ("keys", "erasures"):
            shutil.copy(server.folder / f"data.{end}", server.folder / f"restored.{end}")
        subprocess.run([BINARY, "restore", str(server.folder / "before.backup"), "--data", str(server.folder / "restored")], check=True, capture_output=True)
        found = {mark for _, mark in hits(bytes_of(server.folder / "restored"), FIRST)}
        assert FIRST.handle not in found and FIRST.name not in found and FIRST.id not in found, found
        assert {SECOND.handle, SECOND.name} <= {mark for _, mark in hits(bytes_of(server.folder / "restored"), SECOND)}


def test_a_restricted_person_is_kept_but_shown_nowhere():
    with Server() as server:
        client = server.client()
        client.post("/api/queries", {"name": "Bremse", "query": "brems*"})
        seed(server, client, FIRST)
        seed(server, client, SECOND)
        shown = json.dumps(client.get("/api/mentions?view=all&limit=200"))
        assert FIRST.text in shown
        done = client.post("/api/privacy/requests", {"kind": "restrict", "network": NETWORK, "person": FIRST.id})
        equal((done["kind"], done["counts"]["mentions"]), ("restrict", 5))
        for address in ("/api/mentions?view=all&limit=200", f"/api/mentions?view=all&q={FIRST.text}", "/api/overview"):
            assert FIRST.text not in json.dumps(client.get(address)), address
        server.run("import", "-", "--source", "archive que", stdin=lines([FIRST.post(7)]))
        wait_for(lambda: client.get("/api/ledger")["total"]["filtered"].get("restricted") == 1)
        copy = client.post("/api/privacy/export", {"network": NETWORK, "person": FIRST.handle})
        equal((len(copy["places"]["mentions"]), len(copy["places"]["set_aside"])), (5, 5))
        assert FIRST.text in json.dumps(copy)
        client.post("/api/privacy/requests", {"kind": "release", "network": NETWORK, "person": FIRST.id})
        equal(json.dumps(client.get("/api/mentions?view=all&limit=200")).count(FIRST.text), shown.count(FIRST.text))


def test_an_unclear_handle_is_refused_and_an_unknown_one_opts_out():
    with Server() as server:
        client = server.client()
        client.post("/api/queries", {"name": "Bremse", "query": "brems*"})
        twins = [{"id": f"t{n}", "network": NETWORK, "author": {"id": f"account-{n}", "handle": "twin.example"}, "text": "Bremse"} for n in (1, 2)]
        server.run("import", "-", "--source", "archive", stdin=lines(twins))
        wait_for(lambda: client.get("/api/mentions?view=all")["total"] == 2)
        server.run("privacy", "erase", "--network", NETWORK, "--person", "twin.example", check=2)
        assert "2 accounts" in server.stderr, server.stderr
        equal(privacy(server, "erase", "account-1")["counts"]["mentions"], 1)
        equal(client.get("/api/mentions?view=all")["total"], 1)
        equal(privacy(server, "optout", "nobody.example")["found"], False)
        server.run("import", "-", "--source", "archive", stdin=lines([{"id": "n", "network": NETWORK, "author": {"id": "late", "handle": "nobody.example"}, "text": "Bremse"}]))
        wait_for(lambda: client.get("/api/ledger")["total"]["filtered"].get("optout") == 1)


if __name__ == "__main__":
    main(__name__)
