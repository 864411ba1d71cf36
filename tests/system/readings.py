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
        for wrong in ("view=some", "cursor=zzz", "cursor=1.x"):
            refused("E_VALUE", lambda w=wrong: client.get(f"/api/mentions?{w}"))


LONG = "Der Kranich ist ein tolles Rad, wunderbar und super! Der Rückruf ist eine Katastrophe, so ein Mist, alles kaputt, furchtbar!"


def test_a_persons_tone_of_the_post_is_that_of_all_it_names():
    with Server() as server:
        client = server.client()
        brand, rival = (client.post("/api/queries", {"name": word, "query": word})["id"] for word in ("kranich", "rückruf"))
        bring(server, client, LONG)
        post = mention(client, LONG)

        def tones():
            parts = {part["id"]: part for part in overview(client)["brands"]}
            return [(parts[query]["tone"]["positive"], parts[query]["tone"]["negative"]) for query in (brand, rival)]
        read = tones()
        equal(read, [(1, 0), (0, 1)])
        client.post(f"/api/mentions/{post['id']}/labels", {"what": "sentiment", "label": "negative"})
        equal(tones(), [(0, 1), (0, 1)])
        client.post(f"/api/mentions/{post['id']}/labels", {"what": "sentiment", "label": "positive", "query": rival})
        client.post(f"/api/mentions/{post['id']}/labels", {"what": "sentiment", "label": "neutral"})
        equal(tones(), [(0, 0), (1, 0)])
        for query in ("", rival):
            client.post(f"/api/mentions/{post['id']}/labels", {"what": "sentiment", "label": None, **({"query": query} if query else {})})
        wait_for(lambda: tones() == read)


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
        equal([(b["name"], b["count"]) for b in whole["brands"]], [("Marke", 3), ("Rivale", 1)])  # the repeat counts once
        equal((sum(p["count"] for p in whole["series"]), [(s["name"], s["count"]) for s in whole["sources"]]), (5, [("archive", 5)]))
        tone = overview(client, query=query)["tone"]
        equal(tone["positive"] + tone["neutral"] + tone["negative"] + tone["unsure"] + tone["unread"], 3)
        low, high = tone["negative_share"]["low"], tone["negative_share"]["high"]
        equal(0 <= low <= tone["negative_share"]["value"] <= high <= 1, True)
        equal(overview(client, lang="fr")["tiles"]["mentions"]["value"], 0)
        equal(overview(client, until="2020-01-01T00:00:00Z")["tiles"]["mentions"]["value"], 0)
        equal(len(overview(client, days=366)["series"]), 366)
        voices = client.get("/api/overview/voices?days=7")["items"]
        equal((voices[0]["reach"], len(voices[0]["ref4"]), "name" in voices[0]), (1000 * (len(ANGRY) + 20), 4, False))
        topics = client.get("/api/overview/topics?days=7")
        equal((topics["mentions"], topics["looked_at"]), (5, 4))  # the repeat counts once


def test_what_is_repeated_is_one_opinion():
    with Server() as server:
        client = server.client()
        query = client.post("/api/queries", {"name": "Marke", "query": "kranich"})["id"]
        bring(server, client, *[f"RT @boss{i}: {ANGRY}" for i in range(12)])
        o = overview(client, query=query)
        equal((o["tiles"]["mentions"]["value"], o["tiles"]["mentions"]["duplicates"]), (12, 11))
        equal((o["tone"]["negative"], o["tone"]["unread"], sum(p["negative"] for p in o["series"])), (1, 0, 1))
        equal(o["tone"]["negative_share"]["low"] < 0.3, True)
        equal(o["tone"]["net"]["low"] < o["tone"]["net"]["high"] - 0.5, True)
        equal([(b["count"], b["duplicates"]) for b in o["brands"]], [(1, 11)])


def test_what_narrows_the_overview_is_read_or_refused():
    with Server() as server:
        client = server.client()
        with_posts(server, client)
        for wrong in ("query=abc", "source=abc", "until=foo", "days=x", "days=0", "days=367"):
            for path in ("overview", "overview/topics", "overview/voices"):
                why = refused("E_VALUE", lambda: client.get(f"/api/{path}?{wrong}"))
                equal((why.status, wrong.split("=")[0] in why.body["detail"]), (422, True))
        refused("E_VALUE", lambda: client.get("/api/mentions?view=all&source=abc"))
        post = mention(client, ANGRY)["id"]
        client.post(f"/api/mentions/{post}/labels", {"what": "sentiment", "label": "positive"})
        refused("E_VALUE", lambda: client.post(f"/api/mentions/{post}/labels", {"what": "sentiment"}))
        equal(mention(client, ANGRY)["reading"]["sentiment"], "positive")
        client.post(f"/api/mentions/{post}/dismiss")
        hidden = lambda **of: overview(client, **of)["tiles"]["mentions"]["hidden"]
        equal((hidden(), hidden(lang="de"), hidden(lang="xx"), hidden(query="9")), (1, 1, 0, 0))


def test_periods_side_by_side_share_nothing():
    with Server() as server:
        client = server.client()
        later = overview(client, days=1, until="2026-11-02T21:00:00Z")
        equal((later["from"], later["to"]), ("2026-11-01T21:00:00Z", "2026-11-02T21:00:00Z"))
        equal(overview(client, days=60, until="2026-11-02T00:00:00Z")["to"], "2026-11-02T00:00:00Z")


def test_the_topic_of_most_posts_comes_first():
    about = ["der Bremshebel quietscht", "das Tretlager knackt", "die Werkstatt ist voll", "mein Händler schweigt", "Termin erst im Juli",
             "Formular lädt nicht", "Hotline besetzt"]
    with Server() as server:
        client = server.client()
        client.post("/api/queries", {"name": "Marke", "query": "kranich"})
        bring(server, client, *[f"Kranich Rückruf: {text}" for text in about], "Kranich am Kanal gesehen", "Wer fährt Kranich?", "Kranich im Laden")
        for days in (1, 7, 60):
            equal(client.get(f"/api/overview/topics?days={days}")["items"][0]["name"], "Rückruf")


def test_what_people_say_is_not_about_us_teaches_and_the_score_before_and_after_is_shown():
    birds = ["ziehen über den Bodden", "brüten im Moor bei Nacht", "rasten am See im Herbst", "und Reiher im Moor", "auf dem Zug nach Süden im Herbst",
             "im Naturschutz am See", "tanzen im Moor bei Nebel", "über dem See bei Nacht"]
    bikes = ["bremst schlecht mit Akku", "Lastenrad mit leerem Akku", "wackelt an der Bremse", "steht in der Werkstatt", "hat eine neue Bremse",
             "Lastenrad in der Werkstatt", "Lastenrad mit neuer Bremse", "braucht einen Akku"]
    with Server() as server:
        client = server.client()
        query = client.post("/api/queries", {"name": "Marke", "query": "kranich*"})["id"]
        bring(server, client, *[f"Kraniche {bird} heute" for bird in birds], *[f"Mein Kranich {bike} heute" for bike in bikes])
        for row in client.get("/api/mentions?view=all&limit=100")["items"]:
            label = "no" if row["text"].startswith("Kraniche") else "yes"
            client.post(f"/api/mentions/{row['id']}/labels", {"what": "about", "label": label, "query": query})
        lesson = wait_for(lambda: [l for l in client.get("/api/overview/lessons")["items"] if l["count"] == 16])[0]
        equal((lesson["what"], lesson["query"], lesson["right_before"], lesson["used"]), ("about", query, 8, True))
        equal(lesson["right_after"] > 12, True)
        bring(server, client, "Kraniche rasten bei Nebel im Moor am See", "Mein Kranich Lastenrad steht mit leerem Akku da")
        equal([q["about"] for q in mention(client, "Kraniche rasten bei Nebel im Moor am See")["queries"]], [False])
        equal([q["about"] for q in mention(client, "Mein Kranich Lastenrad steht mit leerem Akku da")["queries"]], [True])
        equal((overview(client, query=query)["tiles"]["mentions"]["value"], overview(client, query=query)["tiles"]["mentions"]["not_about"]), (9, 9))
        equal(client.get(f"/api/mentions?view=all&query={query}&about=no")["total"], 9)
        server.stop()
        server.start()
        client = server.client()
        wait_for(lambda: client.get("/api/overview/lessons")["items"])  # learned anew from the labels


if __name__ == "__main__":
    main(__name__)
