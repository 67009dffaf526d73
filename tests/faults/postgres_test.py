#!/usr/bin/env python3
"""postgres_test.py GUILDHALL, inside tools/with_postgres: PostgreSQL is stopped and started while
clients ask and people edit. They get clear errors meanwhile, the server lives, and heals by itself.
No edit that was told to be saved is lost, and none is there by half.
"""

import collections
import json
import os
import subprocess
import sys
import threading
import time

from running import (Checks, Folder, Program, Server, refused, token_of, unharmed,
                     write_schools)

CLIENTS = 6
EDITORS = 4
TURNS = 3
SCHOOLS = 300
# A shutdown that is polite, one that is not, and a crash.
STOPS = (("stop",), ("stop", "-m", "fast"), ("stop", "-m", "immediate"))
CLEAR = ("database_unavailable", "database_busy", "outcome_unknown", "too_many_requests")


def control(*words):
    subprocess.run([os.environ["GUILDHALL_TEST_PG_CTL"], *words], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Load:
    """Clients that ask without a pause, and what they were told."""

    clients = CLIENTS

    def __init__(self, server):
        self.server = server
        self.ended = threading.Event()
        self.told = collections.Counter()
        self.unclear = []
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.ask, args=(each,))
                        for each in range(self.clients)]

    def ask(self, number):
        at = 0
        while not self.ended.is_set():
            at += 1
            path = f"/schools/{900000 + (number * 37 + at) % SCHOOLS}?format=json"
            self.note(*self.server.get(path), good=200)

    def note(self, status, body, good):
        """What was told; the answer when it is the good one. Anything else has to be clear."""
        try:
            answer = json.loads(body)
        except ValueError:
            answer = {}
        with self.lock:
            self.told[status] += 1
            if status == good:
                return answer
            if status != 503 or answer.get("code") not in CLEAR:
                self.unclear.append((status, body[:200]))
        return None

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


class Editors(Load):
    """People who correct schools without a pause, each schools of their own."""

    clients = EDITORS

    def __init__(self, server, token):
        super().__init__(server)
        self.token = token
        self.saved = {}  # what was told to be saved: number of the edit to URN and pupils

    def ask(self, number):
        at = 0
        while not self.ended.is_set():
            at += 1
            urn = 900000 + number + EDITORS * (at % (SCHOOLS // EDITORS))
            pupils = 1000 + at
            status, body = self.server.post("/api/v1/edits", self.token, {
                "kind": "school.correct", "urn": urn, "fact": "pupils", "value": str(pupils),
                "reason": "Census"})
            answer = self.note(status, body, good=201)
            if answer is not None:
                with self.lock:
                    self.saved[answer["edit"]] = (urn, pupils)
            self.ended.wait(0.02)

    def looked_for(self, checks, program):
        """What was told to be saved is there, whole; what else is there lost its answer only."""
        there, page = {}, "/api/v1/edits?page_size=1000"
        while page:
            answer = json.loads(self.server.get(page)[1])
            there |= {each["edit"]: each["sentence"] for each in answer["edits"]}
            page = answer["next"]
        wrong = [(number, wanted, there.get(number)) for number, wanted in self.saved.items()
                 if f"School {wanted[0] - 900000} " not in there.get(number, "") + " "
                 or str(wanted[1]) not in there[number].replace(",", "")]
        checks.equal("no edit is lost that was told to be saved", wrong[:3], [])
        checks.true("what else is there lost its answer",
                    0 <= len(there) - len(self.saved) <= EDITORS * TURNS,
                    f"{len(there)}, {len(self.saved)}")
        trail = [json.loads(line) for line in program.text("audit", "export").splitlines()]
        audited = [json.loads(each["new_values"])["edit"] for each in trail
                   if each["action"] == "school.correct"]
        checks.equal("each edit stands in the trail once", sorted(audited), sorted(there))
        checks.equal("the trail is whole", program.json("audit", "verify")["whole"], True)
        unharmed(checks, "after the edits", program)


def wait_for(what, holds, limit_s=30):
    until = time.monotonic() + limit_s
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    print(f"waited {limit_s} s in vain: {what}")
    return False


def one_turn(turn, server, load, editors, checks):
    answered = load.count(200)
    checks.true(f"turn {turn}: pages are read",
                wait_for("answers", lambda: load.count(200) > answered + 20))
    saved = editors.count(201)
    checks.true(f"turn {turn}: edits are saved",
                wait_for("edits", lambda: editors.count(201) > saved + 10))
    control(*STOPS[turn % len(STOPS)])
    refusals = load.count(503)
    not_saved = editors.count(503)
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
    checks.true(f"turn {turn}: editors are told",
                wait_for("refusals", lambda: editors.count(503) > not_saved))
    control("start")
    checks.true(f"turn {turn}: ready again",
                wait_for("ready", lambda: server.get("/readyz")[0] == 200))
    answered = load.count(200)
    checks.true(f"turn {turn}: pages again",
                wait_for("answers", lambda: load.count(200) > answered + 20))
    saved = editors.count(201)
    checks.true(f"turn {turn}: edits again",
                wait_for("edits", lambda: editors.count(201) > saved + 10))
    checks.equal(f"turn {turn}: the same process", server.process.poll(), None)


def main():
    path = os.path.abspath(sys.argv[1])
    checks = Checks()
    program = Program(path, os.environ["GUILDHALL_TEST_POSTGRES"])
    os.environ["GUILDHALL_API_REQUESTS_PER_MINUTE"] = "1000000"
    with Folder() as folder:
        program.text("import", "gias", write_schools(folder.file("a20230101.csv"), SCHOOLS))
        with Server(program, "--quiet") as server:
            editors = Editors(server, token_of(program, server, "read edit"))
            with Load(server) as load:
                with editors:
                    for turn in range(1, TURNS + 1):
                        one_turn(turn, server, load, editors, checks)
                editors.looked_for(checks, program)
                registry = program.text("export", "--on", "2023-06-01")
                # A backup while all this goes on, and what was in it.
                backup = folder.file("a.backup")
                program.text("backup", backup)
            checks.equal("every refusal was clear", load.unclear[:3] + editors.unclear[:3], [])
            refused(checks, "restore under a server", program, ["restore", backup, "--replace"], 6,
                    "database_in_use")
        print(dict(load.told), dict(editors.told))
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
