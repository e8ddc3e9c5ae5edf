"""Hostile and honest clients together, for minutes: no honest request may fail, no memory may grow.

Run as `python -m tests.bench.soak --seconds 600`. It starts `kg serve`, puts both kinds of clients to
it from different addresses of this machine (127.0.0.x), and says what became of each kind's requests.
Among the hostile ones are half-open connections, slow readers and malformed hosts (`tests/bench/hostile.py`).
"""

from __future__ import annotations

import os
import random
import resource
import socket
import stat
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

import click

from .hostile import Hostile
from .process import _resident
from .servers import kg_server
from .serving import prepared

_HONEST = "127.0.0.2"
_READERS = 4
_ERRORS = (OSError, ValueError)
_SPOOL_MEGABYTES = 512
_MOST_GROWTH = 100  # megabytes


class Clients:
    """Honest and hostile clients of one address, and what became of their requests."""

    def __init__(self, url: str) -> None:
        self._stop = threading.Event()
        self.hostile = Hostile(url, self._stop)
        self.seen: Counter[str] = Counter()
        self.failed: list[str] = []
        self.seconds: list[float] = []
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start them all."""
        honest: list[Callable[[random.Random], None]] = [self._reader] * _READERS
        for number, work in enumerate([*honest, *self.hostile.every()]):
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
                self.hostile.seen[
                    f"{work.__name__.strip('_').replace('_', ' ')}: {type(error).__name__}"
                ] += 1

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
        begun = time.monotonic()
        try:
            with self.hostile.connect(_HONEST) as connection:
                for _ in range(50):
                    if self._stop.is_set():
                        return
                    path = chance.choice(paths)
                    status = _exchange(connection, path)
                    ended = time.monotonic()
                    self.seconds.append(ended - begun)  # of the first with the time to connect
                    begun = ended
                    self.seen[f"honest: {status}"] += 1
                    if status != 200:
                        self.failed.append(f"{status} {path}")
        except _ERRORS as error:
            if not self._stop.is_set():
                self.failed.append(f"{time.strftime('%H:%M:%S')} {type(error).__name__}: {error}")


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
@click.option("--records", default=20_000, show_default=True, help="How many records to generate.")
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), default=Path("~/.cache/kg-bench"))
def soak(seconds: float, data: Path | None, records: int, cache: Path) -> None:
    """Put hostile and honest clients to `kg serve` together; exit with 1 if an honest request failed."""
    cache = cache.expanduser().resolve()
    folder = cache / "serving"
    folder.mkdir(parents=True, exist_ok=True)
    data = (data or prepared(cache, records)).resolve()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # thousands of connections are held open
    options = (
        *("--timeout", "10", "--max-memory", "2048", "--max-answer", "64"),
        *("--max-spool", str(_SPOOL_MEGABYTES)),
    )
    with kg_server(data, folder / "soak.log", *options) as url:
        server = _server_of(os.getpid())
        clients = Clients(url)
        clients.start()
        until = time.monotonic() + seconds
        sizes: list[int] = []
        nameless = 0
        looked = -1.0
        while (now := time.monotonic()) < until:
            held = _nameless(server)
            nameless = max(nameless, held)
            if now - looked >= min(10.0, seconds / 12):
                looked = now
                sizes.append(_own(server))
                click.echo(
                    f"{sizes[-1] / 1e6:8.0f} MB server, {_resident(server) / 1e6:8.0f} MB with processes, "
                    f"{held / 1e6:6.0f} MB of nameless files, {_connections(server):5} connections, "
                    f"{len(clients.seconds):7,} honest requests, {len(clients.failed)} failed"
                )
            time.sleep(0.5)
        clients.stop()
        time.sleep(2)
        status = _alive(url)
        end = _own(server)
        turned_away = _turned_away(url)
    for what, count in sorted((clients.seen + clients.hostile.seen).items()):
        click.echo(f"{count:10,}  {what}")
    for line in turned_away:
        click.echo(f"            {line}")
    for failure, count in Counter(clients.failed).most_common(20):
        click.echo(f"FAILED {count:,} times: {failure}", err=True)
    for harm, count in clients.hostile.harm.most_common(20):
        click.echo(f"HARM {count:,} times: {harm}", err=True)
    third = max(1, len(sizes) // 3)
    growth = (max(sizes[-third:]) - max(sizes[third : 2 * third] or sizes)) / 1e6
    ordered = sorted(clients.seconds) or [0.0]
    click.echo(f"honest requests: {len(clients.seconds):,}; failed: {len(clients.failed)}")
    click.echo(
        f"an honest request took {ordered[len(ordered) // 2]:.3f} s in the middle, "
        f"{ordered[len(ordered) * 99 // 100]:.2f} s at the 99th percentile, {ordered[-1]:.2f} s at most"
    )
    click.echo(f"memory of the server: {sizes[0] / 1e6:.0f} MB, at the end {end / 1e6:.0f} MB")
    click.echo(f"growth in the last third: {growth:+.0f} MB")
    click.echo(f"nameless files: {nameless / 1e6:.0f} MB at most; answers may hold {_SPOOL_MEGABYTES} MB")
    click.echo(f"harm done: {clients.hostile.harm.total()}")
    click.echo(f"the server answers with {status}")
    good = (
        bool(clients.seconds)
        and not clients.failed
        and not clients.hostile.harm
        and status == 200
        and growth < _MOST_GROWTH
        and nameless < (_SPOOL_MEGABYTES + 64) * 2**20  # the pages' own answers are made there as well
    )
    click.echo("passed" if good else "FAILED")
    sys.exit(0 if good else 1)


def _files(process: int) -> Iterator[os.stat_result]:
    """Yield what the descriptors of a process are."""
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):  # it was closed meanwhile
            yield descriptor.stat()


def _nameless(process: int) -> int:
    """Return the bytes on disk of files that have no name any more, and that a process has open."""
    return sum(
        found.st_blocks * 512
        for found in _files(process)
        if stat.S_ISREG(found.st_mode) and not found.st_nlink
    )


def _connections(process: int) -> int:
    return sum(stat.S_ISSOCK(found.st_mode) for found in _files(process))


def _turned_away(url: str) -> list[str]:
    with urllib.request.urlopen(f"{url}/metrics", timeout=60) as answer:
        lines: list[str] = answer.read().decode().splitlines()
    return [line for line in lines if line.startswith(("kg_turned_away_total{", "kg_queries_total{"))]


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
