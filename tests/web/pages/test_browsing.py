"""Browsing by topic and date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from bs4 import BeautifulSoup
from pyoxigraph import Literal, NamedNode, Quad

from kg.engine import LocalEngine
from kg.store import Store
from kg.vocab import FABIO, SCHEMA, XSD
from kg.web.http.problems import RequestRefused
from kg.web.pages import browse
from kg.web.pages.browse import Period, period

Get = Callable[..., httpx.Response]
Read = Callable[[str], BeautifulSoup]
Ask = Callable[[str], list[str]]


def listed(soup: BeautifulSoup) -> list[str]:
    return [str(link["href"]) for link in soup.select("main ul.plain > li > a:first-child")]


def test_years_months_and_days_hold_the_same_papers(ask: Ask, read: Read) -> None:
    years = [str(link["href"]) for link in read("/browse").select("#years ~ ul.counted a")]
    assert len(years) > 3
    for year in years[:2]:
        papers = set(listed(read(year)))
        of_year = ask(f'SELECT ?x {{ ?x fabio:hasPublicationYear "{year[-4:]}"^^xsd:gYear }}')
        assert papers <= set(of_year)
        assert len(papers) == min(50, len(of_year))
        for month in [str(link["href"]) for link in read(year).select("main ul.counted a")][:2]:
            inside = listed(read(month))
            assert set(inside) <= set(of_year)
            days = [str(link["href"]) for link in read(month).select("main ul.counted a")]
            assert sorted(inside) == sorted(paper for day in days for paper in listed(read(day)))


DATES = (
    "2021-03-04",
    "2021-03-04",
    "2021-03-02",
    "2021-03",
    "2021-03",
    "2021-01-31",
    "2021",
    "2021",
    "2020-12-31",
)


def a_year(undated: int) -> LocalEngine:
    """Return a store of papers with dates of all kinds, and some that have a year alone."""
    store = pyoxigraph.Store()
    types = {4: "gYear", 7: "gYearMonth", 10: "date"}

    def add(number: int, on: str | None, year: str) -> None:
        paper = NamedNode(f"https://data.example.org/kg/paper/aaaaaaaaaaaaaaa{number:x}")
        store.add(
            Quad(
                paper, NamedNode(FABIO["hasPublicationYear"]), Literal(year, datatype=NamedNode(XSD["gYear"]))
            )
        )
        if on:
            date = Literal(on, datatype=NamedNode(XSD[types[len(on)]]))
            store.add(Quad(paper, NamedNode(SCHEMA["datePublished"]), date))

    for number, on in enumerate(DATES):
        add(number, on, on[:4])
    for number in range(undated):
        add(len(DATES) + number, None, "2021")
    return LocalEngine(Store(store, Path()))


@pytest.mark.parametrize("undated", [0, 2])
@pytest.mark.parametrize("text", ["2021", "2021-03", "2021-03-04", "2021-02", "2020", "1999"])
def test_a_page_of_a_list_is_a_part_of_the_whole(text: str, undated: int) -> None:
    engine, asked = a_year(undated), period(text)
    whole = browse._dated(engine, asked, ())
    for start in range(len(whole) + 2):
        for end in range(start, len(whole) + 2):
            counted, shown = browse._page(engine, asked, (), start, end)
            assert shown == whole[start:end]
            assert counted == sorted(Counter(on or "" for _, on in whole).items(), reverse=True)


def test_a_list_is_narrowed_to_a_topic(ask: Ask, read: Read, get: Get) -> None:
    narrowed = listed(read("/browse/2023?topic=cs"))
    below = ask(
        "SELECT DISTINCT ?x { ?t skos:broader* arxiv:cs . "
        '?x schema:about ?t ; fabio:hasPublicationYear "2023"^^xsd:gYear }'
    )
    assert sorted(narrowed) == sorted(below)
    assert get("/browse/2023?topic=no.such").status_code == 404
    assert get("/browse/2023?topic=%3Cscript%3E").status_code == 404


def test_new_and_recent(ask: Ask, read: Read) -> None:
    dated = "?x a fabio:Work ; schema:datePublished"
    days = ask(f"SELECT DISTINCT ?d {{ {dated} ?d FILTER(DATATYPE(?d) = xsd:date) }} ORDER BY DESC(?d)")
    newest = ask(f'SELECT ?x {{ {dated} "{days[0]}"^^xsd:date }}')
    assert set(listed(read("/browse/new"))) == set(newest)
    shown = [str(link["href"]) for link in read("/browse/recent").select("h2 a")]
    assert shown == [f"/browse/{day}" for day in days[:5]]


def test_the_tree_of_topics(ask: Ask, read: Read) -> None:
    codes = {link["href"] for link in read("/browse").select(".tree a")}
    for topic in ask(
        "SELECT DISTINCT ?t { ?x schema:about ?t . ?t skos:inScheme <https://w3id.org/kgpub/topic/arxiv> }"
    ):
        assert topic.replace("https://w3id.org/kgpub", "") in codes


@pytest.mark.parametrize(
    ("text", "expected", "name"),
    [
        ("2021", Period(2021), "2021"),
        ("2021-03", Period(2021, 3), "March 2021"),
        ("2020-02-29", Period(2020, 2, 29), "29 February 2020"),
    ],
)
def test_periods(text: str, expected: Period, name: str) -> None:
    assert period(text) == expected
    assert str(expected) == text
    assert expected.name == name


@pytest.mark.parametrize(
    "text", ["", "21", "2021-13", "2021-02-29", "0000", "2021-3", "２０２１", "2021-03-04-05", "x"]
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(RequestRefused):
        period(text)
