#!/usr/bin/env python3
"""The Debian package: made from this build by its one command, unpacked, looked into and run; its unit, dashboard and alerts."""
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

from lib_server import BINARY, Server, equal, main

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
EXPOSURE = 2.0  # of 10, by systemd's own count


def output(*command, check=0):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert done.returncode == check, f"{command[0]} exit {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def test_the_package_holds_program_service_and_configuration():
    deb = output(PACKAGING / "build-deb.sh", pathlib.Path(BINARY).parent).split()[-1]
    with tempfile.TemporaryDirectory(prefix="resonanz-package-") as folder:
        output("dpkg-deb", "-x", deb, folder)
        held = {str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*") if path.is_file()}
        for name in ("usr/bin/resonanz", "usr/lib/systemd/system/resonanz.service", "usr/lib/sysusers.d/resonanz.conf",
                     "etc/resonanz/resonanz.toml", "usr/share/doc/resonanz/copyright", "usr/share/doc/resonanz/operator.md"):
            assert name in held, f"{name} is missing in {sorted(held)}"
        assert "serve" in output(pathlib.Path(folder, "usr/bin/resonanz"), "--help")
    needs = output("dpkg-deb", "-f", deb, "Depends")
    for library in ("libsqlite3-0", "libicu72", "libcurl", "ca-certificates"):
        assert library in needs, f"{library} is not among the dependencies: {needs}"
    equal(output("dpkg-deb", "-I", deb, "conffiles").strip(), "/etc/resonanz/resonanz.toml")
    for script in ("postinst", "prerm", "postrm"):
        output("sh", "-n", PACKAGING / "debian" / script)
        assert script in output("dpkg-deb", "-I", deb)


def test_the_packaged_configuration_names_every_key():
    default = output(BINARY, "config", "default")
    wanted = re.sub(r'^data = .*$', 'data = "/var/lib/resonanz/data"', default, flags=re.M)
    equal((PACKAGING / "resonanz.toml").read_text(), wanted)
    with tempfile.TemporaryDirectory(prefix="resonanz-package-") as folder:
        mine = pathlib.Path(folder, "resonanz.toml")
        mine.write_text(wanted.replace("/var/lib/resonanz/data", folder + "/data"))
        assert f'data = "{folder}/data"' in output(BINARY, "config", "check", mine)
        mine.write_text(wanted + "prot = 1\n")
        assert "did you mean port?" in output(BINARY, "config", "check", mine, check=2)


def test_a_server_runs_from_a_configuration_and_the_command_line_goes_before_it():
    with tempfile.TemporaryDirectory(prefix="resonanz-package-") as folder:
        configuration = pathlib.Path(folder, "resonanz.toml")
        configuration.write_text('port = 1\nhttps = true\nlog = "warn"\n')
        with Server("--config", str(configuration)) as server:  # --port 0 of the test goes before
            client = server.client()
            assert "Secure" in client.headers["Set-Cookie"], client.headers


def test_the_unit_is_valid_and_shut_in():
    with tempfile.TemporaryDirectory(prefix="resonanz-package-") as folder:
        unit = pathlib.Path(folder, "resonanz.service")
        unit.write_text((PACKAGING / "resonanz.service").read_text().replace("/usr/bin/resonanz", BINARY))
        equal([line for line in output("systemd-analyze", "verify", "--man=no", unit).splitlines() if "resonanz" in line], [])
        verdict = output("systemd-analyze", "security", "--offline=true", "--no-pager", unit)
        exposure = float(re.search(r"Overall exposure level for resonanz.service: ([\d.]+)", verdict).group(1))
        assert exposure <= EXPOSURE, verdict


def test_dashboard_and_alerts_use_metrics_that_exist():
    with Server() as server:
        served = set(re.findall(r"^# TYPE (\w+)", server.client().get("/metrics", raw=True).decode(), flags=re.M))
    expressions = [target["expr"] for panel in json.loads((PACKAGING / "monitoring/grafana.json").read_text())["panels"] for target in panel["targets"]]
    expressions += re.findall(r"expr: (.*)", (PACKAGING / "monitoring/alerts.yml").read_text())
    used = set(re.findall(r"\b(?:resonanz|process)_\w+", " ".join(expressions)))
    assert len(used) >= 5 and used <= served, f"not served: {used - served}"


if not shutil.which("systemd-analyze"):
    print("skip: no systemd-analyze")
else:
    main(__name__)
