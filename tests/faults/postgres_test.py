#!/usr/bin/env python3
"""postgres_test.py GUILDHALL, inside tools/with_postgres: PostgreSQL is stopped and started while
clients ask. They get clear errors meanwhile, the server lives, and heals by itself.
"""

import collections
import json
import os
import subprocess
import sys
import threading
import time

from running import Checks, Folder, Program, Server, refused, unharmed, write_schools

CLIENTS = 6
TURNS = 3


def control(*words):
    subprocess.run([os.environ["GUILDHALL_TEST_PG_CTL"], *words], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Load:
    """Clients that ask without a pause, and what they were told."""

    def __init__(self, server):
        self.server = server
        self.ended = threading.Event()
        self.told = collections.Counter()
        self.unclear = []
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.ask, args=(each,)) for each in range(CLIENTS)]

    def ask(self, number):
        at = 0
        while not self.ended.is_set():
            at += 1
            path = f"/schools/{900000 + (number * 37 + at) % 300}?format=json"
            status, body = self.server.get(path)
            with self.lock:
                self.told[status] += 1
                try:
                    answer = json.loads(body)
                except ValueError:
                    answer = {}
                clear = status == 200 or (status == 503 and answer.get("code") in (
                    "database_unavailable", "database_busy", "too_many_requests"))
                if not clear:
                    self.unclear.append((status, body[:200]))

    def count(self, status):
        with self.lock:
            return self.told[status]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *ignored):
        self.ended.set()
        for thread in self.threads:
            thread.join()


def wait_for(what, holds, limit_s=30):
    until = time.monotonic() + limit_s
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    print(f"waited {limit_s} s in vain: {what}")
    return False


def one_turn(turn, server, load, checks):
    answered = load.count(200)
    checks.true(f"turn {turn}: pages are read",
                wait_for("answers", lambda: load.count(200) > answered + 20))
    control("stop")
    refusals = load.count(503)
    start = time.monotonic()
    checks.equal(f"turn {turn}: it lives", server.get("/healthz")[0], 200)
    checks.true(f"turn {turn}: and says so at once", time.monotonic() - start < 1)
    start = time.monotonic()
    status, said = server.get("/readyz")
    checks.equal(f"turn {turn}: not ready", status, 503)
    checks.true(f"turn {turn}: the reason", "database_unavailable" in said, said)
    checks.true(f"turn {turn}: told in time", time.monotonic() - start < 2)
    figures = server.get("/metrics")[1]
    checks.true(f"turn {turn}: figures meanwhile", "guildhall_ready 0\n" in figures, figures)
    checks.true(f"turn {turn}: clients are told",
                wait_for("refusals", lambda: load.count(503) > refusals))
    control("start")
    checks.true(f"turn {turn}: ready again",
                wait_for("ready", lambda: server.get("/readyz")[0] == 200))
    answered = load.count(200)
    checks.true(f"turn {turn}: pages again",
                wait_for("answers", lambda: load.count(200) > answered + 20))
    checks.equal(f"turn {turn}: the same process", server.process.poll(), None)


def main():
    path = os.path.abspath(sys.argv[1])
    checks = Checks()
    program = Program(path, os.environ["GUILDHALL_TEST_POSTGRES"])
    with Folder() as folder:
        program.text("import", "gias", write_schools(folder.file("a20230101.csv"), 300))
        registry = program.text("export", "--on", "2023-06-01")
        with Server(program, "--quiet") as server:
            with Load(server) as load:
                for turn in range(1, TURNS + 1):
                    one_turn(turn, server, load, checks)
                # A backup while all this goes on, and what was in it.
                backup = folder.file("a.backup")
                program.text("backup", backup)
            checks.equal("every refusal was clear", load.unclear[:3], [])
            refused(checks, "restore under a server", program, ["restore", backup, "--replace"], 6,
                    "database_in_use")
        print(dict(load.told))
        checks.equal("the server ended well", server.status, 0)
        checks.true("trouble is in the log", any("database_unavailable" in line
                                                 for line in server.lines))
        control("stop")
        refused(checks, "without a server", program, ["stats"], 7, "database_unavailable")
        control("start")
        unharmed(checks, "after all", program)
        program.text("import", "undo", "1")
        program.text("restore", backup, "--replace")
        checks.equal("restored", program.text("export", "--on", "2023-06-01"), registry)
        unharmed(checks, "restored", program)
        copy = Program(path, folder.file("copy.db"))
        copy.text("restore", backup)
        checks.equal("restored to SQLite", copy.text("export", "--on", "2023-06-01"), registry)
        checks.equal("the same rows on both", [program.json("backup", folder.file(name))["tables"]
                                               for name in ("b.backup",)],
                     [copy.json("backup", folder.file("c.backup"))["tables"]])
    checks.finish()


main()
