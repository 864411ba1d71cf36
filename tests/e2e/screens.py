"""The screens that the walk through the demo does not reach: an empty house with a user of every role, sites that fail in
every way people meet, and screens.mjs to walk. screens.py BINARY SCREENSHOTS"""
import http.server
import json
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "system"))
from lib_server import Server  # noqa: E402

ROLES = ("agent", "expert", "manager", "privacy", "admin")
FEED = "<rss version='2.0'><channel><title>Radblog</title><item><guid>1</guid><title>Kranich L3</title></item></channel></rss>"
STATUSES = {"/401": 401, "/403": 403, "/404": 404, "/410": 410, "/429": 429, "/500": 500}


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status = STATUSES.get(self.path, 200)
        body = (FEED if self.path == "/feed" else "<p>Nothing to see</p>").encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def serve(context=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}"


def self_signed(folder):
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "1",
                    "-subj", "/CN=127.0.0.1"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def causes(folder):
    """Addresses that people get wrong, with the code of what they should read."""
    site = serve()
    return [
        ["E_ADDRESS", "nicht einmal eine Adresse"], ["E_HOST", "http://kein-solcher-name.invalid/"], ["E_CONNECT", "http://127.0.0.1:9/"],
        ["E_TLS", serve(self_signed(folder)) + "/feed"], ["E_EGRESS", "http://169.254.169.254/feed"], ["E_LOCKED", site + "/401"],
        ["E_REFUSED", site + "/403"], ["E_ABSENT", site + "/404"], ["E_GONE", site + "/410"], ["E_THROTTLED", site + "/429"],
        ["E_SERVER", site + "/500"], ["E_FEED", site + "/page"]], site


def sentences():
    groups = tomllib.loads((HERE.parents[1] / "specs/errors.toml").read_text())
    return {code: {"de": row["de"], "en": row["en"]} for group in groups.values() for code, row in group.items()}


def main(binary, shots):
    with tempfile.TemporaryDirectory(prefix="resonanz-screens-") as folder, Server("--allow-address", "127.0.0.0/8", users=False) as server:
        people = {role: {"login": role, "password": server.add_user(role, f"{role.title()} Muster", role)} for role in ROLES}
        wrong, site = causes(pathlib.Path(folder))
        world = {"base": server.base, "people": people, "causes": wrong, "site": site, "sentences": sentences(), "folder": folder}
        node = shutil.which("node")
        return subprocess.run([node, str(HERE / "screens.mjs"), shots], env={**os.environ, "WORLD": json.dumps(world)}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
