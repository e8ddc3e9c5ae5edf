"""Our own cases of the SPARQL 1.1 Protocol and Graph Store HTTP Protocol, and that they can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from starlette.types import ASGIApp

from kg.engine import LocalEngine
from kg.store import Store
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease
from kg.web.sparql.graphs import PATH
from tests.patience import PATIENCE
from tests.web.sparql.protocol_cases import DATA, FOLDER, cases, faults

CASES = cases()


@pytest.fixture(scope="module")
def addresses(
    serving: Callable[[ASGIApp], AbstractContextManager[str]],
) -> Iterator[dict[str, str]]:
    handle = pyoxigraph.Store()
    handle.load(path=DATA, format=pyoxigraph.RdfFormat.TRIG)
    served = ServedRelease("protocol", "https://data.example.org/kg/", LocalEngine(Store(handle, FOLDER)))
    with serving(create_app(FixedRelease(served))) as address:
        yield {"sparql": f"{address}/sparql", "graph-store": f"{address}{PATH}"}


@pytest.fixture(scope="module")
def plain() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=PATIENCE) as client:
        yield client


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, plain: httpx.Client, addresses: dict[str, str]) -> None:
    assert faults(plain, CASES[name], addresses, lenient=False) == []


def test_every_case_says_where_it_is_from() -> None:
    assert len(CASES) > 120
    assert all(case.source for case in CASES.values())


def test_an_unknown_key_is_an_error(tmp_path: Path) -> None:
    case = (
        '[[case]]\nname = "x"\nmust = true\nsource = "RFC 9110"\nexpect.status = ["200"]\n'
        'request.method = "GET"\n'
    )
    (tmp_path / "right.toml").write_text(case)
    assert list(cases(tmp_path)) == ["right/x"]
    (tmp_path / "right.toml").write_text(case + case)
    with pytest.raises(ValueError, match="two cases right/x"):
        cases(tmp_path)
    for wrong in ("expect.staus", "request.metod", "mst"):
        (tmp_path / "right.toml").write_text(f'{case}{wrong} = "x"\n')
        with pytest.raises(ValueError, match=wrong.rpartition(".")[2]):
            cases(tmp_path)


def found(name: str, answer: httpx.Response, *, lenient: bool = True) -> list[str]:
    """Return what is wrong where every request is answered alike."""
    transport = httpx.MockTransport(lambda request: answer)
    places = {"sparql": "http://127.0.0.1/sparql", "graph-store": "http://127.0.0.1/store"}
    with httpx.Client(transport=transport) as client:
        return faults(client, CASES[name], places, lenient=lenient)


JSON = {"content-type": "application/sparql-results+json"}
TWO_LAKES = '{"head": {"vars": ["lake"]}, "results": {"bindings": [{}, {}]}}'
FALSE = '{"head": {}, "boolean": false}'
CSV = {"content-type": "text/csv"}
TURTLE = {"content-type": "text/turtle"}
TRIPLE = "<a:a> <a:b> <a:c> ."
GZIP = {**JSON, "content-encoding": "x-gzip"}
NAMED = "graph-store/named-graph"


@pytest.mark.parametrize(
    ("name", "answer", "fault"),
    [
        ("methods/get", httpx.Response(500, text="oh"), "The status is 500, not 200: 'oh'"),
        ("methods/get", httpx.Response(200, headers=JSON, text=TWO_LAKES), "There are 2 solutions, not 3."),
        ("methods/get", httpx.Response(200, headers=JSON, text="{"), "The body is not application/sparql-"),
        ("methods/get", httpx.Response(200, text="lake"), "The media type is 'text/plain', not appl"),
        ("methods/head", httpx.Response(200, text="lake"), "There is a body: 'lake'"),
        ("methods/put", httpx.Response(405), "There is no header allow."),
        ("methods/put", httpx.Response(405, headers={"allow": "GET"}), "The header allow is 'GET', which"),
        ("errors/unknown-keyword", httpx.Response(200), "The status is 200, not 400"),
        ("errors/update-in-a-form", httpx.Response(204), "The status is 204, not 4xx"),
        ("conditional/not-modified", httpx.Response(200), "There is no entity tag to ask again with."),
        ("conditional/not-modified", httpx.Response(200, headers={"etag": '"x"'}), "The status is 200, not"),
        ("media-types/ask-without-accept", httpx.Response(200, headers=JSON, text=FALSE), "The answer is F"),
        ("results/unbound-csv", httpx.Response(200, headers=CSV, text="a,b,c\r\n1,,3\r\n"), "The solutions"),
        ("results/unbound-csv", httpx.Response(200, headers=CSV, text="a,c,b\r\n1,,3\r\n"), "The variables"),
        (NAMED, httpx.Response(200, headers=TURTLE, text=TRIPLE), "There are 1 triples, not 3."),
        (NAMED, httpx.Response(200, headers=TURTLE, text=TRIPLE), "It is not true of the graph: ASK"),
        (NAMED, httpx.Response(200, headers=TURTLE, text="<a:a> <a:b> ."), "The body is not text/turtle"),
        ("conditional/gzip-ruled-out", httpx.Response(200, headers=GZIP), "There is a header content-encod"),
    ],
)  # fmt: skip
def test_a_wrong_answer_fails(name: str, answer: httpx.Response, fault: str) -> None:
    assert any(sentence.startswith(fault) for sentence in found(name, answer)), found(name, answer)


def test_what_a_server_may_leave_is_asked_only_of_one_that_is_known_to_do_it() -> None:
    refused = httpx.Response(400, text="no datasets here")
    assert found("dataset/default-graph-get", refused) == []
    assert found("dataset/default-graph-get", refused, lenient=False)


def test_no_answer_and_no_address_are_faults() -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with httpx.Client(transport=httpx.MockTransport(broken)) as client:
        place = {"sparql": "http://127.0.0.1/sparql"}
        assert faults(client, CASES["methods/get"], place)[0].startswith("There is no answer")
        assert faults(client, CASES["graph-store/unknown-graph"], place) == ["The server has no graph-store."]


def test_the_request_goes_out_as_the_case_has_it() -> None:
    seen: list[httpx.Request] = []

    def noted(request: httpx.Request) -> httpx.Response:
        request.read()
        seen.append(request)
        return httpx.Response(200)

    with httpx.Client(transport=httpx.MockTransport(noted)) as client:
        for name in ("encodings/percent-without-hexadecimal-in-get", "methods/post-form-in-chunks"):
            faults(client, CASES[name], {"sparql": "http://127.0.0.1/sparql"})
    first, second = seen
    assert first.extensions["target"] == b"/sparql?query=ASK%20%7B%7D%zz"
    assert "user-agent" not in first.headers
    assert second.headers["transfer-encoding"] == "chunked"
    assert second.headers["content-type"] == "application/x-www-form-urlencoded"
    assert second.content.startswith(b"query=SELECT%20%3Flake%20%7B")
