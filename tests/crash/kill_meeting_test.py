#!/usr/bin/env python3
"""kill_meeting_test.py GUILDHALL [--postgres] [--seed N]: a meeting is recorded over HTTP, by two
clerks at a time, while the server is killed outright at random points and started again: all that
was acknowledged is there, what was refused as a conflict is not, and the audit trail is whole.
GUILDHALL_KILLS says how many kills; 8 where it is not set."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import Checks, Folder  # noqa: E402
from killing import Asked  # noqa: E402

PEOPLE = 8
ITEMS = 12
PASSWORD = "seven herons over the marsh"


class Server:
    """The program, serving; it can be killed and started again."""

    def __init__(self, program):
        self.program = program
        self.begin()

    def begin(self):
        self.process = self.program.start("serve", "--port", "0", "--quiet")
        self.address = self.process.stdout.readline().decode().split()[-1]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self):
        self.process.terminate()
        self.process.wait()


def accept_first(server, folder):
    """Takes the first link, as whoever sets the server up does."""
    server.process.stdout.readline()
    link = server.process.stdout.readline().decode().strip()
    jar = folder.file("jar")

    def curl(*words):
        return subprocess.run(["curl", "-s", "-b", jar, "-c", jar, *words], check=False,
                              capture_output=True, text=True).stdout
    token = re.search(r'name="csrf" value="([0-9a-f]+)"', curl(link)).group(1)
    curl("-d", f"csrf={token}", "-d", "email=boss@example.org", "-d", "name=Boss",
         "--data-urlencode", f"password={PASSWORD}", link)


def prepare(program, folder):
    """A trust with a committee of some people, and a meeting with motions."""
    with open(folder.file("edubasealldata20240101.csv"), "w", encoding="utf-8") as out:
        out.write("URN,EstablishmentName,EstablishmentStatus (name),LA (code),LA (name),"
                  "Trusts (code),Trusts (name)\n990001,Oak,Open,918,Eastmarch,90001,Tide Trust\n")
    program.text("import", "gias", folder.file("edubasealldata20240101.csv"))
    note = ("governance", "note")
    program.text(*note, "body", "name=Finance", "kind=committee", "at=group 90001")
    for at in range(PEOPLE):
        program.text(*note, "appoint", "body=1", "seat=member", f"person=Person {chr(65 + at)}")
    program.text(*note, "meeting", "body=1", "on=2026-01-05")
    for at in range(ITEMS):
        program.text(*note, "item", "meeting=1", f"title=Item {at}", f"motion=Motion {at}")


class Clerk(threading.Thread):
    """Sends one change after the other; keeps what was acknowledged."""

    def __init__(self, server, token, chance, lot):
        super().__init__()
        self.server, self.token, self.chance, self.lot = server, token, chance, lot
        self.acknowledged = {}  # (kind, item, person): the last value that was told to be saved
        self.doubtful = {}      # key to change: sent, and no answer came
        self.unanswered = 0
        self.conflicts = 0
        self.saved = 0
        self.stop = False

    def send(self, change):
        request = urllib.request.Request(
            self.server.address + "/api/v1/boards/changes",
            data=json.dumps({"changes": [change]}).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status

    def run(self):
        while not self.stop:
            # Each clerk has people of their own, so that what is acknowledged last must stand.
            person = str(self.chance.choice(self.lot))
            if self.chance.randrange(3) == 0:
                key = ("attended", 0, person)
                value = self.chance.choice(["present", "apologies", "absent"])
                change = {"change": "attended", "meeting": "1", "person": person, "status": value}
            else:
                item = self.chance.randint(1, ITEMS)
                key = ("voted", item, person)
                value = self.chance.choice(["for", "against", "abstain"])
                change = {"change": "voted", "item": str(item), "person": person, "choice": value}
            try:
                if self.send(change) == 201:
                    self.acknowledged[key] = value
                    self.saved += 1
                    self.doubtful.pop(key, None)
            except urllib.error.HTTPError as error:
                if error.code != 409:
                    print(f"FAILED: {change}: {error.code}, {error.read()!r}")
                self.conflicts += 1
            except (OSError, urllib.error.URLError, ValueError):
                self.doubtful[key] = change
                self.unanswered += 1
                time.sleep(0.01)

    def send_doubtful_again(self):
        """So that each of them has an answer, and all can be compared."""
        for key, change in self.doubtful.items():
            self.send(change)
            self.acknowledged[key] = change.get("status") or change["choice"]
        self.doubtful = {}


def wait_for(clerks, changes):
    """Until so many more changes were acknowledged, however slow the machine is."""
    def acknowledged():
        return sum(clerk.saved for clerk in clerks)
    until = acknowledged() + changes
    end = time.monotonic() + 120
    while acknowledged() < until and time.monotonic() < end:
        time.sleep(0.005)


def kept(server, token):
    """What is there, by the page for programs and the minutes."""
    request = urllib.request.Request(server.address + "/api/v1/meetings/1",
                                     headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def compare(checks, meeting, clerks):
    there = {("attended", 0, str(each["person"])): each["status"] for each in meeting["attendance"]}
    wrong = [(key, value, there.get(key)) for clerk in clerks
             for key, value in clerk.acknowledged.items()
             if key[0] == "attended" and there.get(key) != value]
    checks.equal("who was there, as acknowledged", wrong, [])


def compare_votes(checks, meeting, clerks):
    looked_at = 0
    for at, item in enumerate(meeting["items"], 1):
        votes = [value for clerk in clerks for key, value in clerk.acknowledged.items()
                 if key[:2] == ("voted", at)]
        looked_at += len(votes)
        checks.equal(f"votes on item {at}, as acknowledged",
                     (item["for"], item["against"], item["abstained"]),
                     tuple(votes.count(each) for each in ("for", "against", "abstain")))
    checks.true("votes were looked at", looked_at > ITEMS, str(looked_at))


def main():
    asked = Asked(8)
    checks = Checks()
    with Folder() as folder:
        program = asked.program(folder)
        prepare(program, folder)
        server = Server(program)
        accept_first(server, folder)
        token = program.text("user", "token", "boss@example.org", "--label", "clerks", "--scopes",
                             "read edit").split()[-1]
        people = [each["person"] for each in program.json("body", "1")["seats"] if "person" in each]
        checks.equal("people", len(people), PEOPLE)
        clerks = [Clerk(server, token, random.Random(asked.seed + at), people[at::2])
                  for at in range(2)]
        for clerk in clerks:
            clerk.start()
        for _ in range(asked.kills):
            wait_for(clerks, asked.chance.randint(5, 40))
            server.kill()
            server.begin()
        wait_for(clerks, ITEMS)
        for clerk in clerks:
            clerk.stop = True
            clerk.join()
        for clerk in clerks:
            clerk.send_doubtful_again()
        compare(checks, kept(server, token), clerks)
        # With everybody there each vote counts, so the counts of an item tell all its votes.
        for person in people:
            clerks[0].send({"change": "attended", "meeting": "1", "person": str(person),
                            "status": "present"})
        compare_votes(checks, kept(server, token), clerks)
        saved = sum(len(clerk.acknowledged) for clerk in clerks)
        checks.true("something was saved", saved > PEOPLE, str(saved))
        status, said, _ = program.run("audit", "verify")
        checks.true("the audit trail is whole", status == 0, said)
        # Two clerks saw one version: one is told so, and nothing of theirs is lost or mixed.
        seen = str(kept(server, token)["version"])
        change = {"change": "attended", "meeting": "1", "person": str(people[0]),
                  "status": "present", "seen": seen}
        checks.equal("the first who saw it saves", clerks[0].send(change), 201)
        try:
            clerks[1].send({**change, "status": "absent"})
            checks.true("the second is told", False)
        except urllib.error.HTTPError as error:
            checks.equal("the second is told", error.code, 409)
        there = {each["person"]: each["status"] for each in kept(server, token)["attendance"]}
        checks.equal("what the first saved stands", there[people[0]], "present")
        server.end()
        print(f"{asked.kills} kills, {saved} changes kept, "
              f"{sum(clerk.unanswered for clerk in clerks)} without an answer")
    checks.finish()


main()
