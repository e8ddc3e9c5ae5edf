"""The words that formats have for kinds of works and of venues."""

from __future__ import annotations

import pytest

from kg.kinds import VENUE_KINDS, WORK_TYPES, venue_kind, work_type


@pytest.mark.parametrize(
    ("stated", "kind"),
    [("article", "journal-article"), ("InProceedings", "proceedings-article"), ("posted-content", "preprint"),
     ("phdthesis", "dissertation"), ("book chapter", "book-chapter"), ("Misc", "other"),
     ("TECHREPORT", "report"), ("front_matter", "front-matter"), ("poem", None), ("", None)],
)  # fmt: skip
def test_words_for_works(stated: str, kind: str | None) -> None:
    assert work_type(stated) == kind


@pytest.mark.parametrize("ambiguous", ["review", "unpublished", "informal", "text", "publication"])
def test_a_word_that_may_mean_several_kinds_means_none(ambiguous: str) -> None:
    assert work_type(ambiguous) is None


@pytest.mark.parametrize(
    ("stated", "kind"),
    [("Journal", "journal"), ("book series", "book-series"), ("conference", "conference-series"),
     ("BookSeries", "book-series"), ("Preprint server", "repository"), ("Nature", None)],
)  # fmt: skip
def test_words_for_venues(stated: str, kind: str | None) -> None:
    assert venue_kind(stated) == kind


def test_each_kind_is_a_word_for_itself() -> None:
    assert [work_type(kind) for kind in WORK_TYPES] == list(WORK_TYPES)
    assert [venue_kind(kind) for kind in VENUE_KINDS] == list(VENUE_KINDS)
