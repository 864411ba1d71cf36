"""`resonanz bursts` as a program: what it prints, what it refuses, and that no row is judged by rows after it; and the scorer
of models/bursts.py against cases computed by hand. Run: bursts.py PROGRAM"""
import datetime
import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
passed = failed = 0


def expect(name, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"FAIL {name} {detail}")


def bursts(text, *options):
    return subprocess.run([sys.argv[1], "bursts", *options], input=text, capture_output=True, text=True)


def series(rows):
    draw = random.Random(5)
    lines = ["timestamp,value"]
    for i in range(rows):
        count = draw.randrange(8, 30) + (700 if i == rows - 100 else 0)
        lines.append(f"2026-03-{1 + i // 96:02} {i // 4 % 24:02}:{i % 4 * 15:02}:00,{count}")
    return "\n".join(lines) + "\n"


whole = series(1900)
out = bursts(whole)
lines = out.stdout.splitlines()
expect("one line a row", out.returncode == 0 and len(lines) == 1901 and lines[0] == "timestamp,value,score,alarm", out.stderr)
expect("times and values as they came", [x.rsplit(",", 2)[0] for x in lines[1:]] == whole.splitlines()[1:])
alarms = [i for i, x in enumerate(lines[1:]) if x.endswith(",1")]
expect("the burst is the only alarm", alarms == [1800], alarms)
prefix = bursts("\n".join(whole.splitlines()[:1500]) + "\n").stdout
expect("a beginning is judged as it is in the whole", out.stdout.startswith(prefix))


def every_beginning(name, steps):
    """Cut behind any row, a series is judged as it is in the whole."""
    draw, at, rows = random.Random(3), datetime.datetime(2026, 3, 1), []
    for minutes in steps:
        rows.append(f"{at},{draw.randrange(90, 120) * (9 if len(rows) % 37 == 30 else 1)}")
        at += datetime.timedelta(minutes=minutes)
    judged = bursts("\n".join(rows)).stdout
    cuts = range(2, len(rows)) if len(rows) < 100 else sorted({2, 3, 99, 100, 101, 287, 288, 289, 290, *range(5, len(rows), 41)})
    differ = [n for n in cuts if not judged.startswith(bursts("\n".join(rows[:n])).stdout)]
    expect(f"cut behind any row, {name}", not differ and judged.count("\n") == len(rows) + 1, differ)


every_beginning("5 minutes", [5] * 700)
every_beginning("hourly", [60] * 90)
every_beginning("daily", [1440] * 60)
every_beginning("daily, then 5 minutes", [1440] * 6 + [5] * 9)
every_beginning("hourly, then daily", [60] * 30 + [1440] * 20)
every_beginning("5 minutes with gaps", ([5] * 3 + [700] + [5] * 20 + [4000]) * 3)
every_beginning("a gap at once", [3000] + [60] * 40)
every_beginning("no time between two rows", [0, 0, 1440, 0, 1440, 60, 60] * 4)
constant = "\n".join(f"2026-03-{1 + i // 24:02} {i % 24:02}:00:00,1000000" for i in range(400))
expect("no alarm where nothing changes", not [x for x in bursts(constant).stdout.splitlines() if x.endswith(",1")])
expect("sensitivities differ", bursts(whole, "--sensitivity", "low").stdout != bursts(whole, "--sensitivity", "high").stdout)
for name, text, why in [("back in time", "2026-01-02,1\n2026-01-01,1\n", "line 2"), ("no number", "2026-01-02,many\n", "line 1"),
                        ("no time", "timestamp,value\nmonday,1\n", "line 2"), ("nothing", "", "no rows"), ("one row", "2026-01-02,1\n", "two rows")]:
    answer = bursts(text)
    expect(name, answer.returncode == 2 and why in answer.stderr and answer.stdout == "", answer.stderr)
expect("unknown sensitivity", bursts(whole, "--sensitivity", "extreme").returncode == 2)
expect("missing file", bursts("", "/nowhere/at/all.csv").returncode == 1)
check = subprocess.run([sys.executable, str(ROOT / "models/bursts.py"), "--check"], capture_output=True, text=True)
expect("the scorer", check.returncode == 0, check.stdout)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
