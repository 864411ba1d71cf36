"""Runs the functions test_* of one module after another and drives connectors from outside."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(os.environ.get("RESONANZ_BUILD", HERE.parent.parent / "build" / "dev")) / "tests/peers/connector_peer"


class Refused(Exception):
    """The connector's error: .code, .detail, .retry_after_s."""

    def __init__(self, answer):
        super().__init__(f"{answer['code']}: {answer['detail']}")
        self.code, self.detail, self.retry_after_s = answer["code"], answer["detail"], answer.get("retry_after_s")


class Connector:
    """One connector in a process of its own; remembers the cursor and everything that was collected."""

    def __init__(self, kind, settings, secrets=None, cursor=""):
        self.process = subprocess.Popen([str(PROGRAM), kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.cursor, self.gaps = cursor, []
        self.ask(settings=settings, secrets=secrets or {})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def ask(self, **command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if not answer["ok"]:
            raise Refused(answer)
        return answer

    def collect(self):
        batch = self.ask(do="collect", cursor=self.cursor)
        self.cursor = batch["cursor"]
        if batch["gap"]:
            self.gaps.append(batch["gap"])
        return batch["items"]

    def collect_until(self, test, seconds=30):
        """Collects until an item passes the test; gives that item. Connection errors are tried again, as the scheduler does."""
        end, seen = time.monotonic() + seconds, []
        while time.monotonic() < end:
            try:
                batch = self.ask(do="collect", cursor=self.cursor)
            except Refused as refused:
                if refused.code != "E_CONNECT":
                    raise
                time.sleep(0.3)
                continue
            self.cursor = batch["cursor"]
            if batch["gap"]:
                self.gaps.append(batch["gap"])
            for item in batch["items"]:
                seen.append(item)
            for item in batch["items"]:
                if test(item):
                    self.last_batch = batch["items"]
                    return item
            time.sleep(min(batch["pause_ms"], 1000) / 1000)
        raise AssertionError(f"nothing like that in {seconds} s; seen: {json.dumps(seen, ensure_ascii=False)[:2000]}")

    def post_with(self, text, seconds=30):
        return self.collect_until(lambda item: "post" in item and text in item["post"]["text"], seconds)

    def removal_of(self, native_id, seconds=30, op="remove"):
        return self.collect_until(lambda item: item["op"] == op and item["native_id"] == native_id, seconds)

    def drain(self, rounds=3):
        """Everything that is there now."""
        return [item for _ in range(rounds) for item in self.collect()]

    def reply(self, item, text, key, **more):
        return self.ask(do="send", key=key, text=text, reply_to=item["native_id"], reply_ref=item["reply_ref"], **more)

    def find(self, item, text, key):
        return self.ask(do="find_sent", key=key, text=text, reply_to=item["native_id"], reply_ref=item["reply_ref"])["native_id"]


def refused(code, action):
    try:
        answer = action()
    except Refused as error:
        assert error.code == code, f"{error} instead of {code}"
        return error
    raise AssertionError(f"accepted instead of {code}: {answer}")


def equal(got, wanted):
    assert got == wanted, f"{got!r} instead of {wanted!r}"


def run(module, start):
    """`start(work)` is a context manager that gives what the tests get; counts go to standard output."""
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="resonanz-peer-") as work, start(work) as world:
        for name, test in list(vars(module).items()):
            if not name.startswith("test_"):
                continue
            began = time.monotonic()
            try:
                test(world)
                passed += 1
                print(f"ok   {module.__name__}.{name} ({time.monotonic() - began:.1f} s)", flush=True)
            except Exception:
                failed += 1
                print(f"FAIL {module.__name__}.{name}\n{traceback.format_exc()}", flush=True)
    return passed, failed
