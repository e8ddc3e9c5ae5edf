"""The SPARQL page and what makes it an editor; the examples that forms offer."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

import kg.web
from kg.web.sparql import vendor

STATIC = Path(kg.web.__file__).parent / "static"
PERSON = "https://data.example.org/kg/person/"


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict[str, list[dict[str, str]]]:
    answer = client.get("/sparql/completions.json")
    assert answer.status_code == 200
    assert "etag" in answer.headers
    found: dict[str, list[dict[str, str]]] = answer.json()
    return found


def test_what_is_completed_without_a_description_of_the_data(
    document: dict[str, list[dict[str, str]]],
) -> None:
    """The invented data set has no VoID partitions, so the own vocabulary is offered, with its comments."""
    terms = {entry["iri"]: entry["help"] for entry in document["properties"]}
    assert len(terms["https://w3id.org/kgpub/ontology#nameAsPrinted"]) > 20
    assert "https://w3id.org/kgpub/ontology#Repair" in {entry["iri"] for entry in document["classes"]}
    assert document["prefixes"]["schema"] == "https://schema.org/"  # type: ignore[call-overload]  # the prefixes are an object


def test_all_scripts_and_styles_of_the_page_are_here(browser: httpx.Client) -> None:
    page = browser.get("/sparql").text
    found = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert any(path.startswith("/static/sparql.js") for path in found)
    for path in found:
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert "immutable" in answer.headers["cache-control"]
        for name in re.findall(r'from "\./([\w.-]+)"', answer.text) if ".js" in path else []:
            assert browser.get(f"/static/{name}").headers["content-type"].startswith("text/javascript")


@pytest.mark.skipif(not vendor.has_editor(), reason="this checkout was never built, so it lacks the editor")
def test_the_files_of_the_editor(browser: httpx.Client) -> None:
    style = browser.get("/static/vendor/ace/css/ace.css")
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    for name in sorted(set(re.findall(r'url\("\./([^"]+)"\)', style.text))):
        assert browser.get(f"/static/vendor/ace/css/{name}").headers["content-type"].startswith("image/"), (
            name
        )
    tag = style.headers["etag"]
    again = browser.get("/static/vendor/ace/css/ace.css", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["ace/nothing.js", "ace/LICENSE", "..%2f..%2fapp.py", "ace", ""])
def test_no_other_file_is_given(client: httpx.Client, name: str) -> None:
    assert client.get(f"/static/vendor/{name}").status_code == 404


def test_without_the_editor_the_page_is_a_form(
    browser: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vendor, "names", frozenset)
    page = browser.get("/sparql").text
    assert "vendor/" not in page
    assert '<textarea id="query" name="query"' in page


def test_no_file_names_another_host() -> None:
    for path in [*STATIC.glob("*.js"), *STATIC.glob("*.css")]:
        addresses = re.findall(r"(?:https?:)?//[\w.-]+\.\w+", path.read_text("utf-8"))
        assert [address for address in addresses if "w3.org" not in address] == [], path.name


def test_a_canned_query_in_the_editor_has_an_argument_of_these_data(browser: httpx.Client) -> None:
    page = browser.get("/sparql", params={"example": "author-papers"})
    assert page.status_code == 200
    assert f"VALUES $author {{ &lt;{PERSON}" in page.text
    assert '<option value="author-papers" selected>' in page.text
    assert browser.get("/sparql", params={"example": "no-such"}).status_code == 400


def test_an_example_leads_to_an_answer(browser: httpx.Client) -> None:
    page = browser.get("/queries/author-papers").text
    found = re.search(r'For example: <a href="([^"]+)">([^<]+)</a>', page)
    assert found is not None
    person = unquote(found[1].partition("author=")[2])
    assert f"<h1>{found[2]}" in browser.get(person.replace(PERSON, "/person/")).text
    answer = browser.get(found[1].replace("&amp;", "&"))
    assert (answer.status_code, "<table>" in answer.text) == (200, True)


def test_the_text_of_a_query(client: httpx.Client) -> None:
    plain = client.get("/queries/author-papers.rq")
    assert plain.headers["content-type"].startswith("application/sparql-query")
    assert "kg.example.org" in plain.text
    bound = client.get("/queries/author-papers.rq", params={"author": "0000-0002-1825-0097"})
    assert PERSON in bound.text
    assert "kg.example.org" not in bound.text
    whole = client.get("/sparql", params={"query": bound.text, "format": "csv"})
    assert (
        whole.text == client.get("/queries/author-papers.csv", params={"author": "0000-0002-1825-0097"}).text
    )
