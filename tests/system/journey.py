#!/usr/bin/env python3
"""The journey of a post through the real server: import → match → inbox → case → note → draft, and what may not happen."""
from lib_server import Refused, Server, equal, lines, main, refused, wait_for

POSTS = [
    {"id": "1", "text": "Die Bremse am L3 quietscht.", "lang": "de", "author": {"id": "a1", "handle": "jonas", "name": "Jonas W."}},
    {"id": "2", "text": "Lovely weather today.", "author": {"id": "a2", "handle": "eve"}},
    {"id": "3", "title": "Bremse", "text": "Wo gibt es Ersatz?", "author": {"id": "a3", "handle": "kim", "name": "Kim"}},
]


def import_posts(server, posts, check=0):
    server.run("import", "-", "--source", "archive", stdin=lines(posts), check=check)


def inbox(client, view="all", **more):
    query = "".join(f"&{key}={value}" for key, value in more.items())
    return client.get(f"/api/mentions?view={view}{query}")


def settled(client):
    return wait_for(lambda: client.get("/api/ledger")["total"]["pending"] == 0 and client.get("/api/ledger"))


def with_posts(server, client, posts=POSTS):
    client.post("/api/queries", {"name": "Bremse", "query": "brems*"})
    import_posts(server, posts)
    wait_for(lambda: client.get("/api/ledger")["total"]["received"] == len(posts))
    return settled(client)


def test_what_no_query_wants_is_not_kept_and_in_equals_out():
    with Server() as server:
        client = server.client()
        ledger = with_posts(server, client)["total"]
        equal((ledger["received"], ledger["stored"], ledger["unmatched"], ledger["difference"]), (3, 2, 1, 0))
        equal([m["text"] for m in inbox(client)["items"]], ["Wo gibt es Ersatz?", "Die Bremse am L3 quietscht."])


def test_a_repeat_changes_nothing():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        import_posts(server, POSTS)
        wait_for(lambda: client.get("/api/ledger")["total"]["duplicate"] == 2)
        equal(inbox(client)["total"], 2)
        equal(client.get("/api/ledger")["total"]["difference"], 0)


def test_an_edit_replaces_the_text():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        import_posts(server, [{**POSTS[0], "text": "Die Bremse ist wieder leise."}])
        wait_for(lambda: "leise" in str(inbox(client)["items"]))
        equal(inbox(client)["total"], 2)


def test_listening_is_nameless_and_taking_a_case_opens_the_name():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        page = inbox(client)
        for mention in page["items"]:
            equal(mention["author"]["sealed"], True)
            equal(len(mention["author"]["ref4"]), 4)
        assert "Jonas" not in str(page) and "jonas" not in str(page)
        first = next(m for m in page["items"] if "quietscht" in m["text"])
        looked_at = client.get(f"/api/mentions/{first['id']}")
        equal((looked_at["person"], looked_at["entries"][0]["author"]["sealed"]), (None, True))
        taken = client.post(f"/api/mentions/{first['id']}/take", {"reason": "dialogue"})
        equal(taken["mention"]["author"]["name"], "Jonas W.")
        equal(taken["person"]["name"], "Jonas W.")
        equal([e["event"] for e in taken["entries"] if e["type"] == "event"], ["taken"])
        reveal = client.get("/api/reveals")["items"][0]
        equal((reveal["reason"], reveal["user"]["name"], reveal["case_number"]), ("dialogue", "Mira Brandt", taken["case"]["number"]))
        assert any(row["action"] == "name.open" for row in client.get("/api/audit")["items"])
        assert "Jonas" not in str(client.get("/api/audit")), "the audit log names nobody outside"


def test_exactly_one_accountable_person():
    with Server() as server:
        mira, tom = server.client(), server.client("tom")
        with_posts(server, mira)
        mention = inbox(mira)["items"][0]["id"]
        case = mira.post(f"/api/mentions/{mention}/take", {"reason": "dialogue"})["case"]
        refused("E_TAKEN", lambda: tom.post(f"/api/mentions/{mention}/take", {"reason": "dialogue"}))
        tom_id = next(u["id"] for u in mira.get("/api/users")["items"] if u["login"] == "tom")
        handed = mira.post(f"/api/cases/{case['id']}/assign", {"user_id": tom_id, "note": "Rahmen"})
        equal(handed["case"]["assignee"]["name"], "Tom Ahlers")
        equal(inbox(tom, "mine")["total"], 1)
        equal(inbox(mira, "mine")["total"], 0)


def test_a_draft_is_never_overwritten():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        case = client.post(f"/api/mentions/{inbox(client)['items'][0]['id']}/take", {"reason": "dialogue"})["case"]["id"]
        draft = client.call("PUT", f"/api/cases/{case}/draft", {"text": "Moin", "lang": "de", "version": 0})
        equal(draft["version"], 1)
        refused("E_CONFLICT", lambda: client.call("PUT", f"/api/cases/{case}/draft", {"text": "anders", "version": 0}))
        equal(client.get(f"/api/cases/{case}")["case"]["draft"]["text"], "Moin")


def test_close_reopen_snooze_note_promise():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        case = client.post(f"/api/mentions/{inbox(client)['items'][0]['id']}/take", {"reason": "dialogue"})["case"]["id"]
        equal(client.post(f"/api/cases/{case}/notes", {"text": "9 Nm oder 11?"})["text"], "9 Nm oder 11?")
        client.post(f"/api/cases/{case}/promises", {"text": "bis Freitag", "due": "2030-01-01T00:00:00Z"})
        equal(client.post(f"/api/cases/{case}/snooze", {"until": "2030-01-01T00:00:00Z"})["case"]["state"], "snoozed")
        equal(client.post(f"/api/cases/{case}/reopen")["case"]["state"], "open")
        closed = client.post(f"/api/cases/{case}/close")
        equal(closed["case"]["state"], "closed")
        equal(closed["case"]["promises"][0]["text"], "bis Freitag")
        equal(inbox(client, "closed")["total"], 1)
        refused("E_VALUE", lambda: client.post(f"/api/cases/{case}/snooze", {"until": "2001-01-01T00:00:00Z"}))


def test_search_in_the_inbox_shows_why():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        page = inbox(client, q="ersatz")
        equal((page["total"], page["items"][0]["spans"][-1]["field"]), (1, "text"))
        equal(refused("E_SYNTAX", lambda: inbox(client, q="%22offen")).body["offset"], 0)


def test_bad_rows_go_to_quarantine_and_come_back():
    with Server() as server:
        client = server.client()
        client.post("/api/queries", {"name": "Bremse", "query": "brems*"})
        server.run("import", "-", "--source", "archive", stdin='{"id":"1","text":"Bremse"}\n{"id":2}\nkein json\n', check=2)
        assert "line 2: E_POST" in server.stderr and "line 3: E_CSV" not in server.stderr, server.stderr
        wait_for(lambda: client.get("/api/ledger")["total"]["received"] == 3)
        settled(client)
        items = client.get("/api/quarantine")["items"]
        equal(sorted(i["preview"] for i in items), ["kein json", '{"id":2}'])
        client.post(f"/api/quarantine/{items[0]['id']}/replay")
        settled(client)
        client.post(f"/api/quarantine/{client.get('/api/quarantine')['items'][1]['id']}/discard", {"reason": "Testzeile"})
        ledger = client.get("/api/ledger")["total"]
        equal((ledger["stored"], sum(ledger["quarantined"].values()), ledger["filtered"], ledger["difference"]), (1, 1, {"discarded": 1}, 0))


def test_everything_is_there_after_a_kill():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        before = inbox(client)["items"]
        server.kill()
        server.start()
        equal(inbox(server.client())["items"], before)


def test_sigterm_ends_cleanly_within_five_seconds():
    with Server() as server:
        server.client()
        assert server.stop() < 5


if __name__ == "__main__":
    main(__name__)
