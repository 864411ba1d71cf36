#!/usr/bin/python3
"""Turns the facts in specs/ into C++ tables. Called by CMake: generate_specs.py SPECS_FOLDER OUT_FOLDER."""
import json
import pathlib
import sqlite3
import sys
import tomllib

import yaml

specs, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def write(name, lines):
    """Writes only what changed, so that an unchanged table rebuilds nothing."""
    text = "\n".join(lines) + "\n"
    path = out / name
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def load(name):
    return tomllib.loads((specs / name).read_text())


def errors():
    lines = []
    for group in load("errors.toml").values():
        for code, row in group.items():
            ident = code.removeprefix("E_").lower()
            lines.append(f'RESONANZ_ERROR({ident}, "{code}", {row["status"]}, {quoted(row["en"])}, {quoted(row["de"])})')
    write("errors.inc", lines)


def details():
    rows = ((en, de) for group in load("details.toml").values() for en, de in group.items())
    write("details.inc", [f"RESONANZ_DETAIL({quoted(en)}, {quoted(de)})" for en, de in sorted(rows)])


def remarks():
    lines = []
    for group in load("remarks.toml").values():
        for code, row in group.items():
            lines.append(f'RESONANZ_REMARK({code.split("_", 1)[1].lower()}, "{code}", {quoted(row["en"])}, {quoted(row["de"])})')
    write("remarks.inc", lines)


def settings():
    lines = ["#pragma once", "// Limits and defaults, from specs/settings.toml.", "#include <cstdint>",
             "namespace resonanz::settings {"]
    for group, rows in load("settings.toml").items():
        for name, row in rows.items():
            kind = "double" if isinstance(row["default"], float) else "std::int64_t"
            lines.append(f'inline constexpr {kind} k{"".join(p.title() for p in f"{group}_{name}".split("_"))} = '
                         f'{row["default"]};  ///< {row["about"]} [{row["unit"]}]')
    write("settings.h", lines + ["}  // namespace resonanz::settings"])


def routes():
    """One row a route: method, path, operation, permission. A route without a permission stops the build."""
    api = yaml.safe_load((specs / "openapi.yaml").read_text())
    permissions = load("permissions.toml")
    known = permissions["permissions"]
    lines, seen = [], set()
    for path, item in api["paths"].items():
        for method, operation in item.items():
            if method not in ("get", "post", "put", "patch", "delete"):
                continue
            name = operation["operationId"]
            need = permissions["routes"].get(name)
            if need is None or need not in known:
                sys.exit(f"permissions.toml: operation {name} ({method} {path}) has no known permission")
            seen.add(name)
            lines.append(f'RESONANZ_ROUTE({name}, "{method.upper()}", "{path}", {need})')
    if stale := set(permissions["routes"]) - seen:
        sys.exit(f"permissions.toml: no such operation: {', '.join(sorted(stale))}")
    write("routes.inc", lines)
    rows = []
    for name, row in known.items():
        mask = " | ".join(f"role_bit(Role::{role})" for role in row["roles"]) or "0"
        rows.append(f'RESONANZ_PERMISSION({name}, {mask}, {str(row.get("anyone", False)).lower()})')
    write("permissions.inc", rows)


def playbook():
    """The shipped playbook: its name and a row a step."""
    book = load("playbook.toml")
    lines = [f'RESONANZ_PLAYBOOK({quoted(book["name"]["en"])}, {quoted(book["name"]["de"])})']
    lines += [f'RESONANZ_STEP({row["level"]}, {row["minutes"]}, {quoted(row["en"])}, {quoted(row["de"])})' for row in book["steps"]]
    write("playbook.inc", lines)


def sources():
    lines = []
    for path in sorted((specs / "sources").glob("*.toml")):
        row = tomllib.loads(path.read_text())
        lines.append(f'RESONANZ_SOURCE({path.stem}, {quoted(row["name"] if isinstance(row["name"], str) else row["name"]["en"])}, {quoted(json.dumps(row, ensure_ascii=False))})')
    write("sources.inc", lines)


def texts():
    """Whole spec files that the program serves or reads at run time."""
    lines = ["// Spec files, embedded.", "#include <string_view>", "namespace resonanz::specs {"]
    for name, file in (("kOpenApi", "openapi.yaml"), ("kRetention", "retention.toml"), ("kDemoPosts", "../demo/posts.jsonl"),
                       ("kDemoReactions", "../demo/reactions.jsonl"), ("kDemoAnswers", "../demo/answers.jsonl")):
        body = (specs / file).read_text()
        # Compilers limit a literal's length; neighbouring literals join.
        chunks = [body[i:i + 8000] for i in range(0, len(body), 8000)] or [""]
        lines.append(f"extern const std::string_view {name};")
        literal = "\n".join(f'R"spec({chunk})spec"' for chunk in chunks)
        lines.append(f"const std::string_view {name} =\n{literal};")
    write("texts.cc", lines + ["}  // namespace resonanz::specs"])


def migrations():
    folder = specs.parent / "src/store/migrations"
    write("migrations.inc", [f'R"sql({path.read_text()})sql",' for path in sorted(folder.glob("*.sql"))])


def schema_columns():
    """{table: columns} after all migrations, by asking SQLite itself."""
    database = sqlite3.connect(":memory:")
    for path in sorted((specs.parent / "src/store/migrations").glob("*.sql")):
        database.executescript(path.read_text())
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    return {table: {row[1] for row in database.execute(f"PRAGMA table_info({table})")} for table in tables}


def retention_row(table, columns, row, declared):
    """A limit has one of three shapes and names what exists."""
    limit = row["limit"]
    shapes = [{"keep"}, {"with"}, {"days", "from"}, {"days", "from", "unless"}]
    if not isinstance(limit, dict) or set(limit) not in shapes:
        sys.exit(f"retention.toml: the limit of {table} is none of {{keep}}, {{with}}, {{days, from}}, {{days, from, unless}}")
    if "days" in limit and (not isinstance(limit["days"], int) or limit["days"] < 0 or limit["from"] not in columns):
        sys.exit(f"retention.toml: the limit of {table} needs whole days and a column of its own")
    for key in ("with", "unless"):
        if key in limit and limit[key] not in declared:
            sys.exit(f"retention.toml: the limit of {table} names {limit[key]}, which is no table")
    outside = any(row.get(key) for key in ("content", "sealed", "reference"))
    return (f'RESONANZ_RETENTION("{table}", {limit.get("days", -1)}, "{limit.get("from", "")}", "{limit.get("with", "")}", '
            f'"{limit.get("unless", "")}", {quoted(limit.get("keep", ""))}, {str(outside).lower()})')


def retention():
    """Every column of the schema has a class, a limit and an eraser, or nothing builds."""
    declared, schema, lines = load("retention.toml")["tables"], schema_columns(), []
    for table, columns in schema.items():
        row = declared.get(table) or sys.exit(f"retention.toml: table {table} is missing")
        listed = [column for key in ("plain", "content", "sealed", "reference", "staff") for column in row.get(key, [])]
        if missing := columns - set(listed):
            sys.exit(f"retention.toml: {table} lacks {', '.join(sorted(missing))}")
        if unknown := set(listed) - columns or {c for c in listed if listed.count(c) > 1}:
            sys.exit(f"retention.toml: {table} lists {', '.join(sorted(unknown))}, which it does not have or has twice")
        if not row.get("limit") or not row.get("eraser"):
            sys.exit(f"retention.toml: {table} needs a limit and an eraser")
        lines.append(retention_row(table, columns, row, declared))
    if stale := set(declared) - set(schema):
        sys.exit(f"retention.toml: no such table: {', '.join(sorted(stale))}")
    write("retention.inc", lines)


retention()
migrations()
errors()
details()
remarks()
settings()
routes()
playbook()
sources()
texts()
