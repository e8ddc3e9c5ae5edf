"""Titles that tell papers apart, or do not: notices, parts, extensions, serial titles, slips."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.identity.paper_evidence import compare
from kg.identity.slips import slip
from kg.identity.titles import FoldedTitle, compare_titles, notice

from .records import record

CASES = [
    (outcome, *row)
    for outcome, rows in tomllib.loads(
        (Path(__file__).parent / "pairs" / "titles.toml").read_text("utf-8")
    ).items()
    for row in rows
]
PEOPLE = ["Ada Quill", "Tom Reed"]


@pytest.mark.parametrize("case", CASES, ids=[" / ".join(case[1:3]) for case in CASES])
def test_titles_of_the_same_people(case: tuple[str, str, str] | tuple[str, str, str, int]) -> None:
    outcome, a, b, *gap = case
    one = record(PEOPLE, title=a, year=2020)
    two = record(PEOPLE, title=b, year=2020 + (gap[0] if gap else 0))
    verdict = compare(one, two)
    if outcome == "not the same":
        assert verdict.outcome != "same", verdict
    else:
        assert verdict.outcome == outcome, verdict
    assert compare(two, one).confidence == verdict.confidence


def test_a_subtitle_that_one_lacks_is_not_enough_but_the_abstract_is() -> None:
    abstract = (
        "We hang chimes of nine metals in rows and listen to what the wind makes of them for one whole year."
    )
    short, long = "Harmonics of Wind Chimes", "Harmonics of Wind Chimes: Theory and Practice of Rows"
    one, two = record(PEOPLE, title=short, year=2020), record(PEOPLE, title=long, year=2020)
    assert compare(one, two).outcome == "undecided"
    one, two = (record(PEOPLE, title=title, year=2020, abstract=abstract) for title in (short, long))
    assert compare(one, two).outcome == "same"


def test_the_kind_of_a_notice_is_told() -> None:
    assert notice("erratum to: wind chimes") == "erratum"
    assert notice("wind chimes (erratum)") == "erratum"
    assert notice("authors' reply: wind chimes") == "reply"
    assert notice("wind chimes and their correction") == ""


def test_a_prefix_that_denies_is_no_slip() -> None:
    one, two = FoldedTitle.of("Supervised tuning of chimes"), FoldedTitle.of("Unsupervised tuning of chimes")
    assert compare_titles(one, two) == "partly"
    assert not slip("hypertension", "hypotension")
    assert not slip("macroscopic", "microscopic")
    assert not slip("brca1", "brca2")
    assert slip("techonology", "technology")
    assert slip("form", "from")
