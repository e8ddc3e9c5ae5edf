"""Every field of a record is mapped, or is listed as deliberately not mapped."""

from __future__ import annotations

from typing import Any

import pyoxigraph
import pytest

from kg.identity.authors import IdentifiedRecord
from kg.identity.resolution import PaperEvidence, resolve
from kg.identity.venue_kinds import Said
from kg.identity.venues import merged_venues, venue_mentions
from kg.iris import Iris
from kg.mapping.agents import venue_text
from kg.mapping.claims import NOT_MAPPED, ClaimMapper
from kg.mapping.curation import CurationMapper
from kg.mapping.observations import observations
from kg.mapping.work import WorkMapper
from kg.records import (
    Abstract,
    Author,
    Contributor,
    Count,
    Damage,
    DateStated,
    Event,
    Funding,
    Identifier,
    License,
    Organisation,
    Profile,
    Reference,
    Relation,
    Repair,
    Source,
    Stated,
    Status,
    Subject,
    Title,
    Version,
    WorkRecord,
)

IRIS = Iris("https://kg.example.org/")
SOURCE = Source(file="lanterns.txt", format="author-page", first_line=3, last_line=5)

BARE = WorkRecord(source=SOURCE, title="Lanterns")

# One value for each field, so that a field that is left out of the mapping changes nothing and is found.
FILLED: dict[str, Any] = {
    "source": Source(file="lanterns.txt", format="author-page", first_line=7, last_line=9),
    "title": "Slow boats",
    "authors": (Author(position=0, name="Ada Quill"),),
    "authors_complete": False,
    "abstract": "Boats drift.",
    "comment": "12 pages",
    "arxiv_id": "2101.00001",
    "version": 2,
    "versions": (Version(number=1, submitted="2021-01-04T10:00:00Z", size="8 KB"),),
    "doi": "10.1234/boats",
    "identifiers": {"openalex": "W1"},
    "submitted": "2021-01-04",
    "updated": "2021-02-01",
    "date_as_stated": "4 Jan 2021",
    "year": 2022,
    "submitter": "A. Quill",
    "primary_category": "cs.DL",
    "categories": ("cs.DL",),
    "categories_as_stated": ("DL",),
    "work_type": "journal-article",
    "work_type_as_stated": "Poem",
    "statuses": (Status(kind="retracted", date="2023-01", by="10.1234/notice"),),
    "venue": "Journal of Canals",
    "venue_kind": "proceedings",
    "venue_identifiers": {"issn": "1234-5679"},
    "editors": (Author(position=0, name="Karl Berg"),),
    "series": "Canal Notes",
    "edition": "2nd",
    "place": "Gouda",
    "publisher": "Canal Press",
    "volume": "7",
    "issue": "2",
    "pages": "1-9",
    "journal_ref": "J. Canals 7 (2022) 1",
    "report_no": "CANAL-7",
    "language": "en",
    "languages": ("en", "fr"),
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "url": "https://canals.example/7",
    "keywords": ("boats",),
    "references": (Reference(text="10.1234/umbrellas"),),
    "subtitle": "Of the north",
    "titles": (Title(text="Bateaux lents", kind="translated", language="fr"),),
    "contributors": (Contributor(position=0, name="Karl Berg", role="translator"),),
    "abstracts": (Abstract(text="Les bateaux dérivent.", language="fr"),),
    "other_identifiers": (Identifier(scheme="isbn", value="9783161484100"),),
    "published": "2021-03-01",
    "dates": (DateStated(kind="accepted", date="2021-02"),),
    "venue_abbreviation": "J. Can.",
    "event": Event(name="Canal Days", place="Gouda", start="2021-05-01", end="2021-05-03"),
    "series_number": "12",
    "article_number": "e7",
    "extent": "9 pages",
    "licenses": (License(license="https://canals.example/terms", scope="text-mining", start="2022"),),
    "subjects": (Subject(term="Boats", scheme="MeSH", code="D123"),),
    "funding": (Funding(funder=Organisation(name="Canal Fund"), award="CF-7"),),
    "relations": (Relation(kind="preprint-of", scheme="doi", identifier="10.1234/printed"),),
    "counts": (Count(kind="citations", value=3, observed="2022-01-01"),),
    "stated": (Stated(field="shelf", value="B 7"),),
    "code": True,
    "code_url": "https://code.example/boats",
    "institutions": ("canal-lab",),
    "damage": (Damage(kind="title_lost", field="title"),),
}


def text(record: WorkRecord) -> str:
    """Return everything that is written of one record."""
    listing = IdentifiedRecord("0123456789abcdef-1", record)
    work = resolve([listing], PaperEvidence(), lambda _: ()).work
    mapper, own = ClaimMapper(IRIS, "0123456789abcdef"), listing.record_id
    claims = mapper.place(record, own, listing.status), mapper.record(record, own), mapper.concepts(record)
    works = WorkMapper(IRIS).text(work, {})
    said = [Said(one, 1, listing.record_id) for one in venue_mentions(record)]
    venues = "".join(venue_text(IRIS, venue) for venue, _ in merged_venues(said))
    return "".join([*claims, *works, CurationMapper(IRIS).work(work, {}), venues])


def changed(field: str) -> tuple[str, str]:
    base = {"venue": "Journal of Boats", "doi": "10.1234/x"} if field in NEEDS_VENUE else {}
    bare = BARE.model_copy(update=base)
    return text(bare), text(bare.model_copy(update={field: FILLED[field]}))


NEEDS_VENUE = {
    "venue_kind",
    "editors",
    "series",
    "edition",
    "place",
    "venue_identifiers",
    "publisher",
    "volume",
    "issue",
    "pages",
    "language",
    "languages",
}


@pytest.mark.parametrize("field", sorted(set(WorkRecord.model_fields) - set(NOT_MAPPED)))
def test_every_field_of_a_record_makes_a_difference(field: str) -> None:
    without, with_it = changed(field)
    assert without != with_it


def test_what_is_not_mapped_exists_and_has_a_reason() -> None:
    assert set(NOT_MAPPED) <= set(WorkRecord.model_fields)
    assert all(NOT_MAPPED.values())


@pytest.mark.parametrize(
    "field", ["h_index", "citations", "papers_total", "papers_listed", "novelty_percent", "ai_score"]
)
def test_every_number_of_a_profile_is_an_observation(field: str) -> None:
    profile = Profile.model_validate({"source": SOURCE, "name": "Ada Quill", field: 7})
    found = observations(
        IRIS, profile, "0123456789abcdef", "0123456789abcdef", "<https://kg.example.org/person/x>"
    )
    assert found.count("<https://schema.org/Observation>") == 1


@pytest.mark.parametrize("field", sorted(FILLED))
def test_the_text_parses_strictly_and_states_nothing_twice(field: str) -> None:
    _, with_it = changed(field)
    list(pyoxigraph.parse(with_it, pyoxigraph.RdfFormat.N_QUADS))
    lines = with_it.splitlines()
    assert len(lines) == len(set(lines))


def test_a_repair_is_a_node_with_rule_values_and_confidence() -> None:
    repair = Repair(
        field="authors", position=0, rule="NAME-NULL", before="Boat Team, null", after="Boat Team",
        certain=True, confidence=0.99,
    )  # fmt: skip
    record = BARE.model_copy(
        update={"authors": (Author(position=0, name="Boat Team", kind="collective"),), "repairs": (repair,)}
    )
    found = text(record)
    for part in (
        "repair-null-token",
        '"NAME-NULL"',
        '"Boat Team, null"',
        '"0.99"',
        "mention/0123456789abcdef-1-1",
    ):
        assert part in found
