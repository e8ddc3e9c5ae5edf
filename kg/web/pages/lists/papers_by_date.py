"""Papers by date: how many each date of a year has, and a part of them, newest first.

A paper has one date, or none: a day, a month or a year (`ontology/shapes.ttl`). The dates of a year with many
papers are counted at the build; papers are then looked up by the dates that a page shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.engine import Engine
from kg.queries.asking import listed
from kg.vocab import XSD

DAY: Final = len("2021-03-04")
_DATATYPES: Final = {len("2021"): "gYear", len("2021-03"): "gYearMonth", DAY: "date"}

Dates = Sequence[tuple[str, int]]
"""Dates, each as ISO 8601 writes it, and how many papers have it; an empty text stands for none."""


def dates(engine: Engine, year: int) -> Dates:
    """Return the dates of papers of a year, newest first: a month after its days, a year after its months."""
    of_year = Literal(f"{year:04d}", datatype=NamedNode(XSD["gYear"]))
    found = listed(engine, "dates-in-year", {"year": of_year})
    return sorted(((row.get("on", ""), int(row["n"])) for row in found), reverse=True)


def can_be_looked_up(counted: Dates, end: int) -> bool:
    """Tell whether the first `end` papers all have a date by which they are found."""
    for on, papers in counted:
        if end <= 0:
            return True
        if len(on) not in _DATATYPES:
            return False
        end -= papers
    return True


def papers(engine: Engine, counted: Dates, start: int, end: int) -> list[tuple[str, str | None]]:
    """Return the papers from number `start` (from 0) to before `end` of all that have the dates `counted`."""
    found: list[tuple[str, str | None]] = []
    for on, number in counted:
        if start < number and end > 0:
            date = Literal(on, datatype=NamedNode(XSD[_DATATYPES[len(on)]]))
            rows = listed(engine, "dated-on-day", {"day": date}, without=("topics",))
            here = sorted({row["paper"] for row in rows})
            found += [(paper, on) for paper in here[max(0, start) : end]]
        start, end = start - number, end - number
    return found
