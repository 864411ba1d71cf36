"""Instructions counted by valgrind, which are the same on every run, checked against what is expected."""
import re
import shutil
import subprocess
import sys

SLACK = 0.05  # either way, of a figure that is recorded


def counted(command, only=()):
    """(instructions, standard output) of a command: those within the functions `only`, whose names may end in *; of all where none is
    named."""
    tool = ["--tool=callgrind", "--callgrind-out-file=/dev/null", *(f"--toggle-collect={name}" for name in only)]
    result = subprocess.run(["valgrind", *tool, *command], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-500:]
    return int(re.search(r"Collected : (\d+)", result.stderr).group(1)), result.stdout


def near(name, now, recorded):
    """A check of a figure a post: (whether it holds, what to say)."""
    return abs(now - recorded) <= SLACK * recorded, f"{name}: {now:,} instructions a post, recorded {recorded:,}"


def report(checks):
    """Prints each (whether it holds, what to say) as it comes, and the closing line; ends the script."""
    if not shutil.which("valgrind"):
        print("skip: no valgrind")
        sys.exit(0)
    passed = failed = 0
    for good, text in checks:
        passed, failed = passed + good, failed + (not good)
        print("ok" if good else "FAILED", text, flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
