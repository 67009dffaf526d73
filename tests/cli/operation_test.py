#!/usr/bin/env python3
"""operation_test.py GUILDHALL: settings as commands see them, and the log of a server that runs."""

import json
import os
import re
import stat
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "faults"))
from running import Checks, Folder, Program, Server, write_schools  # noqa: E402

CONFIG = """database = "{database}"
[server]
workers = 3
[log]
format = "json"
[[oidc]]
name = "Work account"
issuer = "https://login.example"
client_id = "guildhall"
client_secret = "pssst"
"""
LINE = re.compile(r"\{\"time\":\"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\",.*\}")
# Names and numbers that must not be found again in a log.
PRIVATE = ("Lovelace", "900001", "198.51.100.7", "ada@school.example", "127.0.0.1")


def settings(path, folder, checks):
    config = folder.file("guildhall.toml")
    with open(config, "w", encoding="utf-8") as out:
        out.write(CONFIG.format(database=folder.file("a.db")))

    def run(*words, **environment):
        return subprocess.run([path, *words], capture_output=True, check=False, text=True,
                              env={**os.environ, **environment})
    told = run("settings", "--json", "--config", config, GUILDHALL_SERVER_PORT="8123")
    found = {each["name"]: each for each in json.loads(told.stdout)["settings"]}
    checks.equal("from the file", found["server.workers"]["value"], "3")
    checks.equal("its place", found["server.workers"]["source"], f"{config} line 3")
    checks.equal("from the environment", found["server.port"]["source"], "GUILDHALL_SERVER_PORT")
    checks.equal("the database of the file", found["database"]["value"], folder.file("a.db"))
    told_by_flag = run("settings", "--json", "--config", config, "--database", "b.db").stdout
    checks.true("from a flag", '"source": "--database"' in told_by_flag, told_by_flag)
    checks.true("no secret in JSON", "pssst" not in told.stdout)
    plain = run("settings", GUILDHALL_CONFIG=config, GUILDHALL_PROT="80")
    checks.true("no secret in text", "pssst" not in plain.stdout)
    checks.true("a slip of the finger is told", "GUILDHALL_PROT" in plain.stderr, plain.stderr)
    # Every command uses them.
    schools = write_schools(folder.file("a20230101.csv"), 20)
    checks.equal("import", run("import", "gias", schools, "--config", config).returncode, 0)
    checks.true("the database of the file was made", os.path.exists(folder.file("a.db")))
    backup = run("backup", GUILDHALL_CONFIG=config, GUILDHALL_BACKUP_FOLDER=folder.path)
    checks.equal("backup", backup.returncode, 0)
    names = [name for name in os.listdir(folder.path) if name.endswith(".backup")]
    checks.equal("one backup", len(names), 1)
    checks.equal("for its owner only", stat.S_IMODE(os.stat(folder.file(names[0])).st_mode), 0o600)


def log(path, folder, checks):
    program = Program(path, folder.file("a.db"))
    with Server(program) as server:
        for target in ("/schools/900001", "/search?q=Lovelace",
                       "/Lovelace?email=ada@school.example", "/schools/Lovelace", "/healthz",
                       "/search?q=%zz"):
            server.get(target)
        figures = server.get("/metrics")[1]
    for line in server.lines:
        checks.true("a line of JSON", LINE.fullmatch(line.strip()) and json.loads(line), line)
        for private in PRIVATE:
            checks.true(f"no {private}", private not in line, line)
    routes = [json.loads(line).get("route") for line in server.lines]
    checks.equal("routes", routes, ["/schools/{urn}", "/search", "", "/schools/{urn}", "/healthz",
                                    "", "/metrics"])
    numbers = [json.loads(line)["id"] for line in server.lines if '"id":' in line]
    checks.equal("numbers of those that could be read", numbers, [1, 2, 3, 4, 5, 6])
    checks.true("figures by route", 'guildhall_http_requests_total{route="/schools/{urn}",'
                'method="GET",status="200"} 1\n' in figures, figures)
    for private in PRIVATE:
        checks.true(f"figures without {private}", private not in figures)


def main():
    path = os.path.abspath(sys.argv[1])
    checks = Checks()
    with Folder() as folder:
        settings(path, folder, checks)
        log(path, folder, checks)
    checks.finish()


main()
