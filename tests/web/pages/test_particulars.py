"""Pages of what records state beside title, authors and places, of two golden cases built as a release."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import orjson
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from kg.cli import kg
from kg.release import DataDirectory
from kg.web.app import create_app
from kg.web.http.current import PublishedReleases
from tests.golden.case import CASES
from tests.patience import PATIENCE
from tests.web.conftest import running

BASE = "https://data.example.org/kg/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The service over a release of both cases."""
    data = tmp_path_factory.mktemp("particulars") / "data"
    sources = [str(CASES / name / "records") for name in ("papers-of-one-another", "statements")]
    result = CliRunner().invoke(kg, ["build", *sources, "--data", str(data), "--base", BASE])
    assert result.exit_code == 0, result.output
    with (
        running(create_app(PublishedReleases(DataDirectory(data)))) as address,
        httpx.Client(base_url=address, timeout=PATIENCE, headers={"accept": "text/html"}) as client,
    ):
        yield client


def page(site: httpx.Client, title: str) -> BeautifulSoup:
    """Return the page of the paper called `title`, found as people find it."""
    query = f'SELECT ?x {{ ?x a <http://purl.org/spar/fabio/Work> ; <https://schema.org/name> "{title}" }}'
    asked = site.get(
        "/sparql", params={"query": query}, headers={"accept": "application/sparql-results+json"}
    )
    (found,) = asked.json()["results"]["bindings"]
    return BeautifulSoup(site.get("/" + found["x"]["value"].removeprefix(BASE)).text, "html.parser")


def said(found: BeautifulSoup) -> str:
    article = found.find("article")
    assert article is not None
    return " ".join(article.get_text(" ").split())


def test_a_retracted_paper_leads_to_its_notice_and_back(site: httpx.Client) -> None:
    paper = page(site, "How locks drift")
    assert "was retracted (2020-01-07) Retraction: How locks drift" in said(paper)
    link = paper.find("a", string="Retraction: How locks drift")
    assert link is not None
    notice = BeautifulSoup(site.get(str(link["href"])).text, "html.parser")
    assert "Retracts How locks drift" in said(notice)


def test_the_page_of_a_paper_shows_what_is_known_beside_its_authors(site: httpx.Client) -> None:
    text = said(page(site, "Slow Boats"))
    for words in (
        "Slow Boats A Survey",
        "Also called Title alternative",
        "Translator: Tunde Barge",
        "Corresponding: Ada Quill . Equal contribution: Ada Quill .",
        "Word of the source: Ben Wharf",
        "Another abstract (fr) Les bateaux.",
        "article e7",
        "Canal Days (CD), number 7, Gouda, 2021-05-01 to 2021-05-03",
        "Supplement to https://doi.org/10.1234/supplement-to",
        "Canal Fund , CF-7 Slow traffic",
        "download count",
    ):
        assert words in text, words


def test_a_thesis_without_doi_has_a_place_and_a_supervisor(site: httpx.Client) -> None:
    text = said(page(site, "Canals of the north"))
    assert "Institution: Canal School . Supervisor: Omar Dike." in text
    assert "Doctoral thesis 2017 Lindholm Press, Lindholm, edition: 1st" in text


def test_json_ld_tells_search_engines_of_it(site: httpx.Client) -> None:
    script = page(site, "Slow Boats").find("script", type="application/ld+json")
    assert script is not None
    document = orjson.loads(script.get_text())
    assert document["alternativeHeadline"] == "A Survey"
    assert {"@value": "Title translated", "@language": "fr"} in document["alternateName"]
    assert [one["name"] for one in document["translator"]] == ["Tunde Barge"]
    (grant,) = document["funding"]
    assert (grant["@type"], grant["identifier"], grant["funder"]["@type"]) == (
        "Grant",
        "CF-7",
        "Organization",
    )


def test_other_titles_are_found_by_search(site: httpx.Client) -> None:
    found = BeautifulSoup(site.get("/search", params={"q": "title translated"}).text, "html.parser")
    assert found.find("a", string="Slow Boats") is not None


def test_a_subject_of_any_scheme_has_its_papers(site: httpx.Client) -> None:
    found = BeautifulSoup(site.get("/concept/mesh/D1").text, "html.parser")
    assert found.find("a", string="How locks drift") is not None


def test_an_organisation_shows_the_papers_of_its_people_and_those_it_paid_for(site: httpx.Client) -> None:
    school = said_of_organisation(site, "https://ror.org/05dxps055")
    assert "2 papers with an author there" in school
    assert "Papers it contributed to otherwise 1 Canals of the north" in school
    fund = said_of_organisation(site, "https://doi.org/10.13039/501100000000")
    assert "Papers it paid for 3" in fund, fund


def said_of_organisation(site: httpx.Client, page: str) -> str:
    query = f"SELECT ?x {{ ?x <https://schema.org/sameAs> <{page}> }}"
    asked = site.get(
        "/sparql", params={"query": query}, headers={"accept": "application/sparql-results+json"}
    )
    (found,) = asked.json()["results"]["bindings"]
    text = BeautifulSoup(site.get("/" + found["x"]["value"].removeprefix(BASE)).text, "html.parser").get_text(
        " "
    )
    return " ".join(text.split())


def test_both_versions_of_one_piece_of_work_name_each_other(site: httpx.Client) -> None:
    query = "SELECT ?a ?b { ?a <https://w3id.org/kgpub/ontology#otherVersion> ?b }"
    asked = site.get(
        "/sparql", params={"query": query}, headers={"accept": "application/sparql-results+json"}
    )
    (found,) = asked.json()["results"]["bindings"]
    ends = [found[name]["value"] for name in ("a", "b")]
    for one, other in (ends, ends[::-1]):
        shown = BeautifulSoup(site.get("/" + one.removeprefix(BASE)).text, "html.parser")
        heading = shown.find(id="relations")
        assert heading is not None
        facts = heading.find_next("dl")
        assert facts is not None
        assert "Another version, of a meeting or a periodical" in facts.text
        assert [str(link["href"]).rpartition("/")[2] for link in facts.find_all("a")] == [
            other.rpartition("/")[2]
        ]
