"""MARCXML: records of library catalogues, MARC 21 in XML.

https://www.loc.gov/standards/marcxml/. Fields without a place in a record, such as contents notes, are
stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from kg.readers import reader
from kg.readers.date_parts import partial
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.iso2709 import NOTE
from kg.readers.leaves import Shape
from kg.readers.marc_fields import Marc
from kg.readers.marc_links import host, numbers, references, relations, subjects
from kg.readers.marc_people import people
from kg.readers.marc_titles import kind, languages, notes, publication, titles
from kg.readers.metadata import metadata
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed, elements, pass_over
from kg.records import Item, Rejection

NAME: Final = "marcxml"

_BODIES: Final[dict[str, frozenset[str]]] = {"record": frozenset()}
_SHAPE: Final = Shape(marks=frozenset(["schemaLocation", "id"]))
_RECORD: Final = re.compile(r"<(?:[\w.-]{1,30}:)?(?:record|collection)[\s>]")
_FIELD: Final = re.compile(r"<(?:[\w.-]{1,30}:)?datafield\s[^>]{0,100}\btag\s?=")
_OF_ALL: Final = "authors editors contributors"
_PEOPLE: Final = {
    f"{tag}${code}": _OF_ALL for tag in ("100", "110", "700", "710", "720", "880.100", "880.700",
    "880.110", "880.710")
    for code in "abceq401uij"
}  # fmt: skip
_LINKS: Final = {
    f"{tag}${code}": "relations"
    for tag in ("765", "767", "770", "772", "774", "775", "776", "777", "780", "785", "787")
    for code in "tsaxziow"
}
TABLE: Final = FieldTable(
    read=_PEOPLE
    | _LINKS
    | {f"{tag}${code}": "subjects" for tag in ("600", "610", "611", "630", "647", "648", "650", "651")
       for code in "abcdnpqtvxyz20"}
    | {f"{tag}${code}": "subjects" for tag in ("050", "060", "080", "082", "084") for code in "ab2"}
    | {f"999.C5${code}": "references" for code in "ohtmyars"}
    | {f"{tag}${code}": "event" for tag in ("111", "711") for code in "aecdnq"}
    | {
        "leader": "work_type work_type_as_stated", "005": "source",
        "008": "year language languages work_type",
        "010$a": "identifiers", "016$a": "identifiers",
        "020$a": "identifiers other_identifiers",
        "022$a": "venue_identifiers", "022$l": "venue_identifiers", "024.doi$a": "doi",
        "024.hdl$a": "identifiers", "024.urn$a": "identifiers", "024.arxiv$a": "arxiv_id",
        "024.pmid$a": "identifiers", "024.pmcid$a": "identifiers",
        "024.doi$2": "doi", "024.hdl$2": "identifiers", "024.urn$2": "identifiers",
        "024.arxiv$2": "arxiv_id", "037.arxiv$9": "arxiv_id",
        "027$a": "report_no", "035.ocolc$a": "identifiers", "037.arxiv$a": "arxiv_id",
        "041$a": "language languages",
        "088$a": "report_no",
        "210$a": "titles", "240$*": "titles", "242$*": "titles", "245$a": "title", "245$b": "subtitle titles",
        "245$n": "title", "245$p": "title", "246$*": "titles", "247$*": "titles", "250$a": "edition",
        "260$a": "place",
        "260$b": "publisher", "260$c": "year", "264$a": "place", "264$b": "publisher", "264$c": "year",
        "300$a": "extent", "440$*": "series", "490$a": "series", "490$v": "series_number",
        "502$*": "work_type_as_stated",
        "520$a": "abstract", "520$b": "abstract", "536$a": "funding", "536$c": "funding", "540$u": "licenses",
        "653$a": "keywords", "773$t": "venue", "773$s": "venue", "773$p": "venue_abbreviation",
        "773$x": "venue_identifiers", "773$z": "venue_identifiers", "773$q": "volume pages",
        "773$g": "volume pages",
        "773$d": "publisher place", "800$t": "series", "800$v": "series_number", "810$t": "series",
        "810$v": "series_number", "830$a": "series", "830$n": "series", "830$p": "series",
        "830$v": "series_number",
        "773$v": "volume", "773$n": "issue", "773$c": "pages", "773$y": "year published",
        "980$a": "work_type work_type_as_stated", "980$b": "work_type work_type_as_stated",
        "856$u": "url doi relations", "880.245$a": "titles", "880.245$b": "titles",
    },
    dropped={"245$h": "the general material is told by the leader"},
)  # fmt: skip

_EMPTY: Final = re.compile(
    r"(?:\s|<\?[^>]{0,200}>|<!--[^>]{0,500}-->)*+<(?:\w{1,20}:)?(?:collection|record)\s[^>]{0,500}MARC21/slim"
)
_PICA_TAG: Final = re.compile(r"\d{3}[A-Z@]")
_PICA: Final = "it is PICA+, of which kg reads nothing; ask its catalogue for MARC 21 (recordSchema=marcxml)"
_UNIMARC: Final = "it is UNIMARC, of which kg reads nothing; convert it to MARC 21 first"


def _sniff(head: str) -> float:
    if not _FIELD.search(head) or not _RECORD.search(head):
        return 0.9 if _EMPTY.match(head) else 0.0
    return 0.5 if "OAI-PMH" in head[:2000] else 0.97


@reader(NAME, "MARCXML: MARC 21 records of libraries", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record a catalogue record."""
    for one in elements(document, frozenset(), _BODIES, shape=_SHAPE):
        if not isinstance(one, Parsed):
            yield one
            continue
        held, around = _parted(one.element)
        if around is not None:
            pass_over(document, around, _SHAPE, "it is of the answer, not of a record")
        yield from catalogued(document, held, NAME, one.lines, one.entry.text)


def catalogued(
    document: Document, held: Element, name: str, lines: tuple[int, int], excerpt: str
) -> Iterator[Item]:
    """Yield the record of a catalogue record, a `<record>` of MARCXML, in a document of the format `name`."""
    marc = Marc.of(held)
    draft = Draft(document, name, lines, marc.leaves, TABLE, excerpt=excerpt)
    if not marc.data or marc.is_unimarc:
        yield from draft.reject(_UNIMARC if marc.data else "it has no <datafield>")
    elif any(_PICA_TAG.fullmatch(field.get("tag", "")) for field in held.iterfind("datafield")):
        yield from draft.reject(_PICA)
    else:
        state(marc, draft)
        if note := held.get(NOTE):
            draft.odd("source", note)
        yield from draft.finish()


def _parted(element: Element) -> tuple[Element, Element | None]:
    """Return a MARC 21 record, and the `<record>` of an answer of SRU that it was taken out of, if it was."""
    if element.find("datafield") is None:
        for around in element.iter():
            for held in around.findall("record"):
                if held.find("datafield") is not None:
                    around.remove(held)
                    return held, element
    return element, None


@metadata("{http://www.loc.gov/MARC21/slim}record", "{http://www.loc.gov/MARC21/slim}collection")
def record(
    document: Document, element: Element, lines: tuple[int, int], _header: str | None
) -> Iterator[Item]:
    """Yield the record of a MARC 21 `<record>` that stands in a record of another format.

    `_header`, the identifier that its repository gives it, is added by that format's reader.
    """
    held = element if element.tag == "record" else element.find("record")
    marc = Marc.of(held) if held is not None else Marc()
    if not marc.data:
        yield Rejection(document.name, lines[0], "its MARC 21 record has no <datafield>")
        return
    draft = Draft(document, NAME, lines, marc.leaves, TABLE)
    if marc.is_unimarc:
        yield from draft.reject(_UNIMARC)
        return
    state(marc, draft)
    yield from draft.finish()


def state(marc: Marc, draft: Draft) -> None:
    """State in `draft` what a MARC 21 record says."""
    languages(marc, draft)
    numbers(marc, draft)
    titles(marc, draft)
    publication(marc, draft)
    kind(marc, draft)
    people(marc, draft)
    notes(marc, draft)
    host(marc, draft)
    relations(marc, draft)
    subjects(marc, draft)
    references(marc, draft)
    stamp = marc.control.get("005", "")
    draft.fields["observed"] = partial(stamp[:4], stamp[4:6], stamp[6:8])
