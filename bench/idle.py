#!/usr/bin/env python3
"""Start to ready and idle memory of the empty server: bench/idle.py [BINARY]."""
import pathlib
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/system"))
sys.argv = [sys.argv[0], sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "build/release/resonanz")]
from lib_server import Server  # noqa: E402

begun = time.time()
with Server(users=False) as server:
    ready = time.time() - begun
    time.sleep(3)
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    print(f"ready_s={ready:.2f} resident_mb={resident / 1024:.0f}")
