"""The service as it runs: uvicorn on a free port, over a small invented data set held in memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph
import pytest
import uvicorn
from pyoxigraph import RdfFormat
from starlette.types import ASGIApp

from kg.engine import LocalEngine
from kg.store import Store
from kg.web import Edition, FixedEdition, create_app

HERE = Path(__file__).parent
BASE = "https://data.example.org/kg/"
RELEASE = "20260101T000000Z-0a1b2c3d"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@contextmanager
def running(app: ASGIApp) -> Iterator[str]:
    """Serve `app` on a free port of this machine; give its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", ws="none"))
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


def edition(store: Store, release: str = RELEASE) -> Edition:
    return Edition(release, BASE, LocalEngine(store), title="Quiet water")


@pytest.fixture(scope="session")
def store() -> Store:
    handle = pyoxigraph.Store()
    handle.load((HERE / "data" / "graph.trig").read_bytes(), RdfFormat.TRIG)
    return Store(handle, HERE)


@pytest.fixture(scope="session")
def address(store: Store) -> Iterator[str]:
    with running(create_app(FixedEdition(edition(store)))) as url:
        yield url


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def browser(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30, headers={"accept": BROWSER}) as client:
        yield client
