#!/usr/bin/env python3
"""In = out is watched: what is missing is an alarm in the log, in the health and in the metrics; what could not be read is
tried again in bulk, over the API and on the command line."""
import json
import sqlite3

from lib_server import Client, Server, equal, lines, main, refused, wait_for

ROWS = [{"id": "1", "text": "Bremse"}, {"id": 2}, {"id": 3}, {"id": 4}]


def quarantined(server, client):
    client.post("/api/queries", {"name": "Bremse", "query": "brems*"})
    server.run("import", "-", "--source", "archive", stdin=lines(ROWS) + "kein json\n", check=2)
    wait_for(lambda: client.get("/api/ledger")["total"]["received"] == 5)
    return wait_for(lambda: len(client.get("/api/quarantine")["items"]) == 4 and client.get("/api/quarantine")["items"])


def ledger(client):
    total = wait_for(lambda: (t := client.get("/api/ledger")["total"])["pending"] == 0 and t)
    equal(total["difference"], 0)
    return total


def test_what_is_missing_is_an_alarm():
    with Server() as server:
        client = server.client()
        server.run("import", "-", "--source", "archive", stdin=lines(ROWS[:1]))
        ledger(client)
        equal(client.get("/healthz"), {"status": "ok", "pending": 0, "ledger_difference": 0})
        with sqlite3.connect(server.data / "resonanz.db", timeout=10) as database:
            database.execute("UPDATE ledger SET count = count + 3 WHERE outcome = 'received'")
        equal(client.get("/healthz")["status"], "fault")
        equal(client.get("/healthz")["ledger_difference"], 3)
        metrics = Client(server.base).get("/metrics", raw=True).decode()
        assert any(line.startswith("resonanz_ledger_difference{") and line.endswith(" 3") for line in metrics.splitlines()), metrics
        wait_for(lambda: "3 items came in and are nowhere to be found" in (server.folder / "server.log").read_text())


def test_a_quarantine_is_replayed_and_discarded_in_bulk():
    with Server() as server:
        client = server.client()
        items = quarantined(server, client)
        equal(sorted(item["code"] for item in items), ["E_JSON", "E_POST", "E_POST", "E_POST"])
        equal(len(client.get("/api/quarantine?code=E_POST")["items"]), 3)
        refused("E_VALUE", lambda: client.get("/api/quarantine?code=E_NONE"))
        refused("E_VALUE", lambda: client.post("/api/quarantine/discard", {"source": "x", "reason": "nichts"}))
        source = items[0]["source"]["id"]
        equal(client.post("/api/quarantine/replay", {"source": source, "code": "E_POST"}), {"items": 3})
        equal(ledger(client)["quarantined"], {"E_JSON": 1, "E_POST": 3})  # this program cannot read them either
        equal(client.post("/api/quarantine/discard", {"code": "E_POST", "reason": "Testzeilen"}), {"items": 3})
        total = ledger(client)
        equal((total["quarantined"], total["filtered"]), ({"E_JSON": 1, "E_POST": 0}, {"discarded": 3}))
        assert any(row["action"] == "quarantine.discard" for row in client.get("/api/audit")["items"])


def test_the_same_on_the_command_line_beside_the_server_and_without_it():
    with Server() as server:
        client = server.client()
        quarantined(server, client)
        listed = [json.loads(line) for line in server.run("quarantine", "list", "--code", "E_POST").splitlines()]
        equal([item["code"] for item in listed], ["E_POST"] * 3)
        equal(server.run("quarantine", "replay", "--source", "archive").startswith("replayed=4 "), True)
        wait_for(lambda: len(client.get("/api/quarantine")["items"]) == 4)
        server.stop()
        equal(server.run("quarantine", "replay"), "replayed=4 still_in_quarantine=4\n")
        first = json.loads(server.run("quarantine", "list", "--limit", "1"))
        equal(server.run("quarantine", "discard", "--id", first["id"], "--reason", "Testzeile"), "discarded=1\n")
        equal(server.run("quarantine", "discard", "--reason", "Testzeilen"), "discarded=3\n")
        server.run("quarantine", "discard", "--id", first["id"], "--reason", "x", check=2)
        server.run("quarantine", "replay", "--source", "nirgends", check=2)
        server.run("quarantine", "list", "--code", "E_NONE", check=2)
        equal(json.loads(server.run("ledger"))["total"]["difference"], 0)


if __name__ == "__main__":
    main(__name__)
