"""The service as it runs: uvicorn on a free port, over a small invented data set held in memory."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph
import pytest
import uvicorn
from pyoxigraph import RdfFormat
from starlette.types import ASGIApp

from kg.engine import LocalEngine
from kg.release import DataDirectory, Release
from kg.release.draft import begin
from kg.release.manifest import Counts, Manifest
from kg.store import Store
from kg.vocab import DCTERMS
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease
from tests.patience import PATIENCE

HERE = Path(__file__).parent
BASE = "https://data.example.org/kg/"
RELEASE = "20260101T000000Z-0a1b2c3d"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@contextmanager
def running(app: ASGIApp, http: Any = "auto") -> Iterator[str]:
    """Serve `app` on a free port of this machine, by the protocol `http`; give its address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", ws="none", http=http)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def serving() -> Callable[[ASGIApp], AbstractContextManager[str]]:
    """Serve an application while a block runs."""
    return running


def served(store: Store, release: str = RELEASE) -> ServedRelease:
    return ServedRelease(release, BASE, LocalEngine(store), title="Quiet water")


@pytest.fixture(scope="session")
def store() -> Store:
    handle = pyoxigraph.Store()
    handle.load((HERE / "data" / "graph.trig").read_bytes(), RdfFormat.TRIG)
    return Store(handle, HERE)


@pytest.fixture(scope="session")
def address(store: Store) -> Iterator[str]:
    with running(create_app(FixedRelease(served(store)))) as url:
        yield url


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        yield client


@pytest.fixture(scope="session")
def browser(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=PATIENCE, headers={"accept": BROWSER}) as client:
        yield client


def _publish(data: Path, nquads: str, when: datetime, base: str = BASE) -> Release:
    with begin(DataDirectory(data)) as draft:
        for place in (draft.work_path, draft.dumps_path):
            place.mkdir(parents=True, exist_ok=True)
        whole = draft.work_path / "all.nq"
        whole.write_text(nquads, "utf-8")
        Store.load(draft.store_path, [whole])
        (draft.dumps_path / "kg.nq.gz").write_bytes(gzip.compress(nquads.encode(), mtime=0))
        draft.description_path.write_text(
            f'<{base}dataset> a <http://www.w3.org/ns/dcat#Dataset> ; <{DCTERMS}title> "Quiet water"@en .\n'
        )
        draft.report_path.write_text("{}")
        lines = len(nquads.splitlines())
        counts = Counts(triples=lines, quads=lines, entities=1)
        digest = hashlib.sha256(nquads.encode()).hexdigest()
        dated = replace(draft, created=when)
        return dated.commit(Manifest(base=base, counts=counts, content_sha256=digest))


@pytest.fixture(scope="session")
def publish() -> Callable[[Path, str, datetime], Release]:
    """Make a release of some N-Quads in a data directory, and the current one."""
    return _publish


@pytest.fixture(scope="session")
def nquads() -> str:
    """The invented data set as N-Quads."""
    quads = pyoxigraph.parse((HERE / "data" / "graph.trig").read_bytes(), RdfFormat.TRIG)
    text = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS)
    assert text is not None
    return "".join(sorted(text.decode().splitlines(keepends=True)))
