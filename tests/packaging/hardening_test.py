#!/usr/bin/env python3
"""hardening_test.py GUILDHALL: the program is linked, and a release compiled, so that a mistake
with memory is hard to make use of."""

import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import SOURCE, Checks  # noqa: E402

RELEASE = ("-D_FORTIFY_SOURCE=2", "-fstack-protector-strong", "-Wformat=2")


def main():
    checks = Checks()

    def told(what):
        return subprocess.run(["readelf", "--wide", what, sys.argv[1]], capture_output=True,
                              check=True, text=True).stdout

    segments = told("--segments")
    checks.true("it lies anywhere in memory", "(Position-Independent" in told("--file-header"))
    checks.true("addresses of functions are read only", "GNU_RELRO" in segments)
    checks.true("... from the first moment on", "BIND_NOW" in told("--dynamic"))
    stack = re.search(r"GNU_STACK\s.*\s([RWE]+)\s+\w+$", segments, re.M)
    checks.equal("the stack holds no code", stack.group(1), "RW")
    with open(os.path.join(SOURCE, "CMakePresets.json"), encoding="utf-8") as file:
        presets = {each["name"]: each for each in json.load(file)["configurePresets"]}
    flags = presets["release"]["cacheVariables"]["CMAKE_CXX_FLAGS_RELEASE"].split()
    for flag in RELEASE:
        checks.true(f"a release is compiled with {flag}", flag in flags)
    with open(os.path.join(SOURCE, "CMakeLists.txt"), encoding="utf-8") as file:
        checks.true("a warning is an error", " -Werror" in file.read())
    checks.finish()


main()
