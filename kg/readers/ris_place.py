"""Where a tagged reference appeared: journal, book or proceedings; volume, pages, publisher, event."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.eprint_places import eprint_place
from kg.readers.ris_kinds import BOOKS, CONTAINERS, HELD, IN_SERIES, SERIAL
from kg.readers.tagged import Tags

_VOLUME_ISSUE: Final = re.compile(r"(\d{1,5})\s?\((\d{1,4}(?:[-–/]\d{1,4})?)\)")
_WHOLES: Final = BOOKS | {"THES"}
_LENGTH: Final = re.compile(
    r"(?:[ivxlc]{1,8}[\s,+]{1,3})?\d{1,4}(?:\s?(?:pp?|pages|s|Seiten|leaves)\.?)?", re.IGNORECASE
)
_NUMBERED: Final = frozenset(["RPRT", "STAND"])
"""Kinds that have a number of their own: reports and standards."""


def read_place(fields: dict[str, Any], tags: Tags, kind: str) -> None:
    """Read the place of a reference of `kind` into `fields`, those of its record."""
    fields["series"] = tags.first("T3")
    if kind in CONTAINERS:
        _container(fields, tags, kind)
    elif kind in BOOKS:
        fields["series"] = tags.first("T2", "T3")
        if kind == "SER" and (volume := tags.first("C3")):  # of Scopus: a paper in a volume of the series
            both = {"venue": volume, "venue_kind": "proceedings"}
            fields |= both if fields["series"] else {"series": volume}
    elif kind not in ("THES", ""):
        venue = tags.first("T2", "JF", "JO", "BT")
        place = eprint_place(venue) if venue else None
        if place is not None and place.number:
            fields["arxiv_id"] = place.number
        elif kind == "STAND" and venue and any(map(str.isdigit, venue)):
            fields["report_no"] = venue  # IEEE's `IEEE Std 1234-2011`
        else:
            fields["venue"] = venue
    _numbers(fields, tags, kind)
    _pages(fields, tags, kind)
    fields["edition"] = None if kind in SERIAL else tags.first("ET")
    fields["publisher"] = tags.first("PB")
    place_of = tags.first("CY", "PP")
    if kind in HELD and (published_in := tags.first("C1")):
        fields["place"] = published_in
        event = fields.get("event") or {}
        fields["event"] = event | ({"place": place_of} if place_of else {})
    else:
        fields["place"] = place_of


def _container(fields: dict[str, Any], tags: Tags, kind: str) -> None:
    order = ("JF", "BT", "T2", "JO", "C3", "JA", "J2")
    meeting = tags.first("T2") if kind in HELD and tags.has("C3") else None
    volume = tags.first("C3") if meeting else None
    if meeting and meeting != volume:  # the conference, beside its proceedings
        fields["event"] = (fields.get("event") or {}) | {"name": meeting}
    venue = volume or tags.first(*order)
    place = eprint_place(venue) if venue else None
    if place is not None and place.number:
        fields["arxiv_id"] = place.number
    if venue and place is None:
        fields["venue"], fields["venue_kind"] = venue, CONTAINERS[kind]
    for tag in ("JF", "BT", "T2", "JO"):  # the same once more
        if tags.has(tag) and tags.first(tag) not in (venue, meeting):
            tags.unread(tag)
    short = next((one for tag in ("JA", "J2", "J1", "JO") if (one := tags.first(tag)) and one != venue), None)
    fields["venue_abbreviation"] = short if place is None else None


def _numbers(fields: dict[str, Any], tags: Tags, kind: str) -> None:
    fields["volume"] = volume = tags.first("VL", "VO")
    if kind == "THES" and volume and not any(map(str.isdigit, volume)):
        fields["volume"] = None  # EndNote keeps the degree there
        tags.unread("VL", "VO")
    if kind in _NUMBERED:
        fields["report_no"] = tags.first("IS", "M1") or fields.get("report_no")
    else:
        fields["issue"] = tags.first("IS")
    if volume and not tags.has("IS") and kind != "RPRT" and (both := _VOLUME_ISSUE.fullmatch(volume)):
        fields["volume"], fields["issue"] = both[1], both[2]  # `50(2)`, with the issue in the volume's place
    fields["article_number"] = tags.first("C7") if kind in CONTAINERS else None


def _pages(fields: dict[str, Any], tags: Tags, kind: str) -> None:
    first, last = tags.first("SP"), tags.first("EP")
    if first and last and last != first and "-" not in first:
        fields["pages"] = f"{first}-{last}"
    elif kind in _WHOLES and first and not last and _LENGTH.fullmatch(first) and not _is_part(tags, kind):
        fields["extent"] = first  # how long it is
    else:
        fields["pages"] = first or last


def _is_part(tags: Tags, kind: str) -> bool:
    """Tell whether what Scopus lists under a series of books is a paper or chapter in it."""
    medium = (tags.first("M3") or "").lower() if kind == "SER" else ""
    tags.unread("M3") if medium not in IN_SERIES else None
    return medium in IN_SERIES and medium != "book"
