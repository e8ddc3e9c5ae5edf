"""The W3C's tests of the SPARQL 1.1 Protocol, query side: their manifest says each request and answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.engine import LocalEngine
from kg.store import Store
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease
from tests.patience import PATIENCE

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/"
FOLDER = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "w3c-sparql11" / "protocol"
# Updates are refused here on purpose; that they are is tested in test_endpoint.py.
WRITING = "update_"


def manifest() -> Graph:
    return Graph().parse(FOLDER / "manifest.ttl", format="turtle", publicID="http://w3c.example/manifest")


def cases() -> list[str]:
    if not FOLDER.is_dir():
        return []
    graph = manifest()
    found = [str(test).rpartition("#")[2] for test in graph.subjects(None, MF.ProtocolTest)]
    return sorted(name for name in found if not name.startswith(WRITING))


@pytest.fixture(scope="module")
def endpoint(serving) -> Iterator[str]:  # type: ignore[no-untyped-def]  # the fixture's type is in conftest.py
    handle = pyoxigraph.Store()
    for number in (1, 2, 3):
        graph = pyoxigraph.NamedNode(f"{DATA}data{number}.rdf")
        handle.load(path=FOLDER / f"data{number}.nt", format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=graph)
    served = ServedRelease("w3c", "http://kasei.us/", LocalEngine(Store(handle, FOLDER)))
    with serving(create_app(FixedRelease(served))) as address:
        yield address


@pytest.mark.skipif(not FOLDER.is_dir(), reason="needs the W3C tests beside the checkout, which are absent")
@pytest.mark.parametrize("name", cases())
def test_protocol(name: str, endpoint: str) -> None:
    graph = manifest()
    test = next(s for s in graph.subjects(None, MF.ProtocolTest) if str(s).endswith(f"#{name}"))
    action = graph.value(test, MF.action)
    requests = graph.value(action, HT.requests)
    assert requests is not None
    for request in Collection(graph, requests):
        check(graph, request, send(graph, request, endpoint))


def send(graph: Graph, request: Node, endpoint: str) -> httpx.Response:
    headers = {}
    listed = graph.value(request, HT.headers)
    for header in Collection(graph, listed) if listed else ():
        headers[str(graph.value(header, HT.fieldName))] = str(graph.value(header, HT.fieldValue))
    body = graph.value(request, HT.body)
    content = None
    if body is not None:
        encoding = str(graph.value(body, CNT.characterEncoding))
        content = str(graph.value(body, CNT.chars)).encode(encoding)
    path = str(graph.value(request, HT.absolutePath))
    method = str(graph.value(request, HT.methodName))
    return httpx.request(method, endpoint + path, headers=headers, content=content, timeout=PATIENCE)


def check(graph: Graph, request: Node, answer: httpx.Response) -> None:
    expected = graph.value(request, HT.resp)
    statuses = {str(s).rpartition("StatusCode")[2] for s in graph.objects(expected, MF.expectedStatus)}
    assert any(str(answer.status_code).startswith(status.rstrip("x")) for status in statuses), answer.text
    boolean = graph.value(expected, MF.expectedBoolean)
    if boolean is not None:
        assert answer.json()["boolean"] is boolean.toPython()  # type: ignore[attr-defined]  # a literal
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    match str(graph.value(expected, MF.expectedFormat)):
        case "boolean" | "tabular":
            assert media_type == "application/sparql-results+json"
        case "RDF":
            assert media_type == "text/turtle"
    for header in graph.objects(expected, URIRef(HT.headers)):
        for entry in Collection(graph, header):
            assert str(graph.value(entry, HT.fieldName)).lower() in answer.headers
