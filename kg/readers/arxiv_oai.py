"""arXiv's own formats of metadata over OAI-PMH: `arXiv`, `arXivRaw` and `arXivOld`.

https://info.arxiv.org/help/oa/index.html and the schemas at http://www.openarchives.org/OAI/arXiv.xsd,
arXivRaw.xsd and arXivOld.xsd. `arXiv` has authors name by name, and the days of the first and the last
version; `arXivRaw` has the list of authors as typed, the submitter, and each version with its date and size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.arxiv_fields import (
    instant,
    set_categories,
    set_classes,
    set_publication,
    set_versions,
    text_at,
    texts_at,
)
from kg.readers.arxiv_list import names_in
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.leaves import xml_leaves
from kg.readers.metadata import metadata
from kg.readers.source import Document
from kg.records import Item

NAME: Final = "arxiv-oai"

_TEXTS: Final = {
    "id": "arxiv_id", "title": "title", "abstract": "abstract", "comments": "comment", "doi": "doi",
    "journal-ref": "journal_ref", "report-no": "report_no", "license": "license", "submitter": "submitter",
}  # fmt: skip
_READ: Final = _TEXTS | {
    "authors": "authors", "authors/author/keyname": "authors", "authors/author/forenames": "authors",
    "authors/author/suffix": "authors", "authors/author/affiliation": "authors", "created": "submitted",
    "updated": "updated", "categories": "categories", "msc-class": "subjects", "acm-class": "subjects",
    "version@version": "versions", "version/date": "versions", "version/size": "versions",
}  # fmt: skip
_FORMS: Final = ("arXiv", "arXivRaw", "arXivOld")
_TABLE: Final = FieldTable(
    read={f"{form}/{path}": field for form in _FORMS for path, field in _READ.items()},
    dropped={f"{form}@*": "it says how the XML is checked" for form in _FORMS},
)


@metadata(*_FORMS)
def eprint(
    document: Document, element: Element, lines: tuple[int, int], header: str | None
) -> Iterator[Item]:
    """Yield the record of an e-print, as its last version has it."""
    leaves = list(xml_leaves(element))
    draft = Draft(document, NAME, lines, leaves, _TABLE, excerpt=f"<{element.tag}> {text_at(element, 'id')}")
    fields = draft.fields
    for name, field in _TEXTS.items():
        fields[field] = text_at(element, name)
    fields["arxiv_id"] = fields["arxiv_id"] or header
    set_categories(draft, (text_at(element, "categories") or "").split())
    for name, scheme in (("msc-class", "MSC"), ("acm-class", "ACM")):
        for text in texts_at(element, name):
            set_classes(draft, text, scheme)
    authors = element.find("authors")
    if authors is not None and len(authors):
        fields["authors"] = [_author(one) for one in authors.findall("author")]
    elif listed := text_at(element, "authors"):
        fields["authors"] = names_in(listed, draft)
    _dates(element, draft)
    set_publication(draft)
    yield from draft.finish()


def _author(entry: Element) -> dict[str, Any]:
    parts = {"family": "keyname", "given": "forenames", "suffix": "suffix"}
    author: dict[str, Any] = {key: text_at(entry, name) for key, name in parts.items()}
    if author["family"] and not author["given"]:  # one name, or that of a collaboration
        author["name"] = " ".join(filter(None, (author.pop("family"), author.pop("suffix"))))
    return author | {"affiliations": texts_at(entry, "affiliation")}


def _dates(element: Element, draft: Draft) -> None:
    for name, field in (("created", "submitted"), ("updated", "updated")):
        if day := text_at(element, name):
            draft.fields[field] = day
    versions: list[dict[str, Any]] = []
    for one in element.findall("version"):
        number = re.fullmatch(r"v?([1-9]\d{0,3})", one.get("version", ""))
        if number is None:
            draft.odd("versions", f"no version, left out: {one.get('version', '')[:80]}")
            continue
        stated = text_at(one, "date")
        at = instant(stated)
        if stated and at is None:
            draft.odd("versions", f"no date: {stated[:80]}")
        versions.append({"number": int(number[1]), "submitted": at, "size": text_at(one, "size")})
        if number[1] == "1":
            draft.fields["date_as_stated"] = stated
    set_versions(draft, versions)
    if versions and not draft.fields.get("updated") and (last := versions[-1])["number"] > 1:
        draft.fields["updated"] = (last["submitted"] or "")[:10] or None
