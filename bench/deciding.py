# What "who decides?" costs: rulings in memory on one core (500 schools, 300 decisions, three
# layers), with Cedar beside them; then the API and the page, on the demonstration county.
import csv
import glob
import http.client
import json
import os
import random
import re
import statistics
import subprocess

import measure
from editors import PASSWORD, Client, field
from measure import FIRST, ROOT, ROUNDS, Row, plain_row, program, say

TRUST = "group 90001"
DAY = "2026-09-01"
AT_ONCE = 20000  # questions of one request
RATE, SECONDS = 100, int(os.environ.get("BENCH_SECONDS", "60"))


def millions(what, value, limit):
    return Row(what, "none", f"{value / 1e6:.2f} M/s", "", "", "", f"{limit:g} M/s",
               "yes" if value >= limit * 1e6 else "**no**")


def cedar(path):
    """The same yes/no questions, answered by the WebAssembly of @cedar-policy/cedar-wasm."""
    folder = os.path.join(ROOT, "bench")
    if not os.path.isdir(os.path.join(folder, "node_modules")):
        subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True)
    seen = json.loads(subprocess.run(
        [*FIRST, "node", os.path.join(folder, "cedar.mjs"), path, "3"], check=True,
        capture_output=True, text=True).stdout)
    if seen["different"] != 0:
        raise SystemExit(f"Cedar answers {seen['different']} questions otherwise than we do")
    return seen


def in_memory(folder):
    say("bench_deciding, and Cedar")
    path = os.path.join(folder, "cedar.json")
    ours, theirs = [], []
    for _ in range(ROUNDS):
        run = subprocess.run([*FIRST, program("bench_deciding"), "3", path], check=True,
                             capture_output=True, text=True)
        ours.append(json.loads(run.stdout))
        theirs.append(cedar(path))

    def middle(runs, name):
        return statistics.median(run[name] for run in runs)

    yes_no = middle(ours, "yes_no_per_second")
    rows = [
        millions("rulings with all their reasons, on one core",
                 middle(ours, "rulings_per_second"), 1),
        millions("who decides, without reasons, on one core",
                 middle(ours, "deciders_per_second"), 10),
        plain_row("the analysis of a scheme of 300 decisions", "none", middle(ours, "analysis_s"),
                  "s", 1, digits=4),
    ]
    for name, given in (("sliced", "only the policies of the decision at the school"),
                        ("whole", "all policies of the school")):
        rate = middle(theirs, f"{name}_per_second")
        rows.append(Row("may this level decide it? yes or no", "none", f"{yes_no / 1e6:.1f} M/s",
                        f"cedar-wasm, given {given}, equal answers", f"{rate:,.0f}/s",
                        f"{yes_no / rate:,.0f}", "", ""))
    return rows


class County:
    """The demonstration county with its trust's scheme and overlays."""

    def __init__(self, engine):
        self.database = engine.fresh()
        demo = os.path.join(ROOT, "data", "demo")
        clusters = os.path.join(demo, "clusters.csv")
        self.run("import", "gias", *sorted(path for path in glob.glob(os.path.join(demo, "*.csv"))
                                           if path != clusters))
        self.run("import", "clusters", clusters)
        self.run("governance", "import", os.path.join(demo, "governance", "boards.csv"))
        for name in ("trust", "harbour", "bespoke", "reduced"):
            unit = ["--unit", "cluster Harbour of Harbour Learning Trust"]
            self.run("scheme", "begin", name, "--of", TRUST, "--adopt",
                     *(unit if name == "harbour" else []))
        with open(clusters, encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.schools = [int(row["urn"]) for row in rows
                        if row["owner"] == "Harbour Learning Trust" and row["joined"] <= DAY
                        and not row["left"]]
        for urn in self.schools:
            self.run("scheme", "rate", str(urn), "full", "--of", TRUST, "--from", "2025-09-01",
                     "--reason", "Yearly review")

    def run(self, *arguments):
        return measure.guildhall(*arguments, database=self.database)


def questions(server, county):
    chance = random.Random(5)
    known = json.loads(server.get(f"/api/v1/decisions?on={DAY}"))["decisions"]
    known = [each for each in known if each["asked_of"] == "school"]

    def facts(decision):
        return {"amount": str(chance.randint(1, 200000))} if "amount" in decision["facts"] else {}

    chosen = [chance.choice(known) for _ in range(AT_ONCE)]
    return [{"decision": each["code"], "school": chance.choice(county.schools),
             "facts": facts(each)} for each in chosen]


def bulk_row(engine, county):
    """Questions a second, by the time that the core of the server is busy with them."""
    said = county.run("user", "invite", "asks@example.org", "--name", "Asks", "--role", "reader",
                      "--group", "90001")
    with measure.serve(county.database) as server:
        link = re.search(r"/links/\S+", said).group()
        client = Client(server.port)
        page = client.ask("GET", link, 200)
        client.send(link, {"csrf": field(page, "csrf"), "password": PASSWORD, "name": "Asks"}, 303)
        token = county.run("user", "token", "asks@example.org", "--label", "bench", "--scopes",
                           "read").strip()
        asked = questions(server, county)
        body = json.dumps({"on": DAY, "questions": asked})
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}",
                   "Host": "localhost"}
        rates = []
        for _ in range(1 + ROUNDS):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            before = measure.process_cpu_s(server.pid)
            connection.request("POST", "/api/v1/decide", body, headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200 or len(json.loads(text)["answers"]) != AT_ONCE:
                raise SystemExit(f"/api/v1/decide: {answer.status} {text[:300]}")
            rates.append(AT_ONCE / (measure.process_cpu_s(server.pid) - before))
        rate = statistics.median(rates[1:])
        return Row(f"the API, {AT_ONCE:,} questions at once about {len(county.schools)} schools",
                   engine.name, f"{rate:,.0f} rulings/s", "", "", "", "100,000 rulings/s",
                   "yes" if rate >= 100_000 else "**no**")


def page_row(engine, county):
    with measure.serve(county.database) as server:
        paths = []
        for each in questions(server, county)[:RATE * SECONDS]:
            amount = each["facts"].get("amount")
            paths.append(("decide", f"/decide?decision={each['decision']}&for={each['school']}"
                          f"&on={DAY}" + (f"&f_amount={amount}" if amount else "")))
        measure.load(server.port, paths[:300])
        seen = measure.load(server.port, paths, RATE, 16)["all"]
        return plain_row(f"p99 of the page \"Who decides?\" at {RATE} requests/s on one core",
                         engine.name, seen["p99"], "ms", 10,
                         f" (p50 {seen['p50']:.1f}, errors {seen['errors']})")


def measure_deciding(_data, folder):
    rows = in_memory(folder)
    for engine in measure.engines(folder):
        say(f"  {engine.name}: the demonstration county")
        county = County(engine)
        rows += [bulk_row(engine, county), page_row(engine, county)]
    return rows
