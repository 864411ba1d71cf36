"""run.py [name…]: the peers named, or all. The last line is "N passed, N failed"."""
import importlib
import sys

import harness
import install

PEERS = ("wordpress", "bluesky", "program")

passed = failed = 0
for peer in sys.argv[1:] or PEERS:
    try:
        install.ensure(peer)
    except install.Missing as missing:
        print(f"skip {peer}: {missing}")
        continue
    module = importlib.import_module(f"{peer}_peer")
    good, bad = harness.run(module, module.start)
    passed, failed = passed + good, failed + bad
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
