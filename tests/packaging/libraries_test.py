#!/usr/bin/env python3
"""libraries_test.py GUILDHALL: docs/start names just the packages that the program needs."""

import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import SOURCE, Checks  # noqa: E402

# On every Debian system, and what a sanitizer brings.
ALWAYS = re.compile(r"lib(stdc\+\+|m|gcc_s|c|asan|ubsan|tsan|pthread)\.so|ld-linux")
OF_ITS_OWN_NAME = {"libz.so.1": "zlib1g", "libCbc.so.3": "coinor-libcbc3",
                   "libCgl.so.1": "coinor-libcgl1", "libClp.so.1": "coinor-libclp1",
                   "libOsiClp.so.1": "coinor-libclp1", "libOsi.so.1": "coinor-libosi1v5",
                   "libCoinUtils.so.3": "coinor-libcoinutils3v5"}


def package(library):
    """Debian Policy 8.1: the name and the number of the library, parted where a digit meets one."""
    name, number = re.fullmatch(r"(.+)\.so\.(\d+)", library).groups()
    return OF_ITS_OWN_NAME.get(library, name + ("-" if name[-1].isdigit() else "") + number)


def main():
    checks = Checks()
    told = subprocess.run(["readelf", "-d", sys.argv[1]], capture_output=True, check=True,
                          text=True).stdout
    needed = re.findall(r"NEEDED.*\[(.+)\]", told)
    with open(os.path.join(SOURCE, "docs", "start", "README.md"), encoding="utf-8") as page:
        listed = re.search(r"It needs the shared libraries of [^(]*\(([^)]*)\)", page.read())
    checks.equal("packages", sorted(re.findall(r"`([^`]+)`", listed.group(1))),
                 sorted({package(each) for each in needed if not ALWAYS.match(each)}))
    checks.finish()


main()
