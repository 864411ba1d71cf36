"""Makes the server harness of tests/system importable; reads what lies in a folder."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "system"))


def bytes_of(*folders):
    return {path: path.read_bytes() for folder in folders for path in pathlib.Path(folder).rglob("*") if path.is_file()}
