"""What the head of a volume of the ACL Anthology (`<meta>`) says of each paper in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.months import NUMBERS
from kg.readers.acl_people import AclPeople, people, text_of

_COLLECTION: Final = re.compile(r"[A-Z](\d\d)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_JOURNALS: Final = frozenset(["cl", "tacl", "tal", "lilt", "ijclclp", "nejlt"])
"""Venues that are journals (the Anthology's data/yaml/venues)."""
_BY_LETTER: Final = {
    "A": "anlp", "C": "coling", "D": "emnlp", "E": "eacl", "H": "hlt", "I": "ijcnlp", "J": "cl", "K": "conll",
    "L": "lrec", "M": "muc", "N": "naacl", "P": "acl", "Q": "tacl", "R": "ranlp", "U": "alta", "Y": "paclic",
}  # fmt: skip
"""Venues by the letter that names their collections (`P19`); of other letters a collection has several."""
VENUE_SCHEME: Final = "acl-venue"
_TEXTS: Final = {
    "booktitle": "venue", "journal-title": "venue", "publisher": "publisher", "address": "place",
    "volume": "volume", "journal-volume": "volume", "journal-issue": "issue",
}  # fmt: skip
_READ: Final = frozenset([*_TEXTS, "editor", "isbn", "year", "month", "url", "venue"])


@dataclass(frozen=True, slots=True)
class Volume:
    """The fields that a volume gives to its papers, its editors, and the elements left unread."""

    fields: dict[str, Any]
    editors: AclPeople
    unread: list[str]


def volume(meta: Element, collection: str, number: str) -> Volume:
    """Return what the head of the volume `number` of a collection says."""
    found: dict[str, Any] = {}
    venues = [text for one in meta.findall("venue") if (text := text_of(one))]
    of = "venue" if journal_by_name(collection) else "series"
    found["other_identifiers"] = [
        {"scheme": VENUE_SCHEME, "value": one, "of": of} for one in venues or _venues(collection, number)
    ]
    for tag, key in _TEXTS.items():  # a journal's title wins over that of its issue
        if text := text_of(meta.find(tag)):
            found[key] = text
    if isbn := text_of(meta.find("isbn")):
        found["venue_identifiers"] = {"isbn": isbn}
    dated = _YEAR.search(text_of(meta.find("year")) or "")
    if year := int(dated[0]) if dated else year_of(collection):
        found["year"] = year
        month = re.split(r"[\s\d.,/–-]", (text_of(meta.find("month")) or "").lower())[0]
        if of_year := NUMBERS.get(month):
            found["published"] = f"{year}-{of_year:02}"
    unread = [f"meta/{child.tag}" for child in meta if child.tag not in _READ]
    return Volume(found, people(meta.findall("editor"), "editors"), unread)


def _venues(collection: str, number: str) -> list[str]:
    """Return the Anthology's id of the venue of a volume, as the name of its collection says it.

    Of an old collection volumes from 10 on are workshops that were held at the venue.
    """
    if _COLLECTION.fullmatch(collection):
        return [_BY_LETTER[collection[0]]] if collection[0] in _BY_LETTER and len(number) == 1 else []
    _, _, venue = collection.partition(".")
    return [venue] if venue else []


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
