"""Hostile and honest clients together, for minutes: no honest request may fail, no memory may grow.

Run as `python -m tests.bench.soak --seconds 600`. It starts `kg serve`, puts both kinds of clients to
it from different addresses of this machine (127.0.0.x), and says what became of each kind's requests.
"""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import click

from .process import _resident
from .servers import kg_server
from .serving import prepared

_HONEST = "127.0.0.2"
_ERRORS = (OSError, ValueError)

_POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query"
_NOISE = (
    b"GET /sparql?query=%ff%fe%00 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 100_000,
    _POST + b"\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
    _POST + b"; charset=utf-16\r\nContent-Length: 3\r\n\r\n\xff\xfe{",
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


class Clients:
    """Two kinds of clients of one address, and what became of their requests."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)
        self._url = url
        self.seen: Counter[str] = Counter()
        self.failed: list[str] = []
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self.slowest = 0.0

    def start(self) -> None:
        """Start them all."""
        honest = [self._reader] * 4
        hostile: list[Callable[[random.Random], None]] = [
            self._bomber, self._bomber, self._bomber, self._slow_reader, self._slow_reader,
            self._flood, self._huge_body, self._noise, self._hang_up,
        ]  # fmt: skip
        for number, work in enumerate([*honest, *hostile]):
            thread = threading.Thread(target=self._repeat, args=(work, number), daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """Stop them all."""
        self._stop.set()
        for thread in self._threads:
            thread.join(70)

    def _repeat(self, work: Callable[[random.Random], None], seed: int) -> None:
        chance = random.Random(seed)
        while not self._stop.is_set():
            try:
                work(chance)
            except _ERRORS as error:
                self.seen[f"{work.__name__[1:]}: {type(error).__name__}"] += 1

    def _connect(self, source: str) -> socket.socket:
        return socket.create_connection(self._address, timeout=60, source_address=(source, 0))

    def _reader(self, chance: random.Random) -> None:
        """Ask honest questions over one connection, and note each answer that is not 200."""
        paths = [
            "/sparql?" + urlencode({"query": f"SELECT ?s ?n {{ ?s <https://schema.org/name> ?n }} LIMIT {n}"})
            for n in (1, 10, 100, 1000)
        ]
        paths += [
            "/queries/papers-per-year.csv",
            "/",
            "/health",
            "/sparql?"
            + urlencode({"query": "SELECT ?t (COUNT(*) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY ?t"}),
            f"/sparql?query={quote('ASK { ?s a ?t FILTER(isIRI(?t)) }')}",
        ]
        try:
            with self._connect(_HONEST) as connection:
                for _ in range(50):
                    if self._stop.is_set():
                        return
                    path = chance.choice(paths)
                    begun = time.monotonic()
                    status = _exchange(connection, path)
                    self.slowest = max(self.slowest, time.monotonic() - begun)
                    self.seen[f"honest: {status}"] += 1
                    if status != 200:
                        self.failed.append(f"{status} {path}")
        except _ERRORS as error:
            if not self._stop.is_set():
                self.failed.append(f"{time.strftime('%H:%M:%S')} {type(error).__name__}: {error}")

    def _bomber(self, chance: random.Random) -> None:
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

    def _slow_reader(self, chance: random.Random) -> None:
        with self._connect("127.0.0.3") as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            many = quote("SELECT * { ?s ?p ?o } LIMIT 20000")
            connection.sendall(f"GET /sparql?query={many} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            for _ in range(chance.randrange(1, 40)):
                connection.recv(1000)
                if self._stop.wait(0.1):
                    return
        self.seen["slow reader: left"] += 1

    def _flood(self, chance: random.Random) -> None:
        held = [self._connect("127.0.0.4") for _ in range(60)]
        slow = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }")
        for connection in held:
            connection.sendall(
                f"GET /sparql?query={slow}%20%23{chance.random()} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            )
        self._stop.wait(chance.random() * 4)
        for connection in held:
            connection.close()
        self.seen["flood: 60 connections"] += 1

    def _huge_body(self, chance: random.Random) -> None:
        with self._connect("127.0.0.5") as connection:
            head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            connection.sendall(f"{head}Content-Length: 1000000000\r\n\r\n".encode())
            for _ in range(chance.randrange(1, 400)):
                connection.sendall(b"#" * 65536)
            self.seen[f"huge body: {connection.recv(20)[9:12].decode()}"] += 1

    def _noise(self, chance: random.Random) -> None:
        with self._connect("127.0.0.6") as connection:
            connection.sendall(chance.choice([chance.randbytes(3000), *_NOISE]))
            connection.settimeout(2)
            self.seen[f"noise: {connection.recv(20)[9:12].decode('latin-1')}"] += 1

    def _hang_up(self, chance: random.Random) -> None:
        with self._connect("127.0.0.7") as connection:
            slow = quote(f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f }} # {chance.random()}")
            connection.sendall(f"GET /sparql?query={slow} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            self._stop.wait(chance.random() * 3)
        self.seen["hang up"] += 1


def _exchange(connection: socket.socket, path: str) -> int:
    """Ask for `path` and read the whole answer; return its status."""
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n".encode())
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            raise ConnectionError("closed")
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    while len(body) < length:
        part = connection.recv(65536)
        if not part:
            raise ConnectionError("closed in the middle of an answer")
        body += part
    return int(head[9:12])


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--seconds", default=600.0, show_default=True, help="How long.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), default=Path("~/.cache/kg-bench"))
def soak(seconds: float, data: Path | None, cache: Path) -> None:
    """Put hostile and honest clients to `kg serve` together; exit with 1 if an honest request failed."""
    cache = cache.expanduser().resolve()
    folder = cache / "serving"
    folder.mkdir(parents=True, exist_ok=True)
    data = (data or prepared(cache, 20_000)).resolve()
    options = ("--timeout", "5", "--max-memory", "2048", "--max-answer", "64")
    with kg_server(data, folder / "soak.log", *options) as url:
        server = _server_of(os.getpid())
        clients = Clients(url)
        clients.start()
        until = time.monotonic() + seconds
        sizes: list[int] = []
        while time.monotonic() < until:
            time.sleep(min(10.0, seconds / 12))
            sizes.append(_own(server))
            total = _resident(server) / 1e6
            click.echo(f"{sizes[-1] / 1e6:8.0f} MB server, {total:8.0f} MB with all its processes")
        clients.stop()
        time.sleep(2)
        status = _alive(url)
        end = _own(server)
    for what, count in sorted(clients.seen.items()):
        click.echo(f"{count:10,}  {what}")
    for failure, count in Counter(clients.failed).most_common(20):
        click.echo(f"FAILED {count:,} times: {failure}", err=True)
    third = max(1, len(sizes) // 3)
    growth = (max(sizes[-third:]) - max(sizes[third : 2 * third] or sizes)) / 1e6
    click.echo(f"honest requests failed: {len(clients.failed)}; slowest {clients.slowest:.2f} s")
    click.echo(f"memory of the server: {sizes[0] / 1e6:.0f} MB, at the end {end / 1e6:.0f} MB")
    click.echo(f"growth in the last third: {growth:+.0f} MB")
    click.echo(f"the server answers with {status}")
    sys.exit(0 if not clients.failed and status == 200 and growth < 100 else 1)


def _alive(url: str) -> int:
    with urllib.request.urlopen(f"{url}/health", timeout=60) as answer:
        return int(answer.status)


def _own(process: int) -> int:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _server_of(parent: int) -> int:
    found = subprocess.run(["pgrep", "-P", str(parent), "-f", "kg serve"], capture_output=True, text=True)
    return int(found.stdout.split()[0])


if __name__ == "__main__":
    soak()
