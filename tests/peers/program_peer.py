"""The whole program beside a real WordPress and a real Bluesky network, through its API only: what is written there comes
into the inbox, what is answered here appears there once, and nothing gets lost on the way."""
import contextlib
import datetime
import http.client
import os
import pathlib
import random
import socket
import statistics
import sys
import time
import urllib.parse

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "system"))
import lib_server  # noqa: E402
from harness import PROGRAM, equal  # noqa: E402
from servers import Bluesky, Jetstream, WordPress  # noqa: E402

lib_server.BINARY = str(PROGRAM.parents[2] / "resonanz")
os.environ["no_proxy"] = "127.0.0.1"
POLL = 1  # seconds between two looks at WordPress


def assessment(kind, client):
    return {**client.get(f"/api/assessment-template?kind={kind}"), "owner": "Mira Brandt", "approved": True}


class World:
    def __init__(self, site, pds, stream, server):
        self.site, self.pds, self.stream, self.server = site, pds, stream, server
        self.mira = server.client("mira", "de")
        self.anna, self.gerd, self.kranich = (pds.create_account(name) for name in ("anna", "gerd", "kranich"))
        pds.call("com.atproto.repo.putRecord", {"repo": self.anna["did"], "collection": "app.bsky.actor.profile", "rkey": "self",
                 "record": {"$type": "app.bsky.actor.profile", "displayName": "Anna Ähre"}}, self.anna["accessJwt"])
        self.article = site.create_post("Werkstatt", "<p>Fragen Sie uns.</p>")
        self.wordpress_settings = {"url": site.url, "user": "admin", "poll_seconds": POLL}
        self.bluesky_settings = {"jetstream": stream.url, "wire": "v1", "service": pds.url, "identifier": "kranich.test",
                                 "directory": pds.plc}
        self.bluesky_password = pds.app_password(self.kranich)
        self.hold(0)
        self.mira.post("/api/queries", {"name": "Kranich", "query": "kranich OR bremse*"})
        self.wordpress = self.add("wordpress", "Radblog", self.wordpress_settings, site.passwords["admin"])
        self.bluesky = self.add("bluesky", "Bluesky", self.bluesky_settings, self.bluesky_password)
        for source in (self.wordpress, self.bluesky):
            wait(f"{source} answers", lambda: self.health(source)["last_ok_at"])

    def add(self, kind, name, settings, password):
        return self.mira.post("/api/sources", {"kind": kind, "name": name, "language": "de", "settings": settings,
                                               "secrets": {"password": password}, "assessment": assessment(kind, self.mira)})["id"]

    def probe(self, kind, settings, password):
        return self.mira.post("/api/sources/probe", {"kind": kind, "settings": settings, "secrets": {"password": password}})

    def source(self, source):
        return next(s for s in self.mira.get("/api/sources")["items"] if s["id"] == source)

    def health(self, source):
        return self.source(source)["health"]

    def hold(self, seconds):
        self.mira.call("PUT", "/api/settings", {**self.mira.get("/api/settings"), "hold_s": seconds})

    def restart(self):
        """As after a power cut."""
        self.server.kill()
        self.server.start()
        self.mira = self.server.client("mira", "de")

    def inbox(self, view="all", limit=10):
        return self.mira.get(f"/api/mentions?view={view}&limit={limit}")["items"]

    def heard(self, text, seconds=20):
        """The conversation whose newest post says this, once it is in the inbox."""
        return wait(f"{text!r} in the inbox", lambda: next((m for m in self.inbox() if text in m["text"]), None), seconds)

    def take(self, mention):
        return self.mira.post(f"/api/mentions/{mention['id']}/take", {"reason": "dialogue"})

    def conversation(self, case):
        return self.mira.get(f"/api/cases/{case}")

    def reply(self, case, text, key):
        return self.mira.post(f"/api/cases/{case}/replies", {"text": text, "lang": "de"}, headers={"Idempotency-Key": key})

    def sent(self, case, reply, seconds=30, state="sent"):
        def look():
            entry = next(e for e in self.conversation(case)["entries"] if e["type"] == "reply" and e["id"] == reply["id"])
            assert entry["state"] != "failed", entry
            return entry if entry["state"] == state else None
        return wait(f"the answer is {state}", look, seconds)

    def settled(self):
        return wait("the journal is empty", lambda: self.mira.get("/api/ledger")["total"]["pending"] == 0 and
                    self.mira.get("/api/ledger")["total"])

    # What people do on the networks, as short as it goes.
    def comment(self, text, name="Gerd Groß", parent=0):
        return self.site.guest_comment(self.article, name, text, parent)

    def ours_on_wordpress(self, text):
        return [c for c in self.site.comments(self.article) if text in c["content"]["raw"]]

    def ours_on_bluesky(self, text):
        return [r for r in self.pds.records(self.kranich["did"]) if text in r["value"]["text"]]


def wait(what, test, seconds=20):
    end = time.monotonic() + seconds
    while True:
        if found := test():
            return found
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.02)


@contextlib.contextmanager
def start(work):
    with WordPress(work) as site, Bluesky(work) as pds, Jetstream(work, pds) as stream, \
            lib_server.Server("--allow-address", "127.0.0.0/8", "--allow-address", "::1/128") as server:
        try:
            yield World(site, pds, stream, server)
        finally:
            log = (server.folder / "server.log").read_text()
            print("\n".join(line for line in log.splitlines() if "error" in line.lower())[-3000:], end="", flush=True)


def post_form(site, post, name, text):
    """A guest's comment; returns when the site has it, before it shows the page again."""
    connection = http.client.HTTPConnection(site.url.removeprefix("http://"))
    body = urllib.parse.urlencode({"comment_post_ID": post, "comment_parent": 0, "author": name, "email": "a@example.org", "comment": text})
    connection.request("POST", "/wp-comments-post.php", body, {"Content-Type": "application/x-www-form-urlencoded"})
    equal(connection.getresponse().status, 302)
    connection.close()


def delays(world, write, count=20):
    """From the network's "it is there" to our inbox, in seconds."""
    found, here = [], []
    for number in range(count):
        time.sleep(random.uniform(0, 1))
        text = f"Kranich {write.__name__} {number:02} {random.random()}"
        write(world, text)
        begun = time.monotonic()
        mention = wait(text, lambda: next((m for m in world.inbox(limit=3) if text in m["text"]), None))
        found.append(time.monotonic() - begun)
        here.append(time.time() - datetime.datetime.fromisoformat(mention["received_at"]).timestamp())
    p50, p95 = statistics.median(found), statistics.quantiles(found, n=20)[18]
    print(f"     {write.__name__}: {count} posts, p50 {p50:.3f} s, p95 {p95:.3f} s, longest {max(found):.3f} s; "
          f"since it reached us: p50 {statistics.median(here):.3f} s, longest {max(here):.3f} s", flush=True)
    return p95


def on_bluesky(world, text):
    world.pds.post(world.anna, text)


def on_wordpress(world, text):
    post_form(world.site, world.article, "Gerd", text)


def test_a_bluesky_post_is_here_within_two_seconds(world):
    assert delays(world, on_bluesky) <= 2


def test_a_wordpress_comment_is_here_within_one_poll_and_two_seconds(world):
    assert delays(world, on_wordpress) <= POLL + 2


def test_an_answer_on_bluesky_and_what_comes_back(world):
    root = world.pds.post(world.gerd, "Wer kennt sich mit Rädern aus?")
    asked = world.pds.post(world.anna, "Meine Bremse quietscht, Kranich L3", reply=root)
    mention = world.heard("Meine Bremse quietscht")
    equal(mention["author"]["sealed"], True)
    taken = world.take(mention)
    case = taken["case"]["id"]
    equal((taken["person"]["name"], taken["person"]["handle"]), ("Anna Ähre", "anna.test"))
    equal((taken["mention"]["author"]["name"], taken["mention"]["author"]["handle"]), ("Anna Ähre", "anna.test"))
    text = "Guten Tag, bitte die Schraube mit 11 Nm anziehen. Grüße, Mira Brandt"
    reply = world.reply(case, text, "bluesky-0001")
    equal(world.reply(case, text, "bluesky-0001")["id"], reply["id"])
    equal(reply["by"]["name"], "Mira Brandt")
    shown = world.sent(case, reply)
    assert shown["url"].startswith("https://bsky.app/profile/did:plc:"), shown
    equal(world.reply(case, text, "bluesky-0001")["id"], reply["id"])
    [record] = world.ours_on_bluesky("11 Nm")
    equal((record["value"]["reply"]["root"]["uri"], record["value"]["reply"]["parent"]["uri"]), (root["uri"], asked["uri"]))
    equal(record["value"]["text"], text)
    world.mira.post(f"/api/cases/{case}/close")
    world.pds.post(world.anna, "Danke, jetzt ist Ruhe!", reply=(root, record))
    again = wait("it comes into the same conversation",
                 lambda: "Danke, jetzt ist Ruhe!" in str(world.conversation(case)["entries"]) and world.conversation(case))
    equal(again["case"]["state"], "open")
    posts = [e for e in again["entries"] if e["type"] == "post"]
    equal([p["author"]["name"] for p in posts], ["Anna Ähre", "Anna Ähre"])
    assert any(e.get("event") == "reopened" for e in again["entries"])
    waiting = next(m for m in world.inbox("needs_answer") if "Danke" in m["text"])
    equal((waiting["case"]["id"], waiting["author"]["name"]), (case, "Anna Ähre"))
    # Somebody else joins in below our answer: their name stays sealed.
    world.pds.post(world.gerd, "Bei mir hat das auch geholfen", reply=(root, record))
    joined = wait("a third person", lambda: next((e for e in world.conversation(case)["entries"] if "auch geholfen" in e.get("text", "")), None))
    equal(joined["author"]["sealed"], True)


def test_an_answer_on_wordpress_and_what_comes_back(world):
    comment = world.comment("Die Bremse am L3 schleift, Kranich")
    mention = world.heard("L3 schleift")
    equal(mention["author"]["sealed"], True)
    taken = world.take(mention)
    case = taken["case"]["id"]
    equal(taken["person"]["name"], "Gerd Groß")
    text = "Guten Tag, bitte zentrieren – so geht's. Grüße, Mira Brandt"
    reply = world.reply(case, text, "wordpress-0001")
    equal(world.reply(case, text, "wordpress-0001")["id"], reply["id"])
    shown = world.sent(case, reply)
    [ours] = world.ours_on_wordpress("bitte zentrieren")
    equal((ours["parent"], ours["author_name"], ours["status"]), (comment, "admin", "approved"))
    assert shown["url"].startswith(world.site.url), shown
    world.mira.post(f"/api/cases/{case}/close")
    world.comment("Hat geklappt, vielen Dank", parent=ours["id"])
    again = wait("it comes into the same conversation",
                 lambda: "Hat geklappt" in str(world.conversation(case)["entries"]) and world.conversation(case))
    equal(again["case"]["state"], "open")
    equal(len(world.ours_on_wordpress("bitte zentrieren")), 1)


def test_a_held_answer_is_found_when_moderators_let_it_through(world):
    """Sent by somebody who may not moderate, and the receipt lost: WordPress tells only that it has it already."""
    leser = world.add("wordpress", "Radblog als Leser", {**world.wordpress_settings, "user": "leser"}, world.site.passwords["leser"])
    comment = world.comment("Kranich, wer moderiert hier?", name="Moritz")
    mention = wait("the second source", lambda: next((m for m in world.inbox() if "wer moderiert" in m["text"] and m["source"]["id"] == leser), None))
    case = world.take(mention)["case"]["id"]
    world.site.moderate_everything()
    try:
        text = "Das - machen wir..."
        world.site.comment_as("leser", world.article, text, comment)  # what an interrupted send leaves behind
        world.sent(case, world.reply(case, text, "held-00001"), state="held")
        world.sent(case, world.reply(case, "Und zwar gern", "held-00002"), state="held")
        [ours] = world.ours_on_wordpress("machen wir")
        equal((ours["status"], ours["parent"]), ("hold", comment))
    finally:
        world.site.moderate_everything(False)
    world.site.set_comment_status(ours["id"], "approved")
    replies = wait("the first is visible", lambda: [e for e in world.conversation(case)["entries"] if e["type"] == "reply" and e["state"] == "sent"])
    equal([r["text"] for r in replies], [text])
    world.comment("Aha, danke Mira", name="Moritz", parent=ours["id"])
    wait("the answer to it", lambda: "Aha, danke" in str(world.conversation(case)["entries"]))
    world.mira.call("DELETE", f"/api/sources/{leser}")


def test_a_directory_that_does_not_answer_holds_nobody_up(world):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        change = lambda directory: world.mira.call("PATCH", f"/api/sources/{world.bluesky}", {  # noqa: E731
            "settings": {**world.source(world.bluesky)["settings"], "directory": directory}})
        change(f"http://127.0.0.1:{deaf.getsockname()[1]}")
        world.pds.post(world.gerd, "Kranich, wer bin ich?")
        mention = world.heard("wer bin ich")
        begun = time.monotonic()
        taken = world.take(mention)
        assert time.monotonic() - begun < 3, "it waited too long"
        equal(taken["person"]["name"], world.gerd["did"])
        change(world.pds.plc)
    equal(world.take(mention)["person"]["name"], "gerd.test")


def test_a_deletion_there_is_a_deletion_here(world):
    post = world.pds.post(world.gerd, "Kranich, das lösche ich gleich")
    world.comment("Kranich, auch das lösche ich", name="Frieda Fuchs")
    comment = world.site.newest_comment()
    cases = {}
    for text in ("das lösche ich gleich", "auch das lösche ich"):
        cases[text] = world.take(world.heard(text))["case"]["id"]
    equal(world.conversation(cases["auch das lösche ich"])["person"]["name"], "Frieda Fuchs")
    world.pds.delete(world.gerd, post["uri"])
    world.site.delete_comment(comment)
    for text, case in cases.items():
        def gone():
            entry = next(e for e in world.conversation(case)["entries"] if e["type"] == "post")
            return entry if entry["deleted"] else None
        entry = wait(f"{text} is gone", gone)
        equal((entry["text"], entry["html"], entry["url"], entry["author"].get("name", "")), ("", "", "", ""))
        whole = world.conversation(case)
        assert text not in str(whole), whole
        equal(whole["mention"]["author"].get("name", ""), "")
    whole = str(world.conversation(cases["auch das lösche ich"]))
    assert "Frieda" not in whole, whole
    error = lib_server.refused("E_DELETED", lambda: world.reply(cases["das lösche ich gleich"], "zu spät", "deleted-0001"))
    assert error.body["title"], error.body


def test_an_edit_there_is_an_edit_here(world):
    comment = world.comment("Kranich, noch mit Tippfeler")
    world.heard("Tippfeler")
    world.site.edit_comment(comment, "Kranich, jetzt ohne Tippfehler")
    mention = world.heard("ohne Tippfehler")
    assert mention["edited_at"], mention
    assert not any("Tippfeler" in m["text"] for m in world.inbox()), "the old text is still there"
    post = world.pds.post(world.gerd, "Kranich, falsches Wort")
    world.heard("falsches Wort")
    world.pds.edit(world.gerd, post["uri"], "Kranich, richtiges Wort")
    assert world.heard("richtiges Wort")["edited_at"]


def test_an_answer_in_the_queue_survives_a_power_cut(world):
    world.pds.post(world.anna, "Kranich, Stromausfall?")
    world.comment("Kranich, auch bei mir Stromausfall?")
    first = world.take(world.heard("Kranich, Stromausfall?"))["case"]["id"]
    second = world.take(world.heard("auch bei mir"))["case"]["id"]
    world.hold(3)
    replies = {first: world.reply(first, "Strom ist wieder da, Bluesky", "cut-000001"),
               second: world.reply(second, "Strom ist wieder da, Blog", "cut-000002")}
    equal({r["state"] for r in replies.values()}, {"queued"})
    world.restart()
    equal(world.reply(first, "Strom ist wieder da, Bluesky", "cut-000001")["id"], replies[first]["id"])
    for case, reply in replies.items():
        world.sent(case, reply)
    world.hold(0)
    equal(len(world.ours_on_bluesky("Strom ist wieder da")), 1)
    equal(len(world.ours_on_wordpress("Strom ist wieder da")), 1)


def test_a_power_cut_while_sending_sends_once_and_loses_no_answer(world):
    for number, pause in enumerate((0.0, 0.02, 0.04, 0.07, 0.12, 0.3)):
        name = f"Kranich, Kabel {number} gezogen"
        world.pds.post(world.anna, f"{name} B")
        world.comment(f"{name} W")
        cases = [world.take(world.heard(f"{name} {place}"))["case"]["id"] for place in "BW"]
        replies = [world.reply(case, f"Kabel {number} steckt wieder", f"cable-{number}-{case}") for case in cases]
        time.sleep(pause)
        world.server.kill()
        # Where it got there before the cut, the customer may answer before we are back.
        arrived = world.ours_on_bluesky(f"Kabel {number} steckt")
        for record in arrived:
            root = record["value"]["reply"]["root"]
            world.pds.post(world.anna, f"Danke für {number}", reply=(root, record))
        world.server.start()
        world.mira = world.server.client("mira", "de")
        for case, reply in zip(cases, replies):
            world.sent(case, reply, 60)
        equal(len(world.ours_on_bluesky(f"Kabel {number} steckt")), 1)
        equal(len(world.ours_on_wordpress(f"Kabel {number} steckt")), 1)
        if arrived:
            wait("the answer to our answer", lambda: f"Danke für {number}" in str(world.conversation(cases[0])["entries"]))
        print(f"     cut after {pause} s: {len(arrived)} had arrived on Bluesky", flush=True)


def test_the_probe_says_what_is_wrong_in_a_sentence(world):
    tries = [("E_CREDENTIALS", "wordpress", world.wordpress_settings, "falsch"),
             ("E_CREDENTIALS", "bluesky", world.bluesky_settings, "falsch"),
             ("E_CONNECT", "wordpress", {**world.wordpress_settings, "url": "http://127.0.0.1:9/"}, "x"),
             ("E_CONNECT", "bluesky", {**world.bluesky_settings, "jetstream": "ws://127.0.0.1:9"}, "x"),
             ("E_PROTOCOL", "wordpress", {**world.wordpress_settings, "url": world.pds.url}, "x"),
             ("E_ADDRESS", "wordpress", {**world.wordpress_settings, "url": "nicht einmal eine Adresse"}, "x"),
             ("E_EGRESS", "wordpress", {**world.wordpress_settings, "url": "http://169.254.169.254/"}, "x")]
    for code, kind, settings, password in tries:
        error = lib_server.refused(code, lambda: world.probe(kind, settings, password))
        sentence = error.body["title"]
        assert sentence.endswith(".") and len(sentence) < 200, sentence
        print(f"     {code}: {sentence}", flush=True)
    equal(world.probe("wordpress", world.wordpress_settings, world.site.passwords["admin"])["title"], "Radblog Kiel")
    equal(world.probe("bluesky", world.bluesky_settings, world.bluesky_password)["title"], "@kranich.test")


def test_a_stream_that_goes_away_comes_back_and_nothing_is_lost(world):
    world.pds.post(world.anna, "Kranich vor dem Bruch")
    world.heard("vor dem Bruch")
    world.stream.stop_stream()
    for number in range(5):
        world.pds.post(world.anna, f"Kranich im Bruch {number}")
    broken = wait("the error shows", lambda: world.health(world.bluesky)["error"] and world.health(world.bluesky))
    equal(broken["state"], "backing_off")
    assert broken["error"]["sentence"] and broken["next_try_at"], broken
    world.stream.start_stream()
    world.pds.post(world.anna, "Kranich nach dem Bruch")
    for text in [f"im Bruch {number}" for number in range(5)] + ["nach dem Bruch"]:
        world.heard(text, 60)
    healed = world.health(world.bluesky)
    equal((healed["state"], healed["error"], healed["gap"]), ("running", None, None))


def test_in_equals_out_at_the_end(world):
    total = world.settled()
    equal(total["difference"], 0)
    equal(sum(total["quarantined"].values()), 0)
    equal(len({m["conversation_id"] for m in world.inbox(limit=100)}), len(world.inbox(limit=100)))
    assert world.mira.get("/api/sources")["items"], "the sources are still there"
