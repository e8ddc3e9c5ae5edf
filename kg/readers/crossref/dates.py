"""Dates of Crossref works: `{"date-parts": [[2021, 8, 6]]}`, often without a day, or without a year."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.months import NUMBERS
from kg.readers.draft import Draft
from kg.readers.json_values import inside, objects, text
from kg.readers.whole_numbers import whole_number
from kg.records import Damage

_KINDS: Final = {
    "published-online": "published-online", "published-print": "published-print", "accepted": "accepted",
    "submitted": "submitted", "content-created": "created", "content-updated": "updated",
}  # fmt: skip
_ASSERTED: Final = {
    "received": "received", "revised": "revised", "accepted": "accepted", "first_online": "published-online",
}  # fmt: skip
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T[\d:.Z+-]{1,30})?")
_WORDS: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})|([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})"
)


def read_dates(stated: dict[str, Any], draft: Draft) -> None:
    """State all dates of a work; `published` is that of the print where there is one, as it is cited.

    Else it is the one that Crossref holds to be that of publication, or the earliest. What is online earlier
    stands among the dates.
    """
    dates: list[dict[str, Any]] = []
    found: dict[str, str] = {}
    for key in (*_KINDS, "published", "issued", "published-other", "posted", "approved"):
        if (day := date(stated.get(key), key, draft.damage)) is not None:
            found[key] = day
    dates += [{"kind": kind, "date": found[key]} for key, kind in _KINDS.items() if key in found]
    dates += [
        {"kind": "other", "date": found[key], "note": key}
        for key in ("published-other", "posted", "approved")
        if key in found
    ]
    dates += [
        {"kind": "other", "date": day, "note": f"journal-issue {key}"}
        for key in ("published-online", "published-print")
        if (day := date(inside(stated, "journal-issue", key), "journal-issue", draft.damage))
    ]
    dates += _asserted(stated, {(one["kind"], one["date"]) for one in dates})
    printed_first = ("published-print", "published", "issued", "posted")
    published = next((found[key] for key in printed_first if key in found), None)
    if published is None:
        days = [found[key] for key in ("published-online", "published-other") if key in found]
        published = min(days, default=None)
        if published is None and stated.get("type") == "dissertation":  # its only date, as a rule
            published = found.get("approved")
    draft.fields["dates"] = dates
    if published:
        draft.fields |= {"published": published, "year": int(published[:4])}
    if draft.fields.get("work_type") == "preprint" and "posted" in found:
        draft.fields["submitted"] = found["posted"]


def date(stated: object, field: str, damage: list[Damage]) -> str | None:
    """Return the date that an object with `date-parts` states; None where it states none.

    A year that is none (0, null, a text) is damage, unless nothing is stated at all.
    """
    parts = inside(stated, "date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        parts = parts[0]
    if not isinstance(parts, list):
        stated = text(inside(stated, "date-time")) or ""
        return stated[:10] if _ISO.fullmatch(stated) else None
    values = [_whole(part) for part in parts]
    if not parts or parts[0] is None:
        return None
    if values[0] is None or not 1000 <= values[0] <= 2999:
        damage.append(Damage(kind="date_invalid", field=field, note=f"no year: {parts!s:.80}"))
        return None
    return _partial(values[0], *values[1:3])


def date_in(stated: str) -> str | None:
    """Return the day that a text is: `2019-04-01`, `6 November 2022`, `November 6, 2022`; else None."""
    if match := _ISO.fullmatch(stated):
        return _partial(int(match[1]), int(match[2]), int(match[3]))
    if match := _WORDS.fullmatch(stated):
        day, name, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        month = NUMBERS.get(name[:3].lower())
        return _partial(int(year), month, int(day)) if month else None
    return None


def _asserted(stated: dict[str, Any], known: set[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the dates that the publisher asserts, such as when a manuscript was received."""
    made = []
    for one in objects(stated.get("assertion")):
        kind, value = _ASSERTED.get(str(one.get("name"))), text(one.get("value"))
        if kind is None or value is None:
            continue
        day = date_in(value)
        if day is None:
            made.append({"kind": kind, "as_stated": value})
        elif (kind, day) not in known:
            made.append({"kind": kind, "date": day})
            known.add((kind, day))
    return made


def _partial(year: int, month: int | None = None, day: int | None = None) -> str:
    if month is None or not 1 <= month <= 12:
        return f"{year:04}"
    return f"{year:04}-{month:02}-{day:02}" if day and 1 <= day <= 31 else f"{year:04}-{month:02}"


def _whole(part: object) -> int | None:
    if isinstance(part, str):
        part = whole_number(part)
    return part if isinstance(part, int) and not isinstance(part, bool) else None
