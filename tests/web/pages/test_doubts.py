"""Doubts on pages: both sides, the evidence, the line that decides it, and numbers that it could change."""

from __future__ import annotations

from collections.abc import Callable

import orjson
from bs4 import BeautifulSoup

from kg.identity.decisions import Decision
from tests.web.pages.conftest import Ask

Read = Callable[[str], BeautifulSoup]
OPEN = "GRAPH ?g { ?x kgo:outcome kgc:outcome-undecided ; kgo:onResource ?a , ?b } FILTER(?a != ?b)"


def test_a_doubt_shows_both_sides_and_the_lines_that_decide_it(ask: Ask, read: Read) -> None:
    (doubt, *_) = ask(f"SELECT DISTINCT ?x {{ {OPEN} ?a a schema:Person . ?b a schema:Person }} ORDER BY ?x")
    page = read(doubt)
    iri = page.select_one("p.hash")
    assert iri is not None
    sides = ask(
        f"SELECT DISTINCT ?a {{ VALUES ?x {{ <{iri.text.strip()}> }} GRAPH ?g {{ ?x kgo:onResource ?a }} }}"
    )
    titles = [heading.get_text(strip=True) for heading in page.select("h2")]
    for side in sides:
        assert page.select(f'h2 a[href$="{side.rpartition("/")[2]}"]')
    assert "What speaks for and against" in titles
    assert "Decide it" in titles
    merge, split = (Decision.model_validate(orjson.loads(line.text)) for line in page.select("pre.whole"))
    assert (merge.decision, split.decision) == ("merge", "split")
    assert {one.rpartition("/")[2] for one in merge.about} == {one.rpartition("/")[2] for one in sides}
    assert set(split.keys) <= set(merge.keys)
    assert not set(split.keys) & set(split.others)
    assert "Traceback" not in page.text


def test_a_person_in_doubt_perhaps_has_more_papers(ask: Ask, read: Read) -> None:
    (person, *_) = ask("SELECT DISTINCT ?x { GRAPH ?g { ?x kgo:perhapsPapers ?n } } ORDER BY ?x")
    heading = read(person).select_one("h2#papers")
    assert heading is not None
    has, _, perhaps = heading.get_text().partition(", perhaps ")
    assert int(perhaps) > int(has.split()[0])


def test_the_number_is_that_of_all_whom_a_decision_names(ask: Ask) -> None:
    counted = ask(
        "SELECT (CONCAT(STR(?x), ' ', STR(COUNT(DISTINCT ?slot))) AS ?n) { "
        "{ SELECT DISTINCT ?x ?b { GRAPH ?g { "
        "?d kgo:outcome kgc:outcome-undecided ; kgo:onResource ?x , ?b } } } "
        "?slot pro:isHeldBy ?b . ?x a schema:Person } GROUP BY ?x"
    )
    said = ask("SELECT (CONCAT(STR(?x), ' ', STR(?n)) AS ?m) { GRAPH ?g { ?x kgo:perhapsPapers ?n } }")
    assert set(said) <= set(counted)
    assert said
