"""Servers that a benchmark starts on this machine, and the load that wrk puts on them."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from kg.release import Release

from .peers import RDFLIB_ENDPOINT, environment, oxigraph
from .process import CommandError, run

_START_SECONDS = 600  # some read all data into memory first
_SETTLED_SECONDS = 0.3
_SETTLED = 0.8  # of the processors' time


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk measured: requests a second, 50th and 99th percentile in milliseconds, failed requests."""

    rate: float
    median: float
    slowest: float
    failed: int


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def kg_server(data: Path, log: Path, *options: str) -> Iterator[str]:
    """Run `kg serve` over a data directory; yield its address."""
    port = free_port()
    command = [sys.executable, "-m", "kg", "serve", "--data", str(data), "--port", str(port), *options]
    with _running(command, log, port, "/health"):
        yield f"http://127.0.0.1:{port}"


@dataclass(frozen=True, slots=True)
class Peer:
    """A server that kg is measured against: its name, its address, and how it is asked a query."""

    name: str
    address: str
    path: str
    more: tuple[tuple[str, str], ...] = ()

    def asked(self, query: str) -> str:
        """Return the path with its query string."""
        return address(self.path, query=query, **dict(self.more))


@contextmanager
def oxigraph_server(cache: Path, release: Release, folder: Path) -> Iterator[Peer]:
    """Run `oxigraph serve-read-only` over the store of a release."""
    port = free_port()
    command = oxigraph(
        cache, "serve-read-only", "--location", str(release.store_path), "--bind", f"127.0.0.1:{port}"
    )
    with _running(command, folder / "oxigraph.log", port, "/query?query=ASK%7B%7D"):
        yield Peer("oxigraph", f"http://127.0.0.1:{port}", "/query")


@contextmanager
def rdflib_server(cache: Path, release: Release, folder: Path) -> Iterator[Peer]:
    """Run rdflib-endpoint over the Turtle dump of a release, in the memory of RDFLib's own store."""
    port = free_port()
    command = [
        *(str(environment(RDFLIB_ENDPOINT, cache) / "rdflib-endpoint"), "serve"),
        *("--host", "127.0.0.1", "--port", str(port), str(_turtle(release, folder))),
    ]
    with _running(command, folder / "rdflib-endpoint.log", port, "/?query=ASK%7B%7D"):
        yield Peer("rdflib-endpoint", f"http://127.0.0.1:{port}", "/")


@contextmanager
def virtuoso_server(cache: Path, release: Release, folder: Path) -> Iterator[Peer]:
    """Run Virtuoso (Debian: virtuoso-opensource-7-bin), and load the Turtle dump of a release into it.

    Raises:
        CommandError: it is not installed, or does not load.
    """
    if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
        raise CommandError("Virtuoso is not installed (Debian: apt-get install virtuoso-opensource-7-bin)")
    place, port, http = folder / "virtuoso", free_port(), free_port()
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    dump = _turtle(release, folder)
    (place / "virtuoso.ini").write_text(
        "[Database]\nDatabaseFile=v.db\nTransactionFile=v.trx\nErrorLogFile=v.log\nLockFile=v.lck\n"
        "xa_persistent_file=v.pxa\n[TempDatabase]\nDatabaseFile=t.db\nTransactionFile=t.trx\n"
        f"[Parameters]\nServerPort={port}\nDirsAllowed={folder}\nNumberOfBuffers=170000\nServerThreads=40\n"
        f"[HTTPServer]\nServerPort={http}\nServerThreads=40\n"
    )
    graph = release.base
    ready = "/sparql?query=ASK%7B%7D"
    with _running(["virtuoso-t", "-f", "-c", "virtuoso.ini"], folder / "virtuoso.log", http, ready, place):
        load = f"ld_dir('{folder}', '{dump.name}', '{graph}'); rdf_loader_run(); checkpoint;"
        run(["isql-vt", str(port), "dba", "dba", f"EXEC={load}"], log=folder / "isql.log", memory_limit=2**62)
        yield Peer("virtuoso", f"http://127.0.0.1:{http}", "/sparql", (("default-graph-uri", graph),))


PEERS: Final = {"oxigraph": oxigraph_server, "rdflib-endpoint": rdflib_server, "virtuoso": virtuoso_server}


def _turtle(release: Release, folder: Path) -> Path:
    """Return the Turtle dump, unpacked once for each release."""
    path = folder / f"{release.id}.ttl"
    if not path.exists():
        packed = next(dump.path for dump in release.dumps() if dump.path.name.endswith(".ttl.gz"))
        unfinished = path.with_suffix(".part")
        with gzip.open(packed) as source, unfinished.open("wb") as output:
            shutil.copyfileobj(source, output)
        unfinished.rename(path)
    return path


@contextmanager
def _running(
    command: list[str], log: Path, port: int, path: str, folder: Path | None = None
) -> Iterator[None]:
    with log.open("ab") as out, subprocess.Popen(command, stdout=out, stderr=out, cwd=folder) as process:
        try:
            deadline = time.monotonic() + _START_SECONDS
            while True:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                        break
                except (urllib.error.URLError, OSError) as error:
                    if process.poll() is not None or time.monotonic() > deadline:
                        raise CommandError(f"{command[0]} does not start; see {log}") from error
                    time.sleep(0.1)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def settle(most: float = 60) -> None:
    """Wait until the machine is idle, as a server may go on with queries that nobody waits for any more."""
    until = time.monotonic() + most
    while (before := _idle()) is not None and time.monotonic() < until:
        time.sleep(_SETTLED_SECONDS)
        after = _idle() or before
        if after[0] - before[0] > _SETTLED * (after[1] - before[1]):
            return


def _idle() -> tuple[int, int] | None:
    """Return the idle time of all processors, and their whole time (proc(5)); None where it is not known."""
    try:
        times = [int(word) for word in Path("/proc/stat").read_text().split(maxsplit=11)[1:9]]
    except (OSError, ValueError):
        return None
    return times[3] + times[4], sum(times)


def address(path: str, **parameters: str) -> str:
    """Return a path with parameters."""
    return f"{path}?{urlencode(parameters)}"


def wrk(
    server: str, paths: Sequence[str], folder: Path, *, clients: int, seconds: float, accept: str = "*/*"
) -> Load:
    """Ask `paths` in turn from `clients` connections for some seconds.

    Raises:
        CommandError: wrk is not installed, or says what is not understood.
    """
    if shutil.which("wrk") is None:
        raise CommandError("wrk is not installed (Debian: apt-get install wrk)")
    script = folder / "load.lua"
    listed = ",\n".join(json.dumps(path) for path in paths)
    script.write_text(
        f"local paths = {{{listed}}}\nlocal headers = {{['Accept'] = {json.dumps(accept)}}}\n"
        "local i = 0\nrequest = function()\n  i = i % #paths + 1\n"
        "  return wrk.format('GET', paths[i], headers)\nend\n"
    )
    time_option = f"{max(1, round(seconds))}s"
    command = ["wrk", "-t1", f"-c{clients}", f"-d{time_option}", "--timeout", "30s", "--latency"]
    done = subprocess.run([*command, "-s", str(script), server], capture_output=True, text=True, check=False)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if done.returncode or rate is None:
        raise CommandError(f"wrk: {done.stdout[-500:]}{done.stderr[-500:]}")
    failed = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", done.stdout))
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", done.stdout)
    failed += sum(map(int, errors.groups())) if errors else 0
    return Load(float(rate[1]), _milliseconds(done.stdout, 50), _milliseconds(done.stdout, 99), failed)


def _milliseconds(text: str, percent: int) -> float:
    found = re.search(rf"\b{percent}%\s+([\d.]+)(us|ms|s)\b", text)
    if found is None:
        return 0.0
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]]
