#!/usr/bin/env python3
"""kill_test.py GUILDHALL [--postgres] [--seed N]: kills an import at random points of
its duration, outright, and looks at what is left: the registry of before or that of after, never
something between. Without --postgres on SQLite, else inside tools/with_postgres. GUILDHALL_KILLS
says how many; 100 where it is not set.
"""

import collections
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import Checks, Folder, kill_once, settled  # noqa: E402
from killing import Asked  # noqa: E402

SCHOOLS = 3000
HEADING = "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code),NumberOfPupils\n"


def write_files(folder):
    """Two snapshots of some thousand schools, the second with other names, and their trusts."""
    rows = {"2023": [HEADING], "2024": [HEADING]}
    members = ["URN,Group UID,Group Name,Group Type,Joined date,EstablishmentName,LA (name)\n"]
    for at in range(SCHOOLS):
        urn = 900000 + at
        rows["2023"].append(f"{urn},School {at},Open,Eastmarch,918,{at % 400}\n")
        rows["2024"].append(f"{urn},New School {at},{'Closed' if at % 7 == 0 else 'Open'},"
                            f"Eastmarch,918,{at % 300}\n")
        members.append(f"{urn},{5000 + at % 90},Trust {at % 90},Multi-academy trust,01-09-2020,"
                       f"School {at},Eastmarch\n")
    names = {"before": folder.file("edubase20230101.csv"),
             "after": folder.file("edubase20240101.csv"),
             "members": folder.file("alllinksdata20240101.csv")}
    for name, lines in (("before", rows["2023"]), ("after", rows["2024"]), ("members", members)):
        with open(names[name], "w", encoding="utf-8") as out:
            out.writelines(lines)
    return names


def sources(program):
    """The files in force, and the number of the newest import that brought one."""
    imports = program.json("import", "list")["imports"]
    held = [(each["id"], file["name"]) for each in imports for file in each["files"]
            if file["in_force"]]
    return max(held)[0], sorted(name for _, name in held)


def state(program):
    newest, names = sources(program)
    registry = tuple(program.text("export", "--on", day, "--json")
                     for day in ("2023-06-01", "2024-06-01"))
    return newest, (names, registry)


def main():
    asked = Asked(100)
    checks = Checks()
    with Folder() as folder:
        names = write_files(folder)
        program = asked.program(folder)
        program.text("import", "gias", names["before"])
        words = ("import", "gias", names["after"], names["members"])
        _, before = state(program)
        start = time.monotonic()
        program.text(*words)
        duration_s = time.monotonic() - start
        newest, after = state(program)
        checks.true("the import changes something", before != after)
        program.text("import", "undo", str(newest))

        found = collections.Counter()
        while found["killed"] < asked.kills and sum(
                (found["killed"], found["ended first"])) < 3 * asked.kills:
            killed, _ = kill_once(program, words, asked.chance.uniform(0, duration_s))
            # On a machine that is quicker than it was: aim at where the import is.
            duration_s *= 1.0 if killed else 0.9
            newest, left = settled(lambda: state(program))
            which = "before" if left == before else "after" if left == after else "between"
            turn = f"kill {found['killed']}"
            found["killed" if killed else "ended first"] += 1
            found[which] += 1
            checks.true(f"{turn}: the registry is whole", which != "between",
                        f"files in force: {left[0]}")
            status, said, _ = program.run("db", "rebuild", "--dry-run")
            checks.true(f"{turn}: the timelines are what the evidence says", status == 0, said)
            if which == "after":
                program.text("import", "undo", str(newest))
        print(f"an import takes {duration_s:.2f} s: {dict(found)}")
        checks.equal("imports that were killed", found["killed"], asked.kills)
    checks.finish()


main()
