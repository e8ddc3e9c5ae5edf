"""A number beside a link is the number on the page behind it; wherever one stands, it is followed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from bs4 import BeautifulSoup, Tag

Read = Callable[[str], BeautifulSoup]
Ask = Callable[[str], list[str]]

_NUMBER = re.compile(r"(?<![\w.:/–-])(\d[\d\u202f]*)(?!\S)(?: (papers?|authors?|topics?|repairs?|records?))?")
# What is counted of the page it stands on, and not of the page behind the link.
_OF_THIS_PAGE = re.compile(r"\d (?:of these|together|of \d)|×|^line|\d authorships?")
_PEOPLE = 25
_CONCEPTS = 10
_PAGES = (
    "/",
    "/browse",
    "/browse/new",
    "/browse/recent",
    "/search?q=machine",
    "/search?q=wang",
    "/search?q=computer",
)


def pages(ask: Ask) -> Iterator[str]:
    """Yield the addresses of pages that have numbers beside links."""
    yield from _PAGES
    years = ask("SELECT DISTINCT ?year { ?paper fabio:hasPublicationYear ?year } ORDER BY ?year")
    months = ask(
        "SELECT DISTINCT ?month { ?paper fabio:hasPublicationYear ?year ; schema:datePublished ?date . "
        "FILTER(STRLEN(STR(?date)) = 10) BIND(SUBSTR(STR(?date), 1, 7) AS ?month) } ORDER BY ?month"
    )
    yield from (f"/browse/{part}" for part in (*years, *months[:10]))
    yield from (f"/browse/{year}?topic=cs" for year in years)
    # The paths of topics stand under the vocabulary's host and not the data set's.
    topics = ask("SELECT DISTINCT ?x { ?paper schema:about/skos:broader* ?x } ORDER BY ?x")
    yield from (f"/topic/{found}" for topic in topics if (found := topic.partition("/topic/")[2]))
    yield from ask(
        "SELECT ?x { ?paper schema:about ?x FILTER NOT EXISTS { ?x skos:broader ?y } } GROUP BY ?x "
        f"ORDER BY DESC(COUNT(?paper)) ?x LIMIT {_CONCEPTS}"
    )
    yield from ask(
        "SELECT DISTINCT ?x { ?any schema:isPartOf ?x . ?paper frbr:realization ?any } ORDER BY ?x"
    )
    yield from ask("SELECT ?x { ?x a foaf:Group } ORDER BY ?x")
    yield from ask(
        "SELECT ?x (COUNT(*) AS ?n) { ?slot pro:isHeldBy ?x } GROUP BY ?x "
        f"ORDER BY DESC(?n) ?x LIMIT {_PEOPLE}"
    )
    yield from ask("SELECT ?x { ?x a fabio:Work ; kgo:authorCount ?n } ORDER BY DESC(?n) ?x LIMIT 5")


def claims(soup: BeautifulSoup) -> Iterator[tuple[str, int, str]]:
    """Yield each number that stands in a link or right behind one: address, number and what is counted."""
    for link in soup.select("main a[href]"):
        beside = link.find_next_sibling()
        texts = [link.get_text(" ", strip=True)] if link.get_text().startswith("All ") else []
        if isinstance(beside, Tag) and {"count", "about", "soft"} & set(beside.get("class") or ()):
            texts.append(beside.get_text(" ", strip=True))
        for text in texts:
            last = text.rpartition("· ")[2]
            found = _NUMBER.search(last)
            # What a search says of a hit holds years and numbers of authors too: there the noun decides.
            if found and isinstance(beside, Tag) and "about" in (beside.get("class") or []) and not found[2]:
                continue
            if found and not _OF_THIS_PAGE.search(last):
                yield str(link["href"]), int(found[1].replace("\u202f", "")), found[2] or ""


def counted(soup: BeautifulSoup, what: str) -> set[int]:
    """Return the numbers of papers (or what else) that a page says of itself, in headings and notes."""
    noun = (what or "paper").rstrip("s")
    texts = [one.get_text(" ", strip=True) for one in soup.select("main :is(h1, h2, p.note, p.lead, dd)")]
    pattern = re.compile(rf"(\d[\d\u202f]*) (?:{noun}s?|rows?)\b")
    return {int(found[1].replace("\u202f", "")) for text in texts for found in pattern.finditer(text)}


@pytest.fixture(scope="session")
def followed(read: Read) -> Callable[[str], BeautifulSoup]:
    return cache(read)


def test_numbers_beside_links_are_those_behind_them(followed: Read, ask: Ask) -> None:
    wrong, right = [], 0
    for page in dict.fromkeys(pages(ask)):
        for target, number, what in claims(followed(page)):
            if target.startswith("/"):
                address = target.partition("#")[0]
                if number in counted(followed(address), what):
                    right += 1
                else:
                    wrong.append((page, target, number, what))
    assert not wrong, "\n".join(map(str, wrong))
    assert right > 100  # or the test has lost its eyes


def test_the_topics_of_the_start_page_are_those_in_use(read: Read, ask: Ask) -> None:
    (number,) = ask("SELECT (COUNT(DISTINCT ?x) AS ?n) { ?paper schema:about ?x }")
    figures = {
        one.dt.get_text(): one.dd.get_text()
        for one in read("/").select("dl.figures div")
        if one.dt and one.dd
    }
    assert figures["topics"].replace("\u202f", "") == number
    assert int(number) < len(ask("SELECT ?x { ?x a fabio:SubjectTerm }"))


def test_what_a_person_shares_is_counted_of_that_person(read: Read, ask: Ask) -> None:
    (person,) = ask(
        "SELECT ?x (COUNT(*) AS ?n) { ?slot pro:isHeldBy ?x } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1"
    )
    soup = read(person)
    notes = [one.get_text(" ", strip=True) for one in soup.select("ul.counted .count")]
    assert any(note.endswith("of these") for note in notes)
    assert all(not note.isdigit() for note in notes)
