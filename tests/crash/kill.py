#!/usr/bin/env python3
"""kill -9 at random moments while posts come in by file, by hub and by poll, are matched, answers go out and people are erased:
what was acknowledged is there afterwards, once; what was approved is on the network, once; of who was erased no byte is left
(invariants 1 to 3, 5 and 8).

    tests/crash/kill.py [BINARY] [--kills N] [--seed N]        30 kills where nothing is said; 500 before a release"""
import argparse
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse

parser = argparse.ArgumentParser()
parser.add_argument("binary", nargs="?", default="build/dev/resonanz")
parser.add_argument("--kills", type=int, default=30)
parser.add_argument("--seed", type=int, default=int(time.time()))
OPTIONS = parser.parse_args()
sys.argv = [sys.argv[0], OPTIONS.binary]

from lib_path import bytes_of  # noqa: E402, I001  (makes lib_server importable)
from lib_network import Site  # noqa: E402
from lib_server import BINARY, Refused, Server, equal, lines, main, wait_for  # noqa: E402

CHUNK = 100
LEAVING = 5  # in every so manieth round somebody writes who is erased later
GONE = (urllib.error.URLError, OSError, TimeoutError)  # the server was killed under the call; includes cut-off replies


class Run:
    """One server that is killed again and again, and what its clients were told."""

    def __init__(self, server, site, chance):
        self.server, self.site, self.chance = server, site, chance
        self.client = server.client()
        self.told = {"file": 0, "hub": set(), "answers": {}, "erased": set()}
        self.waiting = {}  # answers without a reply so far, tried again with the same key: key -> case
        self.leaving = []  # people to erase; asked again until there was a reply
        self.cut_off = 0  # erasures under way when the server was killed
        self.slowest = 0.0

    def set_up(self):
        client = self.client
        client.call("PUT", "/api/settings", {**client.get("/api/settings"), "hold_s": 0})
        client.post("/api/queries", {"name": "Bremse", "query": "bremse"})
        self.server.run("import", "-", "--source", "archive", stdin=lines([{"id": "first", "network": "forum", "text": "Bremse Forum"}]))
        wait_for(lambda: client.get("/api/mentions?view=all")["total"] == 1)  # from here on the network is known
        self.site_id = self.source("wordpress", {"url": self.site.base, "api": f"{self.site.base}/wp-json/", "user": "us", "content": "comments",
                                  "poll_seconds": 1}, {"password": "secret"})
        self.source("feed", {"url": f"{self.site.base}/feed", "poll_seconds": 3600}, {})
        asked = wait_for(lambda: self.site.asked)
        self.hook = urllib.parse.urlsplit(asked["hub.callback"]).path
        question = urllib.parse.urlencode({"hub.mode": "subscribe", "hub.topic": asked["hub.topic"], "hub.challenge": "x", "hub.lease_seconds": "864000"})
        equal(client.get(f"{self.hook}?{question}", raw=True), b"x")

    def source(self, kind, settings, secrets):
        assessment = {**self.client.get(f"/api/assessment-template?kind={kind}"), "owner": "Mira Brandt", "approved": True}
        return self.client.post("/api/sources", {"kind": kind, "name": kind, "language": "de", "secrets": secrets, "assessment": assessment, "settings": settings})["id"]

    def by_file(self, kill):
        posts = [{"id": f"{kill}-{n}", "text": f"Bremse Datei {kill} {n}", "author": {"id": f"a{n % 7}"}} for n in range(CHUNK)]
        gone = f"wegzug{kill:05}w"
        if kill % LEAVING == 0:
            posts.append({"id": gone, "network": "forum", "text": f"Bremse {gone}", "author": {"id": f"id-{gone}", "name": gone.title()}})
        done = subprocess.run([BINARY, "import", "-", "--source", "archive", "--data", str(self.server.data)], input=lines(posts), text=True,
                              capture_output=True)
        equal(done.returncode, 0)
        self.told["file"] += CHUNK
        if kill % LEAVING == 0:
            self.leaving.append(gone)

    def by_hub(self, kill, dead):
        for n in range(1000):
            if dead.is_set():
                return
            title = f"Bremse Feed {kill} {n}"
            body = self.site.feed(title)
            try:
                self.client.call("POST", self.hook, body, raw=True, headers={"Content-Type": "application/atom+xml", "X-Hub-Signature": self.site.signature(body)})
                self.told["hub"].add(title)
            except GONE:
                return

    def by_poll(self, kill):
        for n in range(3):
            self.site.comment(f"Bremse Kommentar {kill} {n}", f"Gast {kill} {n}")
            time.sleep(0.05)

    def answer(self, kill, dead):
        """Takes what waits, answers it; an answer without a reply is asked again with its key."""
        try:
            for key, case in list(self.waiting.items()):
                self.send(key, case)
            for row in self.client.get(f"/api/mentions?view=needs_answer&source={self.site_id}&limit=20")["items"]:
                if dead.is_set():
                    return
                case = self.client.post(f"/api/mentions/{row['id']}/take", {"reason": "dialogue"})["case"]["id"]
                self.send(f"antwort-{kill}-{row['id']}", case)
        except GONE:
            pass

    def send(self, key, case):
        self.waiting[key] = case
        try:
            self.client.post(f"/api/cases/{case}/replies", {"text": f"Antwort {key}", "lang": "de"}, headers={"Idempotency-Key": key})
        except Refused as refusal:
            assert refusal.code == "E_STORE", refusal  # nothing else may be wrong
            return
        del self.waiting[key]
        self.told["answers"][key] = case

    def erase(self):
        try:
            for gone in list(self.leaving):
                self.client.post("/api/privacy/requests", {"kind": "erase", "network": "forum", "person": f"id-{gone}"})
                self.leaving.remove(gone)
                self.told["erased"].add(gone)
        except GONE:
            self.cut_off += 1

    def round(self, kill):
        dead = threading.Event()
        importer = threading.Thread(target=self.by_file, args=(kill,))
        others = [importer, *(threading.Thread(target=work, args=arguments) for work, arguments in (
            (self.by_hub, (kill, dead)), (self.by_poll, (kill,)), (self.answer, (kill, dead)), (self.erase, ())))]
        for thread in others:
            thread.start()
        time.sleep(self.chance.uniform(0, 0.7))
        dead.set()
        self.server.kill()
        for thread in others:
            thread.join()
        begun = time.time()
        self.server.start()
        self.slowest = max(self.slowest, time.time() - begun)
        self.client.base = self.server.base

    def visible(self):
        found, cursor = [], ""
        while True:
            page = self.client.get("/api/mentions?view=all&limit=200" + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else ""))
            found += [row["title"] or row["text"] for row in page["items"]]
            cursor = page["next"]
            if not cursor:
                return found

    def settle(self):
        self.answer("end", threading.Event())
        assert not self.waiting
        self.erase()
        assert not self.leaving
        wait_for(lambda: set(self.site.ours()) >= {f"Antwort {key}" for key in self.told["answers"]}, 120)
        time.sleep(7)  # the look back at the site, and whatever would be sent a second time
        return wait_for(lambda: (ledger := self.client.get("/api/ledger")["total"])["pending"] == 0 and ledger, 60)

    def compare(self, ledger):
        equal(ledger["difference"], 0)
        seen = self.visible()
        twice = len(seen) - len(set(seen))
        comments = {c["content"]["rendered"][3:-4] for c in self.site.comments if c["author"] == 0}
        left = {gone for data in bytes_of(self.server.folder).values() for gone in self.told["erased"] if gone.encode() in data.lower()}
        wanted = {f"Bremse Datei {kill} {n}" for kill in range(OPTIONS.kills) for n in range(CHUNK)} | self.told["hub"] | comments
        lost = wanted - set(seen)
        ours = self.site.ours()
        double, missing = len(ours) - len(set(ours)), {f"Antwort {key}" for key in self.told["answers"]} - set(ours)
        print(f"{OPTIONS.kills} kills; acknowledged: {self.told['file']} by file, {len(self.told['hub'])} by hub, {len(comments)} by poll, "
              f"{len(self.told['answers'])} answers, {len(self.told['erased'])} erasures ({self.cut_off} times cut off); lost {len(lost)}, visible twice {twice}, answers missing {len(missing)}, sent twice {double}, people left over {len(left)}, "
              f"slowest start {self.slowest:.2f} s")
        equal((lost, twice, missing, double, left), (set(), 0, set(), 0, set()))
        assert self.slowest < 5, "ready again in less than five seconds"


def test_kill_9_loses_nothing_and_doubles_nothing():
    print(f"seed {OPTIONS.seed}")
    chance = random.Random(OPTIONS.seed)
    site = Site(chance)
    with Server("--allow-address", "127.0.0.0/8", "--public-address", "https://resonanz.example") as server:
        run = Run(server, site, chance)
        run.set_up()
        for kill in range(OPTIONS.kills):
            run.round(kill)
        run.compare(run.settle())
    site.shutdown()
    site.server_close()


if __name__ == "__main__":
    main(__name__)
