# People who edit while a server is measured: half by the forms of the pages, half by the API.
import http.client
import json
import re
import subprocess
import threading
import time
import urllib.parse

import measure

PASSWORD = "seven herons over the marsh"
PAUSE_S = 2  # between two changes of one person


def field(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if not found:
        raise ValueError(f"no field {name}")
    return found.group(1)


class Client:
    """Asks as one person, over a connection that is kept."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers, self.cookies = {"Host": "localhost"}, {}

    def ask(self, method, path, wanted, body=None, kind="application/x-www-form-urlencoded"):
        """The text of an answer of this status."""
        headers = self.headers | ({"Content-Type": kind} if body else {})
        headers["Cookie"] = "; ".join(map("=".join, self.cookies.items()))
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status != wanted:
            raise ValueError(f"{method} {path} was answered with {answer.status}: {text[-300:]}")
        return text

    def send(self, path, values, wanted):
        return self.ask("POST", path, wanted, urllib.parse.urlencode(values))


class Editor:
    """Somebody who changes one thing after the other: schools and a cluster that nobody else of
    these edits, so that conflicts, which are right between two, do not count as failures."""

    def __init__(self, number, port, link, database, schools, cluster):
        self.number, self.schools, self.cluster = number, schools, cluster
        self.client = Client(port)
        page = self.client.ask("GET", link, 200)
        self.client.send(link, {"csrf": field(page, "csrf"), "password": PASSWORD,
                                "name": f"Editor {number}"}, 303)
        self.by_api = number % 2 == 1
        if self.by_api:
            token = measure.guildhall("user", "token", address_of(number), "--label", "bench",
                                      "--scopes", "read edit", database=database).strip()
            self.client.headers["Authorization"] = f"Bearer {token}"
            self.client.cookies.clear()
        self.ms, self.errors = [], []

    def wanted(self, turn):
        """The kind of the change, and its fields."""
        if turn % 3 == 2:
            return "cluster.rename", {"cluster": self.cluster,
                                      "name": f"Cluster {self.number}-{turn}"}
        return "school.correct", {"urn": self.schools[turn % len(self.schools)], "fact": "pupils",
                                  "value": str(5000 + turn), "from": "2025-09-01",
                                  "reason": "Census"}

    def by_forms(self, kind, values):
        path = f"/edits/new/{kind}"
        about = {name: values[name] for name in ("urn", "cluster") if name in values}
        page = self.client.ask("GET", f"{path}?{urllib.parse.urlencode(about)}", 200)
        values = values | {"csrf": field(page, "csrf")}
        shown = self.client.send(path, values, 200)
        start = time.monotonic()
        self.client.send(path, values | {"step": "save", "version": field(shown, "version")}, 303)
        return start

    def by_program(self, kind, values):
        numbers = {"urn": int(values["urn"])} if "urn" in values else {}
        start = time.monotonic()
        self.client.ask("POST", "/api/v1/edits", 201,
                        json.dumps(values | numbers | {"kind": kind}), "application/json")
        return start

    def change(self, turn):
        try:
            start = (self.by_program if self.by_api else self.by_forms)(*self.wanted(turn))
            self.ms.append((time.monotonic() - start) * 1000)
        except (OSError, ValueError, http.client.HTTPException) as error:
            self.errors.append(str(error))
            self.client.connection.close()


def address_of(number):
    return f"editor{number}@example.org"


class Editors:
    """So many people who save changes for the length of a block."""

    def __init__(self, count, server, kept, authority, clusters):
        own = [school["urn"] for school in kept.schools if school["authority"] == authority]
        self.turn = 0
        self.people = []
        for number in range(count):
            said = measure.guildhall("user", "invite", address_of(number), "--name",
                                     f"Editor {number}", "--role", "editor", "--authority",
                                     authority, database=kept.database)
            link = re.search(r"/links/\S+", said).group()
            self.people.append(Editor(number, server.port, link, kept.database,
                                      own[number::count], clusters[number].rpartition("/")[2]))

    def work(self, person):
        # One after the other, as people come, not all in the same moment.
        turn = self.turn
        self.ended.wait(PAUSE_S * person.number / len(self.people))
        while not self.ended.is_set():
            due = time.monotonic() + PAUSE_S
            person.change(turn)
            turn += 1
            self.ended.wait(max(0, due - time.monotonic()))

    def __enter__(self):
        self.ended = threading.Event()
        for person in self.people:
            person.ms, person.errors = [], []
        self.threads = [threading.Thread(target=self.work, args=(each,)) for each in self.people]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        for thread in self.threads:
            thread.join()
        self.turn += 1000  # what comes later changes something again
        self.ms = sorted(ms for person in self.people for ms in person.ms)
        self.errors = [error for person in self.people for error in person.errors]
