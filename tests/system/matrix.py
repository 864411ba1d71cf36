#!/usr/bin/env python3
"""The permission matrix: every route of the contract × every role and nobody, decided as specs/permissions.toml says.
What a role may not do looks like what is not there: same status, same body, same headers."""
import http.client
import json
import pathlib
import re
import tomllib
import urllib.parse

import contract
from lib_server import Client, Server, equal, lines, main, refused, wait_for

ROLES = ("agent", "expert", "manager", "privacy", "admin")
PERMISSIONS = tomllib.loads((pathlib.Path(__file__).resolve().parents[2] / "specs/permissions.toml").read_text())
ROUTES = [(method.upper(), path, operation["operationId"])
          for path, item in contract.API["paths"].items() for method, operation in item.items()
          if method in ("get", "post", "put", "patch", "delete")]
HARDENED = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"}


class House:
    """A server with a user of every role and at least one object of everything that has an address."""

    def __enter__(self):
        self.server = Server(users=False)
        names = {"agent": "tom", "expert": "selin", "manager": "jonas", "privacy": "petra", "admin": "mira"}
        for role, login in names.items():
            self.server.passwords[login] = self.server.add_user(login, login.title(), role)
        self.clients = {role: self.server.client(login) for role, login in names.items()}
        self.clients["nobody"] = Client(self.server.base)
        self.furnish()
        return self

    def __exit__(self, *problem):
        self.server.__exit__(*problem)

    def furnish(self):
        admin, agent = self.clients["admin"], self.clients["agent"]
        assessment = {**admin.get("/api/assessment-template?kind=import"), "owner": "Mira", "approved": True}
        source = admin.post("/api/sources", {"kind": "import", "name": "Datei", "language": "", "settings": {"network": "forum"}, "secrets": {}, "assessment": assessment})
        query = admin.post("/api/queries", {"name": "Kranich", "query": "kranich"})
        word_list = admin.post("/api/lists", {"name": "marken", "kind": "words", "items": ["kranich"]})
        post = {"id": "1", "text": "Mein Kranich quietscht", "created_at": "2026-11-20T10:00:00Z", "author": {"id": "a", "name": "Anna"}}
        admin.call("POST", "/api/import?source=Datei", lines([post]) + "{broken\n", headers={"Content-Type": "application/x-ndjson"})
        held = wait_for(lambda: admin.get("/api/quarantine")["items"])[0]
        mention = wait_for(lambda: admin.get("/api/mentions?view=all")["items"])[0]
        case = agent.post(f"/api/mentions/{mention['id']}/take", {"reason": "dialogue"})["case"]
        room = admin.post("/api/crisis/rooms", {"title": "Probe", "drill": True})
        room = admin.post(f"/api/crisis/rooms/{room['id']}/statements", {"title": "Probe", "text": "Probe", "lang": "de"})
        self.ids = {"rooms": room["id"], "statements": room["statements"][0]["id"], "sources": source["id"], "queries": query["id"], "lists": word_list["id"], "mentions": mention["id"],
                    "cases": case["id"], "quarantine": held["id"], "users": admin.get("/api/session")["user"]["id"], "outbox": "4711"}

    def address(self, path, ids=None):
        """The path with the id of a real object; with ids="absent", of one that is nowhere."""
        parts = path.removeprefix("/api/crisis").removeprefix("/api").split("/")
        kind = parts[1] if path.count("/") > 1 else ""
        value = "999" if ids == "absent" else self.ids.get(kind, "none")
        return re.sub(r"\{[^}]+\}", value, path)


def ask(client, method, path, csrf="", body="{}"):
    """(status, code, body, headers) without following or reading a stream to its end."""
    host = urllib.parse.urlsplit(client.base)
    connection = http.client.HTTPConnection(host.hostname, host.port, timeout=20)
    headers = {"Cookie": client.cookie, "X-CSRF-Token": csrf, "Content-Type": "application/json", "Accept-Language": "en"}
    connection.request(method, path, None if method == "GET" else body, headers)
    reply = connection.getresponse()
    stream = reply.headers.get("Content-Type", "").startswith("text/event-stream")
    text = b"" if stream else reply.read()
    try:
        code = json.loads(text).get("code")
    except (ValueError, AttributeError):
        code = None
    connection.close()
    if path.startswith("/api/"):
        contract.check(method, path, reply.status, reply.headers, text)
    return reply.status, code, text, {name: value for name, value in reply.getheaders() if name not in ("Date", "Content-Length")}


def may(role, operation):
    permission = PERMISSIONS["permissions"][PERMISSIONS["routes"][operation]]
    return permission.get("anyone", False) or role in permission["roles"]


def test_every_route_has_a_row_and_every_row_a_route():
    equal({operation for _, _, operation in ROUTES}, set(PERMISSIONS["routes"]))
    with Server(users=False) as server:
        served = Client(server.base).get("/api/openapi.yaml", raw=True).decode()
        equal(served, (pathlib.Path(__file__).resolve().parents[2] / "specs/openapi.yaml").read_text())


def test_the_matrix():
    """A change with a wrong CSRF token tells may (E_CSRF) from may not (E_NOT_FOUND), and changes nothing."""
    decided = 0
    with House() as house:
        for role, client in house.clients.items():
            nowhere = {method: ask(client, method, "/api/nowhere", csrf=client.csrf) for method in ("GET", "POST", "PUT", "PATCH", "DELETE")}
            for method, path, operation in ROUTES:
                permission = PERMISSIONS["routes"][operation]
                status, code, body, headers = reply = ask(client, method, house.address(path), csrf="wrong")
                what = f"{role} {method} {path}: {status} {code}"
                if permission in ("everyone", "machines"):
                    assert status != 401, what
                elif role == "nobody" or not may(role, operation):
                    equal(code, "E_AUTH" if role == "nobody" else "E_NOT_FOUND")
                    equal(reply, nowhere[method])
                    for ids in (None, "absent"):  # the right token, an object that is there, one that is not
                        equal(ask(client, method, house.address(path, ids), csrf=client.csrf), nowhere[method])
                elif method == "GET":
                    assert status in (200, 304) or (operation == "read_user_face" and code == "E_NOT_FOUND"), what
                else:
                    equal(code, "E_CSRF")
                decided += 1
        everything = {role: house.clients[role].get("/api/session")["permissions"] for role in ROLES}
        for role, names in everything.items():
            equal(sorted(names), sorted(n for n, p in PERMISSIONS["permissions"].items() if role in p["roles"]))
    equal(decided, len(ROUTES) * (len(ROLES) + 1))
    print(f"     {decided} decisions: {len(ROUTES)} routes × {len(ROLES)} roles and nobody")


def test_every_reply_is_hardened():
    with House() as house:
        for role in ("nobody", "admin"):
            for method, path, operation in ROUTES:
                _, _, _, headers = ask(house.clients[role], method, house.address(path), csrf="wrong")
                for name, value in HARDENED.items():
                    assert headers.get(name) == value, f"{role} {method} {path}: {name} is {headers.get(name)}"
                policy = headers["Content-Security-Policy"]
                assert policy.startswith("default-src 'none'"), f"{path}: {policy}"
                assert "Set-Cookie" not in headers or operation == "create_session", path
                if operation != "stream_events":
                    assert headers["Cache-Control"] in ("no-store", "private, max-age=86400"), f"{path}: {headers['Cache-Control']}"
        for path in ("/", "/inbox", "/sources/1", "/theme.js", "/favicon.svg"):
            status, _, _, headers = ask(house.clients["nobody"], "GET", path)
            equal(status, 200)
            policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
            equal(policy["script-src"], "'self'")
            equal(policy["default-src"], "'self'")
            equal(policy["object-src"], "'none'")
            for name, value in HARDENED.items():
                equal(headers.get(name), value)


def test_pages_hold_no_inline_script():
    with Server(users=False) as server:
        import gzip
        status, _, text, _ = ask(Client(server.base), "GET", "/")
        page = gzip.decompress(text).decode()
        for tag in re.findall(r"<script[^>]*>(.*?)</script>", page, re.S):
            equal(tag.strip(), "")
        assert not re.search(r"\son\w+\s*=|javascript:", page), page


def test_what_belongs_to_another_stays_theirs():
    with House() as house:
        tom, selin, mira = (house.clients[role] for role in ("agent", "expert", "admin"))
        case, my_id = house.ids["cases"], house.ids["users"]
        # a session: one's own ends, with one's own token
        borrowed = Client(house.server.base)
        borrowed.cookie, borrowed.csrf = mira.cookie, tom.csrf
        refused("E_CSRF", lambda: borrowed.call("DELETE", "/api/session"))
        tom_too = house.server.client("tom")
        tom_too.call("DELETE", "/api/session")
        equal(mira.get("/api/session")["user"]["id"], my_id)
        equal(tom.get("/api/session")["user"]["login"] if "login" in tom.get("/api/session")["user"] else "tom", "tom")
        # a face and a profile
        for client in (tom, selin, house.clients["manager"], house.clients["privacy"]):
            refused("E_NOT_FOUND", lambda: client.call("PUT", f"/api/users/{my_id}/face", b"\x89PNG", headers={"Content-Type": "image/png"}))
            refused("E_NOT_FOUND", lambda: client.call("PATCH", f"/api/users/{my_id}", {"name": "Mallory"}))
        tom.call("PATCH", "/api/profile", {"name": "Tom", "role": "admin", "active": True, "login": "mira", "id": my_id})
        equal(tom.get("/api/session")["user"]["role"], "agent")
        refused("E_LOGIN", lambda: tom.call("PATCH", "/api/profile", {"password": "neues langes wort", "current_password": "geraten"}))
        # a locked query: only who locked it and administrators change it
        query = f"/api/queries/{house.ids['queries']}"
        refused("E_NOT_FOUND", lambda: tom.call("PUT", f"{query}/lock"))
        mira.call("PUT", f"{query}/lock")
        for client in (tom, house.clients["manager"]):
            refused("E_QUERY_LOCKED", lambda: client.call("PUT", query, {"name": "Kranich", "query": "storch", "version": 1}))
            refused("E_QUERY_LOCKED", lambda: client.call("DELETE", query))
            refused("E_QUERY_LOCKED", lambda: client.call("DELETE", f"{query}/lock"))
        equal(tom.get("/api/queries")["items"][0]["query"], "kranich")
        # a draft: nobody overwrites what they have not seen
        mine = tom.call("PUT", f"/api/cases/{case}/draft", {"text": "Toms Entwurf", "lang": "de", "version": 0})
        refused("E_CONFLICT", lambda: selin.call("PUT", f"/api/cases/{case}/draft", {"text": "Überschrieben", "lang": "de", "version": 0}))
        equal(tom.get(f"/api/cases/{case}")["case"]["draft"]["text"], "Toms Entwurf")
        equal(mine["version"], 1)
        # an answer: an expert does not send in another's name
        reply = {"Idempotency-Key": "the-same-key"}
        refused("E_NOT_FOUND", lambda: selin.post(f"/api/cases/{case}/replies", {"text": "Hallo", "lang": "de"}, headers=reply))


if __name__ == "__main__":
    main(__name__)
