#!/usr/bin/env python3
"""What posts say: read as they come, set right by people, counted in the overview, the same after everything."""
import datetime

from lib_server import Server, equal, lines, main, refused, wait_for

ANGRY = "Der Kranich ist schon wieder kaputt, so ein Mist! Warum kommt der Service nicht?"


def posts(*texts):
    now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    return lines([{"id": text, "network": "forum", "text": text, "created_at": now.isoformat(),
                   "author": {"id": text[-9:], "name": text[-9:], "followers": 1000 * len(text)}} for text in texts])


def bring(server, client, *texts):
    before = client.get("/api/mentions?view=all")["total"]
    server.run("import", "-", "--source", "archive", stdin=posts(*texts))
    wait_for(lambda: client.get("/api/mentions?view=all")["total"] == before + len(texts))


def mention(client, text):
    return next(row for row in client.get("/api/mentions?view=all&limit=100")["items"] if row["text"] == text)


def overview(client, **parameters):
    return client.get("/api/overview?" + "&".join(f"{k}={v}" for k, v in {"days": 7, **parameters}.items()))


def with_posts(server, client):
    query = client.post("/api/queries", {"name": "Marke", "query": "kranich"})["id"]
    bring(server, client, ANGRY, ANGRY + " https://a.example/1", "Danke, der Kranich fährt wunderbar und das Team ist super nett!",
          "Der Kranich steht im Laden in der Holtenauer Straße.")
    return query


def test_posts_are_read_and_a_persons_label_stands_and_can_be_taken_back():
    with Server() as server:
        client = server.client()
        query = with_posts(server, client)
        angry = mention(client, ANGRY)
        equal((angry["reading"]["lang"], angry["reading"]["sentiment"], angry["similar"], angry["reading"]["by_person"]), ("de", "negative", 1, []))
        said = client.post(f"/api/mentions/{angry['id']}/labels", {"what": "sentiment", "label": "positive"})["reading"]
        equal((said["sentiment"], said["by_person"]), ("positive", ["sentiment"]))
        equal(client.get("/api/mentions?view=all&sentiment=positive")["total"] >= 1, True)
        equal(overview(client)["tone"]["positive"] >= 1, True)
        server.stop()
        server.start()
        client = server.client()
        equal(mention(client, ANGRY)["reading"]["sentiment"], "positive")
        back = client.post(f"/api/mentions/{angry['id']}/labels", {"what": "sentiment", "label": None})["reading"]
        equal((back["sentiment"], back["by_person"]), ("negative", []))
        equal([e["action"] for e in client.get("/api/audit")["items"] if "label" in e["action"]], ["mention.unlabel", "mention.label"])
        for body in ({"what": "sentiment", "label": "angry"}, {"what": "mood", "label": "positive"}, {"what": "about", "label": "no"},
                     {"what": "intent", "label": "idea", "query": query}):
            refused("E_VALUE", lambda: client.post(f"/api/mentions/{angry['id']}/labels", body))
        refused("E_NOT_FOUND", lambda: client.post(f"/api/mentions/{angry['id']}/labels", {"what": "about", "label": "no", "query": "9"}))


def test_what_is_not_about_the_query_is_hidden_and_the_count_of_it_shown():
    with Server() as server:
        client = server.client()
        query = with_posts(server, client)
        shop = mention(client, "Der Kranich steht im Laden in der Holtenauer Straße.")
        equal(overview(client, query=query)["tiles"]["mentions"]["value"], 4)
        row = client.post(f"/api/mentions/{shop['id']}/labels", {"what": "about", "label": "no", "query": query})
        equal([q["about"] for q in row["queries"]], [False])
        tile = overview(client, query=query)["tiles"]["mentions"]
        equal((tile["value"], tile["not_about"], tile["duplicates"]), (3, 1, 1))
        equal(overview(client)["tiles"]["mentions"]["not_about"], 1)
        client.post(f"/api/mentions/{shop['id']}/labels", {"what": "about", "label": None, "query": query})
        equal(overview(client, query=query)["tiles"]["mentions"]["value"], 4)


def test_the_overview_is_narrowed_and_compared():
    with Server() as server:
        client = server.client()
        query = with_posts(server, client)
        client.post("/api/queries", {"name": "Rivale", "query": "packesel"})
        bring(server, client, "Der Packesel ist teuer")
        whole = overview(client)
        equal([(b["name"], b["count"]) for b in whole["brands"]], [("Marke", 4), ("Rivale", 1)])
        equal((sum(p["count"] for p in whole["series"]), [(s["name"], s["count"]) for s in whole["sources"]]), (5, [("archive", 5)]))
        tone = overview(client, query=query)["tone"]
        equal(tone["positive"] + tone["neutral"] + tone["negative"] + tone["unsure"] + tone["unread"], 4)
        low, high = tone["negative_share"]["low"], tone["negative_share"]["high"]
        equal(0 <= low <= tone["negative_share"]["value"] <= high <= 1, True)
        equal(overview(client, lang="fr")["tiles"]["mentions"]["value"], 0)
        equal(overview(client, until="2020-01-01T00:00:00Z")["tiles"]["mentions"]["value"], 0)
        equal(len(overview(client, days=366)["series"]), 366)
        voices = client.get("/api/overview/voices?days=7")["items"]
        equal((voices[0]["reach"], len(voices[0]["ref4"]), "name" in voices[0]), (1000 * (len(ANGRY) + 20), 4, False))
        topics = client.get("/api/overview/topics?days=7")
        equal((topics["mentions"], topics["looked_at"]), (5, 4))  # the repeat counts once


if __name__ == "__main__":
    main(__name__)
