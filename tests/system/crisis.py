#!/usr/bin/env python3
"""A whole crisis on the real program: an alert, its room, the hold, a statement with two approvers, the lifting, a restart
in between, the closing and its report. And a drill."""

import json

from alerts import RULE, Hook
from lib_server import Server, equal, lines, main, refused, wait_for


def bring(server, *texts, **more):
    posts = [{"id": text.replace(" ", "-"), "network": "forum", "text": text, "author": {"id": "a", "name": "Anna Beispiel"}, **more} for text in texts]
    server.run("import", "-", "--source", "archive", stdin=lines(posts))


class Crisis:
    """A house with colleagues of every role, an alert on a post, and a webhook that hears of it. With `demo`, the networks of the
    demo company, which take answers."""

    def __init__(self, demo=True):
        self.hook = Hook().__enter__()
        self.server = Server("--allow-address", "127.0.0.0/8", *(["--demo"] if demo else []), users=not demo)
        if demo:
            log = (self.server.folder / "server.log").read_text()
            self.server.passwords["mira"] = log.split("password")[1].split()[0]
        self.mira = self.server.client("mira")
        known = {user["login"]: user["id"] for user in self.mira.get("/api/users")["items"]}
        for login, role in (("tom", "agent"), ("selin", "expert"), ("jonas", "manager"), ("petra", "privacy")):
            self.server.passwords[login] = f"{login} hat ein langes Wort"
            user = {"login": login, "name": login.title(), "title": "", "role": role, "language": "de", "password": self.server.passwords[login]}
            if login in known:
                self.mira.call("PATCH", f"/api/users/{known[login]}", {"role": role, "password": user["password"]})
            else:
                self.mira.post("/api/users", user)
        self.sign_in()

    def __enter__(self):
        mira = self.mira
        query = mira.post("/api/queries", {"name": "Knarzen", "query": "knarzbremse"})["id"]
        target = mira.post("/api/alert-targets", {"kind": "webhook", "name": "Leitstand", "address": self.hook.url})
        mira.post("/api/alert-rules", {**RULE, "query_id": query, "targets": [target["id"]]})
        bring(self.server, "knarzbremse kaputt", media=["video"])
        self.alert = wait_for(self.alerts)[0]
        return self

    def sign_in(self):
        for login in ("mira", "tom", "selin", "jonas", "petra"):
            setattr(self, login, self.server.client(login))

    def alerts(self):
        return [alert for alert in self.mira.get("/api/alerts")["items"] if alert["rule"]["name"] == RULE["name"]]

    def precision(self):
        return next(rule for rule in self.mira.get("/api/alert-rules")["items"] if rule["name"] == RULE["name"])["precision"]

    def undo_time(self, seconds):
        self.mira.call("PUT", "/api/settings", {**self.mira.get("/api/settings"), "hold_s": seconds})

    def reply(self, case, number, text, **more):
        return self.tom.post(f"/api/cases/{case}/replies", {"text": text, "lang": "de", **more}, headers={"Idempotency-Key": f"crisis-key-{number}"})

    def state(self, case, reply):
        entries = self.tom.get(f"/api/cases/{case}")["entries"]
        return next(e["state"] for e in entries if e["type"] == "reply" and e["id"] == reply["id"])

    def __exit__(self, *problem):
        self.server.__exit__(*problem)
        self.hook.__exit__(*problem)

    def id_of(self, client):
        return client.get("/api/session")["user"]["id"]

    def open(self, **more):
        return self.tom.post("/api/crisis/rooms", {"title": "Bremsen", "drill": False, "alert_id": self.alert["id"], **more})

    def case(self):
        mention = next(m for m in self.tom.get("/api/mentions?view=needs_answer")["items"] if m["source"]["kind"] == "demo")
        return self.tom.post(f"/api/mentions/{mention['id']}/take", {"reason": "dialogue"})["case"]["id"]

    def told(self):
        return [json.loads(body) for _, body in self.hook.heard]


def approve(crisis, statement, version=1):
    for client in (crisis.jonas, crisis.petra):
        room = client.post(f"/api/crisis/statements/{statement}/approve", {"version": version})
    return room["statements"][-1]


def test_a_whole_crisis():
    with Crisis() as c:
        room = c.open(reason="Gerücht im Forum")
        at = f"/api/crisis/rooms/{room['id']}"
        equal((room["query"]["name"], len(room["trigger"]), room["level"]["value"], room["state"]), ("Knarzen", 1, 1, "open"))
        equal([(p["part"], p["points"]) for p in room["severity"]["parts"]], [("media", 2), ("failure", 0), ("volume", 0), ("duration", 0), ("press", 0)])
        equal(c.alerts()[0]["room_id"], room["id"])
        equal(c.precision()["real"], 1)
        refused("E_STATE", lambda: c.open())
        # what a person states, and the level that follows
        room = c.tom.post(f"{at}/facts", {"fact": "failure", "value": "product", "note": "Bremszug"})
        equal((room["severity"]["points"], room["level"]["value"], [k["kind"] for k in room["clocks"]]), (4, 2, ["look", "answer"]))
        room = c.tom.post(f"{at}/facts", {"fact": "product_harm", "value": "yes"})
        equal((room["level"]["value"], room["level"]["because"], room["clocks"][-1]["kind"]), (3, "product_harm", "statement"))
        refused("E_NOT_FOUND", lambda: c.tom.call("PUT", f"{at}/level", {"level": 4, "reason": "ich"}))
        equal(c.jonas.call("PUT", f"{at}/level", {"level": 4, "reason": "Verletzte möglich"})["level"]["set_by"]["id"], c.id_of(c.jonas))
        room = c.jonas.call("DELETE", f"{at}/level")
        equal((room["level"]["value"], room["level"]["set_by"]), (3, None))
        # steps
        step = room["steps"][0]
        for reason in ({}, {"note": " \n "}):
            refused("E_VALUE", lambda: c.tom.call("PATCH", f"/api/crisis/steps/{step['id']}", {"state": "skipped", **reason}))
        room = c.tom.call("PATCH", f"/api/crisis/steps/{step['id']}", {"state": "done", "note": "gelesen", "owner_id": c.id_of(c.selin)})
        equal((room["steps"][0]["state"], room["steps"][0]["done_by"]["id"], room["steps"][0]["owner"]["id"]), ("done", c.id_of(c.tom), c.id_of(c.selin)))
        room = c.tom.post(f"{at}/steps", {"text": "Händler anrufen"})
        equal((room["steps"][-1]["text"], room["steps"][-1]["level"]), ("Händler anrufen", 0))
        # the switch
        case = c.case()
        c.undo_time(60)
        first = c.reply(case, 1, "Wir sehen nach.")
        refused("E_NOT_FOUND", lambda: c.tom.post(f"{at}/hold", {"reason": "Rückruf"}))
        room = c.jonas.post(f"{at}/hold", {"reason": "Rückruf möglich"})
        equal((room["hold"]["held"], room["hold"]["by"]["id"]), (1, c.id_of(c.jonas)))
        equal(c.selin.get("/api/session")["counts"]["hold"]["reason"], "Rückruf möglich")
        held = c.selin.get("/api/crisis/held")["items"]
        equal([(h["reply"]["id"], h["reply"]["state"], h["case_id"]) for h in held], [(first["id"], "held_by_crisis", case)])
        c.undo_time(0)
        why = refused("E_HOLD", lambda: c.reply(case, 2, "Bitte nicht fahren."))
        assert "Rückruf möglich" in why.body["title"], why
        second = c.reply(case, 2, "Bitte nicht fahren.", confirm_hold=True)
        wait_for(lambda: c.state(case, second) == "sent")
        equal(c.state(case, first), "held_by_crisis")
        refused("E_HOLD", lambda: c.jonas.post("/api/crisis/held/release"))
        refused("E_HOLD", lambda: c.tom.post(f"/api/outbox/{first['id']}/release"))
        refused("E_STATE", lambda: c.jonas.post(f"{at}/close"))
        # a restart forgets nothing, and the figures go on
        bring(c.server, "knarzbremse wieder kaputt")
        c.server.stop()
        c.server.start()
        c.sign_in()
        wait_for(lambda: c.tom.get(at)["figures"]["mentions"] == 2, 30)
        equal(c.tom.get("/api/session")["counts"]["hold"]["room"]["id"], room["id"])
        equal(c.tom.get("/api/crisis/held")["items"][0]["reply"]["id"], first["id"])
        # the statement
        room = c.tom.post(f"{at}/statements", {"title": "Zur Bremse", "text": "Wir prüfen.", "lang": "de"})
        statement = room["statements"][0]["id"]
        c.jonas.call("PUT", "/api/crisis/approvers", {"user_ids": []})
        refused("E_APPROVERS", lambda: c.tom.post(f"/api/crisis/statements/{statement}/request", {"version": 1}))
        refused("E_NOT_FOUND", lambda: c.tom.call("PUT", "/api/crisis/approvers", {"user_ids": []}))
        pool = [c.id_of(client) for client in (c.jonas, c.petra, c.mira)]
        equal([u["id"] for u in c.jonas.call("PUT", "/api/crisis/approvers", {"user_ids": pool})["approvers"]], pool)
        c.tom.post(f"/api/crisis/statements/{statement}/request", {"version": 1})
        equal(c.petra.get("/api/session")["counts"]["to_approve"], 1)
        c.petra.post(f"/api/crisis/statements/{statement}/approve", {"version": 1})
        refused("E_APPROVER", lambda: c.petra.post(f"/api/crisis/statements/{statement}/approve", {"version": 1}))
        refused("E_APPROVER", lambda: c.selin.post(f"/api/crisis/statements/{statement}/approve", {"version": 1}))
        room = c.jonas.post(f"/api/crisis/statements/{statement}/refuse", {"version": 1, "reason": "zu vage"})
        equal((room["statements"][0]["state"], [a["void"] for a in room["statements"][0]["approvals"]]), ("draft", [True, True]))
        text = {"title": "Zur Bremse", "text": "Wir rufen die Räder zurück.", "lang": "de"}
        refused("E_CONFLICT", lambda: c.tom.call("PUT", f"/api/crisis/statements/{statement}", {**text, "version": 9}))
        c.tom.call("PUT", f"/api/crisis/statements/{statement}", {**text, "version": 1})
        c.tom.post(f"/api/crisis/statements/{statement}/request", {"version": 2, "approvers": pool[:2]})
        refused("E_STATE", lambda: c.tom.post(f"/api/crisis/statements/{statement}/publish", {"url": "https://kranich.example/e"}))
        equal(approve(c, statement, 2)["state"], "approved")
        equal(c.tom.get("/api/crisis/statements")["items"][0]["text"], text["text"])
        room = c.tom.post(f"/api/crisis/statements/{statement}/publish", {"url": "https://kranich.example/e"})
        equal((room["clocks"][2]["kind"], room["clocks"][2]["missed"], room["clocks"][2]["met_at"] is not None), ("statement", False, True))
        equal([v["version"] for v in c.petra.get(f"/api/crisis/statements/{statement}")["items"]], [2, 1])
        room = c.tom.post(f"{at}/clocks", {"kind": "answer", "note": "Aushang in der Werkstatt"})
        refused("E_STATE", lambda: c.tom.post(f"{at}/clocks", {"kind": "answer", "note": "noch einmal"}))
        # the lifting: nothing shoots out
        room = c.jonas.post(f"{at}/hold/lift", {"note": "vorbei"})
        equal((room["hold"], room["holds"][0]["waiting"]), (None, 1))
        counts = c.tom.get("/api/session")["counts"]
        equal((counts["hold"], counts["held"], counts["crises"]), (None, 1, 1))
        equal(c.tom.get("/api/crisis/held")["items"][0]["reply"]["state"], "held_by_crisis")
        equal(c.tom.post(f"/api/outbox/{first['id']}/release")["state"], "queued")
        wait_for(lambda: c.state(case, first) == "sent")
        refused("E_STATE", lambda: c.tom.post(f"/api/outbox/{first['id']}/release"))
        equal(c.jonas.post("/api/crisis/held/release")["count"], 0)
        # the end
        entry = c.tom.post(f"{at}/timeline", {"text": "Anruf der Zeitung"})
        equal((entry["kind"], entry["text"]), ("entry", "Anruf der Zeitung"))
        room = c.jonas.post(f"{at}/close", {"note": "ruhig", "lessons": "Früher reden."})
        equal((room["state"], room["lessons"]), ("closed", "Früher reden."))
        refused("E_STATE", lambda: c.tom.post(f"{at}/facts", {"fact": "press", "value": "yes"}))
        kinds = [e["kind"] for e in c.tom.get(f"{at}/timeline?limit=200")["items"]][::-1]
        for kind in ("opened", "fact", "level", "step_done", "hold_begun", "answer_through_hold", "statement_edited", "approval_refused",
                     "statement_approved", "statement_published", "hold_lifted", "held_released", "entry", "closed"):
            assert kind in kinds, f"{kind} is missing in {kinds}"
        equal(kinds[0], "opened")
        report = c.petra.get(f"{at}/report")
        equal((report["whole"], report["clocks"], report["held"]), (True, {"met": 3, "missed": 0, "running": 0}, 1))
        assert report["delays"]["alarm_to_statement"] >= 0
        german = c.petra.get(f"{at}/report.md?language=de", raw=True).decode()
        assert "# Krisenbericht: Bremsen" in german and "Früher reden." in german and "Wir rufen die Räder zurück." in german
        assert "Anna" not in german
        assert "# Crisis report: Bremsen" in c.petra.get(f"{at}/report.md?language=en", raw=True).decode()
        # what was told: no name, no post
        told = wait_for(lambda: [t for t in c.told() if t["type"] == "crisis.closed"] and c.told())
        types = {t["type"] for t in told}
        assert {"alert.raised", "crisis.opened", "crisis.level", "crisis.hold_begun", "crisis.approval_requested", "crisis.statement_published"} <= types, types
        assert all("Anna" not in str(t) and "kaputt" not in str(t) for t in told)
        assert any(d["notice_id"] for d in c.mira.get("/api/alert-deliveries")["items"])
        room = c.jonas.post(f"{at}/reopen", {"reason": "es geht weiter"})
        equal((room["state"], room["clocks"][0]["met_at"] is not None), ("open", True))
        figures = c.mira.get("/api/crisis/rooms")["figures"]
        equal((figures["rooms"], figures["open"], figures["clocks_missed"]), (1, 1, 0))


def test_a_drill_is_for_people_only():
    with Crisis() as c:
        room = c.open(drill=True)
        at = f"/api/crisis/rooms/{room['id']}"
        equal(c.precision(), {"real": 0, "judged": 0, "raised": 1})
        case = c.case()
        held = c.jonas.post(f"{at}/hold", {"reason": "Probe"})["hold"]
        equal((held["drill"], held["room"]["drill"]), (True, True))
        counts = c.tom.get("/api/session")["counts"]
        equal((counts["hold"], counts["crises"], counts["drills"]), (None, 0, 1))
        c.undo_time(0)
        sent = c.reply(case, 1, "Hallo")
        wait_for(lambda: c.state(case, sent) == "sent")
        equal(c.tom.get("/api/crisis/held"), {"hold": None, "items": []})
        opened = wait_for(lambda: [t for t in c.told() if t["type"] == "crisis.opened"])[0]
        assert opened["data"]["title"].startswith(("Übung: ", "Drill: ")), opened
        c.jonas.post(f"{at}/hold/lift", {})
        c.jonas.post(f"{at}/close", {})
        equal(c.mira.get("/api/crisis/rooms")["figures"]["rooms"], 0)
        assert c.tom.get(f"{at}/report.md?language=de", raw=True).decode().startswith("# Übung: Bremsen")


def test_a_room_by_hand_its_hours_and_the_house_settings():
    with Crisis(demo=False) as c:
        refused("E_NOT_FOUND", lambda: c.tom.post("/api/crisis/rooms", {"title": "x", "drill": False, "query_id": "4711"}))
        refused("E_VALUE", lambda: c.tom.post("/api/crisis/rooms", {"title": "x", "drill": False, "level": 3}))
        room = c.tom.post("/api/crisis/rooms", {"title": "Alles", "drill": False, "level": 2, "reason": "Anruf", "target_ids": []})
        at = f"/api/crisis/rooms/{room['id']}"
        equal((room["query"], room["level"]["value"], room["target_ids"]), (None, 2, []))
        series = c.tom.get(f"{at}/series")
        equal(series["points"][-1]["count"], 1)
        room = c.tom.call("PATCH", at, {"title": "Alles zur Bremse", "lead_id": c.id_of(c.selin), "lessons": "noch nichts"})
        equal((room["title"], room["lead"]["id"], room["lessons"]), ("Alles zur Bremse", c.id_of(c.selin), "noch nichts"))
        equal([r["title"] for r in c.petra.get("/api/crisis/rooms?state=open")["items"]], ["Alles zur Bremse"])
        equal(c.petra.get(at)["clocks"][0]["met_at"] is not None, True)
        room = c.tom.post(f"{at}/statements", {"title": "Entwurf", "text": "…", "lang": "de"})
        statement = room["statements"][0]["id"]
        equal(c.tom.post(f"/api/crisis/statements/{statement}/withdraw", {"reason": "unnötig"})["statements"][0]["state"], "withdrawn")
        equal(c.jonas.post("/api/crisis/held/take-back")["count"], 0)
        settings = c.tom.get("/api/crisis/settings")
        equal(sum(w["max"] for w in settings["weights"]), 10)
        equal([level["severity"] for level in settings["levels"]], [0, 3, 5, 8])
        german, english = c.tom.get("/api/crisis/playbooks")["items"]
        equal((german["language"], english["language"], len(german["steps"]) > 5), ("de", "en", True))
        steps = [{"level": 1, "text": "Anrufen", "due_minutes": 5, "owner_id": c.id_of(c.tom)}]
        changed = c.jonas.call("PUT", f"/api/crisis/playbooks/{german['id']}", {"name": "Unser Plan", "language": "de", "steps": steps, "version": 1})
        equal((changed["version"], changed["steps"]), (2, steps))
        refused("E_CONFLICT", lambda: c.jonas.call("PUT", f"/api/crisis/playbooks/{german['id']}", {"name": "x", "language": "de", "steps": [], "version": 1}))
        made = c.jonas.post("/api/crisis/playbooks", {"name": "Noch einer", "language": "en", "steps": []})
        c.jonas.call("DELETE", f"/api/crisis/playbooks/{made['id']}")
        second = c.tom.post("/api/crisis/rooms", {"title": "Zweiter", "drill": False, "playbook_id": german["id"]})
        equal([(s["text"], s["owner"]["id"]) for s in second["steps"]], [("Anrufen", c.id_of(c.tom))])


if __name__ == "__main__":
    main(__name__)
