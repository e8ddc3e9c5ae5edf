"""Pages of answers over HTTP: `page`, `size`, `sort`, `Link` (RFC 8288); and time limits."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import quote

import httpx
import pytest
from pybtex.database import parse_string

PERSON = "https://data.example.org/kg/person/bbbbbbbbbbbbbbb2"
ASKED = f"/queries/author-papers.csv?author={quote(PERSON, safe='')}"


def links(answer: httpx.Response) -> dict[str, str]:
    said = answer.headers.get("link", "")
    return {rel: target for target, rel in re.findall(r'<([^>]*)>; rel="([a-z]+)"', said)}


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_links_lead_through_the_whole_answer(client: httpx.Client) -> None:
    whole = rows(client.get(ASKED))
    assert len(whole) > 1
    found, answer = [], client.get(f"{ASKED}&size=1")
    while True:
        found += rows(answer)
        assert links(answer)["first"].endswith("&page=1")
        if "next" not in links(answer):
            break
        following = client.get(links(answer)["next"])
        assert rows(client.get(links(following)["prev"])) == rows(answer)
        answer = following
    assert found == whole


def test_rows_are_sorted(client: httpx.Client) -> None:
    titles = [row["title"] for row in rows(client.get(f"{ASKED}&sort=title"))]
    assert titles == sorted(titles)
    assert [row["title"] for row in rows(client.get(f"{ASKED}&sort=-title,paper"))] == titles[::-1]
    assert rows(client.get(f"{ASKED}&sort=-title&size=1"))[0]["title"] == titles[-1]


@pytest.mark.parametrize("suffix", ["json", "csv", "tsv", "xml", "jsonl"])
def test_in_every_form(suffix: str, client: httpx.Client) -> None:
    answer = client.get(f"{ASKED}&size=1&page=2".replace(".csv", f".{suffix}"))
    assert answer.status_code == 200
    assert "On weirs" in answer.text
    assert links(answer)["prev"].endswith("&page=1")


def test_a_page_of_a_bibliography(client: httpx.Client) -> None:
    address = f"{ASKED}&size=1".replace(".csv", ".bib")
    first = client.get(address)
    entries = parse_string(first.text, "bibtex").entries
    assert len(entries) == 1
    other = parse_string(client.get(links(first)["next"]).text, "bibtex").entries
    assert len(other) == 1
    assert list(other) != list(entries)


def test_a_page_for_people(browser: httpx.Client) -> None:
    address = f"{ASKED}&size=1".replace(".csv", "")
    first = browser.get(address).text
    target = re.search(r'<a href="([^"]+)" rel="next">', first)
    assert target is not None
    second = browser.get(target[1].replace("&amp;", "&")).text
    assert "On weirs" not in first
    assert "On weirs" in second
    assert 'rel="prev"' in second


@pytest.mark.parametrize(
    ("query", "status"),
    [("page=0", 400), ("page=x", 400), ("size=0", 400), ("size=10001", 400), ("sort=nothing", 400),
     ("sort=title;drop", 400), ("page=9", 404), ("timeout=x", 400), ("timeout=-1", 400),
     ("page=&size=&sort=&timeout=", 200), ("timeout=20", 200), ("timeout=100000", 200), ("timeout=0", 200)],
)  # fmt: skip
def test_parameters(query: str, status: int, client: httpx.Client) -> None:
    assert client.get(f"{ASKED}&{query}").status_code == status


def test_what_was_answered_when_built_has_pages_too(client: httpx.Client) -> None:
    whole = rows(client.get("/queries/graph-summary.csv"))
    found = [rows(client.get(f"/queries/graph-summary.csv?size=2&page={page}")) for page in (1, 2)]
    assert [row for part in found for row in part] == whole[:4]


def test_the_endpoint_takes_a_time_limit(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": "ASK {}", "timeout": "5"}).status_code == 200
    assert client.get("/sparql", params={"query": "ASK {}", "timeout": "soon"}).status_code == 400
    assert client.post("/sparql", data={"query": "ASK {}", "timeout": "0.5"}).status_code == 200
