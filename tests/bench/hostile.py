"""Clients that want to take a service from all others: each kind from an address of its own."""

from __future__ import annotations

import random
import socket
import threading
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

_POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query"
_NOISE = (
    b"GET /sparql?query=%ff%fe%00 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 100_000,
    _POST + b"\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
    _POST + b"; charset=utf-16\r\nContent-Length: 3\r\n\r\n\xff\xfe{",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 20_000,
    b"GET /?" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" * 300,
    b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
)


def bombs() -> list[str]:
    """Return queries that crash an engine, hang it, or fill its memory."""
    every = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(4))
    name = "<https://schema.org/name>"
    long = "a" * 1700
    grown = f'REPLACE(REPLACE("{long}", "a", "{long}"), "a", "{long}")'
    return [
        "ASK " + "{" * 2200 + "}" * 2200,
        "ASK { FILTER(" + "(" * 8000 + "1" + ")" * 8000 + ") }",
        "ASK { " + "FILTER NOT EXISTS { ?s ?p ?o " * 90 + "}" * 91,
        "ASK { FILTER(" + "!" * 16_000 + "true) }",
        "SELECT (1" + "+1" * 8000 + " AS ?x) {}",
        "ASK { ?s <a:b>" + "/<a:b>" * 500 + " ?o }",
        "SELECT * { " + " ".join(f"?v{n} <a:p> ?v{n + 1} ." for n in range(190)) + " }",
        f"SELECT (COUNT(*) AS ?n) {{ {every} }}",
        f"SELECT * {{ {every} }} ORDER BY ?o3 ?o2 LIMIT 1",
        f"SELECT * {{ {every} }}",
        f'SELECT (STRLEN(REPLACE({grown}, "a", {grown})) AS ?n) {{}}',
        f"SELECT ?a {{ ?a {name} ?x . ?b {name} ?y . ?c {name} ?z . ?z <a:b> ?y }} LIMIT 1",
        f"ASK {{ ?a {name} ?x . ?b {name} ?y . ?z <a:b> ?y . ?x <a:b> <a:c> }}",
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "DELETE WHERE { ?s ?p ?o }",
        "SELECT * { ?s ?p ",
    ]


_HOSTS: Final = (
    b"Host: a b\r\n", b"Host: [\r\n", b'Host: "><script>\r\n', b"", b"Host: a\r\nHost: b\r\n", b"Host:\r\n",
    b"Host: a>; rel=x\r\n", b"Host: a:99999\r\n", b"Host: \xff\xfe\r\n",
)  # fmt: skip
# How a half-open connection begins, and what comes on it now and then: nothing in it is wrong.
_BEGINNINGS: Final = (
    (b"", b""),
    (b"G", b""),
    (b"\r\n", b"\r\n"),
    (b"GET / HTTP/1.1\r\nHost: x\r\nX-", b"x"),
    (_POST + b"\r\nContent-Length: 900\r\n\r\nSELECT", b"x"),
    (b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n", b""),
)


class Hostile:
    """Hostile clients of the service at `url`: each method does its work once, until `stopped`.

    `seen` counts what became of them; `harm` has what no service may do to anybody.
    """

    def __init__(self, url: str, stopped: threading.Event) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)
        self._url, self.stopped = url, stopped
        self.seen: Counter[str] = Counter()
        self.harm: Counter[str] = Counter()

    def every(self) -> list[Callable[[random.Random], None]]:
        """Return what is to run at once."""
        return [
            self.bomber, self.bomber, self.bomber, self.slow_reader, self.slow_reader, self.slow_crowd,
            self.flood, self.huge_body, self.noise, self.hang_up, self.half_open, self.half_open_everywhere,
            self.half_open_everywhere, self.wrong_host, self.strange_host,
        ]  # fmt: skip

    def connect(self, source: str, receive_bytes: int = 0) -> socket.socket:
        """Return a connection from one of this machine's own addresses."""
        found = socket.socket()
        try:
            if receive_bytes:
                found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
            found.settimeout(60)
            found.bind((source, 0))
            found.connect(self._address)
        except OSError:
            found.close()
            raise
        return found

    def bomber(self, chance: random.Random) -> None:
        data = urlencode({"query": chance.choice(bombs())})
        get = chance.random() < 0.5 and len(data) < 30_000
        asked = urllib.request.Request(
            f"{self._url}/sparql" + (f"?{data}" if get else ""), None if get else data.encode()
        )
        try:
            with urllib.request.urlopen(asked, timeout=70) as answer:
                while answer.read(1 << 20):
                    pass
                self.seen[f"bomb: {answer.status}"] += 1
        except urllib.error.HTTPError as error:
            error.close()
            self.seen[f"bomb: {error.code}"] += 1

    def slow_reader(self, chance: random.Random) -> None:
        with self.connect("127.0.0.3") as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            many = quote("SELECT * { ?s ?p ?o } LIMIT 20000")
            connection.sendall(f"GET /sparql?query={many} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            for _ in range(chance.randrange(1, 40)):
                connection.recv(1000)
                if self.stopped.wait(0.1):
                    return
        self.seen["slow reader: left"] += 1

    def flood(self, chance: random.Random) -> None:
        held = [self.connect("127.0.0.4") for _ in range(60)]
        slow = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }")
        for connection in held:
            connection.sendall(
                f"GET /sparql?query={slow}%20%23{chance.random()} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            )
        self.stopped.wait(chance.random() * 4)
        for connection in held:
            connection.close()
        self.seen["flood: 60 connections"] += 1

    def huge_body(self, chance: random.Random) -> None:
        with self.connect("127.0.0.5") as connection:
            head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            connection.sendall(f"{head}Content-Length: 1000000000\r\n\r\n".encode())
            for _ in range(chance.randrange(1, 400)):
                connection.sendall(b"#" * 65536)
            self.seen[f"huge body: {connection.recv(20)[9:12].decode()}"] += 1

    def noise(self, chance: random.Random) -> None:
        with self.connect("127.0.0.6") as connection:
            connection.sendall(chance.choice([chance.randbytes(3000), *_NOISE]))
            connection.settimeout(2)
            self.seen[f"noise: {connection.recv(20)[9:12].decode('latin-1')}"] += 1

    def hang_up(self, chance: random.Random) -> None:
        with self.connect("127.0.0.7") as connection:
            slow = quote(f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f }} # {chance.random()}")
            connection.sendall(f"GET /sparql?query={slow} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            self.stopped.wait(chance.random() * 3)
        self.seen["hang up"] += 1

    def slow_crowd(self, chance: random.Random) -> None:
        """Sixty clients of one address ask for megabytes and take a few bytes a second."""
        held = []
        try:
            for _ in range(60):
                held.append(self.connect("127.0.0.8", 4096))
                query = quote(f"SELECT * {{ ?s ?p ?o }} LIMIT {chance.randrange(40_000, 60_000)}")
                held[-1].sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            for _ in range(chance.randrange(20, 120)):
                for connection in held:
                    connection.recv(200)
                if self.stopped.wait(1):
                    return
        finally:
            for connection in held:
                connection.close()
        self.seen["slow crowd: 60 connections"] += 1

    def half_open(self, chance: random.Random) -> None:
        """One address opens more connections than it may, and says next to nothing on them."""
        self._hold("127.0.0.9", 700, chance)

    def half_open_everywhere(self, chance: random.Random) -> None:
        """Many addresses together open more than there are."""
        for _ in range(8):
            self._hold(f"127.0.{chance.randrange(1, 40)}.{chance.randrange(1, 250)}", 300, chance, 2)

    def _hold(self, source: str, count: int, chance: random.Random, seconds: float = 25) -> None:
        held: dict[socket.socket, bytes] = {}
        try:
            for _ in range(count):
                connection = self.connect(source)
                begins, held[connection] = chance.choice(_BEGINNINGS)
                connection.sendall(begins)
                if self.stopped.is_set():
                    return
            self.seen["half open"] += count
            until = chance.random() * seconds
            while until > 0 and not self.stopped.wait(1):
                until -= 1
                for connection, more in held.items():
                    connection.setblocking(False)
                    try:
                        connection.send(more)
                    except OSError:
                        continue
        finally:
            for connection in held:
                connection.close()

    def wrong_host(self, chance: random.Random) -> None:
        """A `Host` that is none is refused, and nothing of it comes back."""
        path = chance.choice(("/", "/sparql?query=ASK%7B%7D", "/sparql?query=ASK%7B%3Ca%3E%20%3Fp%20%3Fo%7D"))
        with self.connect("127.0.0.10") as connection:
            connection.sendall(b"GET %b HTTP/1.1\r\n%b\r\n" % (path.encode(), chance.choice(_HOSTS)))
            said = b""
            while part := connection.recv(65536):
                said += part
        self.seen[f"wrong host: {said[9:12].decode('latin-1')}"] += 1
        if not said.startswith(b"HTTP/1.1 4") or b"Traceback" in said or b"script" in said:
            self.harm[f"a wrong host was answered {said[:60]!r}"] += 1

    def strange_host(self, chance: random.Random) -> None:
        """A `Host` of the client's own choice stands in nothing that others may be given."""
        path = chance.choice(("/", "/openapi.json", "/dataset", "/sparql?query=ASK%7B%7D"))
        asked = urllib.request.Request(f"{self._url}{path}", headers={"Host": "stranger.example"})
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                answer.read()
                self.seen[f"strange host: {answer.status}"] += 1
                if "public" in answer.headers.get("cache-control", ""):
                    self.harm[f"public under a strange host: {path}"] += 1
        except urllib.error.HTTPError as error:
            error.close()
            self.seen[f"strange host: {error.code}"] += 1
