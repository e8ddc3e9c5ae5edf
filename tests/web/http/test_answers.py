"""What happens to others while some queries are slow, large or fail on their way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from kg.engine import LocalEngine, Request
from kg.errors import QueryError
from kg.store import Store
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease
from kg.web.http.workers import Workers
from tests.patience import PATIENCE

BASE = "https://data.example.org/kg/"


class Odd(LocalEngine):
    """An engine that waits for `let_go`, or fails in the middle, where the query says so."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.let_go = threading.Event()
        self.waiting = threading.Semaphore(0)

    def stream(self, request: Request, format_name: str) -> Iterator[bytes]:
        if "wait" in request.text:
            self.waiting.release()
            self.let_go.wait(PATIENCE)
        if "fail" in request.text:
            return self._failing()
        return super().stream(request, format_name)

    def _failing(self) -> Iterator[bytes]:
        yield b'{"head": {"vars": []}, "results": {"bindings": ['
        raise QueryError("the store broke off")


@pytest.fixture
def odd(store: Store) -> Odd:
    return Odd(store)


def serve(engine: Odd, serving, workers: Workers):  # type: ignore[no-untyped-def]
    return serving(create_app(FixedRelease(ServedRelease("x", BASE, engine)), workers=workers))


def test_a_failure_after_the_first_byte_is_no_200(odd: Odd, serving) -> None:  # type: ignore[no-untyped-def]
    with serve(odd, serving, Workers()) as address:
        answer = httpx.get(f"{address}/sparql", params={"query": "SELECT * {} # fail"})
    assert answer.status_code == 500
    assert answer.json()["detail"] == "the store broke off"


def test_an_answer_beyond_the_limit_is_refused_whole(odd: Odd, serving) -> None:  # type: ignore[no-untyped-def]
    with serve(odd, serving, Workers(answer_bytes=2000)) as address:
        answer = httpx.get(f"{address}/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).status_code == 200
    assert "retry-after" not in answer.headers
    assert (answer.status_code, answer.json()["limit"], answer.json()["value"]) == (422, "answer bytes", 2000)


def test_slow_queries_hold_up_no_page_and_the_queue_has_an_end(odd: Odd, serving) -> None:  # type: ignore[no-untyped-def]
    def ask(address: str, query: str) -> httpx.Response:
        return httpx.get(f"{address}/sparql", params={"query": query}, timeout=PATIENCE)

    with serve(odd, serving, Workers(threads=2, waiting=0)) as address, ThreadPoolExecutor(2) as pool:
        slow = [pool.submit(ask, address, "ASK {} # wait") for _ in range(2)]
        try:
            for _ in slow:
                assert odd.waiting.acquire(timeout=PATIENCE)
            refused = ask(address, "ASK {}")
            assert (refused.status_code, refused.json()["title"]) == (503, "The server is busy")
            assert int(refused.headers["retry-after"]) > 0
            page = httpx.get(f"{address}/paper/aaaaaaaaaaaaaaa2", headers={"accept": "text/html"})
            assert page.status_code == 200
            assert httpx.get(f"{address}/queries/papers-per-year.csv").status_code == 200
            assert httpx.get(f"{address}/health").status_code == 200
        finally:
            odd.let_go.set()
        assert [answer.result().json()["boolean"] for answer in slow] == [True, True]
