"""Dates of CSL: parts, seasons, literals, and the texts that some write instead."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.json_values import text
from kg.readers.printed_dates import Date, extended, slashed, state_publication
from kg.readers.whole_numbers import whole_number
from kg.records import DateKind

_OTHERS: Final[tuple[tuple[str, DateKind, str | None], ...]] = (
    ("accessed", "accessed", None), ("submitted", "submitted", None), ("available-date", "available", None),
    ("original-date", "other", "original publication"),
)  # fmt: skip
_EXTENDED: Final = re.compile(r"(?!\d{4}/\d{1,2}(?:/|$))[-\d/~?%.XYTZ:+]{4,60}")
_SEASONS: Final = {"1": "spring", "2": "summer", "3": "autumn", "4": "winter"}


def read_dates(item: dict[str, Any], draft: Draft) -> None:
    """Read when the work was published, seen, submitted, and when its event was, into `draft`."""
    fields = draft.fields
    if (issued := date(item.get("issued"))) is not None:
        state_publication(issued, draft)
    for variable, kind, note in _OTHERS:
        if (found := date(item.get(variable))) is not None:
            stated = None if found.date and found.exact else found.as_stated
            one = {"kind": kind, "date": found.date, "end": found.end, "as_stated": stated, "note": note}
            kept = {key: value for key, value in one.items() if value}
            fields["dates"] = [*fields.get("dates", ()), kept]
    if (held := date(item.get("event-date"))) is not None and held.date:
        span = {"start": held.date, "end": held.end}
        fields["event"] = (fields.get("event") or {}) | {key: value for key, value in span.items() if value}


def date(value: object) -> Date | None:
    """Return the date that a variable states, or None where it states none, as in `[[null]]`."""
    if not isinstance(value, dict):
        stated = text(value)
        return _words(stated) if stated else None
    parts = value.get("date-parts")
    days = [_day(one) for one in parts] if isinstance(parts, list) else []
    if not days and (year := text(value.get("year"))):
        days = [_day([year, value.get("month"), value.get("day")])]
    days = [day for day in days if day]
    season = text(value.get("season"))
    words = text(value.get("literal")) or text(value.get("raw")) or text(value.get("edtf"))
    if not days:
        return _words(words) if words else None
    first, last = days[0], days[1] if len(days) > 1 else ""
    stated = "/".join(filter(None, [first, last]))
    note = (
        "approximate"
        if text(value.get("circa")) not in (None, "0", "false") or value.get("circa") is True
        else None
    )
    if season:
        note = note or _SEASONS.get(season, season)
    found = extended(stated)
    return Date(f"{stated} ({note})" if note else stated, found.date, found.end, note or found.note)


def _words(stated: str) -> Date:
    return extended(stated) if _EXTENDED.fullmatch(stated) else slashed(stated)


def _day(parts: object) -> str:
    """Return year, month and day in the form of ISO 8601, as far as they are numbers; 0 is none."""
    several = parts if isinstance(parts, list) else [parts]
    numbers: list[str] = []
    for place, part in enumerate(several[:3]):
        stated = (text(part) or "").removesuffix(".0")
        number = whole_number(stated)
        if not number:
            break
        numbers.append(f"{number:0{4 if place == 0 else 2}d}")
    return "-".join(numbers)
