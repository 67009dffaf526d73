#!/usr/bin/env python3
"""alignment_test.py GUILDHALL: the alignment matrix by commands: taken from its text, shown on any
day, changed, written out and taken in again.
"""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import Checks, Folder, Program  # noqa: E402

SCHOOLS = ("URN,EstablishmentName,EstablishmentStatus (name),LA (code),LA (name),"
           "PhaseOfEducation (name),TypeOfEstablishment (name),EstablishmentTypeGroup (name),"
           "Trusts (code),Trusts (name)\n")
SCHOOLS += "".join(f"{990001 + at},School {at},Open,918,Eastmarch,{phase},Academy converter,"
                   "Academies,90001,Tide Trust\n"
                   for at, phase in enumerate(["Primary", "Primary", "Secondary"]))


def main():
    path = os.path.abspath(sys.argv[1])
    checks = Checks()
    with Folder() as folder:
        program = Program(path, folder.file("a.db"))
        schools = folder.file("edubasealldata20240101.csv")
        with open(schools, "w", encoding="utf-8") as out:
            out.write(SCHOOLS)
        program.text("import", "gias", schools)
        tide = ["--group", "90001"]

        sample = program.text("alignment", "export")
        checks.true("without a group the sample is written", "function payroll" in sample)
        dry = program.text("alignment", "import", "--start", "2025-09-01", "--dry-run", *tide)
        checks.true("a dry run saves nothing", "Nothing was saved" in dry)
        program.text("alignment", "import", "--start", "2025-09-01", *tide)

        def shown(*more):
            return json.loads(program.text("alignment", "show", "--json", *more, *tide))

        def payroll(on):
            return [each["provider"] for each in shown("--on", on, "--area", "finance")["entries"]
                    if each["code"] == "payroll"]

        checks.equal("payroll before it moves", payroll("2026-02-28"), ["Payroll bureau"] * 2)
        checks.equal("payroll after it moved", payroll("2026-03-01"), ["Central finance team"] * 2)

        for urn, level, since in [("990001", "adopted", "2025-09-01"),
                                  ("990002", "adopted", "2025-09-01"),
                                  ("990002", "partly", "2026-01-12")]:
            program.text("alignment", "set", "adoption", "code=oversight", f"school={urn}",
                         f"level={level}", f"since={since}", *tide)
        words = {each["code"]: each["words"] for each in shown("--on", "2026-02-01")["entries"]}
        checks.equal("adoption is counted", words["oversight"],
                     "Common in 1 of 3 schools, 1 partly, 1 not known")
        drift = [each["trouble"] for each in shown("--on", "2026-02-01")["findings"]][0]
        checks.equal("what falls away stands first", drift, "drift")
        earlier = [each["trouble"] for each in shown("--on", "2026-01-11")["findings"]]
        checks.true("before that day nothing had fallen away", "drift" not in earlier)

        text = folder.file("matrix.txt")
        with open(text, "w", encoding="utf-8") as out:
            out.write(program.text("alignment", "export", *tide))
        again = program.text("alignment", "import", text, *tide)
        checks.true("what is written says what is here", "Nothing to do" in again)
        movement = program.text("alignment", "show", "--movement", "--on", "2026-10-01", *tide)
        checks.equal("a row for each September, and for the day", len(movement.splitlines()), 4)
    checks.finish()


main()
