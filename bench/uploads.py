# Somebody who tries out an import in the browser while a server is measured, and watches it.
import http.client
import re
import time

import measure
from editors import Client, PASSWORD, field

BOUNDARY = "guildhall-bench-boundary"
ADDRESS = "importer@example.org"
AT_WORK = ("It waits for its turn", "It is at work", "per cent of this step")


class Importer(measure.Beside):
    """Uploads files, looks at the page of the job until it is done, and forgets it again; once and
    again for the length of a block."""

    def __init__(self, server, kept, files, day):
        said = measure.guildhall("user", "invite", ADDRESS, "--name", "Importer", "--role",
                                 "administrator", database=kept.database)
        link = re.search(r"/links/\S+", said).group()
        self.client = Client(server.port)
        page = self.client.ask("GET", link, 200)
        self.client.send(link, {"csrf": field(page, "csrf"), "password": PASSWORD,
                                "name": "Importer"}, 303)
        self.files, self.day = files, day
        self.seconds, self.looks_ms, self.seen, self.errors = [], [], set(), []

    def upload(self):
        """The address of the job."""
        page = self.client.ask("GET", "/imports/upload", 200)
        parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in (
            ("csrf", field(page, "csrf")), ("kind", "register"), ("as_of", self.day))]
        for path in self.files:
            name = path.rpartition("/")[2]
            with open(path, "rb") as file:
                parts.append(f'name="files"; filename="{name}"\r\nContent-Type: '
                             f'application/gzip\r\n\r\n'.encode() + file.read())
        body = b"".join(b"--" + BOUNDARY.encode() + b"\r\nContent-Disposition: form-data; " + part
                        + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()
        self.client.ask("POST", "/imports/upload", 303, body,
                        f"multipart/form-data; boundary={BOUNDARY}")
        jobs = self.client.ask("GET", "/jobs", 200)
        found = re.search(r'href="(/jobs/\d+)"', jobs)
        if not found:
            raise ValueError("what was uploaded is not among the jobs")
        return found.group(1)

    def look(self, job):
        start = time.monotonic()
        page = self.client.ask("GET", job, 200)
        self.looks_ms.append((time.monotonic() - start) * 1000)
        self.seen.update(re.findall(r"([A-Z][a-z ]+), (\d+) per cent of this step", page))
        return page

    def try_out(self):
        start = time.monotonic()
        job = self.upload()
        page = self.look(job)
        while any(words in page for words in AT_WORK):
            time.sleep(0.2)
            page = self.look(job)
        if "To be confirmed" not in page:
            raise ValueError(f"{job} does not end as it should")
        self.seconds.append(time.monotonic() - start)
        self.client.send(f"{job}/stop", {"csrf": field(page, "csrf")}, 303)

    def work(self):
        while not self.ended.is_set():
            try:
                self.try_out()
            except (OSError, ValueError, http.client.HTTPException) as error:
                self.errors.append(str(error))
                self.client.connection.close()
            self.ended.wait(5)

    def row(self, engine):
        slowest = max(self.looks_ms or [0])
        for error in sorted(set(self.errors))[:3]:
            measure.say(f"    {error}")
        return measure.Row(
            "- trying out the import of a new day's files, watched meanwhile", engine,
            f"{len(self.seconds)} times, {max(self.seconds or [0]):.1f} s at most; "
            f"{len(self.seen)} states of its progress seen, in {slowest:.0f} ms at most; errors "
            f"{len(self.errors)}", "", "", "", "0 errors",
            "yes" if self.seconds and self.seen and not self.errors else "**no**")
