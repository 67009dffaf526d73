#!/usr/bin/env python3
"""delegation_test.py GUILDHALL: who decides by texts that are files, what is wrong with them, and
what a new version changes.
"""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import Checks, Folder, Program  # noqa: E402

SHIPPED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "delegation")


def head(code, layer, first, version="1"):
    return (f"scheme {code}\ntitle: The {code} of {version}\nlayer: {layer}\nversion: {version}\n"
            f"from: {first}\n")


def tables(checks, program, write):
    """Tables are read by a mapping that may be edited, and schemes are written as tables."""
    table = write("matrix.csv", "Task,Board,CEO,LGB,Head\nBehaviour policy,,C,A,R\n"
                  "Buy a minibus,A,R,,\nOrders,over £500,,,up to £500\n")
    mapping = write("mapping.txt", "")
    status, text, told = program.run("scheme", "import", table, "--from", "2026-09-01",
                                     "--write-mapping", mapping, "--title", "Ours", "--code", "o")
    checks.equal("something is not in it", status, 1)
    checks.true("scheme", "scheme o\ntitle: Ours\n" in text and "on: P04\nexecutive: consulted\n"
                "lgb: decides\nhead: recommends\n" in text, text)
    checks.true("limits", "when: amount over £500.00\nboard: decides" in text, text)
    checks.true("what is not", "Line 3: \"Buy a minibus\" is perhaps" in told, told)
    checks.true("faults", "P02: the law does not let that level decide." in told, told)
    with open(mapping, encoding="utf-8") as file:
        edited = file.read().replace("3: ? F15", "3: F06")
    mapping = write("mapping.txt", edited)
    again = ["scheme", "import", table, "--mapping", mapping]
    status, text, told = program.run(*again)
    checks.equal("all is in it", status, 0)
    checks.true("the mapping's", "on: F06\nboard: decides" in text and "title: Ours" in text, text)
    checks.true("the day is the mapping's", "from: 2026-09-01" in text, text)
    status, dry, _ = program.run(*again, "--dry-run", "--version", "7")
    checks.true("dry run", "3: F06 -- " not in dry and "3: F06\n" in dry and "version: 7" in dry
                and "clause F06" not in dry and "4 clauses, " in dry, dry)
    answer = program.json(*again)
    checks.true("as JSON", answer["scheme"] == text and "mapping\n" in answer["mapping"] and
                answer["model"].startswith("Nearest to model") and
                not any(each["lost"] for each in answer["remarks"]), str(answer))
    for words, said in ((["import", write("bad.csv", 'a,"b')], "a quotation mark is opened"),
                        (["import", table, "--mapping", write("bad.txt", "mapping\nwish: x\n")],
                         "bad.txt: Mapping, line 2"),
                        (["import", table, "--code", ""], "a scheme needs code"),
                        (["import", table, "--write-mapping", "/none/there"], "cannot be written"),
                        (["export", "trust", "--as", "pdf"], "is not csv, rasci, nga, json or"),
                        (["show", "none"], "none")):
        status, _, error = program.run("scheme", *words)
        checks.true(said, status > 1 and said in error, f"{status} {error}")

    # What is written is read again as the same; what a shape cannot carry is told.
    status, names, _ = program.run("scheme", "samples")
    checks.true("samples", "ladder_reduced: " in names, names)
    for sample in program.json("scheme", "samples"):
        status, csv, told = program.run("scheme", "export", sample["name"])
        checks.equal(f"{sample['name']} loses nothing", told, "")
        written = write("written.csv", csv)
        status, text, _ = program.run("scheme", "import", written)
        checks.equal(f"{sample['name']} comes back", status, 0)
        checks.equal(f"{sample['name']} is the same",
                     program.run("scheme", "diff", sample["name"], write("back.txt", text))[0], 0)
    _, rasci, told = program.run("scheme", "export", "--as", "rasci")
    checks.true("letters", rasci.startswith("Code,Decision,When,Members,Trust board,"), rasci)
    checks.true("what is lost",
                "No sign says who \"reports\": it is not carried of clause 4.7." in told, told)
    _, ticks, _ = program.run("scheme", "export", "--as", "nga")
    checks.true("ticks", "✓" in ticks and "Nearest to model" in ticks, ticks)
    _, text, _ = program.run("scheme", "export", "--as", "text")
    checks.true("text", text.startswith("scheme trust\n"), text)
    exported = program.json("scheme", "export", "limits", "--as", "json")
    checks.equal("JSON", exported["clauses"][0],
                 {"clause": "1", "decisions": ["F06", "F15", "F17", "F26"],
                  "when": "amount up to £3,000.00",
                  "parts": [{"level": "head", "part": "decides"}]})


def kept(checks, program, write):
    """A draft in the database is adopted by a resolution, which must be one that was carried."""
    program.text("import", "gias", write(
        "edubasealldata20240101.csv",
        "URN,EstablishmentName,EstablishmentStatus (name),LA (code),LA (name),PhaseOfEducation "
        "(name),TypeOfEstablishment (name),EstablishmentTypeGroup (name),Trusts (code),Trusts "
        "(name)\n990001,School A,Open,918,Eastmarch,Primary,Academy converter,Academies,90001,"
        "Tide Trust\n"))
    program.text("scheme", "begin", "trust", "--of", "group 90001")
    adopt = ["scheme", "adopt", "1", "--from", "2026-09-01", "--review", "2027-07-31",
             "--adopted", "Board, minute 6"]
    for item, said in (("4711", "There is no item number 4711"), ("six", "is no number")):
        status, _, error = program.run(*adopt, "--item", item)
        checks.true(said, status > 1 and said in error, f"{status} {error}")
    status, _, error = program.run("scheme", "begin", "bespoke", "--of", "group 90001", "--adopt",
                                   "--item", "4711")
    checks.true("begun at no item", status > 1 and "There is no item number 4711" in error, error)
    states = [each["state"] for each in program.json("scheme", "list")["versions"]]
    checks.equal("no second draft is left", states.count("draft"), 1)
    changes = ("change,name,kind,at,body,seat,person,from,on,meeting,title,motion,status,item,"
               "choice\n")
    changes += "body,Tide board,trust_board,group 90001,,,,2025-01-01,,,,,,,\n"
    people = ("Ann Lee", "Bob Ray", "Cy Bell")
    for name in people:
        changes += f"appoint,,,,Tide board,trustee,{name},2025-01-01,,,,,,,\n"
    changes += "meeting,,,,Tide board,,,,2026-07-09,,,,,,\n"
    changes += "item,,,,,,,,,1,Scheme,To adopt the scheme,,,\n"
    for name in people:
        changes += f"attended,,,,,,{name},,,1,,,present,,\n"
        changes += f"voted,,,,,,{name},,,,,,,1,for\n"
    program.text("governance", "import", write("changes.csv", changes))
    program.text(*adopt, "--item", "1")
    listed = program.text("scheme", "list", "--of", "group 90001")
    checks.true("it is adopted", "adopted" in listed, listed)
    reviews(checks, program)
    compared(checks, program)
    catalogue(checks, program, write)


def compared(checks, program):
    """Versions that are kept are held against each other, and places."""
    status, text, _ = program.run("scheme", "changes", "1")
    checks.true("a first scheme", status == 1 and "now the trust board decide" in text, text)
    status, text, _ = program.run("scheme", "changes", "1", "--with", "trust")
    checks.equal("its own sample", (status, text), (0, "Both give the same answers.\n"))
    status, _, error = program.run("scheme", "changes", "1", "--with", "wish")
    checks.true("no such version", status > 1 and "no version of Tide Trust" in error, error)
    at = ["scheme", "at", "990001", "--on", "2026-12-01", "--against"]
    checks.equal("itself", program.run(*at, "990001")[0], 0)
    status, text, _ = program.run(*at, "group 90001")
    checks.true("the group", status in (0, 1) and text, text)
    status, _, error = program.run(*at, "nowhere")
    checks.true("no such place", status > 1 and "nowhere" in error, error)


def reviews(checks, program):
    """A review says which it was and by when the next is due; what is overdue stands first."""
    standing = ["scheme", "reviews", "--of", "group 90001", "--on"]
    found = program.json(*standing, "2026-12-01")
    checks.equal("nothing noted", [each["standing"] for each in found["schools"]], ["never"])
    rate = ["scheme", "rate", "990001", "full", "--of", "group 90001", "--from", "2025-09-01",
            "--reason", "Results fell"]
    status, _, error = program.run(*rate, "--review", "weekly")
    checks.true("no such review", status > 1 and "there are yearly and triggered" in error, error)
    status, _, error = program.run(*rate, "--next", "2025-09-01")
    checks.true("next too early", status > 1 and "after the day" in error, error)
    program.text(*rate, "--review", "triggered", "--next", "2026-03-01")
    text = program.text(*standing, "2026-03-01")
    checks.true("holds", "School A: full since 1 September 2025, next review by 1 March 2026" in
                text, text)
    text = program.text(*standing, "2026-03-02")
    checks.true("overdue", "1 is overdue" in text and "overdue since 1 March 2026" in text, text)
    found = program.json(*standing, "2026-03-02")["schools"][0]
    checks.equal("as JSON", (found["standing"], found["review"], found["next"]),
                 ("overdue", "triggered", "2026-03-01"))


def catalogue(checks, program, write):
    """Decisions of our own are saved over what was seen; every text is kept, its changes told."""
    bus = "decision Z01\ndomain: finance\ntitle: Buy a bus\nasks: amount\n"
    save = ["scheme", "catalogue", "save", write("catalogue.txt", bus), "--seen"]
    checks.equal("nothing yet", program.run("scheme", "catalogue", "show")[1], "")
    checks.true("no history", "never" in program.text("scheme", "catalogue", "history"), "")
    program.text(*save, "0")
    status, _, error = program.run(*save, "0")
    checks.true("a conflict", status > 1 and "saved other decisions meanwhile" in error, error)
    write("catalogue.txt", bus.replace("a bus", "two buses"))
    program.text(*save, "1")
    _, text, told = program.run("scheme", "catalogue", "show", "--version", "1")
    checks.equal("an earlier text", text, bus)
    checks.true("the versions", "Version 2 is in force" in told and "\nVersion 1: " in told, told)
    status, _, error = program.run("scheme", "catalogue", "show", "--version", "9")
    checks.true("no such version", status > 1 and "has no version 9" in error, error)
    shown = program.json("scheme", "catalogue", "show", "--version", "1")
    checks.equal("as JSON", [shown["version"], shown["newest"], shown["text"],
                             [each["version"] for each in shown["versions"]]], [1, 2, bus, [2, 1]])
    history = program.json("scheme", "catalogue", "history")["history"]
    checks.equal("what changed", [each["changes"] for each in history],
                 [["Z01 is called \"Buy two buses\"; before it was \"Buy a bus\"."],
                  ["Z01 is new: Buy a bus."]])
    checks.true("in words", "  Z01 is new: Buy a bus.\n" in
                program.text("scheme", "catalogue", "history"), "")


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
        checks.true("in words", "F15, Enter into a contract of a year or less within limits: now "
                    "the local governing body decides; before it was the headteacher.\n" in text,
                    text)
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
        checks.true("the law", "P02: the law does not let that level decide: the local" in text,
                    text)
        torn = write("torn.txt", head("r", "rating reduced", "2025-09-01") +
                     "clause 1\non: S02\nhead: decides\n\nclause 2\non: S02\nlgb: decides\n")
        _, text, _ = program.run("scheme", "check", shipped("trust"), torn, "--on", "2026-03-16")
        checks.true("rated", "Rated reduced: S02: two levels decide: the headteacher by clause 1 of"
                    in text, text)
        _, text, _ = program.run("scheme", "check", shipped("trust"), torn, "--on", "2026-03-16",
                                 "--json")
        found = [each for each in json.loads(text)["faults"] if each.get("kind") == "conflict"]
        checks.equal("as JSON", [(each["decision"], len(each["clauses"])) for each in found],
                     [("S02", 2)])
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
        tables(checks, program, write)
        kept(checks, Program(os.path.abspath(sys.argv[1]), folder.file("kept.db")), write)
    checks.finish()


main()
