"""What clients that take their answers slowly, or not at all, may hold, and that others are served."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from urllib.parse import quote, urlsplit

import httpx
import pytest
from starlette.types import ASGIApp

from kg.engine import LocalEngine
from kg.engine.pool import MEBIBYTE, Limits, Spool
from kg.store import Store
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease
from kg.web.http.workers import Workers

BASE = "https://data.example.org/kg/"
# More than the system's buffers take; each is another query, so that none is a kept one.
LARGE = "SELECT * {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} LIMIT 30000 # {}"
MIDDLE = "SELECT * {{ ?a ?b ?c . ?d ?e ?f }} LIMIT 900 # {}"
Serving = Callable[[ASGIApp], AbstractContextManager[str]]
PATIENCE = 60


class Service:
    """A running service, and clients of it that ask and take nothing."""

    def __init__(self, address: str, workers: Workers) -> None:
        self.address, self.workers = address, workers
        self.clients: list[socket.socket] = []
        self._number = 0

    def url(self, query: str, path: str = "/sparql?query=") -> str:
        self._number += 1
        return path + quote(query.format(self._number))

    def hold(self, query: str = LARGE, source: str = "127.0.0.1") -> socket.socket:
        """Ask, and take nothing but the status of the answer."""
        parts = urlsplit(self.address)
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(PATIENCE)
        client.bind((source, 0))
        client.connect((parts.hostname, parts.port))
        self.clients.append(client)
        client.sendall(f"GET {self.url(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert client.recv(15) == b"HTTP/1.1 200 OK"
        return client

    def ask(self, query: str = LARGE) -> httpx.Response:
        return httpx.get(f"{self.address}{self.url(query)}", timeout=PATIENCE)

    def wait(self, condition: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < until
            time.sleep(0.01)


@pytest.fixture
def service(store: Store, serving: Serving) -> Callable[[Workers], AbstractContextManager[Service]]:
    @contextmanager
    def run(workers: Workers) -> Iterator[Service]:
        served = ServedRelease("x", BASE, LocalEngine(store))
        with serving(create_app(FixedRelease(served), workers=workers)) as address:
            found = Service(address, workers)
            try:
                yield found
            finally:
                for client in found.clients:
                    client.close()

    return run


def test_an_answer_counts_for_its_client_until_it_is_sent(service) -> None:  # type: ignore[no-untyped-def]
    with service(Workers(limits=Limits(per_client=2))) as found:
        held = [found.hold() for _ in range(2)]
        refused = found.ask("ASK {{}} # {}")
        assert (refused.status_code, refused.json()["limit"]) == (429, "queries of one client")
        assert httpx.get(f"{found.address}/", timeout=PATIENCE).status_code == 200
        found.hold("ASK {{}} # {}", source="127.0.0.2")  # another client is not meant
        held[0].close()
        found.wait(lambda: found.ask("ASK {{}} # {}").status_code == 200)
        assert len(found.ask().content) > 4 * MEBIBYTE  # taken as it should be, it counts no more
        assert found.ask("ASK {{}} # {}").status_code == 200


def test_an_answer_in_memory_counts_as_well(service) -> None:  # type: ignore[no-untyped-def]
    with service(Workers(limits=Limits(per_client=1))) as found:
        parts = urlsplit(found.address)
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.settimeout(PATIENCE)
            client.connect((parts.hostname, parts.port))
            # Many on one connection, until no buffer takes more: the last of them is not sent.
            asked = 0
            while not found.workers._present or asked < 100:
                if asked < 100:
                    request = f"GET {found.url(MIDDLE)} HTTP/1.1\r\nHost: x\r\n\r\n"
                    client.sendall(request.encode())
                    asked += 1
                time.sleep(0.001)
            found.wait(lambda: bool(found.workers._present))


def test_a_client_has_its_share_of_the_temporary_folder(service) -> None:  # type: ignore[no-untyped-def]
    size = 0
    with service(Workers()) as found:
        size = len(found.ask().content)
    assert size > 8 * MEBIBYTE
    with service(Workers(spool=Spool(5 * size // 2, int(1.5 * size)))) as found:
        held = found.hold()
        assert found.workers.held.held >= size - 100
        refused = found.ask()
        assert (refused.status_code, refused.json()["limit"]) == (429, "spool bytes of one client")
        assert int(refused.headers["retry-after"]) > 0
        found.hold(source="127.0.0.2")
        with pytest.raises(AssertionError):  # the third finds no room, though its share is free
            found.hold(source="127.0.0.3")
        assert found.ask("ASK {{}} # {}").status_code == 200  # what is small is answered
        held.close()
        found.wait(lambda: found.workers.held.held < 1.5 * size)
        assert found.ask().status_code == 200
        found.clients[1].close()
        found.wait(lambda: found.workers.held.held == 0)


def test_what_was_only_asked_for_its_head_holds_nothing(service) -> None:  # type: ignore[no-untyped-def]
    with service(Workers()) as found:
        answer = httpx.head(f"{found.address}{found.url(LARGE)}", timeout=PATIENCE)
        assert int(answer.headers["content-length"]) > 8 * MEBIBYTE
        found.wait(lambda: found.workers.held.held == 0)
