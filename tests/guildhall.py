"""What the whole-program tests share: running the program, temporary databases."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

SKIPPED = 77  # what ctest takes for "skipped"
SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Program:
    """The program on one database."""

    def __init__(self, path, database):
        self.path = path
        self.database = database

    def start(self, *words):
        return subprocess.Popen([self.path, *words, "--database", self.database],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *words):
        """Exit status, standard output and standard error."""
        done = subprocess.run([self.path, *words, "--database", self.database],
                              capture_output=True, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def text(self, *words):
        status, out, err = self.run(*words)
        if status != 0:
            sys.exit(f"guildhall {' '.join(words)}: exit status {status}\n{err}")
        return out

    def json(self, *words):
        return json.loads(self.text(*words, "--json"))


def settled(read):
    """A database server may still be ending what a killed program asked of it: until it rests."""
    found = read()
    for _ in range(50):
        time.sleep(0.02)
        again = read()
        if again == found:
            break
        found = again
    return found


def kill_once(program, words, delay):
    """Whether it was killed after so many seconds, and what it had told by then."""
    running = program.start(*words)
    time.sleep(delay)
    running.kill()
    out, _ = running.communicate()
    return running.returncode == -9, out.decode()


class Folder:
    """A temporary folder that goes away with the block."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="guildhall_test_")
        return self

    def __exit__(self, *ignored):
        shutil.rmtree(self.path, ignore_errors=True)

    def file(self, name):
        return os.path.join(self.path, name)


class Checks:
    """Counts what was checked and says what was not as it should be."""

    def __init__(self):
        self.made = 0
        self.failed = 0

    def equal(self, what, found, wanted):
        self.made += 1
        if found == wanted:
            return
        self.failed += 1
        print(f"FAILED: {what}: {found!r}, wanted {wanted!r}")

    def true(self, what, holds, why=""):
        self.made += 1
        if holds:
            return
        self.failed += 1
        print(f"FAILED: {what}. {why}")

    def finish(self):
        print(f"{self.made} checks, {self.failed} failed")
        sys.exit(1 if self.failed or not self.made else 0)
