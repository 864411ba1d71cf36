#!/usr/bin/env python3
"""Invariant 9: only the egress door opens outbound connections. Asks the built program, object by object, for the functions
that could (whatever the source called them: Asio's own calls end in these too)."""
import collections
import pathlib
import re
import subprocess
import sys

OPENS = re.compile(r"^(connect|socket|sendto|sendmsg|sendmmsg|getaddrinfo|gethostbyname\w*|res_n?query|curl_\w+|SSL_connect|BIO_do_connect|popen|system|v?fork|"
                   r"clone|exec[lv]\w*|posix_spawnp?|dlopen|dlsym|io_uring_\w+)$")
CURL_URL = {"curl_url", "curl_url_set", "curl_url_get", "curl_url_cleanup", "curl_url_strerror", "curl_free"}
# Which object may call what, and why.
ALLOWED = {
    "egress.cc": {"curl_easy_cleanup", "curl_slist_free_all"},                # owns transfers
    "egress_url.cc": CURL_URL,                                                 # reads addresses with the parser that connects
    "egress_transfer.cc": {"curl_easy_*", "curl_slist_*", "socket"},           # opens the socket after the guard has looked
    "egress_curl.cc": {"curl_multi_*", "curl_global_init"},                    # drives the transfers
    "websocket_connect.cc": {"connect", "getaddrinfo", "socket", "sendmsg", "SSL_connect"},  # connects to checked endpoints
    "server.cc": {"socket", "sendmsg"},                                        # accepts; never connects
    "scripted_server.cc": {"socket", "sendmsg"},                               # the tests' server, in no program
}


def allowed(source, symbol):
    return any(symbol == name or name.endswith("*") and symbol.startswith(name[:-1]) for name in ALLOWED.get(source, ()))


def undefined(archive):
    """(object's source, symbol) for everything that its objects ask others for."""
    listed = subprocess.run(["nm", "-A", "--undefined-only", archive], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        place, symbol = line.rsplit(" ", 1)
        yield place.split(":")[1].removesuffix(".o"), symbol.split("@")[0]


build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build/dev/resonanz").resolve().parent
archives = sorted((build / "src").glob("lib*.a"))
passed, found = 0, []
for archive in archives:
    seen = collections.defaultdict(set)
    for source, symbol in undefined(archive):
        if OPENS.match(symbol):
            seen[source].add(symbol)
    wrong = [f"{archive.name} {source}: {symbol}" for source, symbols in seen.items() for symbol in sorted(symbols) if not allowed(source, symbol)]
    found += wrong
    passed += not wrong
if len(archives) < 15:
    found.append(f"only {len(archives)} libraries in {build}/src: nothing was looked at")
if not any(symbol == "connect" for source, symbol in undefined(build / "src/libnet.a") if source == "websocket_connect.cc"):
    found.append("the check is blind: it does not see the one connect() that is there")
for hit in found:
    print("FAIL", hit)
print(f"{passed} passed, {len(found)} failed")
sys.exit(bool(found))
