"""EndNote's XML: what EndNote, Zotero and others export as such.

Its fields say what the tags of RIS say, and are read as these are; `<ref-type name="…">` is the kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from kg.readers import reader
from kg.readers.date_parts import stated_date
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.leaves import Leaf, Shape, local_name
from kg.readers.markup import text_of
from kg.readers.ris_kinds import TABLE as RIS
from kg.readers.ris_kinds import WORDS
from kg.readers.ris_work import is_file, read_reference
from kg.readers.source import Document
from kg.readers.tagged import Tags
from kg.readers.xml_elements import Parsed, elements
from kg.records import Item

NAME: Final = "endnote-xml"

_SIGN: Final = re.compile(r"<ref-type\b|<records?>\s{0,200}<(?:database|source-app|rec-number)\b")
_TAGS: Final = {
    "contributors/authors/author": "AU", "contributors/secondary-authors/author": "A2",
    "contributors/tertiary-authors/author": "A3", "contributors/subsidiary-authors/author": "A4",
    "titles/title": "TI", "titles/secondary-title": "T2", "titles/tertiary-title": "T3",
    "titles/alt-title": "J2", "titles/short-title": "ST", "titles/translated-title": "TT",
    "periodical/full-title": "JF", "periodical/abbr-1": "JA", "pages": "SP", "volume": "VL", "number": "IS",
    "issue": "IS", "edition": "ET", "keywords/keyword": "KW", "dates/year": "PY", "pub-location": "CY",
    "publisher": "PB", "isbn": "SN", "electronic-resource-num": "DO", "abstract": "AB",
    "urls/related-urls/url": "UR", "urls/web-urls/url": "UR", "language": "LA", "notes": "N1",
    "accession-num": "AN", "work-type": "M3", "access-date": "Y2", "remote-database-name": "DB",
    "remote-database-provider": "DP", "custom2": "C2", "urls/pdf-urls/url": "L1",
    "urls/pdf-urls/url (file)": "L1 (file)",
}  # fmt: skip
_PDF: Final = "urls/pdf-urls/url"
_DAY: Final = "dates/pub-dates/date"
TABLE: Final = FieldTable(
    read={path: RIS.read[tag] for path, tag in _TAGS.items() if tag in RIS.read}
    | {"ref-type@name": RIS.read["TY"], _DAY: "published"},
    dropped={path: RIS.dropped[tag] for path, tag in _TAGS.items() if tag in RIS.dropped}
    | {
        f"{_PDF} (file)": RIS.dropped["L1 (file)"],
        "ref-type": "the number of a kind that is named beside it",
        "database*": "the file in which EndNote keeps it",
        "source-app*": "the program that wrote the file",
        "rec-number": "the number of the entry in the reader's own library",
        "foreign-keys*": "the number of the entry in the reader's own library",
    },
)

_READ: Final = FieldTable(dict(RIS.read) | {_DAY: "published"}, RIS.dropped)


def _sniff(head: str) -> float:
    return 0.97 if _SIGN.search(head) else 0.0


@reader(NAME, "EndNote XML, as EndNote and Zotero export it", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each `<record>`; one that is not well-formed is a rejection.

    Raises:
        UnreadableInput: the document cannot be read, or its encoding is not known.
    """
    for one in elements(document, frozenset(), {"record": frozenset()}, shape=Shape()):
        if isinstance(one, Parsed):
            yield from _record(document, one)
        else:
            yield one


def _record(document: Document, parsed: Parsed) -> Iterator[Item]:
    kind_element = parsed.element.find("ref-type")
    word = (kind_element.get("name") or "").strip() if kind_element is not None else ""
    kind = WORDS.get(word.lower(), word)
    paths = list(_values(parsed.element))
    named = [(f"{path} (file)" if path == _PDF and is_file(value) else path, value) for path, value in paths]
    paths = named
    tags = Tags([("TY", word), *((_TAGS.get(path, path), value) for path, value in paths)])
    leaves: list[Leaf] = []
    if document.fates is not None:
        document.fates.drop(
            _attributes(parsed.element), "it is of the library of references, not of the work"
        )
    draft = Draft(document, NAME, parsed.lines, leaves, TABLE, excerpt=parsed.entry.text)
    tags.first("TY")
    read_reference(draft, tags, kind, word)
    _day(draft, tags)
    if parsed.broken:
        draft.odd("source", parsed.broken)
    places = ["ref-type@name", *(path for path, _ in paths)]
    for leaf, path in zip(tags.leaves(_READ, "unread"), places, strict=True):
        leaves.append(Leaf(f"unread/{path}" if leaf.path.startswith("unread/") else path, leaf.value))
    yield from draft.finish()


def _day(draft: Draft, tags: Tags) -> None:
    """Read the day of publication, which stands apart from its year: `May 4`."""
    year, date = draft.fields.get("published"), tags.first(_DAY)
    day = stated_date(f"{date} {year}") if year and date else None
    if day and year and day.startswith(year):
        draft.fields["published"] = day
    else:
        tags.unread(_DAY)


def _attributes(element: Element) -> Iterator[Leaf]:
    """Yield the attributes of a record but for that of its kind; how a text looks is no value."""
    for one in element.iter():
        name = local_name(one.tag)
        for key, value in one.attrib.items():
            if name != "style" and (name, key) != ("ref-type", "name"):
                yield Leaf(f"{name}@{local_name(key)}", value)


def _values(element: Element, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the values of a record with their paths; the `<style>` of a value is no part of its path."""
    for child in element:
        name = local_name(child.tag)
        here = f"{path}/{name}" if path else name
        if len(child) and local_name(child[0].tag) != "style":
            yield from _values(child, here)
        elif text := text_of(child):
            yield here, text
