"""Dates of a tagged reference: when it was published, received, seen."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.readers.draft import Draft
from kg.readers.printed_dates import Date, printed, slashed, state_publication
from kg.readers.ris_kinds import HELD, SERIAL
from kg.readers.tagged import Tags

_HISTORY: Final = {
    "received": "received", "accepted": "accepted", "revised": "revised", "rev-recd": "revised",
    "epub": "published-online", "collection": "issued",
}  # fmt: skip
_TIME: Final = re.compile(r"(\d{4}/\d{1,2}/\d{1,2})/\d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?", re.IGNORECASE)
"""A day with the time of it, as Zotero writes when it saw a page: `2021/05/02/10:11:12`."""


def read_dates(draft: Draft, tags: Tags, kind: str) -> None:
    """Read the dates of a reference of `kind`; the closest of those of its publication holds."""
    year = tags.first("PY", "Y1")
    found = _day(year) if year else None
    first = "Y1" if tags.has("PY") else "PY"  # the tag that was not read
    for tag in ("DA", first):
        found = _closer(draft, tags, kind, tag, year, found)
    if kind in SERIAL and (early := tags.first("ET")):  # when it appeared before its issue
        online = _day(early)
        if online.date and online.exact and len(online.date) > len("2000"):
            one = {"kind": "published-online", "date": online.date}
            draft.fields["dates"] = [*draft.fields.get("dates", ()), one]
        else:
            tags.unread("ET")
    if found is not None:
        state_publication(found, draft)
    _history(draft, tags, year)
    if visited := tags.first("Y2"):
        access = _day(visited)
        if access.date and access.exact and access.date[:4] >= "1991":
            stated = {"kind": "accessed", "date": access.date}
            draft.fields["dates"] = [*draft.fields.get("dates", ()), stated]
        else:
            tags.unread("Y2")


def _closer(
    draft: Draft, tags: Tags, kind: str, tag: str, year: str | None, found: Date | None
) -> Date | None:
    """Return the date under `tag` where it says more of the same than `found`, else `found`."""
    text = tags.first(tag)
    if not text or (tag == "PY" and found is None):
        return found
    one = _day(text)
    if year and one.date is None and found and found.date == year:
        one = printed(year, text)  # `May 12`, of the year stated beside it
    if one.date and one.end and kind in HELD and tag == "Y1" and found and found.date:
        if one.date.startswith(found.date[:4]):  # `7-11 May 2012`, the days of the meeting
            event = draft.fields.get("event") or {}
            draft.fields["event"] = event | {"start": one.date, "end": one.end}
            return found
    elif one.date and (found is None or found.date is None):
        return one
    elif one.date and found and found.date and one.date.startswith(found.date) and found.exact:
        return one if tag == "DA" or one.exact else found
    tags.unread(tag)
    return found


def _day(text: str) -> Date:
    found = _TIME.fullmatch(text.strip())
    return replace(slashed(found[1]), as_stated=text) if found else slashed(text)


def _history(draft: Draft, tags: Tags, year: str | None) -> None:
    """Read what PMC states after the date, `PY - 2013/02/15/received`, as a date of that meaning."""
    if not tags.has("PY") or tags.first("PY") != year:
        return
    for value in tags.all("PY")[1:]:
        date, bar, word = value.rpartition("/")
        kind, found = _HISTORY.get(word.strip().lower()), slashed(date) if bar else None
        if kind and found and found.date and found.exact:
            stated = {"kind": kind, "date": found.date}
            draft.fields["dates"] = [*draft.fields.get("dates", ()), stated]
        else:
            tags.unread_value(value)
