"""What the tests that kill the program share: how they are asked for, and on which database."""

import argparse
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import Program  # noqa: E402


class Asked:
    """The words of the command line; GUILDHALL_KILLS says how often to kill, else `kills`."""

    def __init__(self, kills):
        parser = argparse.ArgumentParser()
        parser.add_argument("program")
        parser.add_argument("--postgres", action="store_true")
        parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
        given = parser.parse_args()
        self.kills = int(os.environ.get("GUILDHALL_KILLS", str(kills)))
        self.seed = given.seed
        self.chance = random.Random(given.seed)
        self.path = os.path.abspath(given.program)
        self.postgres = given.postgres
        print(f"seed {given.seed}")

    def program(self, folder):
        """On PostgreSQL, where that was asked for, or a file in the folder."""
        address = os.environ["GUILDHALL_TEST_POSTGRES"] if self.postgres else folder.file("a.db")
        return Program(self.path, address)
