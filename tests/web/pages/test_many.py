"""Topics and venues with more papers than a page counts: the same lists, found another way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from kg.release.answering import pages
from kg.web.http.current import ServedRelease
from kg.web.pages.lists import listings, paper_counts, recordlists

Ask = Callable[[str], list[str]]
ARCHIVE = "https://w3id.org/kgpub/topic/arxiv/cs"


@pytest.mark.parametrize(
    ("pattern", "find"),
    [
        (pages.OF_VENUE, "?x a fabio:DocumentRepository"),
        (pages.OF_TOPIC, "?x a fabio:SubjectTerm ; skos:notation 'cs.LG'"),
        (pages.UNDER_TOPIC, "?x a fabio:SubjectTerm ; skos:notation 'cs'"),
    ],
)
def test_the_newest_are_the_same(
    pattern: str, find: str, served: ServedRelease, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = ask(f"SELECT ?x {{ {find} }}")
    iri = path if path.startswith("https:") else f"{served.base}{path[1:]}"
    whole = paper_counts.tally(served, pattern, iri, "it")
    assert not whole.more
    assert sum(n for _, n in whole.years) <= whole.total
    monkeypatch.setattr(paper_counts, "MOST_COUNTED", 2)
    cut = paper_counts.tally(served, pattern, iri, "it")
    assert (cut.more, cut.total, cut.years, cut.chart) == (True, 2, [], None)
    limit = min(5, whole.total)
    assert listings.newest_of(served, pattern, iri, cut, limit) == listings.newest_of(
        served, pattern, iri, whole, limit
    )


def test_records_of_a_long_document_are_the_same(
    served: ServedRelease, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = ask('SELECT ?x { GRAPH ?g { ?x dcterms:title "vinyals-oriol.txt" } }')
    document = f"{served.base}{path[1:]}"
    sorted_pages = [recordlists.records_of(served.engine, document, page, 10) for page in (1, 2, 3)]
    assert [len(records) for _, records in sorted_pages] == [10, 10, 9]
    monkeypatch.setattr(recordlists, "MOST_SORTED", 5)
    assert [recordlists.records_of(served.engine, document, page, 10) for page in (1, 2, 3)] == sorted_pages


@pytest.mark.parametrize(
    ("pattern", "find", "papers"),
    [
        (pages.OF_VENUE, "?x a fabio:DocumentRepository", "^schema:isPartOf/^frbr:realization"),
        (
            pages.OF_SERIES,
            "?x a fabio:DocumentRepository",
            "^schema:isPartOf/^schema:isPartOf?/^frbr:realization",
        ),
        (pages.OF_TOPIC, "?x a fabio:SubjectTerm ; skos:notation 'cs.LG'", "^schema:about"),
        (pages.UNDER_TOPIC, "?x a fabio:SubjectTerm ; skos:notation 'cs'", "^skos:broader*/^schema:about"),
    ],
)
def test_who_signed_most_is_counted_without_papers_of_many_authors(
    pattern: str, find: str, papers: str, served: ServedRelease, ask: Ask
) -> None:
    (path,) = ask(f"SELECT ?x {{ {find} }}")
    iri = path if path.startswith("https:") else f"{served.base}{path[1:]}"
    people = paper_counts.tally(served, pattern, iri, "it").people
    counted = ask(
        f"SELECT (CONCAT(STR(COUNT(DISTINCT ?p)), ' ', STR(?who)) AS ?n) {{ <{iri}> {papers} ?p . "
        "?p schema:author ?who FILTER NOT EXISTS { ?p kgo:authorCount ?many FILTER(?many > 100) } } "
        "GROUP BY ?who"
    )
    ranked = sorted((-int(n), who[-16:], who) for n, _, who in (line.partition(" ") for line in counted))
    most = sorted((n, who) for n, _, who in ranked[:15])
    assert [(-int((one.note or "").split()[0]), one.iri) for one in people] == most
    if pattern == pages.OF_VENUE:
        assert ask(f"SELECT ?p {{ <{iri}> {papers} ?p . ?p kgo:authorCount ?many FILTER(?many > 100) }}")


def test_the_chart_and_its_table_agree(read: Callable[[str], BeautifulSoup]) -> None:
    soup = read("/topic/arxiv/cs")
    table = {
        row.th.get_text(): row.td.get_text()
        for row in soup.select("figure table tbody tr")
        if row.th and row.td
    }
    drawn = dict(title.get_text().split(": ") for title in soup.select("svg.chart rect title"))
    assert table == drawn
