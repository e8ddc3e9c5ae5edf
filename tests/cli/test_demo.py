"""`kg demo`: what a newcomer sees first."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.release import DataDirectory
from tests.patience import PATIENCE


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def test_it_builds_and_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = CliRunner().invoke(kg, ["demo", "--no-serve"])
    assert found.exit_code == 0, found.output
    papers = re.search(r"^papers +(\d+)$", found.stdout, re.MULTILINE)
    assert papers is not None
    assert int(papers[1]) >= 40
    assert found.stderr.startswith("arxiv-metadata.jsonl:8: rejected: ")
    release = DataDirectory(tmp_path / "kg-demo").current()
    formats = {one.format for one in release.manifest.inputs}
    assert formats == {"arxiv-abs", "arxiv-dump", "arxiv-jsonl", "author-page", "kg-jsonl", "profile-page"}
    asked = re.search(
        r"^Ask it: +kg (query author-papers --author '(.+)' --data kg-demo)$", found.stdout, re.MULTILINE
    )
    assert asked is not None
    answer = CliRunner().invoke(
        kg, ["query", "author-papers", "--author", asked[2], "--data", "kg-demo", "--to", "csv"]
    )
    assert answer.exit_code == 0
    assert len(answer.stdout.splitlines()) > 3


def test_it_serves_what_it_built_at_the_addresses_of_its_iris(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "kg", "demo", "--data", "demo", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            printed = ""
            while "Stop with" not in printed:
                line = process.stdout.readline()
                assert line, process.stderr.read() if process.stderr else ""
                printed += line
            address = f"http://127.0.0.1:{port}"
            for path in ("/", "/queries", "/sparql", "/dumps/"):
                assert f"{address}{path}\n" in printed
                assert httpx.get(f"{address}{path}", headers={"accept": "text/html"}).status_code == 200
            rows = httpx.get(
                f"{address}/queries/paper-search", params={"word": "gemini", "format": "json"}
            ).json()
            iri = rows["results"]["bindings"][0]["paper"]["value"]
            assert iri.startswith(f"{address}/paper/")
            assert "Gemini" in httpx.get(iri, headers={"accept": "text/turtle"}).text
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=PATIENCE) in (0, 130)
        finally:
            process.kill()
