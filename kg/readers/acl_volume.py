"""What the head of a volume of the ACL Anthology (`<meta>`) says of each paper in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.months import NUMBERS
from kg.readers.acl_people import People, people, text_of

_COLLECTION: Final = re.compile(r"[A-Z](\d\d)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_JOURNALS: Final = frozenset(["cl", "tacl", "tal", "lilt", "ijclclp", "nejlt"])
"""Venues that are journals (the Anthology's data/yaml/venues)."""
_TEXTS: Final = {
    "booktitle": "venue", "journal-title": "venue", "publisher": "publisher", "address": "place",
    "volume": "volume", "journal-volume": "volume", "journal-issue": "issue",
}  # fmt: skip
_READ: Final = frozenset([*_TEXTS, "editor", "isbn", "year", "month", "url"])


@dataclass(frozen=True, slots=True)
class Volume:
    """The fields that a volume gives to its papers, its editors, and the elements left unread."""

    fields: dict[str, Any]
    editors: People
    unread: list[str]


def volume(meta: Element, collection: str) -> Volume:
    """Return what the head of a volume says."""
    found: dict[str, Any] = {}
    for tag, key in _TEXTS.items():  # a journal's title wins over that of its issue
        if text := text_of(meta.find(tag)):
            found[key] = text
    if isbn := text_of(meta.find("isbn")):
        found["venue_identifiers"] = {"isbn": isbn}
    stated = _YEAR.search(text_of(meta.find("year")) or "")
    if year := int(stated[0]) if stated else year_of(collection):
        found["year"] = year
        month = re.split(r"[\s\d.,/–-]", (text_of(meta.find("month")) or "").lower())[0]
        if number := NUMBERS.get(month):
            found["published"] = f"{year}-{number:02}"
    unread = [f"meta/{child.tag}" for child in meta if child.tag not in _READ]
    return Volume(found, people(meta.findall("editor"), "editors"), unread)


def year_of(collection: str) -> int | None:
    """Return the year that the name of a collection says: 2020.acl or P19."""
    if match := _COLLECTION.fullmatch(collection):
        return int(match[1]) + (1900 if int(match[1]) > 60 else 2000)
    match = _YEAR.match(collection)
    return int(match[0]) if match else None


def journal_by_name(collection: str) -> bool:
    """Tell whether a collection is a journal's by its name: J90, Q15, 2020.tacl."""
    if _COLLECTION.fullmatch(collection):
        return collection[0] in "JQ"
    return collection.partition(".")[2] in _JOURNALS
