"""Holds every reply seen in the tests against specs/openapi.yaml, and remembers which operations were hit."""
import atexit
import json
import os
import pathlib
import re
import urllib.parse

import jsonschema
import yaml

API = yaml.safe_load((pathlib.Path(__file__).resolve().parents[2] / "specs/openapi.yaml").read_text())
RESOLVER = jsonschema.RefResolver("", API)
hit = set()


def resolve(node):
    while "$ref" in node:
        node = RESOLVER.resolve(node["$ref"])[1]
    return node


def patterns():
    for path, item in API["paths"].items():
        shape = re.compile("^" + re.sub(r"\{[^}]+\}", "[^/]+", path) + "$")
        for method, operation in item.items():
            if method in ("get", "post", "put", "patch", "delete"):
                yield path.count("{"), shape, method.upper(), operation


PATTERNS = sorted(patterns(), key=lambda row: row[0])  # fixed parts win over {names}


def check(method, address, status, headers, text):
    """Raises where the reply is not what the contract says."""
    path = urllib.parse.urlsplit(address).path
    operation = next((o for _, shape, m, o in PATTERNS if m == method and shape.match(path)), None)
    if operation is None:
        assert status in (401, 404) or not path.startswith("/api/"), f"{method} {path} is not in the contract"
        return
    hit.add(operation["operationId"])
    responses = operation["responses"]
    assert str(status) in responses or "default" in responses, f"{method} {path}: status {status} is not in the contract"
    response = resolve(responses.get(str(status), responses.get("default")))
    kind = (headers.get("Content-Type") or "").split(";")[0]
    if "content" not in response or kind == "text/event-stream":
        return
    assert kind in response["content"], f"{method} {path}: {kind} is not in the contract"
    if kind.endswith("json"):
        validator = jsonschema.Draft202012Validator(response["content"][kind]["schema"], resolver=RESOLVER)
        problem = next(iter(validator.iter_errors(json.loads(text))), None)
        assert problem is None, f"{method} {path}: {problem.message} at {'/'.join(map(str, problem.absolute_path))}"


def unhit():
    return sorted(o["operationId"] for _, _, _, o in PATTERNS if o["operationId"] not in hit)


@atexit.register
def remember():
    """Scripts of one test run add up in RESONANZ_HITS."""
    if path := os.environ.get("RESONANZ_HITS"):
        with open(path, "a") as out:
            out.write("".join(f"{name}\n" for name in hit))
