#!/usr/bin/python3
"""Embeds the built web UI: embed_web.py DIST_FOLDER OUT_FOLDER writes gzip files, assets.S and assets.inc.
Without a built UI a page that says so is embedded."""
import gzip
import pathlib
import sys

dist, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
         ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".json": "application/json",
         ".ico": "image/x-icon", ".txt": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json"}
MISSING = b"<!doctype html><title>Resonanz</title><p>The web UI is not built. Run ./run, or npm run build in web/."

files = sorted(p for p in dist.rglob("*") if p.is_file() and p.suffix in TYPES) if dist.is_dir() else []
assets = [("/" + p.relative_to(dist).as_posix(), TYPES[p.suffix], p.read_bytes()) for p in files]
if not any(path == "/index.html" for path, _, _ in assets):
    assets.append(("/index.html", TYPES[".html"], MISSING))

blobs = out / "assets"
blobs.mkdir(parents=True, exist_ok=True)
assembly, declarations, rows = [".section .rodata"], [], []
for number, (path, kind, body) in enumerate(assets):
    blob = blobs / f"{number}.gz"
    blob.write_bytes(gzip.compress(body, 9, mtime=0))
    assembly += [f".global asset_{number}_begin, asset_{number}_end", f"asset_{number}_begin:", f'.incbin "{blob}"',
                 f"asset_{number}_end:", ".byte 0"]
    declarations.append(f'extern "C" const unsigned char asset_{number}_begin[], asset_{number}_end[];')
    rows.append(f'    {{"{path}", "{kind}", asset_{number}_begin, asset_{number}_end}},')
(out / "assets.S").write_text("\n".join(assembly) + '\n.section .note.GNU-stack,"",@progbits\n')
(out / "assets.inc").write_text("\n".join(declarations) + "\nconst Asset kAssets[] = {\n" + "\n".join(rows) + "\n};\n")
