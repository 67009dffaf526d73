#!/usr/bin/env python3
"""kill_run_test.py GUILDHALL [--postgres]: a run goes on after its server was killed.

The server is killed while it looks for a better plan, and a worker takes the run up from the best
plan so far: the run is done once, and its seconds count over both."""

import glob
import os
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import SOURCE, Checks, Folder, Program  # noqa: E402

SECONDS = 6


def run_of(program):
    return program.json("scenario", "show", "1")["runs"][0]


def wait_for(program, what, seconds=60):
    deadline = time.time() + seconds
    while time.time() < deadline:
        now = run_of(program)
        if what(now):
            return now
        time.sleep(0.1)
    return run_of(program)


def main():
    checks = Checks()
    with Folder() as folder:
        postgres = "--postgres" in sys.argv
        address = os.environ["GUILDHALL_TEST_POSTGRES"] if postgres else folder.file("a.db")
        program = Program(sys.argv[1], address)
        files = [file for file in sorted(glob.glob(os.path.join(SOURCE, "data", "demo", "*.csv")))
                 if not file.endswith("clusters.csv")]
        program.text("import", "gias", *files)
        program.text("scenario", "make", "--authority", "Eastmarch", "--on", "2026-09-01")
        program.text("scenario", "run", "1", "--seconds", str(SECONDS), "--queue")
        server = subprocess.Popen([sys.argv[1], "serve", "--port", "0", "--quiet", "--database",
                                   address], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        # The best plan is kept every two seconds.
        before = wait_for(program, lambda now: now["seconds"] > 3)
        server.send_signal(signal.SIGKILL)
        server.wait()
        left = run_of(program)
        checks.equal("it was at work when the server was killed", left["state"], "running")
        checks.true("it had told how far it was", left["seconds"] > 3 and left["cost"] > 0)
        time.sleep(16)
        program.text("worker", "--once")
        after = run_of(program)
        checks.equal("the run is done", after["state"], "done")
        checks.equal("it was taken up twice", after["takes"], 2)
        checks.true("what was worked before counts", after["moves"] > before["moves"])
        checks.true("the plan is no worse", after["cost"] <= left["cost"] + 1e-6)
        checks.true("no more time was taken than was asked for", after["seconds"] < SECONDS + 6)
        plans = program.json("scenario", "show", "1")["plan_list"]
        checks.equal("one plan came of it", [each["kind"] for each in plans], ["solver"])
        checks.equal("the trail is whole", program.json("audit", "verify")["whole"], True)
    checks.finish()


main()
