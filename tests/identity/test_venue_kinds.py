"""What kind of venue it is: as stated, by its name, by its records; mixed evidence stays unknown."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.identity.authors import IdentifiedRecord
from kg.identity.expressions import Venues, expressions
from kg.identity.venue_kinds import Said, decided
from kg.identity.venues import merged_venues, venue_key, venue_mentions
from kg.kinds import VenueKind
from kg.records import WorkRecord
from kg.works import FieldDecision, Venue

from .records import record

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("venue_kinds.toml").read_text("utf-8"))[
    "case"
]


def venue(records: list[WorkRecord]) -> tuple[Venue, FieldDecision | None]:
    said = [
        Said(one, 1, f"doc-{number}")
        for number, stated in enumerate(records, start=1)
        for one in venue_mentions(stated)
        if one.key != "arxiv"
    ]
    ((found, decisions),) = merged_venues(said)
    return found, next((one for one in decisions if one.name == "kind"), None)


def records_of(case: dict[str, Any]) -> list[WorkRecord]:
    return [record(**({"venue": case["name"]} | stated)) for stated in case.get("records", [{}])]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"] + ": " + case.get("kind", "unknown"))
def test_the_kind_of_a_venue(case: dict[str, Any]) -> None:
    found, decision = venue(records_of(case))
    assert found.kind == case.get("kind")
    assert (decision.rule if decision else None) == case.get("rule")
    if decision:
        assert 0 < decision.confidence <= 1
        assert decision.supported
        assert decision.words


def test_one_record_of_many_that_says_otherwise_stands_against_the_decision() -> None:
    records = [record(venue="Fowl", work_type="journal-article") for _ in range(12)]
    found, decision = venue([*records, record(venue="Fowl", work_type="proceedings-article")])
    assert (found.kind, decision and decision.contradicted) == ("journal", ["doc-13"])
    assert decision is not None
    assert decision.confidence < 0.9


def test_what_editors_edited_is_said_of_a_volume_only() -> None:
    stated: dict[str, Any] = {
        "editors": [{"position": 0, "name": "Eva Dal"}],
        "place": "Oslo",
        "series": "Notes",
    }
    volume, _ = venue([record(venue="Proceedings of the 3rd Lark Workshop", **stated)])
    journal, _ = venue([record(venue="Journal of Larks", work_type="journal-article", **stated)])
    assert ([one.name for one in volume.editors], volume.place, volume.series) == (
        ["Eva Dal"],
        "Oslo",
        "Notes",
    )
    assert (journal.editors, journal.place, journal.series) == ([], None, None)


def test_editors_on_whom_records_disagree_are_nobodys() -> None:
    name = "Proceedings of the 3rd Lark Workshop"
    found, _ = venue(
        [record(venue=name, editors=[{"position": 0, "name": one}]) for one in ("Eva Dal", "Karl Berg")]
    )
    assert (found.kind, found.editors) == ("proceedings", [])


def kind(stated: WorkRecord, known: tuple[VenueKind, float] | None) -> tuple[str, str | None]:
    venues = Venues({venue_key(stated) or "": known} if known else {})
    appeared = expressions([IdentifiedRecord("doc-1", stated)], "key", frozenset(), venues)
    (item,) = appeared.expressions
    return item.kind, appeared.decisions[0].rule if appeared.decisions else None


@pytest.mark.parametrize(
    ("stated", "known", "expected"),
    [
        ({"venue": "Larks"}, None, ("Expression", None)),
        ({"venue": "Larks"}, ("journal", 0.9), ("JournalArticle", "KIND-FROM-VENUE")),
        ({"venue": "Larks"}, ("conference-series", 0.9), ("ConferencePaper", "KIND-FROM-VENUE")),
        ({"venue": "Workshop on Larks"}, ("proceedings", 0.9), ("WorkshopPaper", "KIND-FROM-VENUE")),
        ({"venue": "Larks"}, ("book-series", 0.9), ("Expression", None)),
        ({"venue": "Larks"}, ("repository", 0.9), ("Expression", None)),
        ({"venue": "Larks", "work_type": "other"}, ("journal", 0.9), ("Expression", None)),
        ({"venue": "Larks", "work_type": "report"}, ("journal", 0.9), ("ReportDocument", None)),
    ],
)
def test_a_publication_is_stated_derived_from_its_venue_or_unknown(
    stated: dict[str, Any], known: tuple[VenueKind, float] | None, expected: tuple[str, str | None]
) -> None:
    assert kind(record(**stated), known) == expected


def test_sources_that_state_different_kinds_are_on_record() -> None:
    listings = [
        IdentifiedRecord("doc-1", record(doi="10.1234/x", work_type="journal-article")),
        IdentifiedRecord("doc-2", record(doi="10.1234/x", work_type="book-chapter")),
    ]
    appeared = expressions(listings, "key", frozenset())
    (decision,) = appeared.decisions
    assert (decision.rule, decision.on) == ("SOURCE-ORDER", "doi/10.1234/x")
    assert (len(decision.supported), len(decision.contradicted)) == (1, 1)


def test_a_series_of_meetings_is_no_journal_whatever_one_record_states() -> None:
    name = "International Conference on Tides"
    stated = record(venue=name, venue_kind="journal", work_type="journal-article")
    (mention,) = venue_mentions(stated)
    assert decided([Said(mention, 1, "doc-1")], name)[0] == "journal"
    assert decided([Said(replace(mention, volumes=True), 1, "doc-1")], name) == (None, None)
    journal = "Journal of Tides"
    assert decided([Said(replace(mention, volumes=True), 1, "doc-1")], journal)[0] == "journal"
