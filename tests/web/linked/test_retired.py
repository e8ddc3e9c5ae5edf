"""What becomes of IRIs that were published: merged, split, withdrawn; made by real builds."""

from __future__ import annotations

import httpx
import pytest
import rdflib

from tests.web.linked.conftest import BASE, History

FORMS = ("text/html", "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")
SUFFIXES = ("", ".html", ".ttl", ".jsonld", ".nt", ".rdf")
RDF = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}


@pytest.mark.parametrize("accept", FORMS)
def test_a_merged_iri_leads_to_what_replaces_it(visitor: httpx.Client, history: History, accept: str) -> None:
    for suffix in SUFFIXES:
        answer = visitor.get(history.merged + suffix, headers={"accept": accept})
        assert (answer.status_code, answer.headers["location"]) == (301, history.stays + suffix)
        assert visitor.get(answer.headers["location"], headers={"accept": accept}).status_code == 200


def test_a_split_iri_lists_what_it_became(visitor: httpx.Client, history: History) -> None:
    answer = visitor.get(history.split)
    assert answer.status_code == 300
    assert answer.headers["content-type"] == "application/problem+json"
    found = [candidate["iri"] for candidate in answer.json()["candidates"]]
    assert found == [BASE + path[1:] for path in history.parts]
    page = visitor.get(history.split, headers={"accept": "text/html"})
    assert page.status_code == 300
    for path in history.parts:
        assert f'href="{path}"' in page.text
        assert visitor.get(path, headers={"accept": "text/html"}).status_code == 200


@pytest.mark.parametrize("status", ["split", "gone"])
@pytest.mark.parametrize("suffix", RDF)
def test_programs_get_the_tombstone(
    visitor: httpx.Client, history: History, status: str, suffix: str
) -> None:
    path = getattr(history, status)
    answer = visitor.get(f"{path}.{suffix}")
    assert answer.status_code == {"split": 300, "gone": 410}[status]
    graph = rdflib.Graph().parse(data=answer.content, format=RDF[suffix])
    node = rdflib.URIRef(BASE + path[1:])
    assert (node, rdflib.OWL.deprecated, rdflib.Literal(True)) in graph
    replaced = {str(term) for term in graph.objects(node, rdflib.DCTERMS.isReplacedBy)}
    assert replaced == ({BASE + part[1:] for part in history.parts} if status == "split" else set())


def test_a_withdrawn_iri_is_gone(visitor: httpx.Client, history: History) -> None:
    page = visitor.get(history.gone, headers={"accept": "text/html"})
    assert page.status_code == 410
    assert page.headers["content-type"].startswith("text/html")
    assert BASE + history.gone[1:] in page.text
    assert visitor.get(history.gone).json()["status"] == 410


def test_what_is_unknown_is_not_found(visitor: httpx.Client) -> None:
    for path in ("/paper/zzzzzzzzzzzzzzzz", "/paper/zzzzzzzzzzzzzzzz.ttl", "/nothing"):
        assert visitor.get(path, headers={"accept": "text/turtle"}).status_code == 404


def test_what_lives_is_described_in_every_form(visitor: httpx.Client, history: History) -> None:
    for accept in FORMS:
        answer = visitor.get(history.live, headers={"accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(accept)
