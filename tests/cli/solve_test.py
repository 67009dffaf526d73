#!/usr/bin/env python3
"""solve_test.py GUILDHALL: the command solve on a small county, and on real Norfolk."""

import json
import math
import os
import random
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import Checks, Folder  # noqa: E402

REAL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../shared/bench/schools")


def solved(program, *arguments):
    done = subprocess.run([program, "solve", *arguments, "--json"], capture_output=True, text=True,
                          check=False)
    return done.returncode, json.loads(done.stdout or "{}"), done.stderr


def reckoned(points, clusters):
    """The sum of distances to the medians, and the sizes, from the file alone."""
    groups = {}
    for point, cluster in zip(points, clusters):
        groups.setdefault(cluster, []).append(point)
    cost = sum(min(sum(math.dist(a, b) for a in group) for b in group)
               for group in groups.values())
    return cost, sorted(len(group) for group in groups.values())


def main():
    program = sys.argv[1]
    checks = Checks()
    with Folder() as folder:
        chance = random.Random(4)
        points = [(chance.random() * 60, chance.random() * 60) for _ in range(72)]
        county = folder.file("county.txt")
        with open(county, "w", encoding="ascii") as out:
            out.write("72 8 6 12\n" + "".join(f"{x} {y} 1\n" for x, y in points))
        plan = folder.file("plan.txt")
        status, answer, _ = solved(program, county, "--rounds", "2", "--out", plan)
        with open(plan, encoding="ascii") as lines:
            clusters = [int(line) for line in lines]
        cost, sizes = reckoned(points, clusters)
        checks.true("it answers", status == 0 and answer["feasible"], answer)
        checks.true("a line for each point", len(clusters) == 72, len(clusters))
        checks.true("eight clusters", len(sizes) == 8 == answer["clusters"], sizes)
        checks.true("within the bounds", sizes[0] >= 6 and sizes[-1] <= 12, sizes)
        checks.true("the cost is what the plan costs", abs(cost - answer["objective"]) < 1e-3, cost)
        checks.true("the bound is below and near",
                     0.9 * cost < answer["bound"] <= cost + 1e-6, answer["bound"])
        marks = [mark["objective"] for mark in answer["progress"]]
        checks.true("the way to it only falls", marks == sorted(marks, reverse=True) and
                    abs(marks[-1] - cost) < 1e-3, marks)
        checks.true("moves of more than one kind were made",
                    sum(kind["made"] > 0 for kind in answer["kinds_of_moves"]) >= 3,
                    answer["kinds_of_moves"])
        checks.equal("terms add up", list(answer["terms"]), ["travel"])
        other = next(c for c in range(1, 9) if c != clusters[0])
        pinned = folder.file("pinned.txt")
        status, mended, _ = solved(program, county, "--rounds", "3", "--from", plan, "--pin",
                                   f"1={other}", "--out", pinned)
        with open(pinned, encoding="ascii") as lines:
            moved = [int(line) for line in lines]
        checks.true("a plan is gone on from, round a pin",
                    status == 0 and mended["feasible"] and moved[0] == other, mended)
        checks.true("its numbers stay", sum(a == b for a, b in zip(clusters, moved)) > 40, moved)
        checks.true("a pin costs", mended["objective"] >= answer["bound"], mended["objective"])
        for words in (("--pin", "1=9"), ("--pin", "73=1"), ("--pin", "one"), ("--from", county)):
            status, _, said = solved(program, county, "--rounds", "1", *words)
            checks.true(f"refused: {words}", status == 3 and "is not" in said, said)
        status, _, said = solved(program, county, "--pin", "1=2", "--pin", "1=3")
        checks.true("two pins of a point", status == 3 and "pinned to clusters 2 and 3" in said,
                    said)
        torn = folder.file("torn.txt")
        for lines, words in (("1\n\n2\nx\n", "Line 4 of"), ("1\n2\n", "has 2 lines")):
            with open(torn, "w", encoding="ascii") as out:
                out.write(lines)
            status, _, said = solved(program, county, "--from", torn)
            checks.true(words, status == 3 and words in said and "--from" in said, said)
        _, again, _ = solved(program, county, "--rounds", "2", "--threads", "3")
        checks.true("the same with more threads", again["objective"] == answer["objective"], again)
    norfolk = os.path.join(REAL, "norfolk_423.txt")
    if os.path.exists(norfolk):
        status, answer, _ = solved(program, norfolk, "--rounds", "4")
        checks.true("Norfolk within 2 % of the optimum",
                     status == 0 and 1154.7 < answer["objective"] < 1178, answer)
        checks.true("Norfolk's bound", 1148 < answer["bound"] <= 1154.74, answer)
    else:
        print("skipped: Norfolk's schools, which are not here")
    checks.finish()


if __name__ == "__main__":
    main()
