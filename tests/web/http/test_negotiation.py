"""Content negotiation, as RFC 9110 (section 12) says."""

from __future__ import annotations

import pytest

from kg.web.http import negotiation
from kg.web.http.negotiation import DESCRIPTIONS, GRAPHS, HTML, RESULTS

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "html"),
        ("", "html"),
        ("*/*", "html"),
        (BROWSER, "html"),
        ("text/turtle", "ttl"),
        ("TEXT/Turtle", "ttl"),
        ("text/turtle;q=0.5, application/ld+json;q=0.9", "jsonld"),
        ("text/turtle; q=0.5 , application/ld+json ;q = 0.9", "jsonld"),
        ("application/*", "jsonld"),
        ("text/*;q=0.2, application/rdf+xml;q=0.1", "html"),
        ("text/html;q=0, */*", "ttl"),
        ("text/html;q=0, text/turtle;q=0, */*;q=0.1", "jsonld"),
        ("application/rdf+xml, */*;q=0.1", "rdf"),
        ("application/n-triples", "nt"),
        ("text/plain", "nt"),
        ("application/json", "jsonld"),
        ("application/ld+json;profile=http://www.w3.org/ns/json-ld#compacted", "jsonld"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("nonsense, text/turtle;q=0.3", "ttl"),
        ("text/turtle;q=wrong, application/rdf+xml;q=0.1", "rdf"),
    ],
)
def test_of_a_description(accept: str | None, chosen: str | None) -> None:
    form = negotiation.choose(accept, DESCRIPTIONS)
    assert (form.name if form else None) == chosen


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("*/*", "json"),
        (BROWSER, "html"),
        ("application/sparql-results+xml, application/sparql-results+json", "json"),
        ("application/sparql-results+xml;q=1, application/sparql-results+json;q=0.9", "xml"),
        ("application/xml", "xml"),
        ("text/csv", "csv"),
        ("text/tab-separated-values", "tsv"),
        ("text/*", "csv"),
    ],
)
def test_of_results(accept: str, chosen: str) -> None:
    form = negotiation.choose(accept, (*RESULTS, HTML))
    assert form is not None
    assert form.name == chosen


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("ttl", "ttl"),
        ("Turtle", "ttl"),
        ("text/turtle", "ttl"),
        ("json-ld", "jsonld"),
        ("rdfxml", "rdf"),
        ("pdf", None),
    ],
)
def test_by_name(name: str, chosen: str | None) -> None:
    form = negotiation.by_name(name, GRAPHS)
    assert (form.name if form else None) == chosen


@pytest.mark.parametrize(
    ("path", "stem", "suffix"),
    [
        ("/paper/x.ttl", "/paper/x", "ttl"),
        ("/pub/arxiv/2103.00001", "/pub/arxiv/2103.00001", None),
        ("/pub/arxiv/2103.00001.jsonld", "/pub/arxiv/2103.00001", "jsonld"),
        ("/paper/.ttl", "/paper/.ttl", None),
        ("/paper/x.pdf", "/paper/x.pdf", None),
    ],
)
def test_suffix(path: str, stem: str, suffix: str | None) -> None:
    found, form = negotiation.split_suffix(path, DESCRIPTIONS)
    assert (found, form.name if form else None) == (stem, suffix)


def test_a_browser_is_told_from_a_program() -> None:
    assert negotiation.prefers_html(BROWSER)
    assert not negotiation.prefers_html("*/*")
    assert not negotiation.prefers_html(None)
    assert not negotiation.prefers_html("application/json, text/html;q=0.5")
