#!/usr/bin/env python3
"""The demo company: lived-in from the first second, and its customers answer back."""
from lib_server import Client, Server, equal, main, refused, wait_for


class Demo(Server):
    def __init__(self):
        super().__init__("--demo", users=False)
        log = (self.folder / "server.log").read_text()
        self.passwords["mira"] = log.split("password")[1].split()[0]


def test_six_weeks_of_posts_answers_and_a_rumour():
    with Demo() as server:
        client = server.client()
        page = client.get("/api/mentions?view=all")
        assert page["total"] >= 300, page["total"]
        assert 3 <= page["counts"]["needs_answer"] < 200, page["counts"]
        equal({m["network"] for m in page["items"]} <= {"bluesky", "forum", "blog", "mastodon", "reddit", "reviews"}, True)
        overview = client.get("/api/overview?days=14")
        above = [p for p in overview["series"] if p["usual_high"] is not None and p["count"] > p["usual_high"] + 2]
        assert above, "the rumour stands out from what is usual"
        assert overview["tiles"]["first_answer"]["n"] > 20
        total = client.get("/api/ledger")["total"]
        equal(total["difference"], 0)
        equal((total["quarantined"], total["duplicate"]), ({}, 0))


def test_the_customer_answers_back_in_the_same_conversation():
    with Demo() as server:
        client = server.client()
        client.call("PUT", "/api/settings", {**client.get("/api/settings"), "hold_s": 0})
        mention = client.get("/api/mentions?view=needs_answer")["items"][0]
        case = client.post(f"/api/mentions/{mention['id']}/take", {"reason": "dialogue"})["case"]["id"]
        key = {"Idempotency-Key": "one-and-the-same"}
        first = client.post(f"/api/cases/{case}/replies", {"text": "Moin, ich kümmere mich.", "lang": "de"}, headers=key)
        equal(client.post(f"/api/cases/{case}/replies", {"text": "Moin, ich kümmere mich.", "lang": "de"}, headers=key)["id"], first["id"])
        posts = lambda: [e for e in client.get(f"/api/cases/{case}")["entries"] if e["type"] == "post"]
        before = len(posts())
        wait_for(lambda: len(posts()) > before, 40)
        replies = [e for e in client.get(f"/api/cases/{case}")["entries"] if e["type"] == "reply"]
        equal([r["state"] for r in replies], ["sent"])
        equal(posts()[-1]["author"]["sealed"], False)


def test_dismiss_restore_take_back():
    with Demo() as server:
        client = server.client()
        mention = client.get("/api/mentions?view=needs_answer")["items"][0]["id"]
        equal(client.post(f"/api/mentions/{mention}/dismiss")["dismissed"], True)
        equal(client.post(f"/api/mentions/{mention}/restore")["dismissed"], False)
        case = client.post(f"/api/mentions/{mention}/take", {"reason": "dialogue"})["case"]["id"]
        reply = client.post(f"/api/cases/{case}/replies", {"text": "Moin", "lang": "de"}, headers={"Idempotency-Key": "take-me-back"})
        equal(client.post(f"/api/outbox/{reply['id']}/cancel")["text"], "Moin")
        refused("E_STATE", lambda: client.post(f"/api/outbox/{reply['id']}/retry"))
        refused("E_TOO_LONG", lambda: client.post(f"/api/cases/{case}/replies", {"text": "x" * 501, "lang": "de"}, headers={"Idempotency-Key": "much-too-long"}))


def test_the_rumour_raised_its_alarm_and_a_drill_was_held():
    with Demo() as server:
        client = server.client()
        alarm = client.get("/api/alerts")["items"][-1]
        assert alarm["count"] > alarm["usual"][1] and alarm["posts"], alarm
        room = client.get("/api/crisis/rooms")["items"][0]
        drill = client.get(f"/api/crisis/rooms/{room['id']}")
        equal((drill["drill"], drill["state"], drill["statements"][0]["state"]), (True, "closed", "published"))
        equal({clock["missed"] for clock in drill["clocks"]}, {False})
        opened = client.post("/api/crisis/rooms", {"title": "Bremse L3", "drill": False, "alert_id": alarm["id"]})
        parts = {part["part"]: part["points"] for part in opened["severity"]["parts"]}
        equal((parts["volume"], parts["duration"], opened["level"]["value"]), (3, 0, 2))


def test_a_second_start_changes_nothing():
    with Demo() as server:
        total = server.client().get("/api/mentions?view=closed")["total"]
        server.stop()
        server.start()
        equal(server.client().get("/api/mentions?view=closed")["total"], total)


if __name__ == "__main__":
    main(__name__)
