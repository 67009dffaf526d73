#!/usr/bin/env python3
"""access_test.py GUILDHALL: inviting, granting, closing and the audit trail by the command line, as
the operator of a server does it.
"""

import json
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import Checks, Folder, Program  # noqa: E402

SCHOOLS = ("URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code)\n"
           "990001,Oak Primary School,Open,Eastmarch,918\n")
CLUSTERS = "owner,cluster,urn\nEastmarch,Harbour,990001\n"


def write(folder, name, text):
    path = folder.file(name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def code_of(program, *words):
    status, _, err = program.run(*words, "--json")
    return status, json.loads(err or "{}").get("error")


def people(program, checks):
    checks.equal("nobody yet", program.text("user", "list"), "There is no account yet.\n")
    link = program.json("user", "invite", "ada@example.org", "--name", "Ada Marsh", "--role",
                        "administrator")["link"]
    checks.true("a link", link.startswith("/links/") and len(link) == 50, link)
    text = program.text("user", "invite", "ben@example.org", "--name", "Ben", "--role", "editor",
                        "--cluster", "Harbour", "--until", "2099-01-01", "--because", "New post")
    checks.true("the link is shown", "/links/" in text and "works once, until 2" in text, text)
    school = program.json("user", "grant", "ben@example.org", "--role", "reader", "--school",
                          "990001")
    checks.equal("name of the school", school["unit"], "Oak Primary School")
    authority = program.json("user", "grant", "ben@example.org", "--role", "reader",
                             "--authority", "918")
    checks.equal("name of the authority", authority["unit"], "Eastmarch")
    ada, ben = program.json("user", "list")
    checks.equal("state", ada["state"], "invited")
    checks.equal("role", ada["grants"][0]["role"], "administrator")
    checks.equal("unit", ben["grants"][0]["unit"], "Harbour")
    checks.equal("until", ben["grants"][0]["until"], "2099-01-01")
    checks.true("plain", "editor of Harbour" in program.text("user", "list"))
    program.text("user", "revoke", str(school["id"]), "--because", "A mistake")
    checks.true("another link", "/links/" in program.text("user", "link", "ada@example.org",
                                                            "--second-factor-off"))
    program.text("user", "close", "ben@example.org")


def refusals(program, checks):
    grant = ("user", "grant", "ada@example.org", "--role")
    for code, status, words in [
            ("account_exists", 6, ("user", "invite", "ADA@example.org", "--name", "Ada")),
            ("bad_email", 3, ("user", "invite", "ada", "--name", "Ada")),
            ("name_missing", 3, ("user", "invite", "cy@example.org", "--name", " ")),
            ("account_not_found", 4, ("user", "close", "eve@example.org")),
            ("account_closed", 6, ("user", "link", "ben@example.org")),
            ("bad_role", 3, (*grant, "king")),
            ("bad_date", 3, (*grant, "reader", "--from", "tomorrow")),
            ("dates_reversed", 3, (*grant, "reader", "--from", "2027-01-02", "--until",
                                   "2027-01-01")),
            ("filters_exclude", 3, (*grant, "reader", "--cluster", "Harbour", "--school",
                                    "990001")),
            ("cluster_not_found", 4, (*grant, "reader", "--cluster", "Nowhere")),
            ("group_not_found", 4, (*grant, "reader", "--group", "Nowhere")),
            ("authority_not_found", 4, (*grant, "reader", "--authority", "Nowhere")),
            ("bad_number", 3, (*grant, "reader", "--school", "oak")),
            ("school_not_found", 4, (*grant, "reader", "--school", "999999")),
            ("grant_not_found", 4, ("user", "revoke", "99")),
            ("bad_number", 3, ("user", "revoke", "all")),
            ("bad_anchor", 3, ("audit", "verify", "--anchor", "abc")),
            ("bad_anchor", 3, ("audit", "verify", "--since", "1")),
            ("bad_number", 3, ("audit", "list", "--limit", "0")),
            ("bad_number", 3, ("audit", "list", "--subject", "cluster:x")),
    ]:
        checks.equal(" ".join(words), code_of(program, *words), (status, code))


def trail(program, checks):
    head = program.json("audit", "head")
    report = program.json("audit", "verify", "--anchor", head["hash"], "--since", str(head["seq"]))
    checks.equal("nothing came after the head", (report["whole"], report["records"]), (True, 0))
    report = program.json("audit", "verify", "--anchor", head["hash"])
    checks.true("whole", report["whole"] and report["records"] == head["seq"], report)
    lines = program.text("audit", "export").splitlines()
    checks.equal("lines", len(lines), head["seq"])
    checks.equal("the last line", json.loads(lines[-1])["hash"], head["hash"])
    checks.true("the reason", any(json.loads(line)["reason"] == "New post" for line in lines))
    found = program.json("audit", "list", "--action", "grant", "--limit", "2")
    checks.equal("the newest first", [one["action"] for one in found], ["grant.revoke",
                                                                          "grant.add"])
    first = program.json("audit", "list", "--subject", "account:1")[-1]["seq"]
    page = program.json("audit", "list", "--subject", "account:1", "--before", str(first + 1))
    checks.equal("a page", [one["seq"] for one in page], [first])
    plain = program.text("audit", "list", "--words", "mistake")
    checks.true("plain", "because A mistake" in plain and "UTC" in plain, plain)
    checks.equal("no record", program.text("audit", "list", "--actor", "99"),
                 "No record matches.\n")
    checks.true("no link in the trail", "/links/" not in "".join(lines))


def tampering(program, checks):
    head = program.json("audit", "head")
    with sqlite3.connect(program.database) as connection:
        try:
            connection.execute("UPDATE audit SET reason = 'other' WHERE seq = 2")
            checks.true("the trigger refuses", False)
        except sqlite3.IntegrityError as error:
            checks.true("the trigger says why", "append-only" in str(error), error)
        connection.execute("DROP TRIGGER audit_update")
        connection.execute("UPDATE audit SET new_values = '{}' WHERE seq = 3")
    connection.close()
    status, out, _ = program.run("audit", "verify")
    checks.equal("status", status, 1)
    checks.true("the record is named", out.startswith("Record 3 ") and "NOT whole" in out, out)
    status, out, _ = program.run("audit", "verify", "--json", "--anchor", "0" * 63 + "1")
    checks.equal("faults", json.loads(out)["faults"], 2)
    checks.equal("head as before", program.json("audit", "head"), head)


def main():
    checks = Checks()
    with Folder() as folder:
        program = Program(os.path.abspath(sys.argv[1]), folder.file("a.db"))
        checks.equal("no database", code_of(program, "user", "list"), (7, "database_unavailable"))
        program.text("import", "gias", write(folder, "schools20240101.csv", SCHOOLS))
        program.text("import", "clusters", write(folder, "clusters.csv", CLUSTERS))
        people(program, checks)
        refusals(program, checks)
        trail(program, checks)
        tampering(program, checks)
    checks.finish()


main()
