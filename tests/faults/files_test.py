#!/usr/bin/env python3
"""files_test.py GUILDHALL: a full disk, a database that may only be read, a clock that was set
back, a database newer than the program, backups in the way. Each is told clearly and harms nothing.

The disk is a small tmpfs in a mount namespace of its own, so it needs no root where unprivileged
user namespaces are allowed; elsewhere the test is skipped.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time

from running import (SKIPPED, Checks, Folder, Program, Server, error_of, refused, unharmed,
                     write_schools)

INSIDE = "GUILDHALL_TEST_IN_NAMESPACE"
KILLS = 20


def enter_namespace():
    """Runs this script again where it may mount."""
    if os.environ.get(INSIDE):
        return
    words = ["unshare", "--user", "--map-root-user", "--mount"]
    if subprocess.run([*words, "true"], capture_output=True, check=False).returncode != 0:
        print("SKIPPED: no mount namespace here")
        sys.exit(SKIPPED)
    os.environ[INSIDE] = "1"
    os.execvp(words[0], [*words, sys.executable, *sys.argv])


def mount(path, *options):
    subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", path], check=True)


def full_disk(path, folder, checks):
    disk = folder.file("disk")
    os.mkdir(disk)
    mount(disk, "size=64m")
    program = Program(path, os.path.join(disk, "a.db"))
    program.text("import", "gias", write_schools(folder.file("a20230101.csv"), 300))
    large = write_schools(folder.file("b20240101.csv"), 8000, "New School")
    before = program.text("export", "--on", "2023-06-01")
    used_kib = sum(os.path.getsize(os.path.join(disk, name)) for name in os.listdir(disk)) // 1024
    with Server(program) as server:
        mount(disk, "remount", f"size={used_kib + 700}k")
        refused(checks, "full disk", program, ["import", "gias", large], 7, "database_full")
        checks.equal("full disk: pages are still read", server.get("/schools/900001")[0], 200)
        checks.equal("full disk: ready", server.get("/readyz")[0], 200)
        with open(os.path.join(disk, "filler"), "wb") as filler:
            try:
                while True:
                    filler.write(b"x" * 65536)
                    filler.flush()
            except OSError:
                pass
        backup = os.path.join(disk, "a.backup")
        status, code, _ = error_of(program, "backup", backup)
        checks.equal("backup on a full disk", (status, code), (7, "database_full"))
        checks.true("backup on a full disk: nothing is left",
                    not [name for name in os.listdir(disk) if "backup" in name])
        os.unlink(os.path.join(disk, "filler"))
        mount(disk, "remount", "size=200m")
        checks.equal("full disk: what was is still there",
                     program.text("export", "--on", "2023-06-01"), before)
        unharmed(checks, "full disk", program)
        program.text("import", "gias", large)
        checks.equal("room again: pages follow", "New School" in server.get("/schools/900001")[1],
                     True)
    unharmed(checks, "room again", program)


def read_only(path, folder, checks):
    disk = folder.file("read_only")
    os.mkdir(disk)
    mount(disk, "size=64m")
    program = Program(path, os.path.join(disk, "a.db"))
    program.text("import", "gias", folder.file("a20230101.csv"))
    mount(disk, "remount", "ro")
    more = folder.file("b20240101.csv")
    for words in (["import", "gias", more], ["stats"], ["serve", "--port", "0"]):
        refused(checks, f"read-only database: {words[0]}", program, words, 7, "database_read_only")
    said = program.run("doctor")
    checks.equal("read-only database: doctor", said[0], 1)
    checks.true("read-only database: doctor says it", "may only be read" in said[1], said[1])
    refused(checks, "backup to a read-only folder", Program(path, folder.file("disk/a.db")),
            ["backup", os.path.join(disk, "b.backup")], 7, "file_unwritable")
    mount(disk, "remount", "rw")
    unharmed(checks, "read-only database", program)
    program.text("import", "gias", more)


def at_the_time(moment):
    """Words before a command whose clock is to say this. faketime itself would stand between the
    program and its signals, so only its library is taken."""
    library = subprocess.run(["faketime", "now", "printenv", "LD_PRELOAD"], check=True,
                             capture_output=True, text=True).stdout.strip()
    # The address sanitizer wants to be the first library, but can be the second.
    return ["env", f"LD_PRELOAD={library}", "ASAN_OPTIONS=verify_asan_link_order=0",
            f"FAKETIME=@{moment}", "FAKETIME_DONT_FAKE_MONOTONIC=1"]


def clock_set_back(path, folder, checks):
    if shutil.which("faketime") is None:
        print("not tested, for faketime is not here: a clock set back")
        return
    program = Program(path, folder.file("clock.db"))
    program.text("import", "gias", folder.file("a20230101.csv"))
    today = program.text("export", "--on", "2024-06-01")

    before = at_the_time("2023-03-01 12:00:00")

    def back(*words):
        return subprocess.run([*before, path, *words, "--database",
                               program.database], capture_output=True, check=False)
    said = back("doctor")
    checks.equal("clock set back: doctor", said.returncode, 1)
    checks.true("clock set back: doctor says it", b"The clock was set back" in said.stdout,
                said.stdout)
    late = back("import", "gias", folder.file("b20240101.csv"), "--as-of", "2024-01-01", "--json")
    checks.true("clock set back: a file of a day to come is refused",
                b"as_of_future" in late.stderr, late.stderr)
    with Server(program, before=before) as server:
        checks.equal("clock set back: pages", server.get("/schools/900001")[0], 200)
        checks.equal("clock set back: ready", server.get("/readyz")[0], 200)
    again = write_schools(folder.file("c20230201.csv"), 310)
    checks.equal("clock set back: an import", back("import", "gias", again).returncode, 0)
    imports = program.json("import", "list")["imports"]
    checks.equal("clock set back: the newest import is the last", imports[0]["id"], 2)
    program.text("import", "undo", "2")
    checks.equal("clock set back: undone as ever", program.text("export", "--on", "2024-06-01"),
                 today)
    unharmed(checks, "clock set back", program)


def newer_database(path, folder, checks):
    program = Program(path, folder.file("newer.db"))
    program.text("import", "gias", folder.file("a20230101.csv"))

    def content():
        with sqlite3.connect(program.database) as connection:
            lines = list(connection.iterdump())
        connection.close()
        return lines

    def move(by):
        with sqlite3.connect(program.database) as connection:
            connection.execute("UPDATE schema_version SET number = number + ?", (by,))
        connection.close()
    with Server(program) as server:
        move(1000)
        before = content()
        status, said = server.get("/readyz")
        checks.equal("newer database: not ready", status, 503)
        checks.true("newer database: the reason", "database_newer" in said, said)
    for words in (["stats"], ["serve", "--port", "0"], ["db", "upgrade"],
                  ["import", "gias", folder.file("b20240101.csv")],
                  ["backup", folder.file("newer.backup")]):
        refused(checks, f"newer database: {' '.join(words[:2])}", program, words, 5,
                "database_newer")
    checks.equal("newer database: doctor", program.run("doctor")[0], 1)
    checks.true("newer database: nothing was changed", content() == before)
    move(-1000)
    unharmed(checks, "newer database", program)


def backups(path, folder, checks):
    program = Program(path, folder.file("kept.db"))
    program.text("import", "gias", folder.file("a20230101.csv"))
    registry = program.text("export", "--on", "2023-06-01")
    backup = folder.file("a.backup")
    made = program.json("backup", backup)
    refused(checks, "a second backup", program, ["backup", backup], 6, "file_exists")
    program.text("backup", backup, "--replace")
    refused(checks, "a backup to nowhere", program, ["backup"], 2, "usage")
    checks.equal("check", program.json("restore", backup, "--check")["tables"], made["tables"])
    program.text("import", "gias", folder.file("b20240101.csv"))
    refused(checks, "restore over a database", program, ["restore", backup], 6, "database_exists")
    with Server(program) as server:
        refused(checks, "restore under a server", program, ["restore", backup, "--replace"], 6,
                "database_in_use")
        checks.equal("and it serves", server.get("/schools/900001")[0], 200)
    program.text("restore", backup, "--replace")
    checks.equal("restored", program.text("export", "--on", "2023-06-01"), registry)
    unharmed(checks, "restored", program)
    with open(backup, "r+b") as spoilt:
        spoilt.seek(os.path.getsize(backup) // 2)
        spoilt.write(b"\x5a" * 9000)
    other = Program(path, folder.file("other.db"))
    refused(checks, "a spoilt backup", other, ["restore", backup], 3, "backup_damaged")
    checks.true("a spoilt backup makes no database", not os.path.exists(other.database))
    os.environ["GUILDHALL_BACKUP_FOLDER"] = folder.file("backups")
    os.mkdir(folder.file("backups"))
    program.text("backup")
    del os.environ["GUILDHALL_BACKUP_FOLDER"]
    names = os.listdir(folder.file("backups"))
    checks.true("a name of its own", len(names) == 1 and names[0].endswith("Z.backup"), names)


def killed(path, folder, checks):
    """A restore or a backup that is killed outright leaves what was before, or all of the new."""
    program = Program(path, folder.file("killed.db"))
    backup = folder.file("killed.backup")
    states = {}
    for name, source in (("before", "a20230101.csv"), ("after", "b20240101.csv")):
        program.text("import", "gias", folder.file(source))
        program.text("backup", folder.file(f"{name}.backup"))
        states[name] = program.text("export", "--on", "2024-06-01")
    start = time.monotonic()
    program.text("restore", folder.file("before.backup"), "--replace")
    duration_s = time.monotonic() - start
    chance = random.Random(7)
    for turn in range(KILLS):
        wanted = ("after", "before")[turn % 2]
        for words in (("restore", folder.file(f"{wanted}.backup"), "--replace"),
                      ("backup", backup, "--replace")):
            running = program.start(*words)
            time.sleep(chance.uniform(0, duration_s))
            running.kill()
            running.communicate()
        found = program.text("export", "--on", "2024-06-01")
        checks.true(f"kill {turn}: one of the two", found in states.values())
        if os.path.exists(backup):
            status, _, err = program.run("restore", backup, "--check")
            checks.true(f"kill {turn}: the backup is whole", status == 0, err)
    unharmed(checks, "after the kills", program)


def main():
    enter_namespace()
    path = os.path.abspath(sys.argv[1])
    checks = Checks()
    with Folder() as folder:
        try:
            full_disk(path, folder, checks)
            read_only(path, folder, checks)
            clock_set_back(path, folder, checks)
            newer_database(path, folder, checks)
            backups(path, folder, checks)
            killed(path, folder, checks)
        finally:
            for name in ("disk", "read_only"):
                subprocess.run(["umount", folder.file(name)], capture_output=True, check=False)
    checks.finish()


main()
