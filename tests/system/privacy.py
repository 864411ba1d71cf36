#!/usr/bin/env python3
"""The privacy desk over the API, and what an operator does with a data folder: backup, restore, doctor."""
import json
import os
import shutil
import sqlite3
import subprocess
import threading

from lib_server import BINARY, Server, equal, lines, main, refused, wait_for

POSTS = [{"id": str(n), "network": "forum", "author": {"id": f"a{n % 3}", "handle": f"handle{n % 3}.example", "name": f"Person {n % 3}"},
          "text": f"Bremse {n}"} for n in range(9)]


def with_posts(server, client):
    client.post("/api/queries", {"name": "Bremse", "query": "brems*"})
    server.run("import", "-", "--source", "archive", stdin=lines(POSTS))
    wait_for(lambda: client.get("/api/mentions?view=all")["total"] == 9)


def command(*arguments, check=0):
    done = subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=60)
    equal((done.returncode, done.stderr if done.returncode != check else ""), (check, ""))
    return done


def test_only_data_protection_may_ask_and_nobody_sees_a_name():
    with Server() as server:
        client, tom = server.client(), server.client("tom")
        server.passwords["jule"] = server.add_user("jule", "Jule", "privacy")
        jule = server.client("jule")
        with_posts(server, client)
        wanted = {"kind": "erase", "network": "forum", "person": "@handle1.example"}
        for address, body in (("/api/privacy/requests", wanted), ("/api/privacy/export", wanted)):
            refused("E_NOT_FOUND", lambda address=address, body=body: tom.post(address, body))
        for address in ("/api/privacy/requests", "/api/privacy/report"):
            refused("E_NOT_FOUND", lambda address=address: tom.get(address))
        copy = jule.post("/api/privacy/export", {"network": "forum", "person": "handle1.example"})
        equal(len(copy["places"]["mentions"]), 3)
        equal(jule.headers["Content-Disposition"], 'attachment; filename="resonanz-export.json"')
        done = jule.post("/api/privacy/requests", wanted)
        equal((done["found"], done["counts"]["mentions"], done["by"]["name"]), (True, 3, "Jule"))
        equal(client.get("/api/mentions?view=all")["total"], 6)
        listed = jule.get("/api/privacy/requests")
        equal([r["kind"] for r in listed["items"]], ["erase", "export"])
        assert "handle1" not in json.dumps(listed) and "handle1" not in json.dumps(jule.get("/api/audit"))
        refused("E_VALUE", lambda: jule.post("/api/privacy/requests", {**wanted, "kind": "forget"}))
        refused("E_VALUE", lambda: jule.post("/api/privacy/requests", {**wanted, "person": ""}))


def test_a_search_for_what_one_person_wrote_is_recorded_without_the_name():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        searches = lambda: [e for e in client.get("/api/audit")["items"] if e["action"] == "name.search"]
        client.get("/api/mentions?view=all&q=bremse")
        equal(searches(), [])
        equal(client.get("/api/mentions?view=all&q=author:handle1.example")["total"], 3)
        client.post("/api/queries/preview", {"query": "author:handle2.example"})
        equal(len(searches()), 1)  # once an hour
        assert "handle" not in json.dumps(searches())
        server.client("tom").get("/api/mentions?view=all&q=author:handle1.example")
        equal(len(searches()), 2)


def test_the_report_shows_limits_expiry_deletions_and_reviews():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        report = client.get("/api/privacy/report")
        limits = {row["table"]: row for row in report["limits"]}
        equal((limits["mentions"]["days"], limits["mentions"]["from"], limits["cases"]["days"]), (90, "received_at", 1095))
        equal(report["deletions"], {"count": 0, "p95_s": None})
        equal([a["source"]["name"] for a in report["assessments"]], ["archive"])
        with sqlite3.connect(server.data / "resonanz.db", timeout=20) as db:
            db.execute("UPDATE mentions SET received_at = received_at - 91 * 86400000000 WHERE text LIKE '%1'")
        gone = json.loads(server.run("privacy", "expire"))
        equal((gone["mentions"], gone["conversations"]), (1, 1))
        equal(client.get("/api/mentions?view=all")["total"], 8)
        report = client.get("/api/privacy/report")
        equal({row["table"]: row["expired"] for row in report["limits"]}["mentions"], 1)
        assert report["expiry"]["at"]
        assert "resonanz_deletion_delay_seconds" in client.get("/metrics", raw=True).decode()


def test_an_overdue_assessment_stops_an_import():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        with sqlite3.connect(server.data / "resonanz.db", timeout=20) as db:
            db.execute("UPDATE sources SET assessment = json_set(assessment, '$.review_date', '2020-01-01')")
        source = client.get("/api/sources")["items"][0]["id"]
        refused("E_REVIEW", lambda: client.call("POST", "/api/import?source=archive", lines(POSTS)))
        server.run("import", "-", "--source", "archive", stdin=lines(POSTS), check=1)
        assert "2020-01-01" in server.stderr, server.stderr
        health = client.get("/api/sources")["items"][0]["health"]
        equal((health["state"], health["error"]["code"]), ("paused", "E_REVIEW"))
        refused("E_REVIEW", lambda: client.post(f"/api/sources/{source}/resume"))
        renewed = {**client.get("/api/assessment-template?kind=import"), "approved": True}
        refused("E_VALUE", lambda: client.call("PATCH", f"/api/sources/{source}", {"assessment": {**renewed, "review_date": "2020-01-01"}}))
        client.call("PATCH", f"/api/sources/{source}", {"assessment": renewed})
        client.post(f"/api/sources/{source}/resume")
        server.run("import", "-", "--source", "archive", stdin=lines(POSTS))


def test_a_name_is_opened_for_a_reason_of_the_list_only():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        mention = client.get("/api/mentions?view=all")["items"][0]["id"]
        refused("E_VALUE", lambda: client.post(f"/api/mentions/{mention}/take", {"reason": "curiosity"}))
        assert client.get(f"/api/mentions/{mention}")["entries"][0]["author"]["sealed"]
        taken = client.post(f"/api/mentions/{mention}/take", {"reason": "court_order"})
        assert not taken["entries"][0]["author"]["sealed"]
        reveal = client.get("/api/reveals")["items"][0]
        equal((reveal["reason"], reveal["user"]["name"], reveal["open_until"]), ("court_order", "Mira Brandt", None))
        case = taken["case"]["id"]
        client.post(f"/api/cases/{case}/close")
        with sqlite3.connect(server.data / "resonanz.db", timeout=20) as db:
            db.execute("UPDATE cases SET closed_at = closed_at - 91 * 86400000000")
        assert client.get(f"/api/mentions/{mention}")["entries"][0]["author"]["sealed"]
        client.post(f"/api/cases/{case}/reopen")
        assert client.get(f"/api/mentions/{mention}")["entries"][0]["author"]["sealed"], "reopening opens no name"
        client.post(f"/api/mentions/{mention}/take", {"reason": "legal_claim"})
        assert not client.get(f"/api/mentions/{mention}")["entries"][0]["author"]["sealed"]
        equal([r["reason"] for r in client.get("/api/reveals")["items"]], ["legal_claim", "court_order"])


def test_a_backup_under_writes_is_whole_and_restores():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        stop = threading.Event()

        def write():
            while not stop.is_set():
                client.post("/api/lists", {"name": os.urandom(6).hex(), "kind": "words", "items": ["x" * 2000]})
        writer = threading.Thread(target=write)
        writer.start()
        target = server.folder / "a.backup"
        made = json.loads(server.run("backup", "--to", str(target)))
        stop.set()
        writer.join()
        equal((made["verified"], made["rows"]["mentions"], oct(target.stat().st_mode & 0o777)), (True, 9, "0o600"))
        assert b"Bremse" not in target.read_bytes() and not list(server.data.glob("*.tmp"))
        server.run("backup", "--to", str(target), check=1)  # never overwrites
        restored = server.folder / "restored"
        command("restore", target, "--data", restored, check=1)  # no key file there
        for end in ("keys", "erasures"):
            shutil.copy(server.folder / f"data.{end}", server.folder / f"restored.{end}")
        out = json.loads(command("restore", target, "--data", restored).stdout)
        equal((out["rows"], out["requests_applied"]), (made["rows"], 0))
        command("restore", target, "--data", restored, check=2)  # not empty
        command("doctor", "--data", restored)
        # Damage anywhere is noticed, and so is another house's key.
        whole = target.read_bytes()
        for name, data in (("cut", whole[:-100]), ("flipped", whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:]), ("other", b"PK" + whole[2:])):
            (server.folder / name).write_bytes(data)
            assert "E_" not in command("restore", server.folder / name, "--data", server.folder / f"from-{name}", "--keys", server.folder / "data.keys", check=1).stderr
            assert not (server.folder / f"from-{name}" / "resonanz.db").exists(), name
        command("user", "add", "eve", "--data", server.folder / "eve")
        assert "key file" in command("restore", target, "--data", server.folder / "mine", "--keys", server.folder / "eve.keys", check=1).stderr
        (server.folder / "restored.erasures").unlink()
        shutil.rmtree(restored)
        assert "erasure ledger" in command("restore", target, "--data", restored, check=1).stderr
        command("restore", target, "--data", restored, "--without-erasures")


def test_doctor_finds_what_is_wrong_and_says_what_to_do():
    with Server() as server:
        with_posts(server, server.client())
        command("doctor", "--data", server.data)  # while it runs
        server.stop()
        data, keys = server.data, server.folder / "data.keys"

        def findings():
            done = command("doctor", "--data", data, check=1)
            bad = {f["check"]: f for f in json.loads(done.stdout)["findings"] if not f["ok"]}
            assert all(f["remedy"] for f in bad.values()) and "do: " in done.stderr
            return set(bad)
        data.chmod(0o755)
        equal(findings(), {"permissions"})
        data.chmod(0o700)
        (data / "backup-x.tmp").touch()
        equal(findings(), {"leftovers"})
        (data / "backup-x.tmp").unlink()
        keys.rename(server.folder / "away")
        equal(findings(), {"keys"})
        command("user", "add", "eve", "--data", server.folder / "eve")
        shutil.copy(server.folder / "eve.keys", keys)
        equal(findings(), {"keys"})
        shutil.copy(server.folder / "away", keys)
        (server.folder / "data.erasures").rename(server.folder / "ledger")
        equal(findings(), {"erasures"})
        (server.folder / "ledger").rename(server.folder / "data.erasures")
        with sqlite3.connect(data / "resonanz.db") as db:
            db.execute("UPDATE ledger SET count = count + 1 WHERE outcome = 'received'")
        equal(findings(), {"ledger"})
        with sqlite3.connect(data / "resonanz.db") as db:
            db.execute("UPDATE ledger SET count = count - 1 WHERE outcome = 'received'")
            db.execute("DROP TRIGGER audit_is_never_changed")
            db.execute("UPDATE audit SET detail = 'never' WHERE id = 1")
        equal(findings(), {"audit"})
        with sqlite3.connect(data / "resonanz.db") as db:
            db.execute("UPDATE mentions SET received_at = received_at + 86400000000000")
        assert "clock" in findings()
        with sqlite3.connect(data / "resonanz.db") as db:
            db.execute("PRAGMA user_version = 999")
        assert "schema" in findings()
        page = 4096
        with sqlite3.connect(data / "resonanz.db") as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with open(data / "resonanz.db", "r+b") as file:
            file.seek(6 * page)
            file.write(b"\xff" * page * 4)
        assert "integrity" in findings()
        shutil.rmtree(data)
        equal(findings(), {"folder"})


if __name__ == "__main__":
    main(__name__)
