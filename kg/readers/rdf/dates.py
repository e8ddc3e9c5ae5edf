"""Dates as graphs state them: types of XML Schema 1.1 (`date`, `gYear`, `dateTime`), or text like them."""

from __future__ import annotations

import re
from typing import Final

from kg.readers.date_parts import stated_date

_DATE: Final = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)?)?)?(?: ?Z| ?[+-]\d\d:?\d\d)?"
)


def partial_date(text: str) -> str | None:
    """Return the date in the precision in which it is stated (`2020-09`); None if it is none."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return stated_date(text)
    if match[1] == "0000" or not "00" <= (match[2] or "01") <= "12":
        return None
    parts = [match[1]]
    for part in (match[2], match[3]):
        if part is None or part == "00":
            break
        parts.append(part)
    return "-".join(parts)
