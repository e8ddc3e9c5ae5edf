"""The ACL Anthology's XML: one collection a file, volumes of papers with their authors.

https://github.com/acl-org/acl-anthology (data/xml). An author's `id` is the Anthology's own, given by
hand where a name is ambiguous; it is kept as the identifier `acl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from pydantic import ValidationError

from kg.readers import reader
from kg.readers.mending import mended
from kg.readers.source import Document
from kg.readers.values import checked
from kg.records import Item, Rejection, Source, WorkRecord
from kg.repair.names import is_suffix

NAME: Final = "acl-anthology"

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_OLD_COLLECTION: Final = re.compile(r"[A-Z](\d\d)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NO_ENTITIES: Final = re.compile(r"<!(?:DOCTYPE|ENTITY)")


def _sniff(head: str) -> float:
    return 0.98 if re.search(r"<collection\s+id=", head) and "<volume" in head else 0.0


@reader(NAME, "ACL Anthology XML", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record a paper; where the XML breaks off, what came before it, and a rejection."""
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    collection = _Collection(document.name)
    number = 0
    try:
        for line in document.byte_lines():
            number = line.number
            text = line.content.decode("utf-8", "replace")
            if _NO_ENTITIES.search(text):
                # entities can blow a small file up to gigabytes, and the Anthology has none
                yield Rejection(document.name, number, "document types and entities are not read", text[:80])
                return
            parser.feed(line.content + b"\n")
            for event in parser.read_events():
                kind, element = cast("tuple[str, Element]", event)
                yield from collection.see(kind, element, number)
        parser.close()
    except ParseError as error:
        yield Rejection(document.name, number, f"the XML is not well-formed: {error}")


class _Collection:
    """What is open: the collection, the volume, and where the paper began."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._id = self._volume = ""
        self._meta: dict[str, Any] = {}
        self._first = 1

    def see(self, event: str, element: Element, line: int) -> Iterator[Item]:
        """Take in the beginning or end of an element."""
        tag = element.tag
        if event == "start":
            if tag == "collection":
                self._id = element.get("id", "")
            elif tag == "volume":
                self._volume, self._meta = element.get("id", ""), {}
            elif tag == "paper":
                self._first = line
        elif tag == "meta":
            self._meta = _volume(element, self._id)
        elif tag == "paper":
            yield self._paper(element, line)
            element.clear()

    def _paper(self, paper: Element, line: int) -> Item:
        paper_id = f"{self._id}-{self._volume}.{paper.get('id', '')}"
        if _OLD_COLLECTION.fullmatch(self._id):
            width = 2 if self._id[0] == "W" else 3
            volume, number = self._volume, paper.get("id", "").rjust(width, "0")
            paper_id = f"{self._id}-{volume.rjust(4 - width, '0')}{number}"
        record: dict[str, Any] = self._meta | {"identifiers": {"acl": paper_id}}
        for tag, key in (("title", "title"), ("abstract", "abstract"), ("doi", "doi"), ("pages", "pages")):
            if text := _text(paper.find(tag)):
                record[key] = text
        record["authors"] = [_author(entry, place) for place, entry in enumerate(paper.findall("author"))]
        damage = checked(record)
        source = Source(
            file=self._name, format=NAME, first_line=self._first, last_line=max(line, self._first)
        )
        try:
            return mended(WorkRecord(source=source, **record, damage=tuple(damage)))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            return Rejection(self._name, self._first, f"paper {paper_id}: {first['loc']}: {first['msg']}")


def _volume(meta: Element, collection: str) -> dict[str, Any]:
    """Return what the head of a volume says of each paper in it."""
    found: dict[str, Any] = {}
    for tag, key in (("booktitle", "venue"), ("publisher", "publisher")):
        if text := _text(meta.find(tag)):
            found[key] = text
    stated = _YEAR.search(_text(meta.find("year")) or "")
    year = int(stated[0]) if stated else _year_of(collection)
    if year:
        found["year"] = year
        month = (_text(meta.find("month")) or "").lower().split(" ")[0].split("-")[0].split("–")[0]
        if month in _MONTHS:
            found["submitted"] = f"{year}-{_MONTHS.index(month) + 1:02}"
    return found


def _year_of(collection: str) -> int | None:
    """Return the year that the name of a collection says: 2020.acl or P19."""
    if match := _OLD_COLLECTION.fullmatch(collection):
        return int(match[1]) + (1900 if int(match[1]) > 60 else 2000)
    match = _YEAR.match(collection)
    return int(match[0]) if match else None


def _author(entry: Element, place: int) -> dict[str, Any]:
    first, last = _text(entry.find("first")), _text(entry.find("last"))
    author: dict[str, Any] = {"position": place, "name": " ".join(filter(None, (first, last))) or "?"}
    if first and last:
        author |= {"given": first, "family": last}
    if last and len(words := last.split(" ")) > 1 and is_suffix(words[-1]):
        author |= {"family": " ".join(words[:-1]).rstrip(","), "suffix": words[-1]}
    if own := entry.get("id"):
        author["identifiers"] = {"acl": own}
    if affiliation := _text(entry.find("affiliation")):
        author["affiliations"] = [affiliation]
    return author


def _text(element: Element | None) -> str | None:
    """Return all text in an element with single blanks, or null."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None
