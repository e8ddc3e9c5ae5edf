"""The express lane gives what the usual way gives, and what goes wrong in it costs a delay at most."""

from __future__ import annotations

import asyncio
import json
import os
import select
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import uvicorn

from kg.engine.pool import MEBIBYTE, Limits
from kg.release import DataDirectory
from kg.web.app import create_app
from kg.web.http.current import Guard, PublishedReleases
from kg.web.http.metrics import Metrics
from kg.web.sparql.express.follower import POSSIBLE, Express
from kg.web.sparql.express.front import Front
from kg.web.sparql.express.lane import Lane
from kg.web.sparql.express.lendable import lending
from kg.web.sparql.express.worker import ExpressWorker
from tests.patience import PATIENCE, until

pytestmark = [pytest.mark.long, pytest.mark.skipif(not POSSIBLE, reason="the lane needs Linux")]

START = datetime(2026, 1, 1, tzinfo=UTC)
ITEM = "https://data.example.org/kg/x"
ONE = f"SELECT ?p ?o {{ <{ITEM}7> ?p ?o }}"
# Looks small, and has nothing to find among far too many pairs.
POSITION = "<https://schema.org/position>"
SLOW = f"?a {POSITION} ?x . ?b {POSITION} ?y . ?c {POSITION} ?z . ?z <{ITEM}> ?y . ?x <{ITEM}> <{ITEM}>"


def graph(size: int, release: int = 1) -> str:
    lines = [f'<{ITEM}{n}> <https://schema.org/position> "{release}" .' for n in range(size)]
    lines += [f'<{ITEM}{n}> <https://schema.org/description> "{"long " * 400}" .' for n in range(0, size, 10)]
    return "\n".join(sorted(lines)) + "\n"


@dataclass
class Service:
    """A running service: its address, its lane, what it counts."""

    address: str
    express: Express
    metrics: Metrics
    server: uvicorn.Server

    def get(self, query: str, **headers: str) -> httpx.Response:
        return httpx.get(f"{self.address}/sparql", params={"query": query}, headers=headers, timeout=PATIENCE)

    def pids(self) -> list[int]:
        lane = self.express.lane()
        return [worker.pid for worker in lane._workers] if lane else []

    def wait(self, condition: Callable[[], bool]) -> None:
        until(condition)

    def ready(self, count: int = 2) -> None:
        self.wait(lambda: (lane := self.express.lane()) is not None and lane.alive == count)


@contextmanager
def serve(
    data: Path,
    size: int = 2,
    limits: Limits | None = None,
    *,
    front: Front | None = None,
    log_requests: bool = False,
    workers: int = 2,
) -> Iterator[Service]:
    limits = limits or Limits(seconds=PATIENCE, memory_bytes=2048 * MEBIBYTE)
    releases = PublishedReleases(DataDirectory(data), guard=Guard(limits, workers))
    metrics = Metrics()
    express = Express(releases, limits, metrics, size, front=front, log_requests=log_requests)
    app = create_app(releases, metrics=metrics, express=express, cache_bytes=0, log_requests=log_requests)
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=0,
        log_level="warning",
        ws="none",
        server_header=False,
        http=lending(express.lane),  # type: ignore[arg-type]  # called as a class is
        root_path=front.root_path if front else "",
        proxy_headers=bool(front and front.proxies),
        forwarded_allow_ips=front.proxies if front else None,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        service = Service(f"http://127.0.0.1:{port}", express, metrics, server)
        service.ready(size)
        yield service
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def data(publish, tmp_path_factory: pytest.TempPathFactory) -> Path:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("express")
    publish(folder, graph(3000), START)
    return folder


@pytest.fixture(scope="module")
def service(data: Path) -> Iterator[Service]:
    with serve(data) as found:
        yield found


def in_lane(service: Service) -> int:
    return service.metrics.queries["answered in the express lane"]


@pytest.mark.floors
@pytest.mark.parametrize(
    "accept", ["*/*", "text/csv", "application/sparql-results+xml;q=0.9, text/html;q=0.1"]
)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize(
    "query", [ONE, "SELECT ?s { ?s ?p ?o } LIMIT 500", "ASK { <a:b> ?p ?o }", "SELECT ?s { ?s <a:b> 'é' }"]
)
def test_it_answers_as_the_usual_way_does(query: str, accept: str, encoding: str, service: Service) -> None:
    before = in_lane(service)
    headers = {"accept": accept, "accept-encoding": encoding}
    quick = service.get(query, **headers)
    service.wait(lambda: in_lane(service) > before)
    usual = service.get(query, **headers, connection="close")  # which the lane leaves to others
    assert quick.status_code == usual.status_code == 200
    assert quick.content == usual.content
    left, right = (
        {k: v for k, v in a.headers.items() if k not in ("date", "connection")} for a in (quick, usual)
    )
    assert left == right
    assert quick.headers["kg-release"]


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ("SELECT ?p { <a:b> ?p }", {}, 400),
        (ONE, {"accept": "image/png"}, 406),
        (ONE, {"accept": "text/html"}, 200),
        ("SELECT ?undeclared { <a:b> nope:x ?o }", {}, 400),
    ],
)
def test_what_it_does_not_answer_is_answered_as_usual(
    query: str, headers: dict[str, str], status: int, service: Service
) -> None:
    answer = service.get(query, **headers)
    assert answer.status_code == status
    if status == 400:
        assert answer.json()["line"] == 1
    if status == 406:
        assert answer.headers["content-type"] == "application/problem+json"


def test_one_connection_for_everything(service: Service) -> None:
    with httpx.Client(base_url=service.address, timeout=PATIENCE) as client:
        for _ in range(30):
            assert client.get("/sparql", params={"query": ONE}).json()["results"]["bindings"]
            assert client.get("/health").status_code == 200
            assert client.post("/sparql", data={"query": ONE}).status_code == 200
            assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def raw(service: Service) -> socket.socket:
    host, _, port = service.address.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def request(query: str) -> bytes:
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def read_answer(connection: socket.socket) -> bytes:
    data = b""
    while not data.endswith(b"\r\n\r\n"):
        part = connection.recv(1)
        assert part, data
        data += part
    assert data.startswith(b"HTTP/1.1 200")
    length = int(data.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    body = b""
    while len(body) < length:
        part = connection.recv(length - len(body))
        assert part
        body += part
    return body


def test_requests_in_pieces_and_in_one(service: Service) -> None:
    with raw(service) as connection:
        for cut in (0, 10, 40, -2):
            data = request(ONE)
            connection.sendall(data[:cut])
            time.sleep(0.02)
            connection.sendall(data[cut:])
            assert json.loads(read_answer(connection))["results"]["bindings"]
        connection.sendall(request(ONE) + request("ASK { <a:b> ?p ?o }"))
        assert b"bindings" in read_answer(connection)
        assert b"boolean" in read_answer(connection)


def test_a_request_inside_the_fields_of_another_is_none(service: Service) -> None:
    with raw(service) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nX: ")
        time.sleep(0.05)
        connection.sendall(request(ONE))  # the rest of the fields of the first request
        assert json.loads(read_answer(connection))["status"] == "ok"
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(1)


def test_a_slow_reader_gets_all_and_holds_up_nobody(service: Service) -> None:
    large = "SELECT ?o { ?s <https://schema.org/description> ?o } LIMIT 300"
    with raw(service) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        for _ in range(8):  # more than fits into the buffers
            slow.sendall(request(large))
            time.sleep(0.02)
        for _ in range(20):
            assert service.get(ONE).status_code == 200
        assert len(json.loads(read_answer(slow))["results"]["bindings"]) == 300


def test_a_query_that_is_not_small_after_all(data: Path) -> None:
    with serve(data, 1) as service:
        (pid,) = service.pids()
        with raw(service) as other, httpx.Client(base_url=service.address, timeout=PATIENCE) as client:
            other.sendall(request(ONE))
            read_answer(other)
            answer = client.get("/sparql", params={"query": f"ASK {{ {SLOW} }}"})
            assert answer.status_code in (200, 504)
            other.sendall(request(ONE))  # its process is lost; it is answered all the same
            read_answer(other)
            if service.pids() != [pid]:  # it took long enough to be noticed
                assert "ASK" in next(iter(service.express._avoided))
                service.ready(1)
                (again,) = service.pids()
                client.get("/sparql", params={"query": f"ASK {{ {SLOW} }}"})
                assert service.pids() == [again]


def test_lost_processes_lose_no_request(data: Path) -> None:
    with serve(data) as service:
        stop = threading.Event()
        failures: list[str] = []

        def ask() -> None:
            with httpx.Client(base_url=service.address, timeout=PATIENCE) as client:
                for number in count():
                    if stop.is_set():
                        return
                    answer = client.get("/sparql", params={"query": f"ASK {{ <{ITEM}7> ?p{number} ?o }}"})
                    if answer.status_code != 200:
                        failures.append(answer.text)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        lane = service.express.lane()
        assert lane is not None
        try:
            for worker in list(lane._workers):
                lose(service, worker)
            service.ready()
            service.wait(lambda: lane.loans > 0)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        assert failures == []
        assert lane.lost == 2


def test_a_request_that_was_given_back_unseen_is_not_lost(data: Path) -> None:
    """A process gives one request back, and is lost in the next before the server has seen that."""
    skipping = (
        f"SELECT ?a {{ ?a {POSITION} ?x . ?b {POSITION} ?x . ?c {POSITION} ?x }} OFFSET 4000000000 LIMIT 1"
    )
    # A client has all workers but one: with three, neither request waits for the other, whichever is first.
    with serve(data, 1, workers=3) as service, raw(service) as returned, raw(service) as slow:
        lane = service.express.lane()
        assert lane is not None
        (worker,) = lane._workers
        for connection in (returned, slow):
            connection.sendall(request(ONE))
            assert b"bindings" in read_answer(connection)
        service.wait(lambda: lane.loans == 2)
        blocked, go = threading.Event(), threading.Event()
        lost: list[bool] = []

        def block() -> None:
            blocked.set()
            go.wait(PATIENCE)
            lost.append(worker.slot.take())
            worker.lose()

        service.server.servers[0].get_loop().call_soon_threadsafe(block)
        assert blocked.wait(PATIENCE)
        returned.sendall(request("SELECT (COUNT(*) AS ?n) { ?s ?p 1 }"))
        until(lambda: bool(select.select([worker._ours], [], [], 0)[0]), "the giving back")
        slow.sendall(request(skipping))
        until(lambda: worker.slot.since() != 0, "the beginning of the slow query")
        go.set()
        assert b"bindings" in read_answer(returned)
        assert lost == [True]


def after_an_answer(service: Service, connection: socket.socket) -> tuple[Lane, ExpressWorker]:
    """Return the lane and its one process, which has just answered."""
    lane = service.express.lane()
    assert lane is not None
    connection.sendall(request(ONE))
    read_answer(connection)
    (worker,) = lane._workers
    return lane, worker


def test_a_query_is_not_blamed_for_the_one_before(data: Path) -> None:
    """Whatever the server saw of the slot before, a query that has just begun costs no process."""
    with serve(data, 1) as service, raw(service) as connection:
        lane, worker = after_an_answer(service, connection)
        assert worker.slot.since() == 0
        time.sleep(0.2)
        loop = service.server.servers[0].get_loop()
        for _ in range(300):  # each query runs for a moment, in which the server looks
            connection.sendall(request(ONE))
            loop.call_soon_threadsafe(worker.look)
            loop.call_soon_threadsafe(worker.look)
            read_answer(connection)
        assert lane.lost == 0


def test_a_newer_query_is_not_avoided(data: Path) -> None:
    with serve(data, 1) as service, raw(service) as connection:
        lane, worker = after_an_answer(service, connection)
        service.server.servers[0].get_loop().call_soon_threadsafe(partial(worker.lose, blamed=False))
        service.wait(lambda: lane.lost == 1)
        service.ready(1)
        assert service.express._avoided == set()


def test_a_connection_that_is_reset_is_forgotten(data: Path) -> None:
    """No timer holds it: floods of such connections would fill the memory for as long as it waits."""
    with serve(data) as service, raw(service) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        connection.recv(65536)
        connections = service.server.server_state.connections
        (one,) = connections
        service.wait(lambda: one.timeout_keep_alive_task is not None)  # type: ignore[union-attr]  # of HTTP
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        service.wait(lambda: not connections and one.timeout_keep_alive_task is None)  # type: ignore[union-attr]


def lose(service: Service, worker: ExpressWorker) -> None:
    service.wait(lambda: bool(worker.loans))
    service.server.servers[0].get_loop().call_soon_threadsafe(end_in_a_query, worker)
    service.wait(lambda: not worker.ready)


def end_in_a_query(worker: ExpressWorker) -> None:
    """Lose a process as if the query that runs in it were slow."""
    for _ in range(1000):
        if worker.slot.take():
            worker.lose()
            return
    asyncio.get_running_loop().call_later(0.001, end_in_a_query, worker)


def test_a_process_that_is_killed_while_nothing_runs(data: Path) -> None:
    with serve(data) as service, httpx.Client(base_url=service.address, timeout=PATIENCE) as client:
        assert client.get("/sparql", params={"query": ONE}).status_code == 200
        for pid in service.pids():
            os.kill(pid, signal.SIGKILL)
        assert client.get("/sparql", params={"query": ONE}).status_code == 200
        service.ready()


def test_a_request_on_its_way_to_a_lost_process_is_answered(data: Path) -> None:
    with serve(data, 1) as service, httpx.Client(base_url=service.address, timeout=PATIENCE) as client:
        (pid,) = service.pids()
        os.kill(pid, signal.SIGSTOP)  # what is lent now waits in the socket
        lane = service.express.lane()
        assert lane is not None

        def kill() -> None:
            service.wait(lambda: lane.loans > 0)
            os.kill(pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        assert client.get("/sparql", params={"query": ONE}).status_code == 200
        killer.join()


def test_a_new_release_reaches_lent_connections(publish, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    publish(tmp_path, graph(20), START)
    with serve(tmp_path) as service, httpx.Client(base_url=service.address, timeout=PATIENCE) as client:

        def value() -> str:
            answer = client.get("/sparql", params={"query": f"SELECT ?o {{ <{ITEM}7> ?p ?o }}"})
            assert answer.status_code == 200
            return str(answer.json()["results"]["bindings"][0]["o"]["value"])

        assert value() == "1"
        publish(tmp_path, graph(20, 2), START + timedelta(days=1))
        service.wait(lambda: value() == "2")
        service.ready()
        assert value() == "2"


def test_requests_are_logged(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "kg.access"), serve(data, log_requests=True) as service:
        service.get(ONE)
        service.wait(lambda: bool(caplog.records))
    line = json.loads(caplog.records[0].getMessage())
    assert (line["path"], line["status"], line["client"]) == ("/sparql", 200, "127.0.0.1")
    assert "query" not in line


RELATIVE = "SELECT ?p ?o { <x7> ?p ?o }"
AS_SEEN = {"host": "data.example.org", "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.7"}


def test_behind_a_proxy_it_answers_as_the_usual_way_does(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    front = Front("/kg", "127.0.0.1, 10.0.0.0/8")
    with caplog.at_level("INFO", "kg.access"), serve(data, front=front, log_requests=True) as service:
        quick = service.get(RELATIVE, **AS_SEEN)
        service.wait(lambda: in_lane(service) == 1)
        usual = service.get(RELATIVE, **AS_SEEN, connection="close")
        service.wait(lambda: len(caplog.records) > 1)
        plain = service.get(RELATIVE)
    assert quick.json()["results"]["bindings"]
    assert quick.content == usual.content
    assert quick.headers["etag"] == usual.headers["etag"]
    assert plain.json()["results"]["bindings"] == []
    assert [json.loads(line.getMessage())["client"] for line in caplog.records[:2]] == ["192.0.2.7"] * 2


def test_nobody_else_is_believed(data: Path) -> None:
    with serve(data, front=Front("/kg")) as service:
        answer = service.get(RELATIVE, **AS_SEEN)
        service.wait(lambda: in_lane(service) == 1)
        assert answer.json()["results"]["bindings"] == []  # http://data.example.org/kg/x7 is something else
    with serve(data, front=Front("/kg", "10.0.0.0/8")) as service:
        assert service.get(RELATIVE, **AS_SEEN).json()["results"]["bindings"] == []
        assert in_lane(service) == 0


def test_the_service_ends_with_connections_lent(data: Path) -> None:
    with serve(data) as service:
        connection = raw(service)
        connection.sendall(request(ONE))
        read_answer(connection)
        pids = service.pids()
    assert connection.recv(10) == b""
    connection.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
