"""Digits that are no numbers, such as `²`, are no days and years."""

from __future__ import annotations

from kg.readers.printed_dates import printed
from kg.readers.services.service import day


def test_a_day_that_is_a_footnote_mark_is_no_day() -> None:
    assert printed("2001", "May", "²").date == "2001-05"
    assert printed("2001", "May", "3").date == "2001-05-03"


def test_a_year_of_footnote_marks_is_none() -> None:
    assert day("²²²²-01-01") is None
    assert day("2001-01-05") == "2001-01-05"
