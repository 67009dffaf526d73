# Imports: the first, the same again, and the same content as of the next day.
import os

import measure
from measure import GUILDHALL, ROUNDS, paired, ratio_row, run_timed


def shell_import(data):
    """sqlite3's own import into plain text tables of one database, as safe as ours."""
    path = os.path.join(data.folder, "peer.db")
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(path + suffix):
            os.remove(path + suffix)
    script = "PRAGMA journal_mode=WAL;\nPRAGMA synchronous=FULL;\n" + "".join(
        f'.import --csv "{file}" t{number}\n' for number, file in enumerate(data.plain))
    return run_timed(["sqlite3", path], given=script)


def copy_import(data, engine):
    """psql's own copy into plain text tables of one database."""
    address = engine.fresh()
    script = ""
    for number, path in enumerate(data.plain):
        with open(path, encoding="cp1252", errors="replace") as file:
            columns = file.readline().count(",") + 1
        script += f"CREATE TABLE t{number} (" + ", ".join(
            f"c{at} text" for at in range(columns)) + ");\n"
        script += f"\\copy t{number} from '{path}' with (format csv, header, encoding 'LATIN1')\n"
    return run_timed(["psql", "-qX", "-v", "ON_ERROR_STOP=1", address], engine, given=script)


class Ours:
    """Three imports in a row into one database; each call is the next of them."""

    def __init__(self, engine):
        self.engine = engine
        self.database = ""

    def into_fresh(self, files, *options):
        self.database = self.engine.fresh()
        return self.again(files, *options)

    def again(self, files, *options):
        return run_timed([GUILDHALL, "import", "gias", *files, *options, "--database",
                          self.database], self.engine)


def measure_imports(data, folder):
    rows = []
    for engine in measure.engines(folder):
        measure.say(f"  {engine.name}: imports, {ROUNDS} rounds")
        ours = Ours(engine)
        sides = [lambda: shell_import(data),
                 lambda: ours.into_fresh(data.plain),
                 lambda: ours.into_fresh(data.files),
                 lambda: ours.again(data.files),
                 lambda: ours.into_fresh(data.nightly, "--as-of", data.day),
                 lambda: ours.again(data.nightly, "--as-of", data.next_day)]
        if engine.name != "SQLite":
            sides.append(lambda: copy_import(data, engine))
        shell, plain, packed, again, night_first, night, *copy = paired(ROUNDS, sides)
        peer = "sqlite3 shell, `.import` into text tables"
        rows.append(ratio_row("first import, unpacked files", engine.name, plain, peer, shell, 4))
        rows.append(ratio_row("first import, gzip files", engine.name, packed,
                              peer + ", unpacked files", shell, 4))
        if copy:
            rows.append(ratio_row("first import, unpacked files", engine.name, plain,
                                  "psql, `\\copy` into text tables", copy[0], None))
        rows.append(ratio_row("same files for the same day again", engine.name, again,
                              "our first import", packed, 0.5))
        rows.append(ratio_row("same schools, links and group links as of the next day",
                              engine.name, night, "our first import of these", night_first, None))
    return rows
