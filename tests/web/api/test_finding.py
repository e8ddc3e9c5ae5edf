"""Search on the Web: the page, the data behind it, suggestions, OpenSearch, and pages not found."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from shutil import copytree

import httpx
import pytest
from starlette.types import ASGIApp

from kg.release import DataDirectory, Release
from kg.web.app import create_app
from kg.web.http.current import PublishedReleases
from tests.conftest import Built
from tests.patience import PATIENCE

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
Serving = Callable[[ASGIApp], AbstractContextManager[str]]


@pytest.fixture(scope="module")
def directory(built_searched: Built) -> DataDirectory:
    return built_searched.directory


@pytest.fixture(scope="module")
def release(directory: DataDirectory) -> Release:
    return directory.current()


@pytest.fixture(scope="module")
def site(directory: DataDirectory, serving: Serving) -> Iterator[httpx.Client]:
    with (
        serving(create_app(PublishedReleases(directory))) as address,
        httpx.Client(base_url=address, timeout=PATIENCE) as client,
    ):
        yield client


def page(site: httpx.Client, path: str, **parameters: str) -> httpx.Response:
    return site.get(path, params=parameters, headers=BROWSER)


def test_the_page_groups_what_is_found(site: httpx.Client) -> None:
    text = page(site, "/search", q="unlu c").text
    assert text.index("Çağlar Ünlü</a>") < text.index("Rivers That Sleep in Winter</a>")
    assert 'id="person"' in text
    assert 'id="paper"' in text
    assert "index" not in text.partition("<main")[2].partition("</main>")[0]


def test_one_kind_in_pages(site: httpx.Client) -> None:
    text = page(site, "/search", q="rivers", kind="paper", size="3").text
    assert "Page 1 of 2" in text
    assert 'rel="next"' in text
    text = page(site, "/search", q="rivers", kind="paper", size="3", page="2").text
    assert 'start="4"' in text
    assert 'rel="prev"' in text


def test_what_is_typed_is_shown_as_text(site: httpx.Client) -> None:
    text = page(site, "/search", q='"><script>alert(1)</script>').text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("path", ["/search", "/search.json", "/suggest", "/queries/search.csv"])
def test_every_answer_names_its_release_and_is_cached(
    site: httpx.Client, release: Release, path: str
) -> None:
    answer = page(site, path, q="rivers")
    assert answer.status_code == 200
    assert answer.headers["kg-release"] == release.id
    again = site.get(
        path, params={"q": "rivers"}, headers={**BROWSER, "if-none-match": answer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    head = site.head(path, params={"q": "rivers"}, headers=BROWSER)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"kind": "person,paper"}, "these are: person, paper, venue, topic, team"),
        ({"page": "0"}, "from 1 to 1,000"),
        ({"page": "٣"}, "from 1 to 1,000"),
        ({"size": "101"}, "from 1 to 100"),
        ({"q": "x" * 1001}, "1,000 characters at most"),
    ],
)
@pytest.mark.parametrize("path", ["/search.json", "/queries/search.csv"])
def test_wrong_parameters(site: httpx.Client, path: str, parameters: dict[str, str], words: str) -> None:
    answer = site.get(path, params={"q": "x", **parameters})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]


def test_json(site: httpx.Client, release: Release) -> None:
    found = site.get("/search.json", params={"q": "müller"}).json()
    assert {key: found[key] for key in ("query", "release", "indexed", "page")} == {
        "query": "müller", "release": release.id, "indexed": True, "page": 1
    }  # fmt: skip
    person, paper = found["groups"]
    assert (person["kind"], person["count"], person["more"]) == ("person", 1, False)
    (result,) = person["results"]
    assert (result["name"], result["match"], result["papers"]) == ("Jürgen Müller-Lüdenscheidt", "name", 1)
    assert result["url"].startswith(str(site.base_url))
    assert site.get(result["url"], headers=BROWSER).status_code == 200
    assert paper["results"][0]["authors"] == ["Bo Ek", "Jürgen Müller-Lüdenscheidt"]


def test_tables_in_the_forms_of_canned_queries(site: httpx.Client) -> None:
    answer = site.get("/queries/search.csv", params={"q": "rivers", "kind": "paper", "size": "2"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'rel="next"' in answer.headers["link"]
    table = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["name"] for row in table][:1] == ["Rivers"]
    more = site.get(answer.headers["link"].partition(">")[0][1:]).text
    assert len(list(csv.DictReader(io.StringIO(more)))) == 2
    json = {"accept": "application/sparql-results+json"}
    bindings = site.get("/queries/search", params={"q": "hydra", "kind": "team"}, headers=json).json()[
        "results"
    ]["bindings"]
    assert bindings[0]["name"]["value"] == "Hydra Collaboration"
    led = site.get("/queries/search", params={"q": "hydra"}, headers=BROWSER)
    assert (led.status_code, led.headers["location"]) == (303, "/search?q=hydra")
    assert site.get("/queries/search.exe", params={"q": "x"}).status_code == 404
    assert site.get("/queries/search", headers={"accept": "image/png"}).status_code == 406


def test_an_iri_is_found(site: httpx.Client, release: Release) -> None:
    iri = site.get("/search.json", params={"q": "caglar unlu"}).json()["groups"][0]["results"][0]["iri"]
    assert iri.startswith(release.base)
    assert "Çağlar Ünlü" in page(site, "/search", q=iri).text
    assert page(site, "/search", q="https://elsewhere.example.org/x y").status_code == 200


def test_what_may_be_meant_is_offered(site: httpx.Client) -> None:
    text = page(site, "/search", q="calgar unlu").text
    assert 'Did you mean <a href="/search?q=caglar+unlu">caglar unlu</a>?' in text
    assert "Did you mean" not in page(site, "/search", q="xyzzy").text
    assert site.get("/search.json", params={"q": "calgar unlu"}).json()["meant"] == "caglar unlu"
    assert site.get("/search.json", params={"q": "caglar unlu"}).json()["meant"] is None


@pytest.mark.parametrize(
    ("query", "parameters", "near"),
    [
        ("author-papers", {"author": "Calgar Unlu"}, "near are: Çağlar Ünlü"),
        ("author-papers", {"author": "unlu c"}, "near are: Çağlar Ünlü"),
        ("paper-authors", {"paper": "rivres that sleep"}, "near are: Rivers That Sleep in Winter"),
    ],
)
def test_a_name_that_is_nearly_known_is_told(
    site: httpx.Client, query: str, parameters: dict[str, str], near: str
) -> None:
    answer = site.get(f"/queries/{query}.json", params=parameters)
    assert answer.status_code == 400
    assert near in answer.json()["detail"]


def test_a_title_is_known_however_it_is_written(site: httpx.Client) -> None:
    found = site.get("/queries/paper-authors.json", params={"paper": "RIVERS, that sleep -- in winter"})
    assert found.json()["results"]["bindings"]


def test_formulas_in_titles(site: httpx.Client) -> None:
    assert "<math" in page(site, "/search", q="gauge currents").text


def test_suggestions(site: httpx.Client) -> None:
    answer = site.get("/suggest", params={"q": "cag"})
    assert answer.headers["content-type"] == "application/x-suggestions+json"
    text, names, notes, urls = answer.json()
    assert (text, names[0], notes[0]) == ("cag", "Çağlar Ünlü", "person · 2 papers")
    assert site.get(urls[0], headers=BROWSER).status_code == 200
    assert len(names) == len(notes) == len(urls) <= 8
    assert site.get("/suggest").json() == ["", [], [], []]


def test_opensearch_describes_what_works(site: httpx.Client) -> None:
    home = page(site, "/").text
    assert '<link rel="search" type="application/opensearchdescription+xml"' in home
    answer = site.get("/opensearch.xml")
    assert answer.headers["content-type"].startswith("application/opensearchdescription+xml")
    document = ET.fromstring(answer.content)
    assert len(document.findtext("o:ShortName", "", OPENSEARCH)) <= 16
    urls = {url.get("type"): url.get("template", "") for url in document.findall("o:Url", OPENSEARCH)}
    for kind in ("text/html", "application/json", "application/x-suggestions+json"):
        address = (
            urls[kind].replace("{searchTerms}", "unlu").replace("{startPage?}", "").replace("{count?}", "")
        )
        found = site.get(address)
        assert found.status_code == 200
        assert found.headers["content-type"].startswith(kind)


def test_an_unknown_address_is_searched(site: httpx.Client) -> None:
    answer = page(site, "/person/Caglar_Unlu")
    assert answer.status_code == 404
    assert 'value="Caglar Unlu"' in answer.text
    assert "Çağlar Ünlü</a>" in answer.text
    assert "Named like it" not in page(site, "/person/zzzz").text


def test_every_page_has_a_box(site: httpx.Client) -> None:
    for path in ("/", "/search", "/queries", "/nowhere"):
        text = page(site, path).text
        assert 'role="search"' in text
        assert text.count('id="q"') <= 1
        assert "search.js?v=" in text
    assert site.get("/static/search.js").headers["content-type"] == "text/javascript; charset=utf-8"


def test_a_release_without_an_index_says_so_and_is_searched(
    directory: DataDirectory, serving: Serving, tmp_path: Path
) -> None:
    without = DataDirectory(copytree(directory.path, tmp_path / "data", symlinks=True))
    without.current().search_path.unlink()
    with (
        serving(create_app(PublishedReleases(without))) as address,
        httpx.Client(base_url=address, timeout=PATIENCE) as site,
    ):
        text = page(site, "/search", q="RIVERS sleep").text
        assert "no search index" in text
        assert "Rivers That Sleep in Winter</a>" in text
        assert site.get("/search.json", params={"q": "ünlü"}).json()["indexed"] is False
        assert site.get("/suggest", params={"q": "riv"}).json() == ["riv", [], [], []]
        assert page(site, "/person/Caglar_Unlu").status_code == 404
