"""Servers that a benchmark starts on this machine, and the load that wrk puts on them."""

from __future__ import annotations

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
from urllib.parse import urlencode

from .process import CommandError

_START_SECONDS = 60


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


@contextmanager
def oxigraph_server(cache: Path, store: Path, log: Path) -> Iterator[str]:
    """Run `oxigraph serve-read-only` over a store; yield its address."""
    port = free_port()
    binary = cache / "oxigraph-0.5.13" / "bin" / "oxigraph"
    command = [str(binary), "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    with _running(command, log, port, "/query?query=ASK%7B%7D"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], log: Path, port: int, path: str) -> Iterator[None]:
    with log.open("ab") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
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
