"""Paths stand for IRIs and back, without a change of a byte."""

from __future__ import annotations

import pytest

from kg.web.http.links import Links

BASE = "https://data.example.org/kg/"


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (f"{BASE}paper/abc", "/paper/abc"),
        (BASE, "/"),
        (f"{BASE}id/doi/10.1000%3Cq%3E/x", "/id/doi/10.1000%3Cq%3E/x"),
        (f"{BASE}id/doi/10.1000/a%2Fb%25", "/id/doi/10.1000/a%2Fb%25"),
        (f"{BASE}id/doi/10.1000/(a;b)'c,d=e", "/id/doi/10.1000/(a;b)'c,d=e"),
        (f"{BASE}id/local/größe", "/id/local/gr%C3%B6%C3%9Fe"),
        ("https://w3id.org/kgpub/ontology#Repair", "/ontology#Repair"),
        ("https://w3id.org/kgpub/code/list-complete", "/code/list-complete"),
        ("https://w3id.org/kgpub/topic/arxiv/cs.LG", "/topic/arxiv/cs.LG"),
        ("https://w3id.org/other", None),
        ("https://arxiv.org/abs/2103.00001", None),
    ],
)
@pytest.mark.parametrize("root", ["", "/kg"])
def test_iri_to_path_and_back(iri: str, path: str | None, root: str) -> None:
    links = Links(BASE, root)
    assert links.path(iri) == (root + path if path is not None else None)
    if path is not None and "#" not in path:
        assert iri in list(links.iris(path))


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("/id/doi/10.1000%3cq%3e", f"{BASE}id/doi/10.1000%3Cq%3E"),  # lower-case escapes mean the same
        ("/id/local/gr%c3%b6%C3%9Fe", f"{BASE}id/local/größe"),
    ],
)
def test_other_spellings(sent: str, meant: str) -> None:
    assert meant in list(Links(BASE).iris(sent))


def test_escapes_are_not_joined_with_what_they_escape() -> None:
    # %2F is not a slash, %3C never becomes <, and bytes that are no UTF-8 stay escaped.
    found = list(Links(BASE).iris("/id/doi/10.1000/a%2Fb%3Cc%FF"))
    assert found == [f"{BASE}id/doi/10.1000/a%2Fb%3Cc%FF"]


@pytest.mark.parametrize(
    "iri", ["javascript:alert(1)", "data:text/html,x", "urn:isbn:1", "file:///etc/passwd"]
)
def test_only_web_addresses_become_links(iri: str) -> None:
    assert Links(BASE).href(iri) is None
