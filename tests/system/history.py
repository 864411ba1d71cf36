#!/usr/bin/env python3
"""What was said before: searches over everything stored, a new query applied to the past, and what is left of it when the process is
killed, the query removed or the index damaged."""
import sqlite3
import time

from lib_server import Client, Server, equal, lines, main, refused, wait_for

POSTS = 4000


def said(number):
    return {"id": str(number), "text": f"Bremse {number} {'quietscht laut' if number % 4 == 0 else 'laut quietscht'}",
            "author": {"id": f"a{number % 9}", "handle": f"h{number % 9}.example"}, "created_at": f"2026-{1 + number % 9:02}-01T10:00:00Z"}


def filled(server, count=POSTS):
    client = server.client()
    client.post("/api/queries", {"name": "Bremse", "query": "brems*"})
    server.run("import", "-", "--source", "archive", stdin=lines(said(n) for n in range(count)))
    wait_for(lambda: client.get("/api/ledger")["total"]["pending"] == 0, 60)
    return client


def preview(client, query, **more):
    return client.post("/api/queries/preview", {"query": query, "limit": 20, **more})


def backfill(client, query):
    return next((job for job in client.get("/api/backfills")["items"] if job["query"] == query["id"]), None)


def in_inbox(client, query):
    return client.get(f"/api/mentions?view=all&query={query['id']}")["total"]


def gauge(client, name):
    text = client.get("/metrics", raw=True).decode()
    return int(next(line for line in text.splitlines() if line.startswith(name + " ")).split()[1])


def test_a_search_counts_everything_stored_by_day_and_by_page():
    with Server() as server:
        client = filled(server)
        wait_for(lambda: gauge(client, 'resonanz_history_posts{state="waiting"}') < 512, 30)
        for query, total in (("bremse quietscht", POSTS), ("quietscht -laut", 0), ('"quietscht laut"', POSTS // 4), ("author:h3.example", 445),
                             ("brems* (1 OR 2 OR 3)", 3), ("*etsch*", POSTS), ("likes:1..", 0)):
            found = preview(client, query, patient=True)
            equal((query, found["total"], found["undecided"], found["posts"]), (query, total, 0, POSTS))
            equal(sum(day["count"] for day in found["per_day"]), total)
            equal(client.get(f"/api/mentions?view=all&q={__import__('urllib.parse').parse.quote(query)}")["total"], total)
        equal(len(preview(client, "bremse")["per_day"]), 9)
        seen, cursor = [], None
        while len(seen) < 100:
            page = preview(client, "bremse", cursor=cursor)
            seen += [(item["created_at"], item["id"]) for item in page["items"]]
            cursor = page["next"]
        equal(len(set(seen)), 100)
        equal([at for at, _ in seen], sorted((at for at, _ in seen), reverse=True))
        refused("E_VALUE", lambda: preview(client, "bremse", cursor="x"))


def test_a_new_query_is_applied_to_the_past_and_taken_away_with_it():
    with Server() as server:
        client = filled(server)
        query = client.post("/api/queries", {"name": "Laut", "query": '"quietscht laut"'})
        equal(in_inbox(client, query), 0)
        begun = client.post(f"/api/queries/{query['id']}/backfill")
        equal((begun["state"], begun["version"]), ("running", 1))
        done = wait_for(lambda: (job := backfill(client, query)) and job["state"] == "done" and job, 60)
        equal((done["matches"], done["looked_at"], done["posts"]), (POSTS // 4, POSTS, POSTS))
        equal(in_inbox(client, query), POSTS // 4)
        changed = client.call("PUT", f"/api/queries/{query['id']}", {"name": "Laut", "query": '"quietscht laut" h8.example OR author:h8.example', "version": 1})
        client.post(f"/api/queries/{query['id']}/backfill")
        wait_for(lambda: backfill(client, query)["state"] == "done" and backfill(client, query)["version"] == changed["version"], 60)
        equal(in_inbox(client, query), 444)
        client.call("DELETE", f"/api/queries/{query['id']}")
        wait_for(lambda: backfill(client, query) is None and count(server, query) == 0, 30)
        refused("E_NOT_FOUND", lambda: client.post(f"/api/queries/{query['id']}/backfill"))
        refused("E_NOT_FOUND", lambda: client.call("DELETE", f"/api/queries/{query['id']}/backfill"))
        actions = [row["action"] for row in client.get("/api/audit?limit=100")["items"]]
        equal((actions.count("query.backfill"), actions.count("query.backfill_done")), (2, 2))


def count(server, query):
    with sqlite3.connect(server.data / "resonanz.db", timeout=20) as db:
        return db.execute("SELECT count(*) FROM mention_matches WHERE query_id = ?", (query["id"],)).fetchone()[0]


def test_killed_in_the_middle_it_goes_on_and_cancelled_it_stops():
    with Server() as server:
        client = filled(server)
        query = client.post("/api/queries", {"name": "Laut", "query": "laut quietscht"})
        client.post(f"/api/queries/{query['id']}/backfill")
        wait_for(lambda: 0 < count(server, query))
        server.kill()
        before = count(server, query)
        server.start()
        client = server.client()
        wait_for(lambda: backfill(client, query)["state"] == "done", 60)
        equal((count(server, query), backfill(client, query)["matches"]), (POSTS, POSTS))
        print(f"killed at {before} of {POSTS}")
        other = client.post("/api/queries", {"name": "Bremse laut", "query": "bremse laut"})
        client.post(f"/api/queries/{other['id']}/backfill")
        wait_for(lambda: 0 < count(server, other))
        stopped = client.call("DELETE", f"/api/queries/{other['id']}/backfill")
        equal(stopped["state"], "cancelled")
        left = count(server, other)
        time.sleep(0.5)
        equal(count(server, other), left)
        # Live posts came in meanwhile, and come in after it.
        server.run("import", "-", "--source", "archive", stdin=lines([{"id": "live", "text": "Bremse laut"}]))
        wait_for(lambda: count(server, other) == left + 1)


def test_an_index_of_before_or_a_damaged_one_is_made_anew():
    with Server() as server:
        client = filled(server, 1500)
        wait_for(lambda: gauge(client, "resonanz_history_segments") > 0, 30)
        server.stop()
        with sqlite3.connect(server.data / "resonanz.db") as db:
            db.execute("UPDATE history_parts SET bytes = x'00' WHERE part % 1048576 = 1")
        server.run("doctor", check=1)
        assert "history rebuild" in server.stderr, server.stderr
        server.run("history", "rebuild")
        server.run("doctor")
        with sqlite3.connect(server.data / "resonanz.db") as db:  # as after an upgrade from a program without an index
            for statement in ("DELETE FROM history_parts", "DELETE FROM history_segments", "UPDATE history_state SET format = 0, mark = 0, claimed = 0"):
                db.execute(statement)
        server.start()
        client = server.client()
        equal(preview(client, "bremse")["total"], 1500)  # at once
        wait_for(lambda: gauge(client, 'resonanz_history_posts{state="indexed"}') == 1500, 30)
        equal(preview(client, "bremse")["total"], 1500)


def test_who_may_only_read_may_not_apply():
    with Server() as server:
        client = server.client()
        query = client.post("/api/queries", {"name": "Bremse", "query": "brems*"})
        expert = server.client("selin")
        equal(expert.get("/api/backfills")["items"], [])
        for method in ("POST", "DELETE"):
            refused("E_NOT_FOUND", lambda m=method: expert.call(m, f"/api/queries/{query['id']}/backfill"))
        refused("E_AUTH", lambda: Client(server.base).get("/api/backfills"))


if __name__ == "__main__":
    main(__name__)
