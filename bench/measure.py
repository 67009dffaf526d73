# What every part of the benchmark uses: timing, data, servers and the table of results.
import collections
import csv
import datetime
import functools
import glob
import gzip
import io
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
BUILD = os.path.join(ROOT, "build", "release")
GUILDHALL = os.environ.get("BENCH_GUILDHALL") or os.path.join(BUILD, "bin", "guildhall")
REAL = os.path.join(os.path.dirname(ROOT), "shared", "data")
TICK_S = 1 / os.sysconf("SC_CLK_TCK")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
# Before other programs if we may say so: those that take turns with what is measured on a busy
# machine would be measured too.
FIRST = ["nice", "-n", "-15"] if os.geteuid() == 0 else []

Spent = collections.namedtuple("Spent", "wall cpu")
Row = collections.namedtuple("Row", "what engine ours peer theirs ratio limit met")


def say(text):
    print(text, file=sys.stderr, flush=True)


@functools.lru_cache
def program(target):
    """A helper program of bench/, built when it is needed."""
    folder = os.environ.get("BENCH_BUILD", BUILD)
    subprocess.run(["cmake", "--build", folder, "--target", target], check=True,
                   stdout=subprocess.DEVNULL)
    return next(path for path in (os.path.join(folder, "bin", target),
                                  os.path.join(folder, target)) if os.path.exists(path))


class Data:
    """The files measured: England if they are here, else the invented county."""

    def __init__(self, folder):
        self.real = os.path.isdir(REAL)
        self.folder = folder
        if self.real:
            self.day, self.next_day = "2025-05-24", "2025-05-25"
            self.authority = "Norfolk"
            self.files = [os.path.join(REAL, path) for path in (
                "gias/gias-all-20240617-6cols.csv.gz", "gias/gias-open-20250524.csv.gz",
                "links/links_edubasealldata20250422.csv.gz", "groups/group_links-20220831.csv.gz")]
            self.nightly = self.files[1:]
        else:
            self.day, self.next_day = "2026-06-01", "2026-06-02"
            self.authority = "Eastmarch"
            demo = os.path.join(ROOT, "data", "demo")
            self.files = sorted(path for path in glob.glob(os.path.join(demo, "*.csv"))
                                if not path.endswith("clusters.csv"))
            self.nightly = [path for path in self.files if "20260601" in path]
        self.plain = [self.unpacked(path) for path in self.files]

    def name(self):
        if self.real:
            return "all England: schools of 2024 and 2025, links, group links (132,548 rows)"
        return "the invented county of data/demo; ../shared/data is not here"

    def unpacked(self, path):
        target = os.path.join(self.folder, os.path.basename(path).removesuffix(".gz"))
        if path.endswith(".gz"):
            with gzip.open(path) as packed, open(target, "wb") as plain:
                shutil.copyfileobj(packed, plain)
        else:
            shutil.copyfile(path, target)
        return target


# Time


def process_cpu_s(pid):
    """CPU time of a process, also of its threads that have ended, in seconds."""
    return time.clock_gettime((~pid << 3) | 2)  # the clock that clock_getcpuclockid(3) names


def family_cpu_s(pid):
    """CPU time of a process, its children, and its children that have ended."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            with open(f"/proc/{one}/stat", encoding="utf-8") as file:
                fields = file.read().rpartition(")")[2].split()
            with open(f"/proc/{one}/task/{one}/children", encoding="ascii") as file:
                waiting += file.read().split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
        if one == pid:
            total += int(fields[13]) + int(fields[14])
    return total * TICK_S


def run_timed(command, engine=None, given=None):
    """Runs to the end; CPU time of the command and of the database server, if there is one."""
    before = engine.server_cpu_s() if engine else 0
    start = time.monotonic()
    process = subprocess.Popen([*FIRST, *command],
                               stdin=subprocess.PIPE if given else subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if given:
        process.stdin.write(given.encode())
        process.stdin.close()
    problem = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command[:3])} ended with status {process.returncode}:\n"
                         + problem.decode(errors="replace")[-2000:])
    cpu = usage.ru_utime + usage.ru_stime
    if engine:
        cpu += engine.server_cpu_s() - before
    return Spent(wall, cpu)


def paired(rounds, sides):
    """Runs the sides in turn (A B A B); the medians of each, in the order given."""
    seen = [[] for _ in sides]
    for _ in range(rounds):
        for side, results in zip(sides, seen):
            results.append(side())
    return [Spent(*(statistics.median(column) for column in zip(*results))) for results in seen]


# Engines


class Sqlite:
    name = "SQLite"

    def __init__(self, folder):
        self.folder = folder
        self.number = 0

    def fresh(self):
        self.number += 1
        for old in glob.glob(os.path.join(self.folder, "fresh-*.db*")):
            os.remove(old)
        return os.path.join(self.folder, f"fresh-{self.number}.db")

    def kept(self):
        return os.path.join(self.folder, "kept.db")

    def server_cpu_s(self):
        return 0

    def pin(self, core):
        pass


class Postgres:
    """The server of tools/with_postgres, within which bench/run calls itself."""
    name = "PostgreSQL"

    def __init__(self, address):
        self.base, _, _ = address.rpartition("/")
        self.number = 0
        control = os.path.dirname(os.environ["GUILDHALL_TEST_PG_CTL"])
        with open(os.path.join(control, "data", "postmaster.pid"), encoding="ascii") as file:
            self.pid = int(file.readline())
        if FIRST:
            subprocess.run(["renice", "-n", "-15", str(self.pid)], stdout=subprocess.DEVNULL,
                           check=True)

    def psql(self, database, command):
        subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", f"{self.base}/{database}", "-c",
                        command], check=True, stdout=subprocess.DEVNULL)

    def fresh(self):
        if self.number > 0:
            self.psql("postgres", f"DROP DATABASE fresh_{self.number}")
        self.number += 1
        self.psql("postgres", f"CREATE DATABASE fresh_{self.number}")
        return f"{self.base}/fresh_{self.number}"

    def kept(self):
        have = subprocess.run(["psql", "-qXAt", f"{self.base}/postgres", "-c",
                               "SELECT 1 FROM pg_database WHERE datname = 'kept'"], check=True,
                              capture_output=True, text=True).stdout
        if not have.strip():
            self.psql("postgres", "CREATE DATABASE kept")
        return f"{self.base}/kept"

    def server_cpu_s(self):
        return family_cpu_s(self.pid)

    def pin(self, core):
        with open(f"/proc/{self.pid}/task/{self.pid}/children", encoding="ascii") as file:
            for pid in [str(self.pid), *file.read().split()]:
                subprocess.run(["taskset", "-acp", str(core), pid], stdout=subprocess.DEVNULL,
                               check=False)
                if os.geteuid() == 0:
                    subprocess.run(["renice", "-n", "-15", pid], stdout=subprocess.DEVNULL,
                                   check=False)


def engines(folder):
    only = os.environ.get("BENCH_ENGINE", "")
    if only in ("", Sqlite.name):
        yield Sqlite(folder)
    if only in ("", Postgres.name) and os.environ.get("GUILDHALL_TEST_POSTGRES"):
        yield Postgres(os.environ["GUILDHALL_TEST_POSTGRES"])


def guildhall(*arguments, database):
    return subprocess.run([GUILDHALL, *arguments, "--database", database], check=True,
                          capture_output=True, text=True).stdout


class Kept:
    """A database with everything in it, and what can be asked of it."""

    def __init__(self, data, engine):
        self.database = engine.kept()
        if "Nothing changed" not in guildhall("import", "gias", *data.files,
                                              database=self.database):
            say(f"  {engine.name}: database made")
        rows = csv.DictReader(io.StringIO(
            guildhall("export", "--on", data.day, database=self.database)))
        self.schools = list(rows)
        self.add_clusters(data)

    def add_clusters(self, data):
        """Each school of one authority goes with its nearest secondary school."""
        here = [school for school in self.schools
                if school["authority"] == data.authority and school["easting"]]
        hubs = [school for school in here if school["phase"] in ("Secondary", "All-through")]

        def distance(one, other):
            return sum((int(one[axis]) - int(other[axis])) ** 2 for axis in ("easting", "northing"))

        path = os.path.join(data.folder, "clusters.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow("owner cluster letter kind urn joined left funding lead".split())
            for school in here:
                hub = min(hubs, key=lambda each: (distance(school, each), each["urn"]))
                out.writerow([data.authority, hub["name"] + " cluster", "", "cluster",
                              school["urn"], "2020-09-01", "", "yes",
                              "yes" if hub is school else "no"])
        guildhall("import", "clusters", path, "--as-of", data.day, database=self.database)


# Servers


def on_core(core):
    """Runs a command on one core."""
    return [*FIRST, "taskset", "-c", str(core)]


class Beside:
    """Does work() in a thread of its own for the length of a block, which sets `ended`."""

    def __enter__(self):
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.work)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()


class Server:
    """A program that serves on the core named and says its port in its first line."""

    def __init__(self, command, core=0):
        self.process = subprocess.Popen([*on_core(core), *command],
                                        stdout=subprocess.PIPE, text=True)
        self.pid = self.process.pid
        self.port = int(self.process.stdout.readline().rpartition(":")[2])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def memory_mb(self, field="VmRSS"):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith(field + ":"):
                    return int(line.split()[1]) / 1024
        return 0

    def get(self, path):
        import urllib.request
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read().decode()


def serve(database, core=0):
    return Server([GUILDHALL, "serve", "--quiet", "--port", "0", "--database", database], core)


def load(port, paths, rate=0, connections=1, encoding="gzip", core=1):
    """Asks for (kind, path) pairs; what bench_load measured, by kind and for all."""
    command = [*on_core(core), program("bench_load"), str(port), str(rate),
               str(connections), encoding]
    given = "".join(f"{kind} {path}\n" for kind, path in paths)
    return json.loads(subprocess.run(command, input=given, capture_output=True, text=True,
                                     check=True).stdout)


# Results


def verdict(value, limit):
    return "" if limit is None else "yes" if value <= limit else "**no**"


def ratio_row(what, engine, ours, peer, theirs, limit):
    """The time that somebody waits decides; CPU time, the database server's too, in brackets."""
    ratio = ours.wall / theirs.wall
    return Row(what, engine, f"{ours.wall:.2f} s ({ours.cpu:.2f})", peer,
               f"{theirs.wall:.2f} s ({theirs.cpu:.2f})",
               f"{ratio:.2f} ({ours.cpu / theirs.cpu:.2f})",
               "" if limit is None else f"{limit:g}", verdict(ratio, limit))


def plain_row(what, engine, value, unit, limit, note="", digits=1):
    return Row(what, engine, f"{value:.{digits}f} {unit}{note}", "", "", "",
               "" if limit is None else f"{limit:g} {unit}", verdict(value, limit))


def machine():
    model = "unknown processor"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    with open("/proc/meminfo", encoding="ascii") as file:
        gib = int(file.readline().split()[1]) / 1024 / 1024
    return f"{os.cpu_count()} cores ({model}), {gib:.0f} GiB, {platform.system()}"


def table(rows):
    lines = ["| what | engine | Guildhall | peer | peer's figure | ratio | limit | met |",
             "|---|---|---|---|---|---|---|---|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def stamp():
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], text=True,
                            capture_output=True, check=False).stdout.strip()
    today = datetime.date.today()
    return f"{today.day} {today:%B %Y}, commit {commit}, {machine()}"


def write_section(document, name, text):
    """Replaces what stands between the markers of one part."""
    with open(document, encoding="utf-8") as file:
        whole = file.read()
    begin, end = f"<!-- bench {name} -->", f"<!-- end {name} -->"
    before, found, rest = whole.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{document} has no section {begin} ... {end}")
    with open(document, "w", encoding="utf-8") as file:
        file.write(f"{before}{begin}\n{text}\n{end}{after}")


def folder():
    return tempfile.TemporaryDirectory(prefix="guildhall-bench.")
