#!/usr/bin/env python3
"""Tags: by a query, by hand, or both; on what comes, on what is there, and never a reason to keep a post."""
from lib_server import Server, equal, lines, main, refused, wait_for


def posts(*texts):
    return lines([{"id": text.replace(" ", "-"), "network": "forum", "text": text} for text in texts])


def tags_of(client, text):
    rows = {row["text"]: row for row in client.get("/api/mentions?view=all")["items"]}
    return {tag["name"]: tag["by_person"] for tag in rows[text]["tags"]}


def mention_of(client, text):
    return next(row["id"] for row in client.get("/api/mentions?view=all")["items"] if row["text"] == text)


def with_posts(server, client):
    client.post("/api/queries", {"name": "Bremse", "query": "bremse"})
    server.run("import", "-", "--source", "archive", stdin=posts("bremse laut", "bremse leise", "lenker laut"))
    wait_for(lambda: client.get("/api/mentions?view=all")["total"] == 2)


def test_a_tag_is_given_by_its_query_to_what_comes_and_to_what_is_there():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        tag = client.post("/api/queries", {"name": "Lärm", "query": "laut", "purpose": "tag", "color": "#b3431f"})
        equal((tag["purpose"], tags_of(client, "bremse laut")), ("tag", {}))
        server.run("import", "-", "--source", "archive", stdin=posts("bremse sehr laut", "klingel laut"))
        wait_for(lambda: client.get("/api/mentions?view=all")["total"] == 3)  # the bell is nobody's business
        equal(tags_of(client, "bremse sehr laut"), {"Lärm": False})
        client.post(f"/api/queries/{tag['id']}/backfill")
        wait_for(lambda: any(job["state"] == "done" for job in client.get("/api/backfills")["items"]))
        equal((tags_of(client, "bremse laut"), tags_of(client, "bremse leise")), ({"Lärm": False}, {}))
        equal(client.get(f"/api/mentions?view=all&query={tag['id']}")["total"], 2)
        row = client.get("/api/mentions?view=all")["items"][0]
        equal([query["name"] for query in row["queries"]], ["Bremse"])


def test_what_a_person_says_of_a_tag_stands():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        tag = client.post("/api/queries", {"name": "Lärm", "query": "laut", "purpose": "tag"})["id"]
        loud, quiet = mention_of(client, "bremse laut"), mention_of(client, "bremse leise")
        given = client.post(f"/api/mentions/{quiet}/tags", {"tag": tag, "given": True})
        equal([(t["name"], t["by_person"]) for t in given["tags"]], [("Lärm", True)])
        client.post(f"/api/mentions/{loud}/tags", {"tag": tag, "given": False})
        client.post(f"/api/queries/{tag}/backfill")
        wait_for(lambda: any(job["state"] == "done" for job in client.get("/api/backfills")["items"]))
        equal((tags_of(client, "bremse laut"), tags_of(client, "bremse leise")), ({}, {"Lärm": True}))
        equal([row["text"] for row in client.get(f"/api/mentions?view=all&query={tag}")["items"]], ["bremse leise"])
        equal([e["action"] for e in client.get("/api/audit")["items"] if e["action"].startswith("mention.")], ["mention.untag", "mention.tag"])
        equal(next(q for q in client.get("/api/queries")["items"] if q["id"] == tag)["hits_7d"], 1)


def test_a_tag_may_be_by_hand_only_and_a_query_that_listens_is_no_tag():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        tag = client.post("/api/queries", {"name": "Von Hand", "query": "", "purpose": "tag"})
        mention = mention_of(client, "bremse laut")
        client.post(f"/api/mentions/{mention}/tags", {"tag": tag["id"], "given": True})
        equal(tags_of(client, "bremse laut"), {"Von Hand": True})
        refused("E_NOT_FOUND", lambda: client.post(f"/api/queries/{tag['id']}/backfill"))
        listening = next(q for q in client.get("/api/queries")["items"] if q["name"] == "Bremse")
        refused("E_NOT_FOUND", lambda: client.post(f"/api/mentions/{mention}/tags", {"tag": listening["id"], "given": True}))
        refused("E_NOT_FOUND", lambda: client.post(f"/api/mentions/1/tags", {"tag": tag["id"], "given": True}))
        refused("E_VALUE", lambda: client.post(f"/api/mentions/{mention}/tags", {"tag": tag["id"]}))
        refused("E_VALUE", lambda: client.post("/api/queries", {"name": "x", "query": "bremse", "purpose": "rule"}))
        refused("E_EMPTY", lambda: client.post("/api/queries", {"name": "x", "query": ""}))
        client.call("DELETE", f"/api/queries/{tag['id']}")
        equal(tags_of(client, "bremse laut"), {})


if __name__ == "__main__":
    main(__name__)
