"""What the tests of faults share: a server that runs, small files to import, a look for damage."""

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from guildhall import SKIPPED, Checks, Folder, Program  # noqa: E402,F401

HEADING = "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code),NumberOfPupils\n"


def write_schools(path, count, name="School"):
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEADING)
        for at in range(count):
            out.write(f"{900000 + at},{name} {at},Open,Eastmarch,918,{at % 400}\n")
    return path


class Server:
    """guildhall serve for the length of a block; its log is in `lines`."""

    def __init__(self, program, *words, before=()):
        self.words = [*before, program.path, "serve", "--port", "0", *words,
                      "--database", program.database]
        self.lines = []

    def __enter__(self):
        self.process = subprocess.Popen(self.words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        first = self.process.stdout.readline().decode()
        if "http://" not in first:
            sys.exit(f"the server did not start: {self.process.stderr.read().decode()}")
        self.base = first.split()[-1].replace("localhost", "127.0.0.1")
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        return self

    def read(self):
        for line in self.process.stderr:
            self.lines.append(line.decode())

    def __exit__(self, *ignored):
        self.process.terminate()
        try:
            self.status = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.status = self.process.wait()
        self.reader.join()
        self.process.stdout.close()
        self.process.stderr.close()

    def get(self, path, timeout_s=30):
        """Status and body; status 0 when no answer came."""
        return self.ask(path, timeout_s)

    def post(self, path, token, body, timeout_s=30):
        """The same, of a change by the API."""
        return self.ask(urllib.request.Request(
            self.base + path, json.dumps(body).encode(),
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}), timeout_s)

    def ask(self, what, timeout_s):
        if isinstance(what, str):
            what = self.base + what
        try:
            with urllib.request.urlopen(what, timeout=timeout_s) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError as error:
            return 0, str(error)


def token_of(program, server, scopes):
    """The API token of an administrator who was invited and came, as people do."""
    address = "boss@example.org"
    said = program.text("user", "invite", address, "--name", "Boss", "--role", "administrator")
    link = server.base + re.search(r"/links/\S+", said).group()
    browser = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = browser.open(link).read().decode()
    csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', page).group(1)
    browser.open(link, urllib.parse.urlencode(
        {"csrf": csrf, "name": "Boss", "password": "seven herons over the marsh"}).encode()).close()
    return program.text("user", "token", address, "--label", "faults", "--scopes", scopes).strip()


def error_of(program, *words):
    """Exit status, code and message of a command that fails."""
    status, _, err = program.run(*words, "--json")
    try:
        error = json.loads(err[err.find("{"):] or "{}")
    except ValueError:
        error = {}
    return status, error.get("error"), error.get("message", "")


def refused(checks, what, program, words, status, code):
    """The command fails with this status and code, and says so in a sentence."""
    found, found_code, message = error_of(program, *words)
    checks.equal(f"{what}: exit status", found, status)
    checks.equal(f"{what}: code", found_code, code)
    checks.true(f"{what}: a sentence", message.endswith("."), message)


def unharmed(checks, what, program):
    """No damage: the structure is sound, and the timelines are what the evidence says."""
    findings = json.loads(program.run("doctor", "--json")[1])["findings"]
    found = {each["name"]: each for each in findings}
    checks.equal(f"{what}: integrity", found["integrity"]["level"], "ok")
    status, said, _ = program.run("db", "rebuild", "--dry-run")
    checks.true(f"{what}: the timelines are what the evidence says", status == 0, said)
