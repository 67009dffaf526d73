#!/usr/bin/env python3
"""tour_test.py GUILDHALL: the examples of docs/guide/api.md give what stands below them."""

import glob
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import SOURCE, Checks, Folder, Program  # noqa: E402

BLOCK = re.compile(r"```(sh|python)\n(.*?)```\n```text\n(.*?)```", re.DOTALL)
RUNNERS = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}


def main():
    checks = Checks()
    with Folder() as folder:
        program = Program(sys.argv[1], folder.file("tour.db"))
        county = os.path.join(SOURCE, "data", "demo")
        program.text("import", "gias", *(file for file in glob.glob(os.path.join(county, "*.csv"))
                                         if not file.endswith("clusters.csv")))
        program.text("import", "clusters", os.path.join(county, "clusters.csv"))
        server = program.start("serve", "--port", "0", "--quiet")
        try:
            address = server.stdout.readline().decode().split()[-1]
            link = [server.stdout.readline().decode() for _ in range(2)][1].strip()
            # The first administrator comes in as a person does: with the page's own token.
            page = subprocess.run(["curl", "-s", "-c", folder.file("jar"), link], check=True,
                                  capture_output=True, text=True).stdout
            csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', page).group(1)
            subprocess.run(["curl", "-s", "-b", folder.file("jar"), "-d", f"csrf={csrf}", "-d",
                            "email=boss@example.org", "-d", "name=Boss", "--data-urlencode",
                            "password=seven herons over the marsh", link], check=True,
                           capture_output=True)
            token = program.text("user", "token", "boss@example.org", "--label", "the tour",
                                 "--scopes", "read edit import admin").strip()
            environment = os.environ | {"GUILDHALL": address, "TOKEN": token}
            with open(os.path.join(SOURCE, "docs", "guide", "api.md"), encoding="utf-8") as guide:
                blocks = BLOCK.findall(guide.read())
            checks.equal("there are examples", len(blocks) >= 5, True)
            for language, text, wanted in blocks:
                done = subprocess.run([*RUNNERS[language], text], env=environment, check=False,
                                      cwd=folder.path, capture_output=True, text=True)
                checks.equal(text, done.stdout + done.stderr, wanted)
        finally:
            server.terminate()
            server.wait()
    checks.finish()


main()
