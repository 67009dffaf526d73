#!/usr/bin/env python3
"""kill_edit_test.py GUILDHALL [--postgres] [--seed N]: kills edits and files of edits at random
points, outright, and looks at what is left: every edit that was told to be saved is there, none is
there by half, and the audit trail is whole. Without --postgres on SQLite, else inside
tools/with_postgres. GUILDHALL_KILLS says how many; 20 where it is not set.
"""

import collections
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import Checks, Folder, kill_once, settled  # noqa: E402
from killing import Asked  # noqa: E402

SCHOOLS = 400
ROWS = 12  # in a file of edits: all or none


def prepare(program, folder):
    """An authority with two clusters of some hundred schools."""
    schools = ["URN,EstablishmentName,EstablishmentStatus (name),LA (name)\n"]
    clusters = ["owner,cluster,urn,joined,funding,lead\n"]
    for at in range(SCHOOLS):
        schools.append(f"{900000 + at},School {at},Open,Eastmarch\n")
        clusters.append(f"Eastmarch,{'Harbour' if at % 2 else 'Moor'},{900000 + at},"
                        "2020-09-01,yes,no\n")
    for name, lines, words in (("edubase20230101.csv", schools, ("gias",)),
                               ("clusters.csv", clusters, ("clusters", "--as-of", "2023-01-01"))):
        with open(folder.file(name), "w", encoding="utf-8") as out:
            out.writelines(lines)
        program.text("import", words[0], folder.file(name), *words[1:])


def some_edit(chance, at, folder):
    """The words of a command that saves one edit, or a file of several."""
    urn = str(900000 + chance.randrange(SCHOOLS))
    day = f"20{27 + at % 60:02}-09-01"
    kind = chance.randrange(4)
    if kind == 0:
        return ("edit", "make", "Eastmarch", f"Cluster {at}"), 1
    if kind == 1:
        return ("edit", "correct", urn, "pupils", str(1000 + at), "--reason", "Census"), 1
    if kind == 2:
        return ("edit", "lead", "Harbour", "900001" if at % 2 else "900003", "--from", day), 1
    path = folder.file(f"edits{at}.csv")
    with open(path, "w", encoding="utf-8") as out:
        out.write("action,owner,name\n")
        out.writelines(f"cluster.make,Eastmarch,Group {at} {row}\n" for row in range(ROWS))
    return ("edit", "import", path), ROWS


def numbers(program):
    return [each["edit"] for each in program.json("edit", "list")["edits"]]


def main():
    asked = Asked(20)
    checks = Checks()
    with Folder() as folder:
        program = asked.program(folder)
        prepare(program, folder)
        start = time.monotonic()
        program.text("edit", "make", "Eastmarch", "First")
        duration_s = time.monotonic() - start
        newest = 1
        found = collections.Counter()
        at = 0
        while found["killed"] < asked.kills and at < 4 * asked.kills:
            at += 1
            words, count = some_edit(asked.chance, at, folder)
            killed, told = kill_once(program, words, asked.chance.uniform(0, 1.3 * duration_s))
            found["killed" if killed else "ended first"] += 1
            left = settled(lambda: numbers(program))
            now = max(left)
            turn = f"{at}, {' '.join(words[:2])}"
            checks.true(f"{turn}: all or none", now - newest in (0, count), f"{newest}, {now}")
            if re.search(r"Edit \d+", told):
                checks.equal(f"{turn}: what was told to be saved is there", now - newest, count)
                found["told"] += 1
            found["saved" if now > newest else "nothing"] += 1
            newest = now
            status, said, _ = program.run("audit", "verify")
            checks.true(f"{turn}: the audit trail is whole", status == 0, said)
            status, said, _ = program.run("db", "rebuild", "--dry-run")
            checks.true(f"{turn}: the timelines are what the evidence says", status == 0, said)
        print(f"an edit takes {duration_s:.2f} s: {dict(found)}")
        checks.equal("edits that were killed", found["killed"], asked.kills)
    checks.finish()


main()
