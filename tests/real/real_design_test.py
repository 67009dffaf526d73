#!/usr/bin/env python3
"""real_design_test.py GUILDHALL: the designer on the real register that lies beside this checkout
in ../shared/data: Norfolk with all rules at once, a trust in many counties, all of England; skipped
where it is not.
"""

import csv
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import SKIPPED, SOURCE, Checks, Folder, Program  # noqa: E402

DATA = os.path.join(SOURCE, "..", "shared", "data")
FILES = ["gias/gias-all-20240617-6cols.csv.gz", "gias/gias-open-20250524.csv.gz",
         "links/links_edubasealldata20250422.csv.gz", "groups/group_links-20220831.csv.gz"]
DAY = ["--on", "2025-05-24"]
TRUST = "4320"  # REAch2, in more than a dozen authorities


def plain(program, checks, folder):
    """The sentence of the issue: the plan, its measures, the gap, a CSV and a map."""
    rows, picture = folder.file("norfolk.csv"), folder.file("norfolk.svg")
    text = program.text("design", "--authority", "Norfolk", "--min", "6", "--max", "12", *DAY,
                        "--seconds", "5", "--csv", rows, "--map", picture)
    for words in ("423 schools in ", "Proven within ", "Mean journey"):
        checks.true(f"Norfolk says {words}", words in text, text[:600])
    with open(rows, encoding="utf-8", newline="") as file:
        urns = {row["urn"] for row in csv.DictReader(file)}
    checks.equal("a row for each school", len(urns), 423)
    with open(picture, encoding="utf-8") as file:
        checks.true("a map", file.read().count("<title>") > 423)


def all_rules(program, checks):
    """In one piece, 8 to 14 schools, a secondary and an able lead, federations whole."""
    lines = ["contiguous: kept", "secondary: 60 each", "able lead: 30 each", "federations: kept"]
    words = ["design", "--authority", "Norfolk", "--min", "8", "--max", "14", *DAY]
    for line in lines:
        words += ["--rule", line]
    made = program.json(*words, "--seconds", "10")
    checks.true("Norfolk keeps what is to be kept", made["feasible"], made["broken"])
    checks.true("it is proven", 0 <= made["gap"] < 0.1, made["gap"])
    sizes = [len(each["schools"]) for each in made["clusters"]]
    checks.true("sizes", min(sizes) >= 8 and max(sizes) <= 14 and sum(sizes) == 423, sizes)
    for code in ("contiguity.pieces", "size.outside"):
        checks.equal(code, made["measures"][code], 0)
    checks.true("nearly everywhere a secondary", made["measures"]["feeders.without"] <= 2,
                made["measures"]["feeders.without"])
    status, _, said = program.run("design", "--authority", "Norfolk", *DAY, "--min", "8", "--max",
                                  "14", "--clusters", "20")
    checks.true("what cannot be is named", status == 6 and "No plan can keep" in said, said)


def few_moves(program, checks):
    """Clusters of a plan, enacted, and what few moves from there would gain."""
    program.text("scenario", "make", "--authority", "Norfolk", "--min", "8", "--max", "14", *DAY)
    program.text("scenario", "run", "1", "--seconds", "2", "--seed", "3")
    program.text("plan", "enact", "1", "--from", "2025-05-24")
    program.text("scenario", "make", "--authority", "Norfolk", "--min", "6", "--max", "12", *DAY)
    program.text("scenario", "run", "2", "--seconds", "5")
    text = program.text("scenario", "run", "2", "--frontier", "3", "--seconds", "10", "--json")
    checks.true("a frontier up to 60 moves", '"moves": 60' in text, text[-400:])
    found = json.loads(text[text.index("{"):])["frontier"]
    points = [(each["broken"], each["cost"]) for each in found]
    # How far a rule is broken is not told, so plans that break some cannot be compared by cost.
    costs = [cost for broken, cost in points if broken == 0]
    checks.true("more moves mend every rule, and then cost less",
                len(costs) > 1 and costs == sorted(costs, reverse=True), points)


def wide(program, checks):
    trust = program.json("design", "--group", TRUST, "--min", "2", "--max", "6", *DAY,
                         "--seconds", "2")
    checks.true("a trust in many counties", trust["feasible"] and trust["gap"] < 0.2, trust["gap"])
    england = program.json("design", "--min", "6", "--max", "12", *DAY,
                           "--seconds", "120")
    checks.true("England", england["schools"] > 21_900 and england["feasible"], england["broken"])
    checks.true("England is proven", 0 < england["gap"] < 0.1, england["gap"])


def main():
    if not os.path.isdir(os.path.join(DATA, "gias")):
        print("SKIPPED: real data not present")
        sys.exit(SKIPPED)
    checks = Checks()
    with Folder() as folder:
        program = Program(os.path.abspath(sys.argv[1]), folder.file("england.db"))
        program.text("import", "gias", *(os.path.join(DATA, name) for name in FILES))
        plain(program, checks, folder)
        all_rules(program, checks)
        few_moves(program, checks)
        wide(program, checks)
    checks.finish()


main()
