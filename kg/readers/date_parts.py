"""Dates that come in parts (year, month, day, season) or as text: as far as they are stated.

PubMed, JATS, MARC and MODS state dates so. A month is a number or its English name; what is no date is None.
"""

from __future__ import annotations

import re
from typing import Final

from kg.months import NUMBERS

_YEAR: Final = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)")
_ISO: Final = re.compile(r"(\d{4})(?:-?([01]\d)(?:-?([0-3]\d))?)?(?:[T ].{0,40})?")
_SLASHED: Final = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?")
_WORDS: Final = re.compile(r"[^\W\d_]{3,12}")
_DAY: Final = re.compile(r"(?<!\d)([0-3]?\d)(?:st|nd|rd|th)?(?!\d)")


def partial(year: str | None, month: str | None = None, day: str | None = None) -> str | None:
    """Return the date that its parts make, such as `1998-03`; None without a year of four digits.

    A part that is no month or day is left out, and what is finer than it; the day is not checked against its
    month, which the check of the record does.
    """
    year = (year or "").strip()
    if not re.fullmatch(r"[12]\d{3}", year, re.ASCII):
        return None
    number = month_number(month)
    if number is None:
        return year
    text = (day or "").strip()
    if text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= 31:
        return f"{year}-{number:02}-{int(text):02}"
    return f"{year}-{number:02}"


def month_number(month: str | None) -> int | None:
    """Return 1 to 12 for a month given as number or English name; else None."""
    text = (month or "").strip().rstrip(".").lower()
    if text.isascii() and text.isdigit() and len(text) < 3:
        return int(text) if 1 <= int(text) <= 12 else None
    return NUMBERS.get(text)


def year_in(text: str | None) -> int | None:
    """Return the first year from 1000 to 2099 that stands in a text alone; None where none does."""
    match = _YEAR.search(text or "")
    return int(match[1]) if match else None


def stated_date(text: str | None) -> str | None:
    """Return the one date that a text states: `2008-05-07`, `20080507`, `2008/5`, `12 May 2008`, `[c2008]`.

    None where it states none or a range.
    """
    text = (text or "").strip().strip("[]?.,;© ").removeprefix("c")
    if match := _ISO.fullmatch(text) or _SLASHED.fullmatch(text):
        return partial(match[1], match[2], match[3])
    years = set(_YEAR.findall(text))
    if len(years) != 1:
        return None
    year = years.pop()
    months = {number for word in _WORDS.findall(text) if (number := NUMBERS.get(word.lower()))}
    if len(months) != 1:
        return year if not months else None
    days = {match[1] for match in _DAY.finditer(text.replace(year, " "))}
    return partial(year, str(months.pop()), days.pop() if len(days) == 1 else None)
