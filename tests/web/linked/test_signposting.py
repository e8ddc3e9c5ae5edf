"""Typed links for programs, read by the `signposting` library and by our own eyes."""

from __future__ import annotations

import json

import httpx
import pytest
from signposting import find_signposting_http
from signposting.linkset import find_signposting_linkset

from tests.web.linked.conftest import BASE, History

FORMS = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}
FORMS["rdf"] = "application/rdf+xml"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
BROWSER = {"accept": "text/html"}


def test_the_page_of_a_paper(site: str, history: History) -> None:
    found = find_signposting_http(site + history.live)
    assert [str(link.target) for link in found.citeAs and [found.citeAs]] == [BASE + history.live[1:]]
    assert {str(link.target) for link in found.types} == {
        "https://schema.org/AboutPage",
        "https://schema.org/ScholarlyArticle",
    }
    assert {str(link.target): str(link.type) for link in found.describedBy} == {
        f"{site}{history.live}.{suffix}": kind for suffix, kind in FORMS.items()
    }
    assert [str(link.target) for link in found.collection and [found.collection]] == [f"{site}/dataset"]
    authors = [str(link.target) for link in found.authors]
    assert len(authors) == 1
    assert authors[0].startswith(f"{site}/person/")
    assert httpx.get(authors[0], headers=BROWSER).status_code == 200
    assert {str(link.type) for link in found.linksets} == {
        "application/linkset+json",
        "application/linkset",
    }


def test_the_link_sets_say_more_than_the_header(site: str, history: History) -> None:
    by_type = {
        kind: find_signposting_linkset(f"{site}{history.live}.{suffix}", kind)
        for suffix, kind in (("linkset.json", "application/linkset+json"), ("linkset", "application/linkset"))
    }
    told = [
        {(str(x.context), str(x.rel), str(x.target)) for x in found.signposts} for found in by_type.values()
    ]
    assert told[0] == told[1]
    page = site + history.live
    header = {(page, str(x.rel), str(x.target)) for x in find_signposting_http(page)}
    assert header <= told[0]
    assert (f"{page}.ttl", "license", CC_BY) in told[0] - header


def test_a_link_set_is_as_the_specification_has_it(visitor: httpx.Client, history: History) -> None:
    answer = visitor.get(history.live, headers={"accept": "application/linkset+json"})
    assert answer.headers["content-type"] == "application/linkset+json"
    assert answer.headers["content-location"] == f"{history.live}.linkset.json"
    document = json.loads(answer.content)
    assert list(document) == ["linkset"]
    for context in document["linkset"]:
        assert context["anchor"].startswith("http")
        for relation, targets in context.items():
            if relation != "anchor":
                assert all(target["href"].startswith("http") for target in targets)


def test_the_page_of_the_data_set(site: str, visitor: httpx.Client) -> None:
    found = find_signposting_http(f"{site}/dataset")
    assert found.license is not None
    assert str(found.license.target) == CC_BY
    assert str(found.citeAs.target) == f"{BASE}dataset"
    assert "https://schema.org/Dataset" in {str(link.target) for link in found.types}
    crate = next(link for link in found.describedBy if link.profiles)
    assert {str(profile) for profile in crate.profiles} == {"https://w3id.org/ro/crate"}
    assert visitor.get(str(crate.target)).json()["@context"] == "https://w3id.org/ro/crate/1.2/context"
    items = {str(link.target): str(link.type) for link in found.items}
    assert len(items) == 5  # two dumps, and the delta since the release before
    for address, kind in items.items():
        answer = visitor.head(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == kind
        back = find_signposting_http(address)
        assert str(back.collection.target) == f"{site}/dataset"
        assert str(back.license.target) == CC_BY


@pytest.mark.parametrize("suffix", FORMS)
def test_a_form_leads_back_to_the_page(site: str, history: History, suffix: str) -> None:
    answer = httpx.head(f"{site}{history.live}.{suffix}")
    assert f'<{site}{history.live}>; rel="describes"' in answer.headers["link"]
    assert f'<{CC_BY}>; rel="license"' in answer.headers["link"]


def test_a_long_list_of_authors_does_not_make_a_long_header(client: httpx.Client, history: History) -> None:
    answer = client.get("/paper/aaaaaaaaaaaaaaa2", headers=BROWSER)
    assert len(answer.headers["link"]) < 3000
