#!/usr/bin/env python3
"""Alert rules over the API: raised as soon as a post is stored, told to a signed webhook, judged; with the log of tellings."""
import base64
import hashlib
import hmac
import http.server
import json
import threading

from lib_server import Server, equal, lines, main, refused, wait_for

RULE = {"name": "Jeder Treffer", "kind": "match", "sensitivity": "medium", "cooldown_minutes": 0, "active": True, "schedule": None, "targets": []}


class Hook:
    """A webhook on the loopback address that keeps what it hears."""

    def __enter__(self):
        heard = self.heard = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                heard.append((dict(self.headers.items()), body))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def bring(server, *texts):
    posts = [{"id": text.replace(" ", "-"), "network": "forum", "text": text, "author": {"id": "a", "name": "Anna Beispiel"}} for text in texts]
    server.run("import", "-", "--source", "archive", stdin=lines(posts))


def test_a_match_is_raised_told_signed_and_judged():
    with Hook() as hook, Server("--allow-address", "127.0.0.0/8") as server:
        client = server.client()
        query = client.post("/api/queries", {"name": "Bremse", "query": "bremse"})["id"]
        target = client.post("/api/alert-targets", {"kind": "webhook", "name": "Leitstand", "address": hook.url})
        rule = client.post("/api/alert-rules", {**RULE, "query_id": query, "targets": [target["id"]]})
        bring(server, "bremse kaputt", "klingel kaputt")
        alert = wait_for(lambda: client.get("/api/alerts")["items"])[0]
        equal((alert["count"], [post["text"] for post in alert["examples"]], alert["feedback"]), (1, ["bremse kaputt"], ""))
        headers, body = wait_for(lambda: hook.heard)[0]
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        key = base64.b64decode(target["secret"].removeprefix("whsec_"))
        equal(headers["webhook-signature"], "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode())
        equal(json.loads(body)["data"]["id"], alert["id"])
        assert b"Anna" not in body and b"kaputt" not in body
        delivery = wait_for(lambda: [d for d in client.get("/api/alert-deliveries")["items"] if d["state"] == "sent"])[0]
        client.post(f"/api/alert-deliveries/{delivery['id']}/replay")
        wait_for(lambda: len(hook.heard) == 2)
        equal(hook.heard[1][0]["webhook-id"], headers["webhook-id"])
        equal(client.post(f"/api/alerts/{alert['id']}/feedback", {"feedback": "noise"})["feedback"], "noise")
        equal(client.get("/api/alert-rules")["items"][0]["precision"], {"real": 0, "judged": 1, "raised": 1})
        server.stop()
        server.start()
        client = server.client()
        bring(server, "bremse wieder kaputt")
        wait_for(lambda: len(client.get("/api/alerts")["items"]) == 2)
        equal(client.get("/api/alerts")["items"][0]["count"], 1)
        changed = client.call("PUT", f"/api/alert-rules/{rule['id']}", {**RULE, "query_id": query, "active": False, "version": rule["version"]})
        refused("E_CONFLICT", lambda: client.call("PUT", f"/api/alert-rules/{rule['id']}", {**RULE, "version": rule["version"]}))
        equal((changed["active"], changed["targets"]), (False, []))
        client.call("DELETE", f"/api/alert-targets/{target['id']}")
        client.call("DELETE", f"/api/alert-rules/{rule['id']}")
        equal((client.get("/api/alert-rules")["items"], client.get("/api/alert-targets")["items"]), ([], []))
        actions = {entry["action"] for entry in client.get("/api/audit")["items"]}
        assert {"alert.raise", "alert.judge", "alert.tell", "alert.replay", "alert_rule.add", "alert_rule.change", "alert_rule.remove", "alert_target.add", "alert_target.end"} <= actions, actions


def test_a_preview_says_what_a_rule_would_have_raised():
    with Server() as server:
        client = server.client()
        query = client.post("/api/queries", {"name": "Bremse", "query": "bremse"})["id"]
        bring(server, "bremse eins", "bremse zwei", "bremse rückruf")
        wait_for(lambda: client.get("/api/mentions?view=all")["total"] == 3)
        preview = client.post("/api/alert-rules/preview", {**RULE, "query_id": query, "cooldown_minutes": 60})
        equal((preview["weeks"], [f["count"] for f in preview["firings"]]), (8, [3]))
        words = client.post("/api/alert-rules/preview", {**RULE, "query_id": query, "kind": "words", "words": "rückruf*"})
        equal([f["count"] for f in words["firings"]], [1])
        equal(client.post("/api/alert-rules/preview", {**RULE, "query_id": query, "kind": "volume"})["firings"], [])


def test_what_is_wrong_is_refused():
    with Server() as server:
        client = server.client()
        refused("E_VALUE", lambda: client.post("/api/alert-rules", {**RULE, "kind": "reach", "reach": 0}))
        refused("E_SYNTAX", lambda: client.post("/api/alert-rules", {**RULE, "kind": "words", "words": "("}))
        refused("E_VALUE", lambda: client.post("/api/alert-rules", {**RULE, "schedule": "8 25:00-26:00 Mars"}))
        refused("E_VALUE", lambda: client.post("/api/alert-targets", {"kind": "mail", "name": "x", "address": "nobody"}))
        refused("E_NOT_FOUND", lambda: client.post("/api/alerts/999/feedback", {"feedback": "real"}))
        refused("E_VALUE", lambda: client.post("/api/alerts/999/feedback", {"verdict": "real"}))
        mail = {"url": "smtp://mail.example", "user": "u", "password": "geheim", "plain": False, "from": "a@b.example"}
        saved = client.call("PUT", "/api/alert-mail", mail)
        equal((saved["has_password"], "password" in saved), (True, False))
        equal(client.get("/api/alert-mail")["url"], "smtp://mail.example")
        refused("E_ADDRESS", lambda: client.call("PUT", "/api/alert-mail", {**mail, "url": "https://mail.example"}))
        selin = server.client("selin")
        equal(selin.get("/api/alerts")["items"], [])
        refused("E_NOT_FOUND", lambda: selin.post("/api/alert-rules", RULE))


def test_a_query_that_a_rule_watches_is_not_removed():
    with Server() as server:
        client = server.client()
        query = client.post("/api/queries", {"name": "Marke", "query": "kranich"})["id"]
        rule = client.post("/api/alert-rules", {**RULE, "query_id": query})
        refused("E_WATCHED", lambda: client.call("DELETE", f"/api/queries/{query}"))
        client.call("DELETE", f"/api/alert-rules/{rule['id']}")
        client.call("DELETE", f"/api/queries/{query}")


if __name__ == "__main__":
    main(__name__)
