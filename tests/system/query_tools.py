#!/usr/bin/env python3
"""What helps people to write queries: warnings, why a post matches, what NOTs take away, groups, other tools' queries,
versions and the lock. All against the real server."""
from lib_server import Server, equal, lines, main, refused, wait_for

POSTS = [
    {"id": "1", "text": "Die Bremse am Kranich quietscht.", "lang": "de", "author": {"id": "a1", "handle": "jonas"}},
    {"id": "2", "text": "Gewinnspiel: Kranich Rad zu gewinnen!", "lang": "de", "author": {"id": "a2", "handle": "eve"}},
    {"id": "3", "title": "Kranich", "text": "Rad zu verkaufen", "lang": "de", "author": {"id": "a3", "handle": "kim"}},
    {"id": "4", "text": "Kranich and its brake", "lang": "en", "author": {"id": "a4", "handle": "pat"}},
]


def filled(server, client):
    client.post("/api/queries", {"name": "Kranich", "query": "kranich"})
    server.run("import", "-", "--source", "archive", stdin=lines(POSTS))
    wait_for(lambda: client.get("/api/ledger")["total"]["received"] == len(POSTS) and client.get("/api/ledger")["total"]["pending"] == 0)
    return {m["text"]: m for m in client.get("/api/mentions?view=all")["items"]}


def checked(client, query):
    return client.post("/api/queries/check", {"query": query, "search": False})


def test_warnings_have_codes_places_and_sentences():
    with Server() as server:
        client, german = server.client(), server.client(language="de")
        for query, code, offset in (("a OR b c", "W_MIXED", 2), ("rad -rad", "W_NEVER", 5), ("sample:100", "W_ALWAYS", 0),
                                    ("rad OR rad*", "W_SWALLOWED", 0), ("rad rad", "W_DUPLICATE", 4),
                                    ("lang:de -lang:en", "W_IDLE_NOT", 9)):
            warnings = checked(client, query)["warnings"]
            equal([(w["code"], w["offset"]) for w in warnings], [(code, offset)])
            assert warnings[0]["sentence"] != checked(german, query)["warnings"][0]["sentence"]
        equal(checked(client, "kranich (rad OR brems*) -gewinn")["warnings"], [])


def test_an_explanation_says_which_parts_were_true_and_where():
    with Server() as server:
        client = server.client()
        post = filled(server, client)["Die Bremse am Kranich quietscht."]
        told = client.post("/api/queries/explain", {"query": "kranich (brems* OR gabel) lang:de -gewinn", "mention": post["id"]})
        equal(told["matches"], True)
        parts = {p["text"]: p for p in told["parts"]}
        equal([(t, p["holds"]) for t, p in parts.items()],
              [("AND", True), ("kranich", True), ("OR", True), ("brems*", True), ("gabel", False), ("lang:de", True), ("NOT", True), ("gewinn", False)])
        equal(parts["brems*"]["spans"], [{"field": "text", "begin": 4, "end": 10}])
        equal((parts["gabel"]["decides"], parts["brems*"]["decides"]), (False, True))
        missed = client.post("/api/queries/explain", {"query": "kranich -bremse", "mention": post["id"]})
        equal((missed["matches"], [p["text"] for p in missed["parts"] if p["decides"]]), (False, ["AND", "NOT", "bremse"]))
        refused("E_NOT_FOUND", lambda: client.post("/api/queries/explain", {"query": "a", "mention": "12345"}))
        equal(refused("E_SYNTAX", lambda: client.post("/api/queries/explain", {"query": "(a", "mention": post["id"]})).body["offset"], 0)


def test_what_did_i_lose():
    with Server() as server:
        client = server.client()
        filled(server, client)
        lost = client.post("/api/queries/lost", {"query": "kranich -gewinn* -verkaufen -bremsbelag"})
        equal((lost["total"], lost["scanned"], lost["days"]), (2, 4, 30))
        equal([(e["text"], e["offset"], e["count"]) for e in lost["excluded"]], [("gewinn*", 9, 1), ("verkaufen", 18, 1), ("bremsbelag", 29, 0)])
        first = next(m for m in lost["items"] if "Gewinnspiel" in m["text"])
        equal([first["text"].encode()[s["begin"]:s["end"]].decode() for s in first["spans"]], ["Gewinnspiel", "gewinnen"])
        found = client.post("/api/queries/preview", {"query": lost["query"]})
        equal(found["total"], 2)
        nothing = client.post("/api/queries/lost", {"query": "kranich"})
        equal((nothing["total"], nothing["query"], nothing["excluded"]), (0, None, []))


def test_groups_are_another_view_of_the_same_text():
    with Server() as server:
        client = server.client()
        told = checked(client, "kranich (brems* OR \"lenker wackelt\") -gewinn -(los OR rabatt)")
        equal(told["groups"], [{"kind": "all", "conditions": ["kranich"]}, {"kind": "any", "conditions": ["brems*", "\"lenker wackelt\""]},
                               {"kind": "none", "conditions": ["gewinn", "los", "rabatt"]}])
        equal(told["excludes"], True)
        text = client.post("/api/queries/groups", {"groups": told["groups"]})["query"]
        equal(checked(client, text)["groups"], told["groups"])
        told = checked(client, "a OR (b c)")
        equal((told["groups"], told["groups_why"]["code"], told["groups_why"]["offset"]), (None, "B_AND_IN_OR", 6))
        refused("E_CONDITION", lambda: client.post("/api/queries/groups", {"groups": [{"kind": "all", "conditions": ["a OR b"]}]}))
        refused("E_EMPTY", lambda: client.post("/api/queries/groups", {"groups": []}))
        refused("E_VALUE", lambda: client.post("/api/queries/groups", {"groups": [{"kind": "some", "conditions": []}]}))


def test_queries_of_other_tools_are_imported_with_notes():
    with Server() as server:
        client = server.client()
        for vendor, text, query in (("brandwatch", "rad NEAR/3f kaputt", "rad ONEAR/3 kaputt"), ("talkwalker", "kranich rad", "\"kranich rad\"~10"),
                                    ("meltwater", "rad NEAR kaputt", "rad NEAR/4 kaputt"), ("x", "rad -is:retweet from:eve", "rad AND NOT kind:repost AND author:eve")):
            got = client.post("/api/queries/import", {"vendor": vendor, "text": text})
            equal(got["query"], query)
            equal(checked(client, got["query"])["ok"], True)
        equal([(n["code"], n["offset"]) for n in client.post("/api/queries/import", {"vendor": "brandwatch", "text": "Google+"})["notes"]], [("N_SIGN", 0)])
        equal(refused("E_FOREIGN", lambda: client.post("/api/queries/import", {"vendor": "x", "text": "rad place:kiel"})).body["offset"], 4)
        refused("E_VALUE", lambda: client.post("/api/queries/import", {"vendor": "y", "text": "rad"}))


def test_every_change_keeps_what_was_with_who_and_when():
    with Server() as server:
        mira, tom = server.client(), server.client("tom")
        first = mira.post("/api/queries", {"name": "Bremse", "query": "brems*", "color": "#0b6477"})
        address = f"/api/queries/{first['id']}"
        equal((first["owner"]["name"], first["lock"], first["may_change"], first["may_lock"]), ("Mira Brandt", None, True, True))
        tom.call("PUT", address, {"name": "Bremse", "query": "brems* OR gabel", "version": 1})
        mira.call("PUT", address, {"name": "Bremsen", "query": "gabel -x", "version": 2})
        versions = mira.get(f"{address}/versions")["items"]
        equal([(v["version"], v["name"], v["query"], v["by"]["name"], v["restored_from"]) for v in versions],
              [(3, "Bremsen", "gabel -x", "Mira Brandt", None), (2, "Bremse", "brems* OR gabel", "Tom Ahlers", None), (1, "Bremse", "brems*", "Mira Brandt", None)])
        equal(mira.get(address + "/difference?from=1&to=2")["query"], [{"kind": "same", "text": "brems*"}, {"kind": "added", "text": " OR gabel"}])
        newest = mira.get(address + "/difference")
        equal((newest["from"], newest["to"], newest["name"]), (2, 3, [{"kind": "removed", "text": "Bremse"}, {"kind": "added", "text": "Bremsen"}]))
        refused("E_CONFLICT", lambda: tom.post(f"{address}/restore", {"restore": 1, "version": 2}))
        refused("E_NOT_FOUND", lambda: tom.post(f"{address}/restore", {"restore": 7, "version": 3}))
        back = tom.post(f"{address}/restore", {"restore": 1, "version": 3})
        equal((back["version"], back["query"], back["name"], back["color"], back["updated_by"]["name"], back["owner"]["name"]),
              (4, "brems*", "Bremse", "#0b6477", "Tom Ahlers", "Mira Brandt"))
        equal(mira.get(f"{address}/versions")["items"][0]["restored_from"], 1)
        assert any(row["action"] == "query.restore" for row in mira.get("/api/audit")["items"])
        server.stop()
        server.start()
        equal(len(server.client().get(f"{address}/versions")["items"]), 4)


def test_a_locked_query_is_changed_only_by_who_locked_it_and_administrators():
    with Server() as server:
        server.passwords["jonas"] = server.add_user("jonas", "Jonas Wolf", "manager")
        mira, tom, jonas = server.client(), server.client("tom"), server.client("jonas")
        query = tom.post("/api/queries", {"name": "Bremse", "query": "brems*"})
        address, body = f"/api/queries/{query['id']}", {"name": "Bremse", "query": "gabel", "version": 1}
        seen = lambda client: next(q for q in client.get("/api/queries")["items"] if q["id"] == query["id"])
        refused("E_NOT_FOUND", lambda: jonas.call("PUT", f"{address}/lock"))  # neither owner nor administrator
        equal(seen(jonas)["may_lock"], False)
        locked = tom.call("PUT", f"{address}/lock")
        equal((locked["lock"]["by"]["name"], locked["may_change"], locked["may_lock"]), ("Tom Ahlers", True, True))
        equal((seen(jonas)["may_change"], seen(jonas)["may_lock"], seen(mira)["may_change"]), (False, False, True))
        for attempt in (lambda: jonas.call("PUT", address, body), lambda: jonas.call("DELETE", address), lambda: jonas.call("DELETE", f"{address}/lock"),
                        lambda: jonas.post(f"{address}/restore", {"restore": 1, "version": 1}), lambda: jonas.call("PUT", f"{address}/lock")):
            equal(refused("E_QUERY_LOCKED", attempt).status, 423)
        equal(seen(jonas)["query"], "brems*")
        equal(tom.call("PUT", address, body)["version"], 2)
        tom.call("DELETE", f"{address}/lock")
        equal(jonas.call("PUT", address, {**body, "version": 2})["version"], 3)
        mira.call("PUT", f"{address}/lock")  # an administrator locks it: its owner has to ask
        refused("E_QUERY_LOCKED", lambda: tom.call("PUT", address, {**body, "version": 3}))
        refused("E_QUERY_LOCKED", lambda: tom.call("DELETE", f"{address}/lock"))
        mira.call("DELETE", f"{address}/lock")
        mira.call("DELETE", f"{address}/lock")  # once more changes nothing
        tom.call("DELETE", address)
        actions = [row["action"] for row in mira.get("/api/audit")["items"]]
        equal((actions.count("query.lock"), actions.count("query.unlock")), (2, 2))
        refused("E_NOT_FOUND", lambda: tom.get(f"{address}/versions"))


if __name__ == "__main__":
    main(__name__)
