# Boards of the whole country, made up from the real register: how long it takes to say what is
# wrong with all of them, with those of one trust, and how quickly pages answer.
import csv
import os
import random

import measure
from measure import GUILDHALL, Kept, load, plain_row, run_timed, say, serve

RATE, SECONDS = 50, 20
COLUMNS = ("change name kind at rules body seat office person by from until term").split()


class Country:
    """A file of changes: a body for each school and trust, with people of ten years."""

    def __init__(self, kept, data, path):
        self.chance = random.Random(5)
        self.people = 0
        self.counts = {"body": 0, "office": 0, "appoint": 0}
        with open(path, "w", encoding="utf-8", newline="") as file:
            self.out = csv.DictWriter(file, COLUMNS, restval="")
            self.out.writeheader()
            for school in kept.schools:
                self.school(school)
            self.trusts = self.groups(data)
            for uid in self.trusts:
                self.trust(uid)

    def add(self, change, **words):
        self.counts[change] += 1
        self.out.writerow({"change": change, **words})

    def somebody(self):
        self.people += 1
        return f"Person {self.people} of England"

    def groups(self, data):
        """Trusts of academies in the file of group links, by the number of their schools."""
        found = {}
        for path in data.plain:
            with open(path, encoding="cp1252", newline="") as file:
                rows = csv.DictReader(file)
                if "Group UID" not in (rows.fieldnames or []):
                    continue
                for row in rows:
                    if row.get("Group Type (code)", row.get("Group Type")) in (
                            "6", "10", "Multi-academy trust", "Single-academy trust"):
                        found.setdefault(row["Group UID"], set()).add(row.get("URN", ""))
        return {uid: len(urns) for uid, urns in found.items()}

    def seats(self, body, seat, by, least, most):
        """Those of ten years: who sits now, and who sat before."""
        for _ in range(self.chance.randint(least, most)):
            year = self.chance.randint(2015, 2024)
            self.add("appoint", body=body, seat=seat, person=self.somebody(), by=by,
                     **{"from": f"{year}-09-01"}, term=f"{year + 4}-09-01",
                     until=f"{year + 4}-09-01" if year < 2021 else "")

    def school(self, school):
        urn = school["urn"]
        academy = "cademy" in school["type"] or "Free" in school["type"]
        body = f"Governing body of {urn}"
        self.add("body", name=body, kind="local_governing_body" if academy else "governing_body",
                 at=f"school {urn}")
        self.add("office", office="headteacher", at=f"school {urn}", person=self.somebody(),
                 **{"from": "2020-09-01"})
        self.add("office", office="chair", at=f"body {body}", person=self.somebody(),
                 **{"from": "2022-09-01"})
        if academy:
            self.seats(body, "governor", "board", 6, 8)
        else:
            self.seats(body, "co_opted", "board", 4, 6)
            self.seats(body, "authority", "authority", 1, 2)
        self.seats(body, "parent", "elected_parents", 2, 4)
        self.seats(body, "staff", "elected_staff", 1, 2)

    def trust(self, uid):
        board = f"Board of {uid}"
        self.add("body", name=board, kind="trust_board", at=f"group {uid}")
        self.add("office", office="chair", at=f"body {board}", person=self.somebody())
        for office in ("accounting_officer", "finance_director"):
            self.add("office", office=office, at=f"group {uid}", person=self.somebody())
        self.seats(board, "trustee", "academy_members", 6, 12)


def page_rows(engine, database):
    chance = random.Random(3)
    with serve(database) as server:
        shares = [("body", f"/boards/{chance.randint(1, 20000)}") for _ in range(RATE * SECONDS)]
        shares = [(kind, path) if chance.random() > 0.3
                  else ("person", f"/people/{chance.randint(1, 200000)}") for kind, path in shares]
        load(server.port, shares[:300])
        seen = load(server.port, shares, RATE, 32)
        whole = seen.pop("all")
        return [plain_row(f"p99 of pages of bodies and people at {RATE} requests/s on one core",
                          engine.name, whole["p99"], "ms", 20,
                          f" (p50 {whole['p50']:.1f}, errors {whole['errors']})")]


def measure_boards(data, folder):
    rows = []
    for engine in measure.engines(folder):
        kept = Kept(data, engine)
        path = os.path.join(folder, "boards.csv")
        country = Country(kept, data, path)
        say(f"  {engine.name}: {country.counts}")
        spent = run_timed([GUILDHALL, "governance", "import", path, "--database", kept.database],
                          engine)
        total = sum(country.counts.values())
        rows.append(plain_row(
            f"import of {total:,} changes ({country.counts['body']:,} bodies, "
            f"{country.counts['appoint']:,} appointments)", engine.name, spent.wall, "s", None))
        spent = run_timed([*measure.on_core(0)[len(measure.FIRST):], GUILDHALL, "findings", "--csv",
                           "--on", data.day, "--database", kept.database], engine)
        rows.append(plain_row("all findings of the country on a day, on one core", engine.name,
                              spent.wall, "s", 20, f" (CPU {spent.cpu:.1f})"))
        forty = min(country.trusts, key=lambda uid: abs(country.trusts[uid] - 40))
        command = [GUILDHALL, "findings", "--group", forty, "--on", data.day, "--database",
                   kept.database]
        times = sorted(run_timed(command, engine).wall for _ in range(11))
        rows.append(plain_row(
            f"findings of a trust of {country.trusts[forty]} schools, the whole command",
            engine.name, 1000 * times[5], "ms", 50))
        rows += page_rows(engine, kept.database)
    return rows
