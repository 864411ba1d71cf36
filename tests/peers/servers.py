"""Starts the real servers for tests: context managers with addresses, accounts and what people do there.
Everything listens on loopback, lives in a work folder that the caller removes, and is stopped by process group."""
import base64
import contextlib
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

import install

HERE = pathlib.Path(__file__).resolve().parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def request(url, body=None, headers=None, method=None, form=False):
    """JSON in, JSON out; urllib.error.HTTPError for refusals."""
    data = None
    headers = dict(headers or {})
    if body is not None:
        data = urllib.parse.urlencode(body).encode() if form else json.dumps(body).encode()
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded" if form else "application/json")
    asked = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked, timeout=60) as reply:
        text = reply.read().decode()
    return json.loads(text) if text[:1] in ("{", "[") else text


def wait_for(what, test, seconds=60, process=None):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, urllib.error.URLError):
            if test():
                return
        if process and process.poll() is not None:
            raise RuntimeError(f"{what} ended with status {process.returncode}")
        time.sleep(0.1)
    raise RuntimeError(f"{what} did not come up in {seconds} s")


class Server:
    """One or more processes; subclasses start them in start()."""

    def __init__(self, work):
        self.work = pathlib.Path(work) / f"{type(self).__name__.lower()}-{secrets.token_hex(4)}"
        self.work.mkdir(parents=True)
        self.processes = []

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def spawn(self, name, command, env=None, cwd=None):
        log = open(self.work / f"{name}.log", "ab")
        process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                   env={**os.environ, **(env or {})}, cwd=cwd or self.work, start_new_session=True)
        log.close()
        self.processes.append(process)
        return process

    def end(self, process):
        """Its whole group: php -S leaves its workers behind otherwise."""
        for sign, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)
                break
        with contextlib.suppress(ProcessLookupError):
            for _ in range(50):  # workers may outlive their master by a moment, and still hold its port
                os.killpg(process.pid, signal.SIGKILL)
                time.sleep(0.02)

    def stop(self):
        while self.processes:
            self.end(self.processes.pop())
        shutil.rmtree(self.work, ignore_errors=True)

    def said(self, name, word):
        path = self.work / f"{name}.log"
        return path.exists() and word in path.read_text(errors="replace")


class WordPress(Server):
    """Debian's WordPress with its own MariaDB. Accounts: admin (administrator), leser (subscriber)."""

    def start(self):
        for folder in (self.work, self.work.parent):
            folder.chmod(0o755)  # MariaDB runs as its own user
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._database()
        self._site()
        env = {"SITE": str(self.site), "SITE_URL": self.url, "PHP_CLI_SERVER_WORKERS": "4"}
        php = [install._need("php"), "-d", "opcache.enable_cli=0", "-d", "log_errors=0", "-d", "display_errors=0"]
        done = subprocess.run([*php, str(HERE / "wordpress" / "install.php")], env={**os.environ, **env}, text=True,
                              capture_output=True, cwd=self.work)
        if '{"admin"' not in done.stdout:
            raise RuntimeError(f"WordPress was not installed: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        self.passwords = json.loads(done.stdout[done.stdout.index('{"admin"'):])
        (self.site / "wp-content" / "mu-plugins").mkdir(exist_ok=True)
        shutil.copy(HERE / "wordpress" / "no-flood.php", self.site / "wp-content" / "mu-plugins")
        web = self.spawn("php", [*php, "-S", f"127.0.0.1:{port}", "-t", self.site, HERE / "wordpress" / "router.php"], env)
        wait_for("WordPress", lambda: self.admin("users/me"), process=web)

    def _database(self):
        data, sock = self.work / "data", self.work / "my.sock"
        data.mkdir()
        user = []
        if os.getuid() == 0:
            user = ["--user=mysql"]
            shutil.chown(data, "mysql", "mysql")
            self.work.chmod(0o777)  # for the socket
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([install._need("mariadb-install-db"), "--no-defaults", *user, f"--datadir={data}", "--skip-test-db",
                        "--auth-root-authentication-method=normal"], check=True, **quiet)
        server = self.spawn("mariadb", [install._need("mariadbd"), "--no-defaults", *user, f"--datadir={data}", f"--socket={sock}",
                                        "--skip-networking", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M",
                                        f"--pid-file={data}/pid"])
        create = [install._need("mariadb"), "--no-defaults", f"--socket={sock}", "-uroot", "-e", "CREATE DATABASE wordpress"]
        wait_for("MariaDB", lambda: subprocess.run(create, **quiet).returncode == 0, process=server)
        self.socket = sock

    def _site(self):
        self.site = self.work / "site"
        subprocess.run(["cp", "-aL", install.wordpress_tree(), self.site], check=True)
        shutil.rmtree(self.site / "wp-content" / "upgrade", ignore_errors=True)
        values = {"DB_NAME": "wordpress", "DB_USER": "root", "DB_PASSWORD": "", "DB_HOST": f"localhost:{self.socket}",
                  "DB_CHARSET": "utf8mb4", "DB_COLLATE": "", "WP_HOME": self.url, "WP_SITEURL": self.url,
                  "WP_ENVIRONMENT_TYPE": "local", "WP_HTTP_BLOCK_EXTERNAL": True, "DISABLE_WP_CRON": True,
                  "AUTOMATIC_UPDATER_DISABLED": True, "WP_CONTENT_DIR": str(self.site / "wp-content")}
        for name in ("AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE"):
            values |= {f"{name}_KEY": secrets.token_hex(16), f"{name}_SALT": secrets.token_hex(16)}
        lines = [f"define({json.dumps(name)}, {json.dumps(value)});" for name, value in values.items()]
        (self.site / "wp-config.php").unlink(missing_ok=True)
        (self.site / "wp-config.php").write_text("<?php\n" + "\n".join(lines) + "\n$table_prefix = 'wp_';\n"
                                                 "if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');\n"
                                                 "require_once ABSPATH . 'wp-settings.php';\n")

    # What people do there.
    def admin(self, route, body=None, method=None):
        token = base64.b64encode(f"admin:{self.passwords['admin']}".encode()).decode()
        return request(f"{self.url}/index.php?rest_route=/wp/v2/{route.replace('?', '&')}", body,
                       {"Authorization": f"Basic {token}"}, method)

    def create_post(self, title, content, **more):
        return self.admin("posts", {"title": title, "content": content, "status": "publish", **more})["id"]

    def guest_comment(self, post, name, text, parent=0):
        """Through the public form, as a visitor would; gives the comment's id."""
        before = self.newest_comment()
        request(f"{self.url}/wp-comments-post.php", {"comment_post_ID": post, "comment_parent": parent, "author": name,
                "email": f"{secrets.token_hex(4)}@example.org", "comment": text}, form=True)
        after = self.newest_comment()
        assert after > before, "the comment did not appear"
        return after

    def newest_comment(self):
        newest = self.admin("comments?status=all&per_page=1&orderby=id&order=desc&context=edit")
        return newest[0]["id"] if newest else 0

    def comments(self, post):
        return self.admin(f"comments?post={post}&status=all&per_page=100&order=asc&context=edit")

    def edit_comment(self, comment, text):
        self.admin(f"comments/{comment}", {"content": text})

    def set_comment_status(self, comment, status):
        self.admin(f"comments/{comment}", {"status": status})

    def delete_comment(self, comment):
        self.admin(f"comments/{comment}?force=true", method="DELETE")

    def trash_comment(self, comment):
        self.admin(f"comments/{comment}", method="DELETE")

    def edit_post(self, post, **fields):
        self.admin(f"posts/{post}", fields)

    def delete_post(self, post):
        self.admin(f"posts/{post}?force=true", method="DELETE")

    def close_comments(self, post):
        self.edit_post(post, comment_status="closed")

    def moderate_everything(self, on=True):
        sql = f"UPDATE wordpress.wp_options SET option_value = '{int(on)}' WHERE option_name = 'comment_moderation'"
        subprocess.run([install._need("mariadb"), "--no-defaults", f"--socket={self.socket}", "-uroot", "-e", sql], check=True)


class NodeServer(Server):
    """A script of ours that runs in the work folder with the cached packages beside it."""

    def run_node(self, name, script, env, seconds=90):
        packages = install.npm("bluesky")
        modules = self.work / "node_modules"
        if not modules.exists():
            modules.symlink_to(packages / "node_modules")
        shutil.copy(HERE / "bluesky" / script, self.work)
        process = self.spawn(name, [install.node(), self.work / script],
                             {"TMPDIR": str(self.work), "LOG_ENABLED": "false", **{key: str(value) for key, value in env.items()}})
        wait_for(name, lambda: self.said(name, "ready"), seconds, process)
        return process


class Bluesky(NodeServer):
    """A real PDS and its PLC directory. Accounts come from create_account()."""

    def start(self):
        self.pds_port, self.plc_port = free_port(), free_port()
        self.url, self.plc = f"http://127.0.0.1:{self.pds_port}", f"http://127.0.0.1:{self.plc_port}"
        self.firehose = f"ws://127.0.0.1:{self.pds_port}"
        data = self.work / "data"
        data.mkdir()
        self.run_node("bluesky", "network.mjs", {"PDS_PORT": self.pds_port, "PLC_PORT": self.plc_port, "DATA": data})
        wait_for("the PDS", lambda: request(f"{self.url}/xrpc/_health"))

    # What people do there.
    def call(self, method, body=None, token=None, **query):
        url = f"{self.url}/xrpc/{method}" + ("?" + urllib.parse.urlencode(query) if query else "")
        return request(url, body, {"Authorization": f"Bearer {token}"} if token else None)

    def create_account(self, name):
        account = self.call("com.atproto.server.createAccount",
                            {"handle": f"{name}.test", "email": f"{name}@example.org", "password": f"{name}-password"})
        return {**account, "password": f"{name}-password"}

    def app_password(self, account):
        return self.call("com.atproto.server.createAppPassword", {"name": secrets.token_hex(4)}, account["accessJwt"])["password"]

    def post(self, account, text, reply=None, **more):
        """`reply`: what an earlier post() gave, or (root, parent)."""
        record = {"$type": "app.bsky.feed.post", "text": text, "langs": ["de"], **more,
                  "createdAt": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())}
        if reply:
            root, parent = reply if isinstance(reply, tuple) else (reply, reply)
            record["reply"] = {"root": {k: root[k] for k in ("uri", "cid")}, "parent": {k: parent[k] for k in ("uri", "cid")}}
        return self.call("com.atproto.repo.createRecord",
                         {"repo": account["did"], "collection": "app.bsky.feed.post", "record": record}, account["accessJwt"])

    def edit(self, account, uri, text):
        key = {"repo": account["did"], "collection": "app.bsky.feed.post", "rkey": uri.rsplit("/", 1)[1]}
        record = self.call("com.atproto.repo.getRecord", **key)["value"]
        return self.call("com.atproto.repo.putRecord", {**key, "record": {**record, "text": text}}, account["accessJwt"])

    def delete(self, account, uri):
        self.call("com.atproto.repo.deleteRecord", {"repo": account["did"], "collection": "app.bsky.feed.post",
                                                    "rkey": uri.rsplit("/", 1)[1]}, account["accessJwt"])

    def records(self, did):
        return self.call("com.atproto.repo.listRecords", repo=did, collection="app.bsky.feed.post", limit=100)["records"]

    def deactivate(self, account):
        self.call("com.atproto.server.deactivateAccount", {}, account["accessJwt"])

    def take_down(self, did):
        token = base64.b64encode(b"admin:admin-password").decode()
        request(f"{self.url}/xrpc/com.atproto.admin.updateSubjectStatus",
                {"subject": {"$type": "com.atproto.admin.defs#repoRef", "did": did}, "takedown": {"applied": True}},
                {"Authorization": f"Basic {token}"})


class Jetstream(Server):
    """The real Jetstream server (version 1) on the firehose of a PDS. stop_stream() and start_stream() interrupt it."""

    def __init__(self, work, bluesky):
        super().__init__(work)
        self.bluesky = bluesky

    def start(self):
        self.port = free_port()
        self.url = f"ws://127.0.0.1:{self.port}"
        self.start_stream(first=True)

    def start_stream(self, first=False):
        command = [install.go("jetstream"), "--ws-url", f"{self.bluesky.firehose}/xrpc/com.atproto.sync.subscribeRepos",
                   "--listen-addr", f"127.0.0.1:{self.port}", "--metrics-listen-addr", f"127.0.0.1:{free_port()}",
                   "--data-dir", self.work / "js", "--liveness-ttl", "24h"]
        self.process = self.spawn("jetstream", command + (["--override-relay-cursor", "0"] if first else []))
        wait_for("Jetstream", lambda: socket.create_connection(("127.0.0.1", self.port), 1).close() or True, process=self.process)

    def stop_stream(self):
        self.processes.remove(self.process)
        self.end(self.process)


class JetstreamV2Shim(NodeServer):
    """The second wire: a double of ours on the real firehose. forget(), drop() and slow() are its faults."""

    def __init__(self, work, bluesky):
        super().__init__(work)
        self.bluesky = bluesky

    def start(self):
        port = free_port()
        self.url, self.control = f"ws://127.0.0.1:{port}", f"http://127.0.0.1:{port}"
        self.run_node("jetstream_v2", "jetstream_v2.mjs",
                      {"PORT": port, "PDS_WS": self.bluesky.firehose, "PLC": self.bluesky.plc})

    def forget(self):
        request(f"{self.control}/forget", {})

    def drop(self):
        request(f"{self.control}/drop", {})

    def slow(self):
        request(f"{self.control}/slow", {})
