"""Copac's tagged export (`TI- …`, `AU- …`), of the union catalogue of British libraries.

A blank line ends an entry. That a work is a book, no tag says, so no kind is stated; `PU-` has place and
publisher as catalogues print them (ISBD, area 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.isbd import bare, named
from kg.readers.language_codes import spoken
from kg.readers.leaves import Leaf
from kg.readers.serials import serial_numbers
from kg.readers.source import Document
from kg.readers.tagged import Dialect, TaggedEntry, Tags, read
from kg.records import Item

NAME: Final = "copac"

_TAG: Final = re.compile(r"(?P<tag>[A-Z]{2})-(?:\s(?P<value>.*)|$)")
_DIALECT: Final = Dialect(_TAG, first=frozenset(), blank_parts=True)
_SIGN: Final = re.compile(r"\A\s{0,100}TI- [^\x00]{1,5000}?\n(?:AU|PU|PY)- ")
_LIFE: Final = re.compile(
    r",?\s(?:b\.|d\.|fl\.|ca\.)?\s?\d{3,4}\??(?:\s?-\s?(?:\d{3,4}\??)?)?\.?$|,\s-\d{4}\.?$"
)
_YEAR: Final = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_COPIES: Final = "which libraries hold copies"

TABLE: Final = FieldTable(
    read={
        "TI": "title", "AU": "authors", "SE": "series series_number", "ED": "edition",
        "PU": "place publisher", "PY": "published year date_as_stated", "PD": "extent", "NT": "comment",
        "KW": "keywords", "LA": "language languages",
        "IS": "identifiers other_identifiers venue_identifiers", "AB": "abstract",
    },
    dropped={"HL": _COPIES, "DT": "in what form the list was asked for"},
)  # fmt: skip


def _sniff(head: str) -> float:
    return 0.95 if _SIGN.match(head.removeprefix("\ufeff").replace("\r\n", "\n")) else 0.0


@reader(NAME, "Copac's tagged export", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each entry.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    return read(document, _DIALECT, _record)


def _record(document: Document, entry: TaggedEntry) -> Iterator[Item]:
    tags = Tags(entry.values)
    leaves: list[Leaf] = []
    lines = (entry.first_line, entry.last_line)
    draft = Draft(document, NAME, lines, leaves, TABLE, excerpt=entry.excerpt)
    fields = draft.fields
    fields["title"] = bare(tags.first("TI"))
    fields["authors"] = [person(_LIFE.sub("", " ".join(one.split()))) for one in tags.all("AU")]
    series, _, number = (tags.first("SE") or "").rpartition(" ; ")
    fields["series"], fields["series_number"] = (series, number) if series else (number or None, None)
    fields["edition"], fields["extent"] = tags.first("ED"), tags.first("PD")
    place, colon, publisher = (tags.first("PU") or "").rpartition(" : ")
    fields["place"], fields["publisher"] = named(place) if colon else None, named(publisher)
    _dates(tags.first("PY"), fields)
    fields["comment"], fields["abstract"] = "; ".join(tags.listed("NT")) or None, tags.text("AB")
    fields["keywords"] = [" ".join(one.split()) for one in tags.all("KW")]
    fields |= spoken(*tags.listed("LA"))
    fields.update(serial_numbers(tags.listed("IS"), of_book=True, part=False))
    if entry.guessed:
        draft.odd("source", f"bytes that are not UTF-8 were read as {entry.guessed}")
    leaves += tags.leaves(TABLE, "entry")
    yield from draft.finish()


def _dates(stated: str | None, fields: dict[str, Any]) -> None:
    """State the year; `1972-1975`, `[197-]` and `c1972` are kept as they stand, too."""
    found = _YEAR.search(stated or "")
    if found is not None:
        fields["published"], fields["year"] = found[0], int(found[0])
    if stated and (found is None or found[0] != stated):
        fields["date_as_stated"] = stated
