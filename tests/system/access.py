#!/usr/bin/env python3
"""Signing in, roles, CSRF: deny by default, absent and forbidden look the same."""
from lib_server import Client, Refused, Server, equal, main, refused


def test_the_first_administrator_is_made_once():
    with Server(users=False) as server:
        client = Client(server.base)
        equal(client.get("/api/setup"), {"needed": True, "demo": False})
        wanted = {"login": "mira", "display_name": "Mira", "password": "lang genug 1", "workspace": "Kranich", "language": "de"}
        refused("E_VALUE", lambda: client.post("/api/setup", {**wanted, "password": "kurz"}))
        equal(client.post("/api/setup", wanted)["user"]["role"], "admin")
        equal(client.get("/api/setup")["needed"], False)
        refused("E_SET_UP", lambda: Client(server.base).post("/api/setup", wanted))


def test_nothing_without_signing_in():
    with Server() as server:
        stranger = Client(server.base)
        for path in ("/api/mentions", "/api/users", "/api/sources", "/api/audit", "/api/events", "/api/settings"):
            refused("E_AUTH", lambda path=path: stranger.get(path))
        refused("E_LOGIN", lambda: stranger.post("/api/session", {"login": "mira", "password": "falsch"}))


def test_forbidden_looks_like_absent():
    with Server() as server:
        tom = server.client("tom")
        forbidden = refused("E_NOT_FOUND", lambda: tom.get("/api/audit"))
        absent = refused("E_NOT_FOUND", lambda: tom.get("/api/nothing"))
        equal(forbidden.body, absent.body)
        refused("E_NOT_FOUND", lambda: tom.post("/api/users", {}))


def test_a_change_needs_the_csrf_token_and_the_own_page():
    with Server() as server:
        client = server.client()
        client.csrf = "falsch"
        refused("E_CSRF", lambda: client.post("/api/queries", {"name": "x", "query": "x"}))
        other = Client(server.base)
        refused("E_CSRF", lambda: other.post("/api/session", {"login": "mira", "password": "x"}, headers={"Origin": "https://evil.example"}))
        refused("E_CSRF", lambda: other.post("/api/session", {"login": "mira", "password": "x"}, headers={"Content-Type": "text/plain"}))


def test_too_many_failures_are_slowed_down_for_that_name_only():
    with Server() as server:
        stranger = Client(server.base)
        for _ in range(10):
            refused("E_LOGIN", lambda: stranger.post("/api/session", {"login": "tom", "password": "falsch"}))
        error = refused("E_RATE", lambda: stranger.post("/api/session", {"login": "tom", "password": "falsch"}))
        equal(error.status, 429)
        server.client("mira")


def test_cookie_and_page_headers():
    with Server() as server:
        client = Client(server.base)
        client.post("/api/session", {"login": "mira", "password": server.passwords["mira"]})
        cookie = client.headers["Set-Cookie"]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie, cookie
        client.get("/", raw=True)
        policy = client.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "script-src 'self';" in policy, policy
        equal(client.headers["X-Content-Type-Options"], "nosniff")


def test_signing_out_ends_the_session():
    with Server() as server:
        client = server.client()
        cookie = client.cookie
        client.call("DELETE", "/api/session")
        client.cookie = cookie
        refused("E_AUTH", lambda: client.get("/api/users"))


def test_the_last_administrator_stays():
    with Server() as server:
        client = server.client()
        me = client.get("/api/session")["user"]["id"]
        refused("E_LAST_ADMIN", lambda: client.call("PATCH", f"/api/users/{me}", {"role": "agent"}))


def test_the_contract_is_served():
    with Server() as server:
        text = Client(server.base).get("/api/openapi.yaml", raw=True).decode()
        assert text.startswith("openapi: 3.1"), text[:40]


if __name__ == "__main__":
    main(__name__)
