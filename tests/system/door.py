#!/usr/bin/env python3
"""The door: guessing is slowed down without locking anybody out, sessions cannot be planted, and whoever may no longer
listen hears nothing after a second. Nothing secret leaves by logs, errors, metrics or core files."""
import http.client
import pathlib
import threading
import time
import urllib.parse

from lib_server import Client, Refused, Server, equal, lines, main, refused, wait_for

PROXY = {"X-Forwarded-For": "198.51.100.7"}


def guess(base, login, times, headers=None):
    """(code of the last refusal, seconds that it asks to wait)"""
    client, error = Client(base), None
    for _ in range(times):
        try:
            client.post("/api/session", {"login": login, "password": "geraten geraten"}, headers=headers)
        except Refused as refusal:
            error = refusal
    return error.code, client.headers.get("Retry-After")


def test_guessing_is_slowed_down_however_the_name_is_written():
    with Server() as server:
        for spelling in ("tom", "TOM", " tom ", "t om", "Tom"):
            guess(server.base, spelling, 2)
        code, wait = guess(server.base, "tom", 1)
        equal(code, "E_RATE")
        assert 0 < int(wait) <= 901, wait


def test_nobody_is_locked_out_where_they_signed_in_before():
    with Server() as server:
        tom = server.client("tom")
        tom.call("DELETE", "/api/session")
        equal(guess(server.base, "tom", 40)[0], "E_RATE")
        refused("E_RATE", lambda: server.client("tom"))  # a new browser has to wait, from this address
        equal(tom.sign_in("tom", server.passwords["tom"])["user"]["name"], "Tom Ahlers")
        mira = Client(server.base)  # the proof is for one name only
        mira.cookies = {name: value for name, value in tom.cookies.items() if "device" in name}
        equal(guess(server.base, "mira", 40)[0], "E_RATE")
        refused("E_RATE", lambda: mira.sign_in("mira", server.passwords["mira"]))


def test_behind_a_proxy_addresses_are_told_apart_and_cannot_be_made_up():
    with Server("--https") as server:
        equal(guess(server.base, "tom", 12, PROXY)[0], "E_RATE")
        # What the client itself wrote stands to the left of the proxy's own entry.
        equal(guess(server.base, "tom", 1, {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})[0], "E_RATE")
        other = Client(server.base)
        reply = other.post("/api/session", {"login": "tom", "password": server.passwords["tom"]}, headers={"X-Forwarded-For": "203.0.113.9"})
        equal(reply["user"]["name"], "Tom Ahlers")


def test_an_ipv6_network_counts_as_one():
    with Server("--https") as server:
        for number in range(12):
            last = guess(server.base, "tom", 1, {"X-Forwarded-For": f"2001:db8:1:2::{number:x}"})
        equal(last[0], "E_RATE")
        equal(guess(server.base, "tom", 1, {"X-Forwarded-For": "2001:db8:1:3::1"})[0], "E_LOGIN")


def test_cookies_are_for_this_host_and_this_program_only():
    for arguments, prefix, extra in (((), "", set()), (("--https",), "__Host-", {"Secure"})):
        with Server(*arguments) as server:
            client = Client(server.base)
            client.post("/api/session", {"login": "tom", "password": server.passwords["tom"]})
            cookies = client.headers.get_all("Set-Cookie")
            equal(len(cookies), 2)
            for cookie, name in zip(cookies, ("resonanz_session", "resonanz_device")):
                assert cookie.startswith(f"{prefix}{name}="), cookie
                parts = {part.strip() for part in cookie.split(";")[1:]}
                assert {"Path=/", "HttpOnly", "SameSite=Strict"} | extra <= parts, cookie
                assert not any(part.startswith("Domain") for part in parts), cookie
            equal(client.headers.get("Strict-Transport-Security"), "max-age=31536000" if extra else None)


def test_a_planted_session_is_worth_nothing():
    with Server() as server:
        mallory = server.client("tom")
        victim = Client(server.base)
        victim.cookies = dict(mallory.cookies)  # Mallory's own session, slipped under the one who signs in
        planted = victim.cookies["resonanz_session"]
        victim.sign_in("mira", server.passwords["mira"])
        assert victim.cookies["resonanz_session"] != planted
        refused("E_AUTH", lambda: mallory.get("/api/session"))  # it ended, and did not become Mira's
        victim.cookies["resonanz_session"] = "made-up-token"
        refused("E_AUTH", lambda: victim.get("/api/session"))
        victim.sign_in("mira", server.passwords["mira"])
        assert victim.cookies["resonanz_session"] != "made-up-token"


def listen(client):
    """An open event stream and a function that gives the seconds from now until the server ended it."""
    host = urllib.parse.urlsplit(client.base)
    connection = http.client.HTTPConnection(host.hostname, host.port, timeout=10)
    connection.request("GET", "/api/events", headers={"Cookie": client.cookie})
    reply = connection.getresponse()
    equal(reply.status, 200)
    equal(reply.readline(), b": ready\n")
    ended = []
    threading.Thread(target=lambda: (reply.read(), ended.append(time.time())), daemon=True).start()

    def seconds_until_ended(act):
        begun = time.time()
        act()
        wait_for(lambda: ended, 5)
        return ended[0] - begun
    return seconds_until_ended, ended


def test_revocation_ends_open_streams_within_a_second():
    with Server() as server:
        mira = server.client("mira")
        users = {user["name"]: user["id"] for user in mira.get("/api/users")["items"]}
        tom_path = f"/api/users/{users['Tom Ahlers']}"
        bystander, still_open = listen(server.client("selin"))
        new_password = "ein ganz neues Wort"
        acts = {
            "signed out": lambda tom: tom.call("DELETE", "/api/session"),
            "role changed": lambda tom: mira.call("PATCH", tom_path, {"role": "expert"}),
            "own password changed": lambda tom: tom.call("PATCH", "/api/profile", {"current_password": server.passwords["tom"], "password": new_password}),
            "deactivated": lambda tom: mira.call("PATCH", tom_path, {"active": False}),
        }
        for name, act in acts.items():
            tom = server.client("tom")
            seconds_until_ended, _ = listen(tom)
            time.sleep(0.3)
            took = seconds_until_ended(lambda: act(tom))
            assert took <= 1.0, f"{name}: {took:.2f} s"
            print(f"     {name}: {took:.2f} s")
            if name == "own password changed":
                server.passwords["tom"] = new_password
        refused("E_LOGIN", lambda: server.client("tom"))
        equal(still_open, [])  # nobody else's stream ended


def test_the_process_leaves_no_core_file():
    with Server() as server:
        limits = pathlib.Path(f"/proc/{server.process.pid}/limits").read_text()
        core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        equal(core.split()[4:6], ["0", "0"])
        try:  # not dumpable: its files in /proc belong to root
            equal(pathlib.Path(f"/proc/{server.process.pid}/maps").stat().st_uid, 0)
        except PermissionError:
            pass


def test_secrets_and_people_are_nowhere_in_logs_errors_and_metrics():
    canaries = {"password": "Canary-Passwort-4711", "secret": "canary-app-password", "author": "Canaria Vogel", "handle": "canaria.example",
                "text": "CanaryTextWord", "login try": "canary-login-name"}
    said = []
    with Server("--allow-address", "127.0.0.0/8") as server:
        mira, stranger = server.client("mira"), Client(server.base)
        token = mira.cookies["resonanz_session"]

        def fails(call):
            try:
                call()
            except Refused as error:
                said.append(str(error.body))
        fails(lambda: stranger.post("/api/session", {"login": canaries["login try"], "password": canaries["password"]}))
        fails(lambda: mira.post("/api/users", {"login": "x", "name": "x", "title": "", "language": "de", "role": "nothing", "password": canaries["password"]}))
        assessment = {**mira.get("/api/assessment-template?kind=import"), "owner": "Mira", "approved": True}
        site = {"kind": "wordpress", "name": "Blog", "language": "", "assessment": assessment, "secrets": {"password": canaries["secret"]},
                "settings": {"url": "http://127.0.0.1:9", "user": "canaria"}}
        fails(lambda: mira.post("/api/sources", site))
        fails(lambda: mira.post("/api/sources/probe", {**site, "settings": {"url": "http://user:canary-app-password@127.0.0.1:9/"}}))
        mira.post("/api/queries", {"name": "c", "query": "kranich"})
        mira.post("/api/sources", {"kind": "import", "name": "Datei", "language": "", "settings": {"network": "forum"}, "secrets": {}, "assessment": assessment})
        post = {"id": "1", "text": "kranich " + canaries["text"], "created_at": "2026-11-20T10:00:00Z", "author": {"id": canaries["handle"], "handle": canaries["handle"], "name": canaries["author"]}}
        broken = f'{{"id":"2","text":"{canaries["text"]}","author":{{"name":"{canaries["author"]}"\n'
        mira.call("POST", "/api/import?source=Datei", lines([post]) + broken, headers={"Content-Type": "application/x-ndjson"})
        wait_for(lambda: mira.get("/api/mentions?view=all")["items"])
        said.append(str(mira.get("/api/audit")))
        said.append(stranger.get("/metrics", raw=True).decode())
        said.append(str(stranger.get("/healthz")))
        time.sleep(0.5)
        log = (server.folder / "server.log").read_text()
        assert "Canary" not in log and "canar" not in log, log
        for place in [log, *said]:
            for name, canary in {**canaries, "session": token, "csrf": mira.csrf, "own password": server.passwords["mira"]}.items():
                assert canary not in place, f"{name} stands in {place[:300]}"


if __name__ == "__main__":
    main(__name__)
