"""Where papers appeared: e-prints, publications, venues."""

from __future__ import annotations

from kg.identity.authors import IdentifiedRecord
from kg.identity.expressions import expressions
from kg.identity.venues import venue_key
from kg.records import Version, WorkRecord

from .records import record


def paths(*records: WorkRecord) -> dict[str, str | None]:
    listings = [IdentifiedRecord(f"doc-{n}", one) for n, one in enumerate(records)]
    return {item.path: item.venue for item in expressions(listings, "key", frozenset()).expressions}


def test_an_eprint_and_its_journal_article_are_two() -> None:
    found = paths(record(arxiv_id="2101.00001", doi="10.1234/X", venue="Journal of Canals"))
    assert found == {"arxiv/2101.00001": "arxiv", "doi/10.1234/x": "name:journalofcanals"}


def test_a_doi_of_arxiv_is_no_second_place() -> None:
    assert paths(record(arxiv_id="2101.00001", doi="10.48550/arXiv.2101.00001")) == {
        "arxiv/2101.00001": "arxiv"
    }


def test_a_venue_without_doi_is_the_place_of_the_doi() -> None:
    found = paths(
        record(doi="10.1234/x", year=2020), record(venue="Journal of Canals", year=2020, volume="3")
    )
    assert found == {"doi/10.1234/x": "name:journalofcanals"}


def test_a_venue_of_another_year_is_another_place() -> None:
    assert len(paths(record(doi="10.1234/x", year=2020), record(venue="Journal of Canals", year=2014))) == 2


def test_versions_of_several_sources_are_brought_together() -> None:
    dump = record(arxiv_id="2101.00001", versions=(Version(number=1, submitted="2021-01-04T10:00:00Z"),))
    page = record(arxiv_id="2101.00001", version=2)
    [item] = expressions(
        [IdentifiedRecord("doc-1", dump), IdentifiedRecord("doc-2", page)], "key", frozenset()
    ).expressions
    assert [(one.number, one.submitted) for one in item.versions] == [(1, "2021-01-04T10:00:00Z"), (2, None)]


def test_a_venue_is_known_by_its_identifier_before_its_name() -> None:
    assert (
        venue_key(record(venue="J. Canals", venue_identifiers={"issn-l": "1234-5679"})) == "issnl:1234-5679"
    )
