#!/usr/bin/env python3
"""units_test.py GUILDHALL: the units in packaging/ are what systemd takes, without any remark."""

import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import SKIPPED, SOURCE, Checks, Folder  # noqa: E402


EXPOSURE_MAX = "35"  # tenths, of ten; a unit without any confinement has 9.6


def confined(path, name, checks):
    """The unit runs as a user of its own that may do little, as systemd itself reckons it."""
    with open(path, encoding="utf-8") as unit:
        lines = unit.read().split("\n")
    for line in ("User=guildhall", "NoNewPrivileges=yes", "CapabilityBoundingSet=",
                 "ProtectSystem=strict", "UMask=0077"):
        checks.true(f"{name}: {line}", line in lines)
    done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager",
                           f"--threshold={EXPOSURE_MAX}", path],
                          capture_output=True, check=False, text=True)
    checks.equal(f"{name}: little is open", done.returncode, 0)


def main():
    if shutil.which("systemd-analyze") is None:
        print("SKIPPED: no systemd-analyze here")
        sys.exit(SKIPPED)
    checks = Checks()
    packaging = os.path.join(SOURCE, "packaging")
    with Folder() as folder:
        names = sorted(name for name in os.listdir(packaging)
                       if name.endswith((".service", ".timer")))
        for name in names:
            with open(os.path.join(packaging, name), encoding="utf-8") as unit:
                text = unit.read()
            # The program is not installed here, and verify looks for it.
            text = text.replace("/usr/local/bin/guildhall", os.path.abspath(sys.argv[1]))
            with open(folder.file(name), "w", encoding="utf-8") as copy:
                copy.write(text)
        for name in names:
            done = subprocess.run(["systemd-analyze", "verify", "--man=no", folder.file(name)],
                                  capture_output=True, check=False, text=True)
            checks.equal(f"{name}: exit status", done.returncode, 0)
            checks.equal(f"{name}: remarks", done.stderr, "")
        for name in names:
            if name.endswith(".service"):
                confined(folder.file(name), name, checks)
        checks.true("the service is there", "guildhall.service" in names)
    checks.finish()


main()
