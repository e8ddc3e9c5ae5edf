"""The canned queries on the Web."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from urllib.parse import quote

import httpx
import pytest

from kg.queries import Catalogue

PERSON = "https://data.example.org/kg/person/bbbbbbbbbbbbbbb2"
TITLES = ['Counting "quiet" rivers & other <slow> flows', "On weirs"]


def test_the_list(client: httpx.Client, browser: httpx.Client) -> None:
    document = client.get("/queries", headers={"accept": "application/json"}).json()
    papers = next(entry for entry in document if entry["name"] == "author-papers")
    assert papers["parameters"][0]["name"] == "author"
    page = browser.get("/queries").text
    assert all(f'href="/queries/{entry["name"]}"' in page for entry in document)
    assert client.get("/queries/").headers["location"] == "/queries"


@pytest.mark.parametrize("author", [PERSON, "0000-0002-1825-0097", "Çağlar Deneme", "caglar deneme"])
def test_a_person_by_iri_identifier_or_name(client: httpx.Client, author: str) -> None:
    answer = client.get("/queries/author-papers.json", params={"author": author})
    assert answer.status_code == 200, answer.text
    assert [row["title"]["value"] for row in answer.json()["results"]["bindings"]] == TITLES


def test_in_each_form(client: httpx.Client, browser: httpx.Client) -> None:
    path = f"/queries/author-papers{{}}?author={quote(PERSON)}"
    table = client.get(path.format(".csv"))
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row["title"] for row in csv.DictReader(io.StringIO(table.text))] == TITLES
    lines = client.get(path.format(".jsonl")).text.splitlines()
    assert [json.loads(line)["title"] for line in lines] == TITLES
    assert client.get(path.format(".tsv")).text.startswith("?")
    assert b"<sparql" in client.get(path.format(".xml")).content
    assert client.get(path.format(""), headers={"accept": "text/csv"}).text == table.text
    assert client.get(path.format("") + "&format=csv").text == table.text
    page = browser.get(path.format("")).text
    assert "On weirs" in page
    assert "kg query author-papers --author" in page
    assert client.get(path.format(""), headers={"accept": "image/png"}).status_code == 406


def test_numbers_in_json_lines_are_numbers(client: httpx.Client) -> None:
    rows = [json.loads(line) for line in client.get("/queries/papers-per-year.jsonl").text.splitlines()]
    assert any(type(value) is int for row in rows for value in row.values())


def test_an_ambiguous_name_lists_the_candidates(client: httpx.Client, browser: httpx.Client) -> None:
    answer = client.get("/queries/author-papers.json", params={"author": "Jane Sample"})
    assert answer.status_code == 300
    iris = [candidate["iri"] for candidate in answer.json()["candidates"]]
    assert iris == [
        "https://data.example.org/kg/person/bbbbbbbbbbbbbbb3",
        "https://data.example.org/kg/person/bbbbbbbbbbbbbbb4",
    ]
    page = browser.get("/queries/author-papers", params={"author": "Jane Sample"})
    assert page.status_code == 300
    choice = f"/queries/author-papers?author={quote(iris[0], safe='')}"
    assert choice in page.text
    assert browser.get(choice).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/queries/no-such.json", 404),
        ("/queries/no-such", 404),
        ("/queries/author-papers.json", 400),
        ("/queries/author-papers.json?author=Nobody+At+All", 400),
        ("/queries/author-papers.json?wrong=1&author=0000-0002-1825-0097", 400),
        ("/queries/author-papers?format=pdf&author=0000-0002-1825-0097", 406),
    ],
)
def test_what_is_refused(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_form_without_arguments(browser: httpx.Client) -> None:
    answer = browser.get("/queries/author-papers")
    assert answer.status_code == 200
    assert 'name="author"' in answer.text
    wrong = browser.get("/queries/author-papers", params={"author": "Nobody At All"})
    assert (wrong.status_code, 'value="Nobody At All"' in wrong.text) == (400, True)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("papers-newest?year=1850", "Nothing matches <code>year</code> &#39;1850&#39;; without it"),
        ("paper-search?word=%3Cb%3E", "Nothing matches <code>word</code> &#39;&lt;b&gt;&#39;."),
        ("papers-with-code", "This release holds nothing of this kind."),
        ("papers-by-status?kind=lost", "This release holds nothing of this kind."),
    ],
)
def test_an_empty_answer_says_why(browser: httpx.Client, path: str, why: str) -> None:
    answer = browser.get(f"/queries/{path}")
    assert answer.status_code == 200
    assert why in answer.text


def test_unchanged(client: httpx.Client) -> None:
    path = "/queries/papers-per-year.csv"
    tag = client.get(path).headers["etag"]
    assert client.get(path, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("name", Catalogue.read())
def test_each_page_leads_to_its_answer(browser: httpx.Client, name: str) -> None:
    """From the form by its example to an answer that fits a page, and from there to the editor."""
    page = browser.get(f"/queries/{name}")
    assert page.status_code == 200
    example = re.search(r'For example: <a href="([^"]+)"', page.text)
    answer = browser.get(html.unescape(example[1])) if example else page
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    if example or " required" not in page.text:
        assert 'id="answer"' in answer.text
    editor = browser.get("/sparql", params={"example": name})
    assert editor.status_code == 200
    assert f'<option value="{name}" selected>' in editor.text
