#!/usr/bin/env python3
"""errors_test.py GUILDHALL: each error that the command line can provoke, with its exit status.
What a person reads is checked for being a sentence; what a script reads for the code.
"""

import gzip
import json
import os
import socket
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import Checks, Folder, Program  # noqa: E402

SCHOOLS = ("URN,EstablishmentName,EstablishmentStatus (name),LA (name)\n"
           "990001,Oak Primary School,Open,Eastmarch\n"
           "990002,Elm Primary School,Open,Westmarch\n")
CLUSTERS = ("owner,cluster,urn\n"
            "Eastmarch,Harbour,990001\n"
            "Westmarch,Harbour,990002\n")


def write(folder, name, text):
    path = folder.file(name)
    with open(path, "wb") as out:
        out.write(text if isinstance(text, bytes) else text.encode())
    return path


def file_errors(folder):
    schools = write(folder, "schools.csv", SCHOOLS)
    large = write(folder, "large20240101.csv", "x")
    os.truncate(large, 2 << 30)  # has no blocks on the disk
    packed = gzip.compress(SCHOOLS.encode())
    gone = folder.file("gone20240101.csv")
    quoted = write(folder, "quoted20240101.csv", SCHOOLS + '990003,"Yew')
    return [
        ("as_of_missing", 3, ["import", "gias", schools]),
        ("as_of_future", 3, ["import", "gias", schools, "--as-of", "2999-01-01"]),
        ("file_unreadable", 3, ["import", "gias", gone]),
        ("file_unreadable", 3, ["import", "gias", folder.path]),
        ("file_too_large", 3, ["import", "gias", large]),
        ("file_unreadable", 3, ["solve", gone]),
        ("bad_instance", 3, ["solve", write(folder, "short.txt", "3 1 0 5\n0 0 1\n")]),
        ("cannot_cluster", 6, ["solve", write(folder, "tight.txt", "2 1 0 1\n0 0 1\n1 1 1\n")]),
        ("bad_number", 3, ["solve", write(folder, "two.txt", "2 1 0 2\n0 0 1\n1 1 1\n"),
                           "--seconds", "long"]),
        ("file_empty", 3, ["import", "gias", write(folder, "empty20240101.csv", "")]),
        ("file_empty", 3, ["import", "gias", write(folder, "heading20240101.csv",
                                                   SCHOOLS.split("\n", maxsplit=1)[0] + "\n")]),
        ("file_not_gias", 3, ["import", "gias", write(folder, "other20240101.csv", "a,b\n1,2\n")]),
        ("file_not_gias", 3, ["import", "gias", write(folder, "noise20240101.csv",
                                                      bytes(range(256)) * 9)]),
        ("file_not_gias", 3, ["import", "clusters", schools]),
        ("file_truncated", 3, ["import", "gias", quoted]),
        ("file_truncated", 3, ["import", "gias", write(folder, "row20240101.csv",
                                                       SCHOOLS + "990003,Yew")]),
        ("file_truncated", 3, ["import", "gias", write(folder, "packed20240101.csv.gz",
                                                       packed[:-12])]),
    ]


def question_errors():
    return [
        ("usage", 2, []),
        ("usage", 2, ["no-such-command"]),
        ("usage", 2, ["stats", "--no-such-option"]),
        ("usage", 2, ["import", "gias"]),
        ("usage", 2, ["changes"]),
        ("bad_date", 3, ["stats", "--on", "31-02-2024"]),
        ("bad_date", 3, ["changes", "--from", "yesterday"]),
        ("bad_number", 3, ["school", "oak"]),
        ("bad_number", 3, ["import", "undo", "last"]),
        ("setting_invalid", 3, ["serve", "--port", "70000"]),
        ("school_not_found", 4, ["school", "123456"]),
        ("authority_not_found", 4, ["stats", "--authority", "Nowhere"]),
        ("group_not_found", 4, ["group", "No", "Such", "Trust"]),
        ("cluster_not_found", 4, ["cluster", "None"]),
        ("cluster_ambiguous", 6, ["cluster", "harbour"]),
        ("filters_exclude", 3, ["export", "--authority", "Eastmarch", "--cluster", "1"]),
        ("dates_reversed", 3, ["changes", "--from", "2024-02-01", "--to", "2024-01-01"]),
        ("import_not_found", 4, ["import", "undo", "99"]),
        ("import_undone", 6, ["import", "undo", "1"]),
        ("unknown_option", 2, ["completion", "tcsh"]),
        ("address_invalid", 3, ["serve", "--address", "not an address"]),
    ]


def travel_errors(folder):
    noise = write(folder, "noise.osm.pbf", bytes(range(256)))
    minutes = write(folder, "minutes.csv", "a,b\n")
    ends = ["travel", "between", "TG 230 085", "TG 514 075"]
    return [
        ("bad_grid_reference", 3, ["travel", "between", "Norwich", "TG 514 075"]),
        ("roads_unreadable", 3, [*ends, "--roads", noise]),
        ("matrix_invalid", 3, [*ends, "--matrix", minutes]),
        ("travel_data_invalid", 3, [*ends, "--estimate", minutes]),
        ("travel_data_invalid", 3, [*ends, "--barriers", minutes]),
        ("travel_unknown", 4, [*ends, "--barriers", write(
            folder, "wall.csv", "line,east_m,north_m\nW,640000,0\nW,640000,900000\n")]),
        ("usage", 2, [*ends, "--no-estimate"]),
    ]


def settings_errors(folder):
    def config(text):
        settings_errors.made += 1
        return ["stats", "--config", write(folder, f"{settings_errors.made}.toml", text)]
    settings_errors.made = 0
    return [
        ("file_unreadable", 3, ["stats", "--config", folder.file("gone.toml")]),
        ("settings_unreadable", 3, config("[server\n")),
        ("setting_unknown", 3, config("[server]\nprot = 80\n")),
        ("setting_invalid", 3, config("[server]\nport = 70000\n")),
        ("setting_invalid", 3, config("[[oidc]]\nname = \"Work\"\n")),
    ]


def provoke(program, checks, code, status, words):
    told = f"{code}: guildhall {' '.join(words)[:60]}"
    found, out, err = program.run(*words, "--json")
    checks.equal(told, found, status)
    lines = err[err.find("{"):] or "{}"
    try:
        error = json.loads(lines)
    except ValueError:
        error = {}
    checks.equal(told + ": code", error.get("error"), code)
    checks.true(told + ": nothing on standard output", out == "", out)
    if status == 2 and not words:
        return
    found, _, err = program.run(*words)
    sentence = next((line for line in err.split("\n") if line.startswith("guildhall: ")), "")
    checks.equal(told + ": plain", found, status)
    checks.true(told + ": a sentence", sentence.endswith(".") and code not in sentence, err)


def full_disk(program, checks):
    """What cannot be printed to its end is no success: output_failed."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run([program.path, "export", "--database", program.database],
                              stdout=full, stderr=subprocess.PIPE, check=False)
    checks.equal("output_failed: status", done.returncode, 7)
    checks.true("output_failed: a sentence", b"could not be written" in done.stderr, done.stderr)


def cut_between_rows(path, folder, checks):
    """A list of open schools that ends early between two rows."""
    heading = "URN,EstablishmentName,EstablishmentTypeGroup (name),LA (name)\n"
    rows = [f"{991000 + i},School {i},Academies,Eastmarch\n" for i in range(200)]
    program = Program(path, folder.file("cut.db"))
    program.text("import", "gias", write(folder, "open20240101.csv", heading + "".join(rows)))
    cut = write(folder, "open20250101.csv", heading + "".join(rows[:100]))
    provoke(program, checks, "import_loses_many", 5, ["import", "gias", cut])
    program.text("import", "gias", cut, "--sure", "--dry-run")
    program.text("import", "gias", cut, "--partial")


def database_errors(path, folder, checks):
    text = write(folder, "text.db", "This is no database. " * 500)
    provoke(Program(path, text), checks, "database_not_ours", 5, ["stats"])
    other = folder.file("other.db")
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE cake (name TEXT)")
    connection.close()
    provoke(Program(path, other), checks, "database_not_ours", 5, ["stats"])
    newer = Program(path, folder.file("newer.db"))
    newer.text("db", "upgrade")
    with sqlite3.connect(newer.database) as connection:
        connection.execute("UPDATE schema_version SET number = number + 1000")
    connection.close()
    provoke(newer, checks, "database_newer", 5, ["stats"])
    nowhere = Program(path, folder.file("no/such/folder/a.db"))
    provoke(nowhere, checks, "database_unavailable", 7, ["stats"])
    server = Program(path, "postgresql://nobody@127.0.0.1:1/none")
    provoke(server, checks, "database_unavailable", 7, ["stats"])
    busy = Program(path, folder.file("busy.db"))
    busy.text("db", "upgrade")
    connection = sqlite3.connect(busy.database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    schools = write(folder, "busy20240101.csv", SCHOOLS)
    provoke(busy, checks, "database_busy", 7, ["import", "gias", schools])
    connection.close()


def delegation_errors(folder):
    scheme = write(folder, "scheme.txt", "scheme s\ntitle: s\nlayer: group\nversion: 1\n"
                   "from: 2025-09-01\n\nclause 1\non: F99\nhead: decides\n")
    catalogue = write(folder, "catalogue.txt", "fact amount\nlabel: Amount\ntype: cash\n")
    return [
        ("bad_scheme", 3, ["scheme", "check", scheme]),
        ("bad_catalogue", 3, ["scheme", "check", "--catalogue", catalogue]),
        ("bad_fact", 3, ["who-decides", "F15", "--fact", "amount=much"]),
        ("decision_not_found", 4, ["who-decides", "F99"]),
        ("scheme_not_in_force", 4, ["who-decides", "F15", "--on", "1990-01-01"]),
    ]


def alignment_errors(folder):
    matrix = write(folder, "matrix.txt", "function Pay\narea: finance\n")
    whose = ["--authority", "Eastmarch"]
    return [
        ("bad_alignment", 3, ["alignment", "import", matrix] + whose),
        ("alignment_not_found", 4, ["alignment", "show"] + whose),
        ("alignment_not_found", 4, ["alignment", "show"]),
    ]


def alignment_conflicts(program, checks, folder):
    good = write(folder, "good.txt", "function pay\narea: finance\ntitle: Pay\napproach: common\n")
    whose = ["--authority", "Eastmarch"]
    program.text("alignment", "import", good, *whose)
    provoke(program, checks, "alignment_exists", 6, ["alignment", "import"] + whose)
    gone = ["alignment", "set", "withdraw_function", "number=1"] + whose
    program.text(*gone)
    provoke(program, checks, "alignment_conflict", 6, gone)


def main():
    path = os.path.abspath(sys.argv[1])
    checks = Checks()
    with Folder() as folder:
        program = Program(path, folder.file("a.db"))
        program.text("import", "gias", write(folder, "schools20230101.csv", SCHOOLS))
        program.text("import", "undo", "1")
        program.text("import", "gias", write(folder, "schools20240101.csv", SCHOOLS))
        program.text("import", "clusters", write(folder, "clusters.csv", CLUSTERS))
        for code, status, words in (file_errors(folder) + question_errors() +
                                    travel_errors(folder) + settings_errors(folder) +
                                    delegation_errors(folder) + alignment_errors(folder)):
            provoke(program, checks, code, status, words)
        alignment_conflicts(program, checks, folder)
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            provoke(program, checks, "address_in_use", 7, ["serve", "--port", port])
        full_disk(program, checks)
        cut_between_rows(path, folder, checks)
        database_errors(path, folder, checks)
        # A search that finds nothing is no error: the answer is no.
        checks.equal("nothing found", program.run("search", "qqqqqq")[0], 1)
    checks.finish()


main()
