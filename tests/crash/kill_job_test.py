#!/usr/bin/env python3
"""kill_job_test.py GUILDHALL [--postgres]: an upload goes on after its server was killed.

The server is killed at random moments while it works on a job, and started again, until the job is
done, and so while it works on the undoing: each was done once, its job knows of it, and the audit
trail is whole."""

import glob
import os
import random
import re
import signal
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import SOURCE, Checks, Folder, Program  # noqa: E402

KILLS = int(os.environ.get("GUILDHALL_TEST_JOB_KILLS", "3"))
PASSWORD = "seven herons over the marsh"


class Browser:
    """curl with a jar of cookies, and the token of whatever form it saw last."""

    def __init__(self, jar):
        self.jar = jar

    def curl(self, *words):
        return subprocess.run(["curl", "-s", "-b", self.jar, "-c", self.jar, *words], check=False,
                              capture_output=True, text=True).stdout

    def token(self, address):
        return re.search(r'name="csrf" value="([0-9a-f]+)"', self.curl(address)).group(1)

    def post(self, address, page, *fields):
        return self.curl("-F", f"csrf={self.token(page)}", *fields, "-D", "-", address)


class Server:
    """The program, serving; it can be killed and started again."""

    def __init__(self, program):
        self.program = program
        self.states = []  # of jobs, when the server was killed
        self.begin()
        self.process.stdout.readline()
        self.first_link = self.process.stdout.readline().decode().strip()

    def begin(self):
        self.process = self.program.start("serve", "--port", "0", "--quiet")
        self.address = self.process.stdout.readline().decode().split()[-1]

    def kill(self, job):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.states.append(self.program.json("job", "show", str(job))["state"])
        self.begin()

    def end(self):
        self.process.terminate()
        self.process.wait()


def see_through(server, browser, job, chance):
    """Confirms the job when it asks for that, and kills the server at work. How it ended."""
    kills = 0
    attempts = -1
    deadline = time.time() + 60 + 20 * KILLS
    while time.time() < deadline:
        now = server.program.json("job", "show", str(job))
        if now["state"] in ("done", "failed", "stopped"):
            break
        if now["state"] == "ready":
            browser.post(f"{server.address}/jobs/{job}/confirm", f"{server.address}/jobs/{job}")
        # Once for each time that it is taken up: one that was left running waits for some seconds.
        if kills < KILLS and now["attempts"] > attempts:
            attempts = now["attempts"]
            time.sleep(chance.uniform(0.0, 0.15))
            server.kill(job)
            kills += 1
        time.sleep(0.02)
    return now


def main():
    checks = Checks()
    seed = random.randrange(1 << 30)
    chance = random.Random(seed)
    print(f"seed {seed}")
    with Folder() as folder:
        postgres = "--postgres" in sys.argv
        address = os.environ["GUILDHALL_TEST_POSTGRES"] if postgres else folder.file("a.db")
        program = Program(sys.argv[1], address)
        server = Server(program)
        link = server.first_link
        browser = Browser(folder.file("jar"))
        token = browser.token(link)
        browser.curl("-d", f"csrf={token}", "-d", "email=boss@example.org", "-d", "name=Boss",
                     "--data-urlencode", f"password={PASSWORD}", link)
        files = [file for file in sorted(glob.glob(os.path.join(SOURCE, "data", "demo", "*.csv")))
                 if not file.endswith("clusters.csv")]
        upload = f"{server.address}/imports/upload"
        browser.post(upload, upload, "-F", "kind=register",
                     *(word for file in files for word in ("-F", f"files=@{file}")))
        now = see_through(server, browser, 1, chance)
        checks.equal("the import is done", (now["state"], now["message"], now["import"]),
                     ("done", "", 1))
        checks.equal("one import", len(program.json("import", "list")["imports"]), 1)
        checks.equal("the timelines are those of the evidence",
                     program.run("db", "rebuild", "--dry-run")[0], 0)
        page = f"{server.address}/imports/1"
        browser.post(f"{page}/undo", page)
        now = see_through(server, browser, 2, chance)
        checks.equal("the undoing is done", (now["state"], now["message"], now["import"]),
                     ("done", "", 2))
        print("killed:", ", ".join(server.states))
        checks.true("it was killed", len(server.states) > 1)
        checks.equal("no school is left", program.json("stats")["open_schools"], 0)
        checks.equal("the trail is whole", program.json("audit", "verify")["whole"], True)
        server.end()
    checks.finish()


main()
