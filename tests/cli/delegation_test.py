#!/usr/bin/env python3
"""delegation_test.py GUILDHALL: who decides by texts that are files, what is wrong with them, and
what a new version changes.
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import Checks, Folder, Program  # noqa: E402

SHIPPED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "delegation")


def head(code, layer, first, version="1"):
    return (f"scheme {code}\ntitle: The {code} of {version}\nlayer: {layer}\nversion: {version}\n"
            f"from: {first}\n")


def main():
    path = os.path.abspath(sys.argv[1])
    checks = Checks()
    with Folder() as folder:
        program = Program(path, folder.file("none.db"))

        def write(name, text):
            with open(folder.file(name), "w", encoding="utf-8") as out:
                out.write(text)
            return folder.file(name)

        def shipped(name):
            return os.path.join(SHIPPED, name + ".txt")

        def ask(*words):
            return program.run("who-decides", *words)

        status, text, _ = ask("F15", "--fact", "amount=2500", "--on", "2026-03-16")
        checks.equal("the sample answers", status, 0)
        checks.true("who", "The headteacher decides.\n" in text, text)

        # An overlay by rating waits for the rating.
        rated = ["H08", "--scheme", shipped("trust"), "--scheme", shipped("reduced"), "--on",
                 "2026-03-16"]
        status, text, _ = ask(*rated)
        checks.equal("without a rating nobody is named", status, 1)
        checks.true("rating", "may depend on “rating of the school”" in text, text)
        checks.true("reduced", "The chief executive decides." in ask(*rated, "--fact",
                                                                     "rating=reduced")[1], "")
        checks.true("full", "The trust board decides." not in ask(*rated, "--fact",
                                                                  "rating=full")[1], "")

        # Of two versions of one text that which has begun answers.
        old = write("old.txt", head("s", "group", "2025-09-01", "1") +
                    "clause 1\non: F15\nhead: decides\n")
        new = write("new.txt", head("s", "group", "2026-04-01", "2") +
                    "retained: board\n\nclause 1\non: F15\nlgb: decides\nhead: recommends\n")
        for day, level in (("2026-03-31", "head"), ("2026-04-01", "lgb")):
            answer = program.json("who-decides", "F15", "--scheme", old, "--scheme", new, "--on",
                                  day)
            checks.equal(f"decider on {day}", answer["decider"], level)
        status, text, _ = program.run("scheme", "diff", old, new)
        checks.equal("they differ", status, 1)
        checks.true("in words", "F15: now the local governing body decides; before it was the "
                    "headteacher.\n" in text, text)
        checks.true("what is kept back", "What no clause speaks of: now the trust board" in text,
                    text)
        checks.equal("a text is as itself", program.run("scheme", "diff", old, old)[0], 0)

        # A text is checked before it begins, ratings one by one, and an overlay alone says so.
        checks.equal("the sample has no fault",
                     program.run("scheme", "check", "--on", "2026-03-16")[0], 0)
        planned = write("planned.txt", head("o", "cluster", "2099-01-01") +
                        "clause 1\non: P02\nlgb: decides\n")
        status, text, _ = program.run("scheme", "check", shipped("trust"), planned)
        checks.equal("a planned overlay has a fault", status, 1)
        checks.true("the law", "P02: the law does not let that level decide." in text, text)
        torn = write("torn.txt", head("r", "rating reduced", "2025-09-01") +
                     "clause 1\non: S02\nhead: decides\n\nclause 2\non: S02\nlgb: decides\n")
        _, text, _ = program.run("scheme", "check", shipped("trust"), torn, "--on", "2026-03-16")
        checks.true("rated", "Rated reduced: S02: two levels decide." in text, text)
        _, text, _ = program.run("scheme", "check", shipped("harbour"))
        checks.true("an overlay alone", "There is no scheme of the group among these" in text, text)
        _, text, _ = program.run("scheme", "check", "--on", "2026-08-01")
        checks.true("review", "it was to be looked at again by 31 July 2026." in text, text)

        # What is shown is read again.
        shown = program.json("scheme", "show")
        again = write("again.txt", shown["scheme"])
        checks.equal("shown is the same",
                     program.run("scheme", "diff", shipped("trust"), again)[0], 0)
        checks.equal("decisions", len(shown["decisions"]), 77)
        for words, said in ((["--fact", "amount=5", "--fact", "amount=6"], "given twice"),
                            (["--scheme", planned], "No scheme is in force on")):
            status, _, error = ask("F15", *words)
            checks.true(said, status > 2 and said in error, error)
        wrong = write("wrong.txt", "clause 1\n")
        checks.true("which file", f"{wrong}: Scheme, line 1" in
                    program.run("scheme", "check", wrong)[2], "")
    checks.finish()


main()
