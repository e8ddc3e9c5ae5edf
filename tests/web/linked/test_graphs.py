"""The reading half of the Graph Store Protocol, with httpx and rdflib as clients."""

from __future__ import annotations

import gzip
from pathlib import Path

import httpx
import pytest
import rdflib

from kg.release import DataDirectory
from kg.web.sparql import graphs
from tests.web.linked.conftest import BASE, History

# rdflib's own parsers of JSON-LD and N-Quads use what it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning:rdflib")
SERVICE = "/rdf-graphs/service"
FORMS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}


def dumped(history: History, graph: str | None) -> rdflib.Graph:
    """Return a graph as the N-Quads dump has it."""
    path = DataDirectory(history.data).current().path / "dumps" / "kg.nq.gz"
    data = rdflib.Dataset().parse(data=gzip.decompress(path.read_bytes()), format="nquads")
    return data.default_graph if graph is None else data.graph(rdflib.URIRef(graph))


def read(answer: httpx.Response, form: str) -> rdflib.Graph:
    assert answer.status_code == 200, answer.text
    return rdflib.Graph().parse(data=answer.content, format=form)


@pytest.fixture(autouse=True)
def _texts_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.mark.parametrize(("accept", "form"), FORMS.items())
def test_a_named_graph(visitor: httpx.Client, history: History, accept: str, form: str) -> None:
    iri = f"{BASE}graph/curation"
    answer = visitor.get(SERVICE, params={"graph": iri}, headers={"accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    found = read(answer, form)
    assert len(found) > 5
    assert set(found) == set(dumped(history, iri))  # there are no blank nodes


@pytest.mark.parametrize(("accept", "form"), FORMS.items())
def test_the_default_graph(visitor: httpx.Client, history: History, accept: str, form: str) -> None:
    answer = visitor.get(f"{SERVICE}?default", headers={"accept": accept})
    assert len(read(answer, form)) == DataDirectory(history.data).current().manifest.counts.triples
    if form == "nt":
        assert set(read(answer, form)) == set(dumped(history, None))


def test_a_graph_answers_for_itself(visitor: httpx.Client, site: str, history: History) -> None:
    by_service = visitor.get(SERVICE, params={"graph": f"{BASE}graph/curation", "format": "nt"}).text
    assert visitor.get("/graph/curation", headers={"accept": "application/n-triples"}).text == by_service
    assert visitor.get("/graph/curation.nt").text == by_service
    assert visitor.get(SERVICE, params={"graph": f"{site}/graph/curation", "format": "nt"}).text == by_service
    page = visitor.get("/graph/curation", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")


def test_head(visitor: httpx.Client) -> None:
    got = visitor.get(SERVICE, params={"graph": f"{BASE}graph/meta"})
    head = visitor.head(SERVICE, params={"graph": f"{BASE}graph/meta"})
    assert head.status_code == 200
    assert head.content == b""
    for name in ("content-type", "etag", "kg-release"):
        assert head.headers[name] == got.headers[name]
    again = visitor.get(
        SERVICE, params={"graph": f"{BASE}graph/meta"}, headers={"if-none-match": got.headers["etag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("default&graph=http%3A%2F%2Fexample.org%2F", 400),
        ("graph=a%3Ab&graph=a%3Ac", 400),
        ("graph=curation", 400),
        ("graph=", 400),
        ("graph=http%3A%2F%2Fexample.org%2F%3E%20x", 400),
        ("graph=http%3A%2F%2Fexample.org%2Fnone", 404),
        ("default&format=pdf", 406),
    ],
)
def test_what_is_refused(visitor: httpx.Client, client: httpx.Client, query: str, status: int) -> None:
    for one in (visitor, client):
        answer = one.get(f"{SERVICE}?{query}")
        assert answer.status_code == status
        assert answer.json()["status"] == status
    assert visitor.head(f"{SERVICE}?{query}").status_code == status


def test_nothing_acceptable(visitor: httpx.Client) -> None:
    assert visitor.get(f"{SERVICE}?default", headers={"accept": "image/png"}).status_code == 406
    assert visitor.get("/graph/none", headers={"accept": "text/turtle"}).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", [f"{SERVICE}?default", f"{SERVICE}?graph={BASE}graph/x", "/graph/curation"])
def test_nothing_is_written(visitor: httpx.Client, method: str, path: str) -> None:
    answer = visitor.request(method, path, content=b"<a:b> <a:c> <a:d> .")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert method not in answer.headers["allow"]


def test_a_large_graph_is_left_to_the_dump(
    visitor: httpx.Client, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphs, "MOST_TRIPLES", 3)
    answer = visitor.get(f"{SERVICE}?default&x=1", headers={"accept": "text/turtle"})
    assert answer.status_code == 303
    dump = visitor.get(answer.headers["location"])
    assert gzip.decompress(dump.content).startswith(b"# Papers on quiet water\n")
    name = Path(answer.headers["location"]).name
    assert name == "kg.ttl.gz"
    for query in ("default&format=nt", f"graph={BASE}graph/meta"):
        refused = visitor.get(f"{SERVICE}?{query}&x=1")
        assert refused.status_code == 422
        assert refused.json()["limit"] == "triples"
        assert visitor.head(refused.json()["dump"]).status_code == 200
        assert refused.json()["dump"] in refused.headers["link"]


def test_the_service_description_and_the_data_set_name_it(visitor: httpx.Client, site: str) -> None:
    protocol = rdflib.URIRef("http://www.w3.org/TR/sparql11-http-rdf-update/")
    address = rdflib.URIRef("http://www.w3.org/ns/dcat#endpointURL")
    for path, base in (("/sparql", f"{site}/"), ("/dataset", BASE)):
        said = read(visitor.get(path, headers={"accept": "text/turtle"}), "turtle")
        node = said.value(predicate=rdflib.DCTERMS.conformsTo, object=protocol)
        assert str(said.value(node, address)) == f"{base}{SERVICE[1:]}"
