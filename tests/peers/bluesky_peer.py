"""The Bluesky connector against a real PDS, the real Jetstream (version 1) and our double of version 2."""
import contextlib
import json
import time

from harness import Connector, equal, refused
from servers import Bluesky, Jetstream, JetstreamV2Shim


class World:
    def __init__(self, pds, v1, v2):
        self.pds, self.v1, self.v2 = pds, v1, v2
        self.anna, self.gerd = pds.create_account("anna"), pds.create_account("gerd")
        self.kranich = pds.create_account("kranich")
        self.password = pds.app_password(self.kranich)


@contextlib.contextmanager
def start(work):
    with Bluesky(work) as pds, Jetstream(work, pds) as v1, JetstreamV2Shim(work, pds) as v2:
        yield World(pds, v1, v2)


def connect(world, wire="v1", cursor="", password=None, **settings):
    stream = world.v1 if wire == "v1" else world.v2
    return Connector("bluesky", {"jetstream": stream.url, "wire": wire, "service": world.pds.url, "identifier": "kranich.test",
                                 **settings}, {"password": password or world.password}, cursor)


def test_probe_signs_in_and_reads_the_stream(world):
    with connect(world) as connector:
        probe = connector.ask(do="probe")
        equal(probe["title"], "@kranich.test")
        equal(probe["account_id"], world.kranich["did"])
        assert probe["settings"]["service"].endswith(str(world.pds.pds_port)), probe


def test_a_wrong_password_is_credentials(world):
    with connect(world, password="wrong") as connector:
        refused("E_CREDENTIALS", lambda: connector.ask(do="probe"))
        refused("E_CREDENTIALS", lambda: connector.ask(do="send", key="k", text="x"))


def both_wires(test):
    """Each of these tests runs on both versions of the stream."""
    def run(world):
        for wire in ("v1", "v2"):
            test(world, wire)
    return run


@both_wires
def test_posts_edits_and_deletions_arrive(world, wire):
    with connect(world, wire) as connector:
        connector.collect()
        made = world.pds.post(world.anna, f"Grüße aus Kiel über {wire}", facets=[
            {"index": {"byteStart": 0, "byteEnd": 7}, "features": [{"$type": "app.bsky.richtext.facet#mention", "did": world.gerd["did"]},
                                                                   {"$type": "app.bsky.richtext.facet#link", "uri": "https://x.example/"}]}])
        item = connector.post_with(f"Kiel über {wire}")
        post = item["post"]
        equal(item["native_id"], made["uri"])
        equal(item["revision"], made["cid"])
        equal(post["lang"], "de")
        equal(post["author"]["id"], world.anna["did"])
        equal(post["mentions"], [world.gerd["did"]])
        equal(post["links"], ["https://x.example/"])
        equal(post["thread"], made["uri"])
        assert post["url"].startswith("https://bsky.app/profile/did:plc:")
        world.pds.edit(world.anna, made["uri"], f"Geändert über {wire}")
        after = connector.post_with(f"Geändert über {wire}")
        equal(after["native_id"], made["uri"])
        assert after["revision"] != item["revision"]
        world.pds.delete(world.anna, made["uri"])
        connector.removal_of(made["uri"])


@both_wires
def test_an_answer_appears_once_in_its_thread(world, wire):
    with connect(world, wire) as connector:
        connector.collect()
        root = world.pds.post(world.anna, f"Frage über {wire}")
        world.pds.post(world.gerd, f"Ich frage auch über {wire}", reply=root)
        item = connector.post_with(f"frage auch über {wire}")
        equal(item["post"]["thread"], root["uri"])
        text = f"Hallo @gerd.test, siehe https://x.example/ü über {wire}. #Rad @niemand.test"
        key = f"key-{wire}"
        equal(connector.find(item, text, key), None)
        receipt = connector.reply(item, text, key, lang="de")
        equal(connector.find(item, text, key), receipt["native_id"])
        equal(connector.reply(item, text, key, lang="de")["native_id"], receipt["native_id"])
        mine = [record for record in world.pds.records(world.kranich["did"]) if wire in record["value"]["text"]]
        equal(len(mine), 1)
        record = mine[0]["value"]
        equal(record["reply"]["root"]["uri"], root["uri"])
        equal(record["reply"]["parent"]["uri"], item["native_id"])
        raw = text.encode()
        shown = [(raw[facet["index"]["byteStart"]:facet["index"]["byteEnd"]].decode(), facet["features"][0]["$type"].split("#")[1])
                 for facet in record["facets"]]
        equal(shown, [("@gerd.test", "mention"), ("https://x.example/ü", "link"), ("#Rad", "tag")])
        heard = connector.post_with("siehe https://x.example")
        equal(heard["native_id"], receipt["native_id"])
        equal(heard["post"]["in_reply_to"], item["native_id"])


@both_wires
def test_what_happened_while_we_were_away_is_caught_up(world, wire):
    with connect(world, wire) as connector:
        connector.collect()
        world.pds.post(world.anna, f"vorher {wire}")
        connector.post_with(f"vorher {wire}")
        cursor = connector.cursor
    for number in range(20):
        world.pds.post(world.anna, f"verpasst {wire} {number:02}")
    with connect(world, wire, cursor) as connector:
        connector.collect_until(lambda item: f"verpasst {wire} 19" in item.get("post", {}).get("text", ""))
        equal(connector.gaps, [])
        texts = {item["post"]["text"] for item in connector.last_batch if "post" in item}
        assert len(texts) >= 1
    with connect(world, wire, cursor) as connector:
        seen = set()
        for _ in range(10):
            seen |= {item["post"]["text"] for item in connector.collect() if "verpasst" in item.get("post", {}).get("text", "")}
            if len(seen) == 20:
                break
        equal(len(seen), 20)


def test_the_stream_may_break_and_come_back(world):
    with connect(world) as connector:
        connector.collect()
        world.pds.post(world.anna, "vor dem Bruch")
        connector.post_with("vor dem Bruch")
        world.v1.stop_stream()
        world.pds.post(world.anna, "während des Bruchs")
        refused("E_CONNECT", lambda: [connector.collect() for _ in range(3)])
        world.v1.start_stream()
        connector.post_with("während des Bruchs", 60)


def test_version_2_drops_slow_readers_and_we_come_back(world):
    with connect(world, "v2") as connector:
        connector.collect()
        world.pds.post(world.anna, "vor dem Abwurf")
        connector.post_with("vor dem Abwurf")
        for fault in (world.v2.drop, world.v2.slow):
            fault()
            name = fault.__name__
            world.pds.post(world.anna, f"nach dem Abwurf {name}")
            connector.post_with(f"nach dem Abwurf {name}")


def test_a_forgotten_cursor_is_a_gap(world):
    with connect(world, "v2") as connector:
        connector.collect()
        world.pds.post(world.anna, "vor dem Vergessen")
        connector.post_with("vor dem Vergessen")
        cursor = connector.cursor
    world.pds.post(world.anna, "wird vergessen")
    time.sleep(1)
    world.v2.forget()
    with connect(world, "v2", cursor) as connector:
        world.pds.post(world.anna, "nach dem Vergessen")
        connector.post_with("nach dem Vergessen")
        assert connector.gaps, "the gap was not told"


def test_length_is_what_the_server_says(world):
    with connect(world) as connector:
        for character in ("a", "ü", "👩‍👩‍👧", "🇩🇪"):
            most = 300 if len(character.encode()) <= 10 else 3000 // len(character.encode())
            text = character * most
            connector.ask(do="length", text=text)
            receipt = connector.ask(do="send", key=f"long-{character}", text=text)
            assert receipt["native_id"]
            refused("E_TOO_LONG", lambda: connector.ask(do="length", text=text + character))
            refused("E_TOO_LONG", lambda: connector.ask(do="send", key=f"longer-{character}", text=text + character))


def test_a_deleted_answer_is_not_found(world):
    with connect(world) as connector:
        receipt = connector.ask(do="send", key="soon-gone", text="gleich weg")
        world.pds.delete(world.kranich, receipt["native_id"])
        equal(connector.ask(do="find_sent", key="soon-gone", text="gleich weg")["native_id"], None)


def test_names_can_be_asked_for(world):
    with connect(world, directory=world.pds.plc) as connector:
        equal(connector.ask(do="author", id=world.anna["did"])["handle"], "anna.test")
        world.pds.call("com.atproto.repo.putRecord", {"repo": world.anna["did"], "collection": "app.bsky.actor.profile", "rkey": "self",
                       "record": {"$type": "app.bsky.actor.profile", "displayName": "Anna Ähre"}}, world.anna["accessJwt"])
        equal(connector.ask(do="author", id=world.anna["did"])["name"], "Anna Ähre")
        refused("E_GONE", lambda: connector.ask(do="author", id="did:plc:" + "a" * 24))
        refused("E_VALUE", lambda: connector.ask(do="author", id="did:plc:x/../y"))


def test_the_server_of_an_account_is_found_by_its_id(world):
    with connect(world, service="", identifier=world.kranich["did"], directory=world.pds.plc) as connector:
        equal(connector.ask(do="probe")["title"], "@kranich.test")


def test_search_that_is_not_offered_is_no_error(world):
    with connect(world, backfill_query="kranich") as connector:
        connector.collect()
        equal(json.loads(connector.cursor)["search"], "done")


@both_wires
def test_accounts_that_leave_take_their_posts_along(world, wire):
    leaver, offender = world.pds.create_account(f"weg{wire}"), world.pds.create_account(f"boese{wire}")
    with connect(world, wire) as connector:
        connector.collect()
        world.pds.deactivate(leaver)
        connector.removal_of(leaver["did"], op="remove_author")
        world.pds.take_down(offender["did"])
        connector.removal_of(offender["did"], op="remove_author")


def test_signing_in_is_remembered_and_limits_are_told(world):
    with connect(world, password="wrong again") as connector:
        codes = set()
        for _ in range(40):
            try:
                connector.ask(do="probe")
            except Exception as error:
                codes.add(error.code)
                if error.code == "E_THROTTLED":
                    assert error.retry_after_s and error.retry_after_s > 0
                    break
        equal(codes, {"E_CREDENTIALS", "E_THROTTLED"})
