# Serving all pages: latency at a fixed rate on one core, memory, size of the map, start-up.
import http.client
import random
import re
import signal
import statistics
import subprocess
import time
import urllib.parse

import measure
from measure import GUILDHALL, ROUNDS, Kept, Row, load, plain_row, ratio_row, serve

RATE, SECONDS = 300, 20
SHARES = {"search": 3, "suggest": 3, "school": 6, "group": 2, "cluster": 2}


def slip(word, chance):
    """The word with a slip of the finger."""
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2:]


def words_asked(school, chance):
    words = [word for word in re.findall(r"[A-Za-z]{3,}", school["name"])]
    some = words[:chance.choice((1, 2, 3))] or [school["urn"]]
    shape = chance.randrange(10)
    if shape == 0:
        return school["urn"]
    if shape < 3:
        return " ".join(slip(word, chance) for word in some)
    if shape < 5:
        return " ".join(some + school["authority"].split()[:1])
    return " ".join(some)


def found_in(server, path, pattern):
    return sorted(set(re.findall(pattern, server.get(path))))


class Asked:
    """Paths of real pages, drawn by chance from a fixed seed."""

    def __init__(self, kept, server, day):
        self.chance = random.Random(2)
        self.schools = kept.schools
        self.groups = found_in(server, f"/groups?on={day}", r'/groups/\d+') + found_in(
            server, f"/groups?on={day}&page=2", r'/groups/\d+')
        self.clusters = found_in(server, f"/clusters?on={day}", r'/clusters/\d+')
        self.authorities = found_in(server, f"/authorities?on={day}", r'/authorities/\d+')

    def path(self, kind):
        school = self.chance.choice(self.schools)
        if kind == "search":
            return "/search?q=" + urllib.parse.quote_plus(words_asked(school, self.chance))
        if kind == "suggest":
            words = words_asked(school, self.chance)
            begun = words[:self.chance.randrange(3, 12)]
            return "/search/suggest?q=" + urllib.parse.quote_plus(begun)
        if kind == "school":
            return f"/schools/{school['urn']}"
        return self.chance.choice({"group": self.groups, "cluster": self.clusters,
                                   "authority": self.authorities}[kind])

    def mix(self, shares, number):
        kinds = self.chance.choices(list(shares), list(shares.values()), k=number)
        return [(kind, self.path(kind)) for kind in kinds]


def latency_rows(engine, server, asked):
    rows = []
    load(server.port, asked.mix(SHARES | {"authority": 1}, 300))  # what is made once, is made
    parts = [("search, school, group and cluster pages", SHARES, 10),
             ("the same, and one page in 17 an authority", SHARES | {"authority": 1}, None)]
    for what, shares, limit in parts:
        cpu = measure.process_cpu_s(server.pid) + engine.server_cpu_s()
        seen = load(server.port, asked.mix(shares, RATE * SECONDS), RATE, 32)
        cpu = measure.process_cpu_s(server.pid) + engine.server_cpu_s() - cpu
        whole = seen.pop("all")
        note = (f" (p50 {whole['p50']:.1f}, p99.9 {whole['p999']:.1f}, errors {whole['errors']},"
                f" core busy {100 * cpu / SECONDS:.0f} %)")
        met = "" if limit is None else (
            "yes" if whole["p99"] <= limit and whole["errors"] == 0 else "**no**")
        rows.append(Row(f"p99 at {RATE} requests/s on one core: {what}", engine.name,
                        f"{whole['p99']:.1f} ms{note}", "", "", "",
                        "" if limit is None else f"{limit} ms, 0 errors", met))
        for kind, one in seen.items() if limit is None else ():
            rows.append(Row(f"- of them {kind}", engine.name,
                            f"{one['p99']:.1f} ms (p50 {one['p50']:.1f}, {one['bytes']:,} bytes)",
                            "", "", "", "", ""))
    return rows


def map_row(data, engine, server):
    page = server.get(f"/map?authority={data.authority}&on={data.day}")
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    size = max(map(len, drawings)) / 1024
    return plain_row(f"map of all schools of {data.authority}, uncompressed", engine.name, size,
                     "KiB", 100)


def first_answer_s(database, path):
    """From starting the program to its first good answer."""
    start = time.monotonic()
    process = subprocess.Popen([GUILDHALL, "serve", "--quiet", "--port", "0", "--database",
                                database], stdout=subprocess.PIPE, text=True)
    port = int(process.stdout.readline().rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    taken = time.monotonic() - start
    if answer.status != 200:
        raise SystemExit(f"{path} was answered with {answer.status}")
    cpu = measure.process_cpu_s(process.pid)
    connection.close()
    process.send_signal(signal.SIGTERM)
    process.wait()
    return measure.Spent(taken, cpu)


def start_rows(engine, database):
    rows = []
    for what, path in (("first page", "/help"), ("first search", "/search?q=primary")):
        seen = [first_answer_s(database, path) for _ in range(max(ROUNDS, 5))]
        wall, cpu = (statistics.median(column) for column in zip(*seen))
        rows.append(plain_row(f"from start to {what}", engine.name, wall, "s", 0.3,
                              f" (CPU {cpu:.2f})", 2))
    return rows


def measure_serving(data, folder):
    rows = []
    for engine in measure.engines(folder):
        kept = Kept(data, engine)
        measure.say(f"  {engine.name}: {RATE} requests/s, twice {SECONDS} s")
        engine.pin(0)
        with serve(kept.database) as server:
            rows += latency_rows(engine, server, Asked(kept, server, data.day))
            rows.append(plain_row("memory of the server after that", engine.name,
                                  server.memory_mb(), "MiB", 200,
                                  f" (at most {server.memory_mb('VmHWM'):.0f})", 0))
            rows.append(map_row(data, engine, server))
        measure.say(f"  {engine.name}: start")
        rows += start_rows(engine, kept.database)
    return rows


def measure_commands(data, folder):
    rows = []
    for engine in measure.engines(folder):
        kept = Kept(data, engine)
        for arguments in (["stats", "--on", data.day], ["search", "primary"],
                          ["school", kept.schools[0]["urn"]],
                          ["export", "--on", data.day, "--authority", data.authority]):
            command = [GUILDHALL, *arguments, "--database", kept.database]
            spent, = measure.paired(ROUNDS, [lambda: measure.run_timed(command, engine)])
            rows.append(Row(f"`guildhall {' '.join(arguments)}`", engine.name,
                            f"{spent.wall:.2f} s ({spent.cpu:.2f})", "", "", "", "", ""))
    return rows
