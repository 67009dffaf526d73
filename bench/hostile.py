#!/usr/bin/env python3
# hostile.py PORT SLOW GARBAGE: until it is stopped, keeps so many connections that send a byte of a
# request each second, and so many that send bytes by chance, read what they are told, and come
# again. Says in one line, when it is stopped, how often connections were closed or answered.
import collections
import random
import selectors
import signal
import socket
import sys
import time

SLOW = b"GET /schools/100000 HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * 4000
PAUSE_S = 1


class Client:
    """One connection, made anew whenever the server has had enough of it."""

    def __init__(self, port, kind, chance):
        self.port, self.kind, self.chance = port, kind, chance
        self.socket = None
        self.sent = 0
        self.due = time.monotonic() + chance.random() * PAUSE_S

    def bytes(self):
        if self.kind == "slow":
            return SLOW[self.sent:self.sent + 1]
        begin = self.chance.choice((b"", b"GET / HTTP/1.1\r\n", b"POST /sign-in HTTP/1.1\r\n",
                                    b"GET /%ff%00 HTTP/9.9\r\nContent-Length: -1\r\n"))
        return begin + self.chance.randbytes(self.chance.randrange(1, 3000)) + b"\r\n\r\n"

    def act(self, selector):
        self.due += PAUSE_S
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=5)
            self.socket.setblocking(False)
            selector.register(self.socket, selectors.EVENT_READ, self)
            self.sent = 0
        try:
            self.sent += self.socket.send(self.bytes())
        except BlockingIOError:
            pass
        except OSError:
            self.close(selector)

    def read(self, selector, seen):
        try:
            told = self.socket.recv(65536)
        except OSError:
            told = b""
        if told[:5] == b"HTTP/":
            seen[f"{self.kind} {told[9:12].decode(errors='replace')}"] += 1
        if not told:
            seen[f"{self.kind} closed"] += 1
            self.close(selector)

    def close(self, selector):
        if self.socket is not None:
            selector.unregister(self.socket)
            self.socket.close()
            self.socket = None


def main(port, slow, garbage):
    chance = random.Random(3)
    clients = [Client(port, "slow", chance) for _ in range(slow)]
    clients += [Client(port, "garbage", chance) for _ in range(garbage)]
    seen = collections.Counter()
    ended = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
    with selectors.DefaultSelector() as selector:
        while not ended:
            now = time.monotonic()
            for client in clients:
                if client.due <= now:
                    client.act(selector)
            for key, _ in selector.select(0.01):
                key.data.read(selector, seen)
    print(", ".join(f"{what} {count}" for what, count in sorted(seen.items())))


main(*map(int, sys.argv[1:]))
