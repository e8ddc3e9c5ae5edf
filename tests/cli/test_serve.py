"""`kg serve` as users start it."""

from __future__ import annotations

import gzip
import hashlib
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.release import DataDirectory
from kg.release.draft import begin
from kg.release.manifest import Counts, Manifest
from kg.store import Store
from tests.patience import PATIENCE, until

pytestmark = pytest.mark.long

STATEMENT = '<https://data.example.org/kg/paper/x> <https://schema.org/name> "A title" .\n'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with one small release."""
    release(tmp_path, STATEMENT)
    return tmp_path


def release(data: Path, statement: str) -> None:
    """Make a release of one statement."""
    with begin(DataDirectory(data)) as draft:
        for place in (draft.work_path, draft.dumps_path):
            place.mkdir(parents=True, exist_ok=True)
        text = draft.work_path / "all.nt"
        text.write_text(statement)
        Store.load(draft.store_path, [text])
        (draft.dumps_path / "kg.nq.gz").write_bytes(gzip.compress(statement.encode(), mtime=0))
        draft.report_path.write_text("{}")
        counts = Counts(triples=1, quads=1, entities=1)
        digest = hashlib.sha256(statement.encode()).hexdigest()
        draft.commit(Manifest(base="https://data.example.org/kg/", counts=counts, content_sha256=digest))


@contextmanager
def served(data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command; give the process and the address that it prints."""
    arguments = [sys.executable, "-m", "kg", "serve", "--data", str(data), "--port", "0", *options]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            printed = ""
            while "Stop with" not in printed:
                line = process.stdout.readline()
                assert line, process.stderr.read() if process.stderr else ""
                printed += line
            address = re.search(r"Start page\s+(http://\S+)/\n", printed)
            assert address is not None, printed
            assert re.search(r"SPARQL endpoint\s+http://\S+/sparql\n", printed)
            yield process, address[1]
        finally:
            process.kill()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_serves_until_it_is_told_to_stop(data: Path, stop: signal.Signals) -> None:
    with served(data) as (process, address):
        answer = httpx.get(f"{address}/paper/x", headers={"accept": "text/turtle"})
        assert (answer.status_code, "A title" in answer.text) == (200, True)
        process.send_signal(stop)
        assert process.wait(timeout=PATIENCE) in (0, -stop)
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_a_new_release_is_taken_up_without_a_lost_request(data: Path) -> None:
    """By the processes that answer queries, which are started anew for it."""
    newer = STATEMENT.replace("A title", "Another title")
    with served(data) as (_, address), httpx.Client(base_url=address, timeout=PATIENCE) as client:

        def title() -> str:
            query = {"query": "SELECT ?title { ?s <https://schema.org/name> ?title }"}
            answer = client.get("/sparql", params=query)
            assert answer.status_code == 200
            found: str = answer.json()["results"]["bindings"][0]["title"]["value"]
            assert (answer.headers["kg-release"] == first) == (found == "A title")
            return found

        first = client.get("/health").headers["kg-release"]
        assert title() == "A title"
        release(data, newer)
        until(lambda: title() == "Another title", "the change to the new release")


def test_behind_a_proxy(data: Path) -> None:
    with served(data, "--root-path", "/kg") as (_, address):
        page = httpx.get(f"{address}/paper/x", headers={"accept": "text/html"}).text
        assert 'href="/kg/static/site.css' in page
        assert 'href="/kg/paper/x.ttl"' in page
        assert httpx.get(f"{address}/paper/x.nt").text == STATEMENT


def test_says_where_the_iris_of_the_release_lead_elsewhere(data: Path) -> None:
    def said(*options: str) -> str:
        with served(data, *options) as (process, _):
            process.send_signal(signal.SIGTERM)
            assert process.stderr is not None
            return process.stderr.read()

    base = "https://data.example.org/kg"
    assert f"--public-url {base};" in said()
    assert f"Build with --base {base}/of/ " in said("--public-url", f"{base}/of/")
    assert "warning" not in said("--public-url", f"{base}/")


def test_a_public_address_is_the_beginning_of_links(data: Path) -> None:
    with served(data, "--public-url", "https://data.example.org/kg") as (_, address):
        answer = httpx.get(f"{address}/paper/x.nt", headers={"host": "stranger.example"})
        assert '<https://data.example.org/kg/paper/x>; rel="describes"' in answer.headers["link"]
        assert answer.headers["cache-control"] == "public, no-cache"
        page = httpx.get(f"{address}/paper/x", headers={"accept": "text/html"}).text
        assert 'href="/kg/paper/x.ttl"' in page  # its path is the root path
        query = {"query": "SELECT (<x> AS ?x) { ?s <https://schema.org/name> 'A title' }"}
        for _ in range(3):  # in the express lane as well
            found = httpx.get(f"{address}/sparql", params=query, headers={"host": "stranger.example"})
            assert found.json()["results"]["bindings"][0]["x"]["value"] == "https://data.example.org/kg/x"
            assert found.headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize("options", [(), ("--no-express",)])
def test_a_host_that_is_none_costs_nothing(data: Path, options: tuple[str, ...]) -> None:
    query = "SELECT%20*%20%7B%20%3Fs%20%3Chttps%3A%2F%2Fschema.org%2Fname%3E%20%27A%20title%27%20%7D"
    with served(data, *options) as (process, address):

        def workers() -> Any:
            return httpx.get(f"{address}/health").json()["workers"]

        until(lambda: all(pool["alive"] == pool["size"] for pool in workers().values()), "the start of all")
        before = workers()
        for host in ('"><script>', "a b", "["):
            for target in (f"/sparql?query={query}", "/", "/sparql?query=ASK%7B%3Ca%3E%3Fp%3Fo%7D"):
                with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), 60) as asked:
                    asked.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                    assert asked.recv(12) == b"HTTP/1.1 400"
        assert workers() == before
        assert "workers replaced" not in httpx.get(f"{address}/metrics").text
        process.send_signal(signal.SIGTERM)
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_what_cannot_be_served(data: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "kg", "serve", *arguments],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        return done.stderr

    assert "no release" in run("--data", str(tmp_path / "none"))
    assert "--root-path" in run("--data", str(data), "--root-path", "kg/")
    for wrong in ("data.example.org", "ftp://a/", "http://a b/", "http://[", "http://a/?b", 'http://a/"'):
        assert "--public-url" in run("--data", str(data), "--public-url", wrong)
    both = run("--data", str(data), "--public-url", "http://a.example/kg", "--root-path", "/other")
    assert "leave the second out" in both
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "cannot listen" in run("--data", str(data), "--port", str(taken.getsockname()[1]))


def test_help() -> None:
    found = CliRunner().invoke(kg, ["serve", "--help"])
    assert found.exit_code == 0
    assert "--root-path" in found.output
