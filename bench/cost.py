# CPU time of one request of each kind of page, beside that of the same bytes as a constant page.
import os
import socket
import subprocess
import time
import urllib.request

import measure
import serving
from measure import ROUNDS, Kept, Row, Server, load, program, serve

KINDS = [*serving.SHARES, "authority"]
REQUESTS = 300
NGINX = """
daemon off; master_process on; worker_processes 1; pid {folder}/nginx.pid;
error_log {folder}/nginx.log; {user}
events {{}}
http {{
  access_log off; default_type text/html; client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  keepalive_requests 1000000; gzip on; gzip_comp_level 1; gzip_min_length 1024; gzip_vary on;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


class Nginx:
    """One nginx worker on core 0 that compresses files as it sends them, at level 1."""

    def __init__(self, folder, root):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        config = os.path.join(folder, "nginx.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(NGINX.format(folder=folder, root=root, port=self.port,
                                    user="user root;" if os.geteuid() == 0 else ""))
        path = "/usr/sbin:/usr/bin:" + os.environ.get("PATH", "")
        self.process = subprocess.Popen([*measure.on_core(0), "nginx", "-c", config],
                                        env=os.environ | {"PATH": path},
                                        stderr=subprocess.DEVNULL)
        self.pid = None
        for _ in range(100):
            with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children",
                      encoding="ascii") as file:
                workers = file.read().split()
            if workers:
                self.pid = int(workers[0])
                return
            time.sleep(0.05)
        raise SystemExit("nginx does not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def body(server, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=30) as answer:
        return answer.read()


def request_us(server, paths, encoding, engine=None):
    """CPU microseconds of one request, those of the database server included."""
    def now():
        cpu = measure.process_cpu_s(server.pid)
        return cpu + engine.server_cpu_s() if engine else cpu

    before = now()
    seen = load(server.port, paths, encoding=encoding)["all"]
    if seen["errors"]:
        raise SystemExit(f"{seen['errors']} errors among {paths[0]} and others")
    return (now() - before) / len(paths) * 1e6


def keep_constant(server, kind, paths, root):
    """The body of each page in a file of its own, and the paths of these. Sizes of pages differ so
    much that no one page could stand for all."""
    kept = []
    for number, (_, path) in enumerate(paths):
        kept.append((kind, f"/{kind}-{number}.html"))
        with open(root + kept[-1][1], "wb") as file:
            file.write(body(server, path))
    return kept


def rows_of_kind(kind, engine, paths, same, servers):
    page, constant, nginx = servers
    seen = []
    for _ in range(ROUNDS):
        seen.append([request_us(page, paths, "gzip", engine), request_us(constant, same, "gzip"),
                     request_us(nginx, same, "gzip") if nginx else 0,
                     request_us(page, paths, "identity", engine),
                     request_us(constant, same, "identity")])
    packed, peer, nginx_packed, plain, plain_peer = (sorted(column)[len(seen) // 2]
                                                     for column in zip(*seen))
    # The limit is for the pages that most requests ask for; a list of hundreds of schools is none.
    limit = 3 if kind in serving.SHARES else None
    cases = [("", packed, "same bytes as a constant page, same server", peer, limit),
             (", not compressed", plain, "same bytes as a constant page, same server", plain_peer,
              None)]
    if nginx:
        cases.insert(1, ("", packed, "nginx, same bytes from files, gzip level 1", nginx_packed,
                         None))
    for how, ours, peer_name, theirs, limit in cases:
        yield Row(f"{kind} page{how}", engine.name, f"{ours:,.0f} µs", peer_name,
                  f"{theirs:,.0f} µs", f"{ours / theirs:.1f}", "" if limit is None else f"{limit}",
                  measure.verdict(ours / theirs, limit))


def measure_cost(data, folder):
    rows = []
    for engine in measure.engines(folder):
        kept = Kept(data, engine)
        engine.pin(0)
        root = os.path.join(folder, "pages-" + engine.name)
        os.makedirs(root)
        with serve(kept.database) as page:
            asked = serving.Asked(kept, page, data.day)
            paths = {kind: [(kind, asked.path(kind)) for _ in range(REQUESTS)] for kind in KINDS}
            for kind in KINDS:
                load(page.port, paths[kind])  # what is made once, is made
            same = {kind: keep_constant(page, kind, paths[kind], root) for kind in KINDS}
            with Server([program("bench_constant"), root]) as constant, \
                    Nginx(folder, root) as nginx:
                for kind in KINDS:
                    measure.say(f"  {engine.name}: {kind}")
                    servers = (page, constant, nginx)
                    rows += rows_of_kind(kind, engine, paths[kind], same[kind], servers)
    return rows
