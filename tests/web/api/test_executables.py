"""The canned queries as RDF over HTTP."""

from __future__ import annotations

import httpx
import pyoxigraph
import pytest
from pyoxigraph import Literal, RdfFormat

from kg.queries import Catalogue
from kg.vocab import RDF, SH

FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def names(answer: httpx.Response) -> set[str]:
    assert answer.status_code == 200
    media_type = answer.headers["content-type"].partition(";")[0]
    found = pyoxigraph.parse(answer.content, FORMATS[media_type])
    return {
        quad.subject.value.rpartition("/")[2]
        for quad in found
        if quad.predicate.value == RDF["type"] and quad.object.value == SH["SPARQLExecutable"]
    }


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize("path", ["/queries", "/.well-known/sparql-examples"])
def test_all_queries(media_type: str, path: str, client: httpx.Client) -> None:
    assert names(client.get(path, headers={"accept": media_type})) == set(Catalogue.read())


def test_the_well_known_address_gives_turtle_and_leads_people_to_the_list(
    client: httpx.Client, browser: httpx.Client
) -> None:
    assert client.get("/.well-known/sparql-examples").headers["content-type"] == "text/turtle; charset=utf-8"
    led = browser.get("/.well-known/sparql-examples")
    assert (led.status_code, led.headers["location"]) == (303, "/queries")
    assert client.get("/.well-known/sparql-examples", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("suffix", ["ttl", "nt", "rdf"])
def test_by_suffix(suffix: str, client: httpx.Client) -> None:
    assert names(client.get(f"/queries.{suffix}")) == set(Catalogue.read())
    assert names(client.get(f"/queries/author-papers.{suffix}")) == {"author-papers"}
    assert client.get("/queries.json").json()[0]["name"] == min(Catalogue.read())
    assert client.get("/queries.nonsense").status_code == 404


def test_one_query_by_accept_has_arguments_of_this_data_set(client: httpx.Client) -> None:
    answer = client.get("/queries/author-papers", headers={"accept": "text/turtle"})
    assert names(answer) == {"author-papers"}
    (text,) = [
        quad.object.value
        for quad in pyoxigraph.parse(answer.content, RdfFormat.TURTLE)
        if quad.predicate.value == SH["select"] and isinstance(quad.object, Literal)
    ]
    found = client.get("/sparql", params={"query": text}, headers={"accept": "text/csv"})
    assert len(found.text.splitlines()) > 1


def test_who_asks_for_rows_gets_rows(client: httpx.Client) -> None:
    for accept, begins in (("application/json", "{"), ("application/xml", "<?xml"), ("*/*", "{")):
        answer = client.get("/queries/papers-newest", headers={"accept": accept})
        assert answer.text.startswith(begins)
        assert "sparql-results" in answer.headers["content-type"]
