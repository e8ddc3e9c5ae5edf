"""Answers of arXiv's API and its announcements, as Atom: an e-print an entry.

https://info.arxiv.org/help/api/user-manual.html (5.1 and 5.2 name the elements and their meaning):
`published` is the date of the first version, `updated` that of the version in `id`. In announcements
(`announce_type`, https://info.arxiv.org/help/rss.html) both are the day of the announcement. Atom: RFC 4287.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.identifiers import ArxivId
from kg.readers import reader
from kg.readers.arxiv_fields import (
    instant,
    set_categories,
    set_publication,
    set_versions,
    text_at,
    texts_at,
)
from kg.readers.arxiv_list import names_in
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.leaves import Shape, xml_leaves
from kg.readers.source import Document
from kg.readers.xml_elements import pass_over
from kg.readers.xml_entries import XmlEntry, element_of, entries
from kg.records import Damage, Item, Notice, Rejection

NAME: Final = "arxiv-atom"

_NAMESPACE: Final = "http://arxiv.org/schemas/atom"
_ERRORS: Final = "arxiv.org/api/errors"
_ANNOUNCED: Final = re.compile(
    r"arXiv:\S{1,40}\s{1,3}Announce Type:\s{1,3}[\w-]{1,30}\s{1,9}(?:Abstract:\s)?"
)
_MADE: Final = "an address or a date that arXiv makes of the number or the DOI"
_HOW: Final = "it says how the text is written"
_BESIDE: Final = {"feed": "it is of the answer, not of an e-print"}
_TABLE: Final = FieldTable(
    read={
        "entry/id": "arxiv_id", "entry/title": "title", "entry/summary": "abstract",
        "entry/published": "versions dates", "entry/updated": "versions dates",
        "entry/author/name": "authors", "entry/creator": "authors", "entry/author/affiliation": "authors",
        "entry/comment": "comment", "entry/journal_ref": "journal_ref",
        "entry/journal_reference": "journal_ref", "entry/doi": "doi", "entry/DOI": "doi",
        "entry/primary_category@term": "primary_category", "entry/category@term": "categories subjects",
        "entry/rights": "license",
    },
    dropped={
        "entry/link@*": _MADE, "entry/category@scheme": "it is arXiv's for all categories",
        "entry/primary_category@scheme": "it is arXiv's for all categories",
        "entry/title@type": _HOW, "entry/summary@type": _HOW,
    },
)  # fmt: skip


def _sniff(head: str) -> float:
    if not re.search(r"<(?:\w{1,20}:)?feed\b", head[:4000]):
        return 0.0
    return 0.98 if _NAMESPACE in head or "//arxiv.org/" in head or _ERRORS in head else 0.0


@reader(NAME, "arXiv's API and announcements, Atom", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record an entry. One that tells of an error is no record: it is said, as is an empty feed."""
    count = 0
    for entry in entries(document, frozenset(), {"entry": frozenset()}, shape=Shape(), beside=_BESIDE):
        if isinstance(entry, Notice):
            yield entry
            continue
        count += 1
        element = element_of(entry, document.name)
        if isinstance(element, Rejection):
            yield element
            continue
        for note in dict.fromkeys(entry.notes):
            yield Notice(document.name, entry.first_line, note)
        yield from _entry(document, element, entry)
    if not count:
        yield Notice(document.name, 1, "the feed has no entry: nothing answered the question")


def _entry(document: Document, element: Element, entry: XmlEntry) -> Iterator[Item]:
    address = text_at(element, "id") or ""
    if _ERRORS in address:
        said = text_at(element, "summary") or text_at(element, "title") or address
        pass_over(document, element, Shape(), "it tells of an error")
        yield Notice(document.name, entry.first_line, f"arXiv answered with an error: {said[:300]}")
        return
    leaves = list(xml_leaves(element))
    draft = Draft(
        document, NAME, (entry.first_line, entry.last_line), leaves, _TABLE, excerpt=entry.text[:200]
    )
    number = ArxivId.parse(address)
    if number is None and "arxiv.org" not in address.lower():
        yield from draft.reject(f"its id is no e-print of arXiv: {address[:100] or 'it has none'}")
        return
    fields = draft.fields
    fields["arxiv_id"] = address
    fields["title"] = text_at(element, "title")
    fields["abstract"] = text_at(element, "summary")
    fields["comment"] = text_at(element, "comment")
    fields["journal_ref"] = text_at(element, "journal_ref") or text_at(element, "journal_reference")
    fields["doi"] = text_at(element, "doi") or text_at(element, "DOI") or _linked_doi(element)
    primary = element.find("primary_category")
    codes = [one.get("term", "") for one in element.findall("category")]
    set_categories(draft, codes, primary.get("term") if primary is not None else None)
    rights = text_at(element, "rights")
    fields["license"] = rights if rights and "://" in rights else None
    fields["authors"] = _authors(element, draft)
    if element.find("announce_type") is not None:
        _announced(element, draft, number)
    else:
        _dates(element, draft, number.version if number else None)
    set_publication(draft)
    yield from draft.finish()


def _authors(element: Element, draft: Draft) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": name, "affiliations": texts_at(one, "affiliation")}
        for one in element.findall("author")
        if (name := text_at(one, "name"))
    ]
    if not found and (listed := text_at(element, "creator")):
        return names_in(listed, draft)
    return found


def _dates(element: Element, draft: Draft, version: int | None) -> None:
    """Read the dates of the first version and of the one at hand."""
    published, updated = (_moment(element, name, draft) for name in ("published", "updated"))
    versions: dict[int, str | None] = {}
    if published:
        versions[1] = published
    if version and version not in versions:
        versions[version] = updated
    set_versions(draft, [{"number": number, "submitted": at} for number, at in versions.items()])
    if published:
        draft.fields["submitted"] = published[:10]
        draft.fields["date_as_stated"] = text_at(element, "published")
    draft.fields["updated"] = updated[:10] if updated and updated != published else None


def _moment(element: Element, name: str, draft: Draft) -> str | None:
    stated = text_at(element, name)
    at = instant(stated)
    if stated and not at:
        draft.damage.append(Damage(kind="date_invalid", field=name, note=f"no date: {stated[:80]}"))
    return at


def _announced(element: Element, draft: Draft, number: ArxivId | None) -> None:
    """Read an announcement: its dates are its own, and its summary begins with a line of its own."""
    draft.fields["version"] = number.version if number else None
    if at := instant(text_at(element, "published") or text_at(element, "updated")):
        draft.fields["dates"] = [{"kind": "available", "date": at[:10], "note": "announced"}]
    if text := draft.fields["abstract"]:
        draft.fields["abstract"] = _ANNOUNCED.sub("", text, count=1)


def _linked_doi(element: Element) -> str | None:
    links = element.findall("link")
    return next((one.get("href") for one in links if one.get("title") == "doi" and one.get("href")), None)
