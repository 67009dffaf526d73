#!/usr/bin/env python3
"""kill_job_test.py GUILDHALL [--postgres]: an upload goes on after its server was killed.

The server is killed at random moments while it works on a job, and started again, until the job is
done: the register is then what one import makes it, and the audit trail is whole."""

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

KILLS = int(os.environ.get("GUILDHALL_TEST_JOB_KILLS", "5"))
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


def start(program):
    server = program.start("serve", "--port", "0", "--quiet")
    address = server.stdout.readline().decode().split()[-1]
    return server, address


def state(program, job):
    return program.json("job", "show", str(job))


def main():
    checks = Checks()
    seed = random.randrange(1 << 30)
    chance = random.Random(seed)
    print(f"seed {seed}")
    with Folder() as folder:
        postgres = "--postgres" in sys.argv
        address = os.environ["GUILDHALL_TEST_POSTGRES"] if postgres else folder.file("a.db")
        program = Program(sys.argv[1], address)
        server, address = start(program)
        server.stdout.readline()
        link = server.stdout.readline().decode().strip()
        browser = Browser(folder.file("jar"))
        token = browser.token(link)
        browser.curl("-d", f"csrf={token}", "-d", "email=boss@example.org", "-d", "name=Boss",
                     "--data-urlencode", f"password={PASSWORD}", link)
        files = [file for file in sorted(glob.glob(os.path.join(SOURCE, "data", "demo", "*.csv")))
                 if not file.endswith("clusters.csv")]
        browser.post(f"{address}/imports/upload", f"{address}/imports/upload", "-F",
                     "kind=register", *(word for file in files
                                        for word in ("-F", f"files=@{file}")))
        kills = 0
        confirmed = False
        deadline = time.time() + 240
        while time.time() < deadline:
            if kills < KILLS:
                time.sleep(chance.uniform(0.0, 0.15))
                server.send_signal(signal.SIGKILL)
                server.wait()
                kills += 1
                server, address = start(program)
            now = state(program, 1)
            if now["state"] == "ready" and not confirmed:
                browser.post(f"{address}/jobs/1/confirm", f"{address}/jobs/1")
                confirmed = state(program, 1)["state"] != "ready"
            if now["state"] in ("done", "failed", "stopped"):
                break
            time.sleep(0.05)
        now = state(program, 1)
        checks.equal("the job is done", (now["state"], now["message"]), ("done", ""))
        print(f"{kills} kills")
        checks.true("it was killed", kills > 1)
        checks.equal("one import", len(program.json("import", "list")["imports"]), 1)
        checks.equal("the timelines are those of the evidence",
                     program.run("db", "rebuild", "--dry-run")[0], 0)
        checks.equal("the trail is whole", program.json("audit", "verify")["whole"], True)
        server.terminate()
        server.wait()
    checks.finish()


main()
