"""Starts the real server in a temporary folder and talks to its API as a browser would."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request

import contract

BINARY = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build/dev/resonanz").resolve())


class Refused(Exception):
    def __init__(self, status, body):
        super().__init__(f"{status} {body}")
        self.status, self.body = status, body or {}
        self.code = self.body.get("code")


class Client:
    """One browser: cookie, CSRF token, language."""

    def __init__(self, base, language="en"):
        self.base, self.language, self.cookies, self.csrf = base, language, {}, ""

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    @cookie.setter
    def cookie(self, text):
        self.cookies = dict(pair.split("=", 1) for pair in text.split("; ") if pair)

    def keep_cookies(self, headers):
        for cookie in headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
            if not value:
                del self.cookies[name]

    def call(self, method, path, body=None, headers=None, raw=False):
        data = body.encode() if isinstance(body, str) else body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method=method, headers={
            "Content-Type": "application/json", "Accept-Language": self.language, "Cookie": self.cookie,
            "X-CSRF-Token": self.csrf, **(headers or {})})
        try:
            with urllib.request.urlopen(request, timeout=90) as reply:
                self.keep_cookies(reply.headers)
                self.headers = reply.headers
                text = reply.read()
                contract.check(method, path, reply.status, reply.headers, text)
        except urllib.error.HTTPError as error:
            text = error.read()
            contract.check(method, path, error.code, error.headers, text)
            self.headers = error.headers
            try:
                raise Refused(error.code, json.loads(text)) from None
            except json.JSONDecodeError:
                raise Refused(error.code, {"text": text.decode(errors="replace")}) from None
        return text if raw else json.loads(text) if text else None

    def get(self, path, **more):
        return self.call("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.call("POST", path, {} if body is None else body, **more)

    def sign_in(self, login, password):
        session = self.post("/api/session", {"login": login, "password": password})
        self.csrf = session["csrf"]
        return session


class Server:
    def __init__(self, *arguments, users=True):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="resonanz-system-"))
        self.data = self.folder / "data"
        self.arguments = arguments
        self.passwords = {}
        if users:
            for login, name, role in (("mira", "Mira Brandt", "admin"), ("tom", "Tom Ahlers", "agent"), ("selin", "Selin Nowak", "expert")):
                self.passwords[login] = self.add_user(login, name, role)
        self.process = None
        self.start()

    def add_user(self, login, name, role):
        out = self.run("user", "add", login, "--name", name, "--role", role, "--title", "Service")
        return out.split("password ")[1].strip()

    def run(self, *arguments, check=0, stdin=None):
        done = subprocess.run([BINARY, *arguments, "--data", str(self.data)], capture_output=True, text=True, input=stdin, timeout=120)
        assert done.returncode == check, f"exit {done.returncode}: {done.stderr}"
        self.stderr = done.stderr
        return done.stdout

    def start(self):
        self.log = open(self.folder / "server.log", "a")
        self.process = subprocess.Popen([BINARY, "serve", "--data", str(self.data), "--port", "0", *self.arguments],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("ready http://127.0.0.1:"), f"not ready: {line!r} {(self.folder / 'server.log').read_text()}"
        self.base = line.split()[1]

    def stop(self):
        if self.process and self.process.poll() is None:
            begun = time.time()
            self.process.send_signal(signal.SIGTERM)
            code = self.process.wait(timeout=10)
            assert code == 0, f"ended with {code}: {(self.folder / 'server.log').read_text()[-2000:]}"
            return time.time() - begun
        return 0

    def kill(self):
        self.process.kill()
        self.process.wait()

    def client(self, login="mira", language="en"):
        client = Client(self.base, language)
        client.sign_in(login, self.passwords[login])
        return client

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.stop()
        finally:
            if self.process.poll() is None:
                self.kill()
            self.process.stdout.close()
            self.log.close()
            shutil.rmtree(self.folder, ignore_errors=True)


def wait_for(what, seconds=10):
    """The first true answer of `what`."""
    deadline = time.time() + seconds
    while True:
        answer = what()
        if answer:
            return answer
        assert time.time() < deadline, "waited in vain"
        time.sleep(0.05)


def equal(got, wanted):
    assert got == wanted, f"got {got!r}, wanted {wanted!r}"


def refused(code, call):
    try:
        call()
    except Refused as error:
        assert error.code == code, f"refused with {error}, wanted {code}"
        return error
    raise AssertionError(f"not refused, wanted {code}")


def lines(posts):
    return "".join(json.dumps(post) + "\n" for post in posts)


def main(module):
    """Runs every test_… of a script; the last line is "N passed, N failed"."""
    passed = failed = 0
    for name, test in list(vars(sys.modules[module]).items()):
        if not name.startswith("test_"):
            continue
        begun = time.time()
        try:
            test()
            passed += 1
            print(f"ok   {name} ({time.time() - begun:.1f} s)")
        except Exception:
            failed += 1
            print(f"FAIL {name}")
            traceback.print_exc(file=sys.stdout)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)
