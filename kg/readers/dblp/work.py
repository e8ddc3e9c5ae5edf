"""The record of a publication in dblp."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.kinds import WorkType
from kg.readers.arxiv_fields import text_at, texts_at
from kg.readers.date_parts import month_number
from kg.readers.dblp.fields import TABLE, WORKS, leaves
from kg.readers.dblp.names import person
from kg.readers.dblp.volumes import Volumes, stripped
from kg.readers.draft import Draft
from kg.readers.dublin_core.identifiers import identified, set_identifier
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed
from kg.records import Item

_TYPES: Final[dict[str, WorkType]] = {
    "survey": "review-article", "encyclopedia": "reference-entry", "software": "software", "data": "dataset",
}  # fmt: skip
_CORR: Final = "journals/corr/"
_ARXIV: Final = re.compile(r"abs/(\d{4}\.\d{4,5}|[a-z-]{2,10}/\d{7})")
_TEXTS: Final = {
    "pages": "pages", "number": "issue", "publisher": "publisher", "series": "series", "address": "place",
    "publnr": "report_no",
}  # fmt: skip
_UNKNOWN: Final = "papers in volumes that the file has not, of which only what the papers say is known"


def work(one: Parsed, document: Document, name: str, volumes: Volumes, told: Counter[str]) -> Iterator[Item]:
    """Yield the record of an entry; what its volume says, if it is known, is added."""
    element = one.element
    draft = Draft(document, name, one.lines, leaves(element), TABLE, excerpt=one.entry.text)
    fields = draft.fields
    key = element.get("key") or ""
    fields["identifiers"] = {"dblp": key} if key else {}
    fields["title"] = stripped(text_at(element, "title"))
    for tag, field in _TEXTS.items():
        fields[field] = text_at(element, tag)
    fields["authors"] = [found for entry in element.findall("author") if (found := person(entry))]
    fields["editors"] = [found for entry in element.findall("editor") if (found := person(entry))]
    fields["contributors"] = [
        {"name": school, "kind": "collective", "role": "institution"}
        for school in texts_at(element, "school")
    ]
    cited = [text for text in texts_at(element, "cite") if text != "..."]
    fields["references"] = [{"key": text, "identifiers": {"dblp": text}} for text in cited]
    if element.tag == "www":
        fields["url"] = text_at(element, "url")
    _dates(element, fields)
    _kind(element, key, fields)
    _places(element, key, fields)
    _venue(element, key, fields)
    _relations(element, fields)
    if crossref := text_at(element, "crossref"):
        _volume(crossref, volumes.said(crossref), fields, told)
    yield from draft.finish()


def _dates(element: Element, fields: dict[str, Any]) -> None:
    year, month = text_at(element, "year"), text_at(element, "month")
    if year and re.fullmatch(r"[12]\d{3}", year):
        number = month_number(month)
        fields["year"] = int(year)
        fields["published"] = f"{year}-{number:02}" if number else year
    if month and not (fields.get("published") or "")[4:]:
        fields["dates"] = [{"kind": "published", "as_stated": f"{month} {year or ''}".strip()}]


def _kind(element: Element, key: str, fields: dict[str, Any]) -> None:
    """Set the kind of work and its status, by the element and by `publtype`, which may be several words."""
    words = (element.get("publtype") or "").split()
    kind = WORKS.get(element.tag)
    if "informal" in words:  # not reviewed: at arXiv a preprint, elsewhere of no kind that is known
        kind = "preprint" if key.startswith(_CORR) else None
    kind = next((_TYPES[word] for word in words if word in _TYPES), kind)
    fields["work_type"] = kind
    if words or kind is None:
        fields["work_type_as_stated"] = " ".join([element.tag, *words])
    if "withdrawn" in words:
        fields["statuses"] = [{"kind": "withdrawn"}]


def _places(element: Element, key: str, fields: dict[str, Any]) -> None:
    """Set what the addresses of an electronic edition identify, and ISBN."""
    for address in texts_at(element, "ee"):
        if address.startswith("https://www.wikidata.org/entity/"):
            fields["identifiers"].setdefault("wikidata", address.rpartition("/")[2])
        elif found := identified(address):
            set_identifier(*found, fields)
        else:
            set_identifier("url", address, fields)
    others = fields.get("other_identifiers", [])
    if url := next((one for one in others if one["scheme"] == "url"), None):
        others.remove(url)
        fields["url"] = url["value"]
    for isbn in texts_at(element, "isbn"):
        set_identifier("isbn", isbn, fields)
    volume = text_at(element, "volume")
    if key.startswith(_CORR) and volume and (match := _ARXIV.fullmatch(volume)):
        fields["arxiv_id"] = match[1]
    elif fields.get("series") and element.find("journal") is None:
        fields["series_number"] = volume
    else:
        fields["volume"] = volume


def _venue(element: Element, key: str, fields: dict[str, Any]) -> None:
    """Set what the entry itself says of where it appeared: a journal, or a volume by its short name."""
    journal, booktitle = text_at(element, "journal"), text_at(element, "booktitle")
    streams = [one.removeprefix("streams/") for one in texts_at(element, "stream")]
    if not streams and key.count("/") >= 2:
        streams = ["/".join(key.split("/")[:2])]
    if journal:
        fields["venue"] = journal
        fields["venue_kind"] = "repository" if key.startswith(_CORR) else "journal"
        if streams and streams[0].startswith("journals/"):
            fields["venue_identifiers"] = {"dblp": streams[0]}
        return
    if booktitle and element.tag in ("proceedings", "book"):
        fields["venue_abbreviation"] = booktitle
    elif booktitle:
        fields["venue"] = booktitle
        fields["venue_kind"] = {"inproceedings": "proceedings", "incollection": "book"}.get(element.tag)
    for stream in streams:
        if stream.startswith(("conf/", "series/", "books/", "reference/")):
            fields.setdefault("other_identifiers", []).append(
                {"scheme": "dblp", "value": stream, "of": "series"}
            )


def _relations(element: Element, fields: dict[str, Any]) -> None:
    """Set what else the work is to others: dblp says it by an address, a word, or both."""
    found: list[dict[str, Any]] = []
    for one in element.findall("rel"):
        target = one.get("uri") or ""
        scheme, value = identified(target) or (("url", target) if target else (None, None))
        relation = {
            "scheme": scheme,
            "identifier": value,
            "title": one.get("label"),
            "as_stated": one.get("type"),
        }
        found.append({"kind": "related"} | {key: text for key, text in relation.items() if text})
    fields["relations"] = found


def _volume(crossref: str, said: dict[str, Any] | None, fields: dict[str, Any], told: Counter[str]) -> None:
    """Add what the volume says; its short name stays as that."""
    numbers = fields.setdefault("venue_identifiers", {})
    numbers["dblp"] = crossref
    if said is None:
        told[_UNKNOWN] += 1
        return
    if "venue" in said:
        if "venue" in fields:
            fields["venue_abbreviation"] = fields.pop("venue")
        fields["venue"], fields["venue_kind"] = said["venue"], said["venue_kind"]
    for name in ("publisher", "series", "series_number"):
        if name in said and not fields.get(name):
            fields[name] = said[name]
    if not fields["editors"]:
        fields["editors"] = said.get("editors", [])
    if "isbn" in said:
        numbers["isbn"] = said["isbn"]
