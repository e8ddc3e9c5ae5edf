"""The engine at another endpoint, against a server that is made here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal

from kg.engine import Request
from kg.engine.remote import RemoteEngine
from kg.errors import QueryError, QueryForbidden, QueryLimitExceeded, QuerySyntaxError, UsageError

JSON = "application/sparql-results+json"


@dataclass
class Endpoint:
    """What the server answers next, and what it was asked last."""

    url: str = ""
    status: int = 200
    kind: str = JSON
    body: bytes = b""
    promised: int | None = None
    wait: threading.Event | None = None
    asked: dict[str, list[str]] = field(default_factory=dict)
    accepted: str = ""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    state = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.asked, state.accepted = parse_qs(body.decode()), self.headers["Accept"]
            if state.wait:
                state.wait.wait(10)
            self.send_response(state.status)
            self.send_header("Content-Type", state.kind)
            self.send_header("Content-Length", str(state.promised or len(state.body)))
            self.end_headers()
            self.wfile.write(state.body)

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_address[1]}/sparql"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield state
    if state.wait:
        state.wait.set()
    server.shutdown()
    thread.join()
    server.server_close()


ROWS = (
    b'{"head":{"vars":["n"]},"results":{"bindings":['
    b'{"n":{"type":"literal","value":"a"}},{"n":{"type":"literal","value":"b"}}]}}'
)


def test_rows(endpoint: Endpoint) -> None:
    endpoint.body = ROWS
    engine = RemoteEngine(endpoint.url)
    found = engine.solutions(
        Request("SELECT ?n { ?s schema:name ?n }", ("http://g/",), prefixes={"schema": "http://s/"})
    )
    assert found.rows == [(Literal("a"),), (Literal("b"),)]
    assert endpoint.asked["query"] == ["PREFIX schema: <http://s/>\nSELECT ?n { ?s schema:name ?n }"]
    assert endpoint.asked["default-graph-uri"] == ["http://g/"]
    assert endpoint.accepted == JSON
    cut = engine.solutions(Request("SELECT ?n {}"), limit=1)
    assert (cut.rows, cut.cut) == ([(Literal("a"),)], True)


def test_truth_graphs_and_streams(endpoint: Endpoint) -> None:
    engine = RemoteEngine(endpoint.url)
    endpoint.body = b'{"head":{},"boolean":true}'
    assert engine.ask(Request("ASK {}"))
    endpoint.kind, endpoint.body = "application/n-triples", b'<a:1> <a:2> "x" .\n'
    (triple,) = engine.graph(Request("DESCRIBE <a:1>"))
    assert triple.object == Literal("x")
    endpoint.kind, endpoint.body = "text/csv", b"n\r\n" + b"x" * 200_000
    assert b"".join(engine.stream(Request("SELECT ?n {}"), "csv")) == endpoint.body


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, b"error at 1:8: expected one of WHERE", QuerySyntaxError),
        (403, b"no", QueryForbidden),
        (503, b"too busy", QueryLimitExceeded),
        (500, b"oh", QueryError),
        (404, b"", QueryError),
    ],
)
def test_refusals_are_translated(status: int, body: bytes, kind: type[Exception], endpoint: Endpoint) -> None:
    endpoint.status, endpoint.body = status, body
    with pytest.raises(kind) as caught:
        RemoteEngine(endpoint.url).solutions(Request("SELECT ?n {}"))
    if isinstance(caught.value, QuerySyntaxError):
        assert (caught.value.line, caught.value.column) == (1, 8)


def test_a_line_is_that_of_the_text_without_what_was_put_before_it(endpoint: Endpoint) -> None:
    endpoint.status, endpoint.body = 400, b"Parse error: line 2, column 9: bad"
    with pytest.raises(QuerySyntaxError) as caught:
        RemoteEngine(endpoint.url).solutions(Request("SELECT * { a:x ?p ?o }", prefixes={"a": "http://a/"}))
    assert (caught.value.line, caught.value.column) == (1, 9)


def test_an_answer_of_another_kind_or_broken_is_an_error(endpoint: Endpoint) -> None:
    engine = RemoteEngine(endpoint.url)
    endpoint.kind, endpoint.body = "text/html", b"<html>"
    with pytest.raises(QueryError, match="answered with text/html, not with"):
        engine.solutions(Request("SELECT ?n {}"))
    endpoint.kind, endpoint.body = JSON, b'{"head": '
    with pytest.raises(QueryError, match="cannot be read"):
        engine.solutions(Request("SELECT ?n {}"))
    endpoint.body, endpoint.promised = b"n", 100
    endpoint.kind = "text/csv"
    with pytest.raises(QueryError, match="broke off: 99 bytes are missing"):
        b"".join(engine.stream(Request("SELECT ?n {}"), "csv"))


def test_silence_is_a_limit(endpoint: Endpoint) -> None:
    endpoint.wait = threading.Event()
    with pytest.raises(QueryLimitExceeded, match=r"sent nothing for 0\.2 seconds") as caught:
        RemoteEngine(endpoint.url, seconds=0.2).solutions(Request("SELECT ?n {}"))
    assert (caught.value.limit, caught.value.value) == ("seconds", 0.2)


def test_nobody_there() -> None:
    with pytest.raises(QueryError, match="cannot be asked"):
        RemoteEngine("http://127.0.0.1:9/sparql").ask(Request("ASK {}"))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "localhost:8000", "http://", "ftp://x/"])
def test_only_addresses_of_the_web(url: str) -> None:
    with pytest.raises(UsageError, match="is no address of an endpoint"):
        RemoteEngine(url)
