# A day at its worst: readers at a fixed rate on one core, editors who write, and clients that harm.
import contextlib
import os
import signal
import subprocess
import sys
import time

import measure
import serving
from editors import Editors
from measure import Kept, Row, load, plain_row, serve
from uploads import Importer

RATE = 300
SECONDS = int(os.environ.get("BENCH_SECONDS", "60"))
EDITORS, SLOW, GARBAGE = 20, 500, 200
SHARES = serving.SHARES | {"authority": 1, "api": 2}


class Asked(serving.Asked):
    def path(self, kind):
        if kind == "api":
            return f"/api/v1/schools/{self.chance.choice(self.schools)['urn']}"
        return super().path(kind)


class Memory(measure.Beside):
    """Looks every second how much the server takes."""

    def __init__(self, server):
        self.server, self.seen = server, []

    def work(self):
        while not self.ended.wait(1):
            self.seen.append(self.server.memory_mb())

    def growth(self):
        """From the second third to the last, of their greatest."""
        third = len(self.seen) // 3
        return max(self.seen[2 * third:]) / max(self.seen[third:2 * third]) * 100 - 100


@contextlib.contextmanager
def hostile(server, said):
    """Slow connections and such that send garbage, for the length of a block."""
    script = os.path.join(measure.ROOT, "bench", "hostile.py")
    process = subprocess.Popen(["taskset", "-c", "1", sys.executable, script, str(server.port),
                                str(SLOW), str(GARBAGE)], stdout=subprocess.PIPE, text=True)
    try:
        time.sleep(3)  # until all are there
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        said.append(process.communicate()[0].strip())


def rows_of(what, engine, server, asked, editors, limit, growth_max=5):
    cpu = measure.process_cpu_s(server.pid) + engine.server_cpu_s()
    with Memory(server) as memory, editors:
        seen = load(server.port, asked.mix(SHARES, RATE * SECONDS), RATE, 64)
    cpu = measure.process_cpu_s(server.pid) + engine.server_cpu_s() - cpu
    whole = seen.pop("all")
    for error in sorted(set(editors.errors))[:3]:
        measure.say(f"    {error}")
    good = whole["p99"] <= limit and not whole["errors"] and not editors.errors
    yield Row(f"p99 of readers, {what}", engine.name,
              f"{whole['p99']:.1f} ms (p50 {whole['p50']:.1f}, p99.9 {whole['p999']:.1f}, errors "
              f"{whole['errors']}, core busy {100 * cpu / SECONDS:.0f} %)", "", "", "",
              f"{limit} ms, 0 errors", "yes" if good else "**no**")
    for kind, one in seen.items():
        yield Row(f"- of them {kind}", engine.name, f"{one['p99']:.1f} ms (p50 {one['p50']:.1f})",
                  "", "", "", "", "")
    ms = editors.ms or [0]
    yield Row("- the editors' saving", engine.name,
              f"p99 {ms[int(0.99 * (len(ms) - 1))]:.0f} ms (p50 {ms[len(ms) // 2]:.0f}, saved "
              f"{len(editors.ms)}, errors {len(editors.errors)})", "", "", "", "", "")
    yield plain_row("- memory of the server, last third against the one before", engine.name,
                    memory.growth(), "% more", growth_max, f" ({memory.seen[-1]:.0f} MiB)")


def measure_load(data, folder):
    os.environ["GUILDHALL_API_REQUESTS_PER_MINUTE"] = "1000000"  # one address is all readers
    rows = []
    for engine in measure.engines(folder):
        kept = Kept(data, engine)
        measure.say(f"  {engine.name}: {RATE} requests/s and {EDITORS} editors")
        engine.pin(0)
        with serve(kept.database) as server:
            asked = Asked(kept, server, data.day)
            editors = Editors(EDITORS, server, kept, data.authority, asked.clusters)
            engine.pin(0)
            load(server.port, asked.mix(SHARES, 300))  # what is made once, is made
            many = f"{RATE} mixed requests/s on one core, {EDITORS} editors"
            rows += rows_of(many, engine, server, asked, editors, 20)
            importer = Importer(server, kept, data.nightly, data.next_day)
            with importer:
                # Its memory is that of the import, which comes and goes.
                rows += rows_of("the same while an import is tried out", engine, server, asked,
                                editors, 20, growth_max=None)
            rows.append(importer.row(engine.name))
            said = []
            with hostile(server, said):
                rows += rows_of(f"the same with {SLOW} slow connections and {GARBAGE} that send "
                                "garbage", engine, server, asked, editors, 20)
            rows.append(Row("- what those were told", engine.name, said[0], "", "", "", "", ""))
        verified = measure.guildhall("audit", "verify", database=kept.database).strip()
        measure.say(f"    {verified.splitlines()[0]}")
    return rows
