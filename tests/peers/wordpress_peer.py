"""The WordPress connector against Debian's WordPress."""
import json
import time

from harness import Connector, Refused, equal, refused
from servers import WordPress


def start(work):
    return WordPress(work)


def connect(site, user="admin", password=None, **settings):
    secrets = {"password": password or site.passwords.get(user, "")} if user else {}
    return Connector("wordpress", {"url": site.url, "user": user or "", "poll_seconds": 1, **settings}, secrets)


def test_probe_finds_the_interface_and_the_account(site):
    with connect(site) as connector:
        probe = connector.ask(do="probe")
        equal(probe["title"], "Radblog Kiel")
        equal(probe["account_id"], "user:1")
        equal(probe["settings"]["api"], f"{site.url}/wp-json/")
    with connect(site, user="leser") as connector:
        assert any("moderate" in note for note in connector.ask(do="probe")["notes"])
    with connect(site, user=None) as connector:
        equal(connector.ask(do="probe")["account_id"], "")


def test_a_wrong_password_is_credentials(site):
    with connect(site, password="wrong") as connector:
        refused("E_CREDENTIALS", lambda: connector.ask(do="probe"))
        refused("E_CREDENTIALS", lambda: connector.ask(do="send", key="k", text="x", reply_to="post:1",
                                                       reply_ref='{"post":1,"parent":0}'))
        assert isinstance(connector.collect(), list)  # listening needs no account


def test_a_site_without_wordpress_is_said_so(site):
    with Connector("wordpress", {"url": f"{site.url}/wp-includes/images/blank.gif"}) as connector:
        assert connector.ask(do="probe")["title"] == "Radblog Kiel"  # a file of the same site still leads there


def test_posts_and_comments_arrive_once(site):
    post = site.create_post("Neue Bremse", '<p>Die &#8222;Bremse&#8220; <a href="https://x.example/?a=1&amp;b=2">quietscht</a>.</p>')
    comment = site.guest_comment(post, "Gerd Groß", "Bei mir auch – schade!")
    with connect(site, user=None) as connector:
        article = connector.post_with("quietscht")
        equal(article["native_id"], f"post:{post}")
        equal(article["post"]["kind"], "article")
        equal(article["post"]["title"], "Neue Bremse")
        equal(article["post"]["links"], ["https://x.example/?a=1&b=2"])
        equal(article["post"]["author"]["id"], "user:1")
        equal(article["post"]["author"]["name"], "admin")
        answer = next(item for item in connector.last_batch if item["native_id"] == f"comment:{comment}")
        equal(answer["post"]["text"], "Bei mir auch – schade!")
        equal(answer["post"]["author"]["name"], "Gerd Groß")
        equal(answer["post"]["in_reply_to"], f"post:{post}")
        equal(answer["post"]["thread"], f"post:{post}")
        equal(connector.drain(), [])
        reply = site.guest_comment(post, "Anna", "Schon geölt?", parent=comment)
        item = connector.post_with("geölt")
        equal(item["native_id"], f"comment:{reply}")
        equal(item["post"]["kind"], "reply")
        equal(item["post"]["in_reply_to"], f"comment:{comment}")
        equal(connector.drain(), [])


def test_paging_brings_everything_exactly_once(site):
    post = site.create_post("Viele", "<p>Viele Kommentare</p>")
    for number in range(130):
        site.admin("comments", {"post": post, "content": f"Nummer {number:03}", "author_name": f"Gast {number}",
                                "author_email": f"g{number}@example.org", "date_gmt": f"2026-01-01T00:{number // 60:02}:{number % 60:02}"})
    with connect(site, user=None, history_days=0) as connector:
        items = [item for item in connector.drain(4) if "Nummer" in item.get("post", {}).get("text", "")]
        equal(len(items), 130)
        equal(len({item["native_id"] for item in items}), 130)


def test_edits_and_deletions_show(site):
    post = site.create_post("Entwurf", "<p>Erste Fassung</p>")
    first = site.guest_comment(post, "Eva", "Kommentar wird geändert")
    second = site.guest_comment(post, "Eva", "Kommentar wird gelöscht")
    third = site.guest_comment(post, "Eva", "Kommentar kommt in den Papierkorb")
    with connect(site, user=None) as connector:
        before = connector.post_with("Erste Fassung")
        site.edit_post(post, content="<p>Zweite Fassung</p>")
        after = connector.post_with("Zweite Fassung")
        equal(after["native_id"], before["native_id"])
        assert after["revision"] != before["revision"]
        site.edit_comment(first, "Kommentar wurde geändert")
        equal(connector.post_with("wurde geändert")["native_id"], f"comment:{first}")
        site.delete_comment(second)
        connector.removal_of(f"comment:{second}")
        site.trash_comment(third)
        connector.removal_of(f"comment:{third}")
        site.delete_post(post)
        connector.removal_of(f"post:{post}")


def test_a_comment_approved_late_arrives(site):
    post = site.create_post("Moderiert", "<p>Hier wird moderiert</p>")
    comment = site.guest_comment(post, "Ingo", "Darf das hier stehen?")
    site.set_comment_status(comment, "hold")
    with connect(site, user=None) as connector:
        connector.post_with("Hier wird moderiert")
        assert not any(item["native_id"] == f"comment:{comment}" for item in connector.drain())
        newer = site.guest_comment(post, "Ines", "Ich war schneller")
        equal(connector.post_with("schneller")["native_id"], f"comment:{newer}")
        site.set_comment_status(comment, "approve")
        connector.post_with("Darf das")


def test_an_answer_appears_once(site):
    post = site.create_post("Frage", "<p>Wer weiß es?</p>")
    comment = site.guest_comment(post, "Gerd", "Wann kommt das Ersatzteil?")
    text = 'Am Montag – "versprochen"... 5 < 6 & so\nIhr\'s Team'
    for user in ("admin", "leser"):
        with connect(site, user=user) as connector:
            item = connector.post_with("Ersatzteil")
            mine = text + user
            equal(connector.find(item, mine, f"key-{user}"), None)
            receipt = connector.reply(item, mine, f"key-{user}")
            equal(receipt["held"], False)
            equal(connector.find(item, mine, f"key-{user}"), receipt["native_id"])
            again = connector.reply(item, mine, f"key-{user}")
            equal(again["native_id"], receipt["native_id"])
            heard = connector.collect_until(lambda found: found["native_id"] == receipt["native_id"])
            equal(heard["post"]["in_reply_to"], f"comment:{comment}")
            assert "5 < 6 & so" in heard["post"]["text"], heard["post"]["text"]
    ours = [entry for entry in site.comments(post) if entry["author"]]
    equal(len(ours), 2)
    equal({entry["parent"] for entry in ours}, {comment})


def test_a_held_answer_says_so(site):
    post = site.create_post("Streng", "<p>Strenge Moderation</p>")
    site.moderate_everything()
    try:
        with connect(site, user="leser") as connector:
            item = connector.post_with("Strenge Moderation")
            receipt = connector.reply(item, "Bitte freischalten", "k-held")
            equal(receipt["held"], True)
            again = connector.reply(item, "Bitte freischalten", "k-held")
            equal(again["held"], True)
    finally:
        site.moderate_everything(False)
    equal(len([entry for entry in site.comments(post) if entry["author"]]), 1)


def test_closed_gone_and_too_long_are_final(site):
    post = site.create_post("Zu", "<p>Hier ist zu</p>")
    with connect(site) as connector:
        item = connector.post_with("Hier ist zu")
        refused("E_TOO_LONG", lambda: connector.reply(item, "x" * 66_000, "k-long"))
    site.close_comments(post)
    with connect(site, user="leser") as connector:
        error = refused("E_REFUSED", lambda: connector.reply(item, "Noch etwas", "k-closed"))
        assert "&" not in error.detail, error.detail
    site.delete_post(post)
    with connect(site) as connector:
        refused("E_GONE", lambda: connector.reply(item, "Noch etwas", "k-gone"))


def test_a_new_post_is_published_once(site):
    with connect(site) as connector:
        post = {"key": "k-new", "title": "Unser Winterrad & mehr", "text": 'Es ist "da".'}
        receipt = connector.ask(do="send", **post)
        equal(connector.ask(do="find_sent", **post)["native_id"], receipt["native_id"])
        equal(connector.post_with("da”")["post"]["title"], "Unser Winterrad & mehr")


def test_the_other_addresses_of_the_interface_work(site):
    with connect(site, api=f"{site.url}/?rest_route=/") as connector:
        equal(connector.ask(do="probe")["title"], "Radblog Kiel")
        assert isinstance(connector.collect(), list)


def test_a_server_that_is_away_comes_back(site):
    web = site.processes.pop()
    command, env = web.args, {"SITE": str(site.site), "SITE_URL": site.url, "PHP_CLI_SERVER_WORKERS": "4"}
    with connect(site, user=None) as connector:
        connector.collect()
        site.end(web)
        refused("E_CONNECT", connector.collect)
        site.spawn("php", command, env)
        for _ in range(50):
            try:
                connector.collect()
                return
            except Refused:
                time.sleep(0.1)
        raise AssertionError("it stayed away")
