#!/usr/bin/env python3
"""The real server on a disk that is full, and on a read-only one: what is refused is refused with a typed error, the rest
works on, and everything goes on by itself once there is room. Needs the right to mount a small tmpfs."""
import os
import pathlib
import subprocess
import tempfile

import lib_path  # noqa: F401
from lib_server import BINARY, Refused, Server, equal, lines, main, wait_for

SIZE = 40  # MiB


class SmallDisk:
    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="resonanz-disk-"))
        self.mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", self.folder], capture_output=True).returncode == 0
        return self

    def __exit__(self, *_):
        if self.mounted:
            subprocess.run(["umount", "-l", self.folder], check=True)
        self.folder.rmdir()

    def fill(self):
        with open(self.folder / "ballast", "wb", buffering=0) as ballast:
            try:
                while ballast.write(b"x" * 4096):
                    pass
            except OSError:
                pass

    def free(self):
        (self.folder / "ballast").unlink()

    def remount(self, mode):
        return subprocess.run(["mount", "-o", f"remount,{mode}", self.folder], capture_output=True).returncode == 0


class OnSmallDisk(Server):
    def __init__(self, disk):
        self.disk = disk
        super().__init__()

    def start(self):
        self.data = self.disk.folder / "data"
        super().start()

    def run(self, *arguments, **more):
        self.data = self.disk.folder / "data"
        return super().run(*arguments, **more)

    def bring(self, first, count):
        """Imports posts; exit code and what it said."""
        posts = [{"id": str(first + n), "text": f"Bremse {first + n} " + "x" * 500, "author": {"id": "a"}} for n in range(count)]
        done = subprocess.run([BINARY, "import", "-", "--source", "archive", "--data", str(self.data)], input=lines(posts), capture_output=True, text=True, timeout=120)
        return done.returncode, done.stderr


def settled(client):
    return wait_for(lambda: (ledger := client.get("/api/ledger")["total"])["pending"] == 0 and ledger, 60)


def refused_with(client, codes):
    """A change is refused with one of these codes, and with a time to come back where it is 503."""
    try:
        client.post("/api/queries", {"name": f"q{os.urandom(4).hex()}", "query": "rahmen"})
    except Refused as refusal:
        assert refusal.code in codes, refusal
        if refusal.status == 503:
            assert int(client.headers["Retry-After"]) > 0
        return refusal.code
    raise AssertionError("a change was accepted on a disk that takes none")


def test_a_full_disk_refuses_and_recovers():
    with SmallDisk() as disk, OnSmallDisk(disk) as server:
        client = server.client()
        client.post("/api/queries", {"name": "Bremse", "query": "bremse"})
        equal(server.bring(0, 500)[0], 0)
        equal(settled(client)["stored"], 500)
        disk.fill()
        code, said = server.bring(500, 2000)
        equal(code, 1)
        assert "disk is full" in said, said
        refused_with(client, {"E_FULL"})
        equal(client.get("/api/mentions?view=all")["total"], 500)  # reading goes on
        assert server.process.poll() is None
        disk.free()
        equal(server.bring(500, 500)[0], 0)
        ledger = settled(client)
        equal((ledger["stored"], ledger["difference"]), (1000, 0))
        client.post("/api/queries", {"name": "Rahmen", "query": "rahmen"})


def test_a_read_only_disk_is_named_at_the_start():
    with SmallDisk() as disk:
        with OnSmallDisk(disk) as server:
            equal(server.bring(0, 10)[0], 0)
            keys = disk.folder / "data.keys"
            assert keys.exists()
            server.stop()
            assert disk.remount("ro")
            done = subprocess.run([BINARY, "serve", "--data", str(server.data), "--port", "0"], capture_output=True, text=True, timeout=20)
            equal(done.returncode, 1)
            assert "Read-only file system" in done.stderr, done.stderr
            assert disk.remount("rw")
            server.start()
            equal(server.client().get("/api/ledger")["total"]["received"], 10)


if __name__ == "__main__":
    with SmallDisk() as small:
        possible = small.mounted
    if possible:
        main(__name__)
    else:
        print("skip: no right to mount a tmpfs here (tests/crash/disk_test.cc has both on every call)")
