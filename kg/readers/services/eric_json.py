"""ERIC: records of its API in JSON (https://eric.ed.gov/?api).

The kinds of a record are several: an article in a journal is one, else the first that is known holds.
`source` is the journal, or who published a document that is in none; `sourceid` is the volume, issue and
pages as ERIC writes them.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.eprint_places import identified
from kg.readers.eric import KINDS
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import count, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import service

_KEPT: Final = "it says how ERIC keeps its record"
_FOR: Final = "it says for whom or where the work is of use"
_MADE: Final = "it is made of the rest"
_NUMBERS: Final = re.compile(
    r"(?:.{0,200}?,?\s)?v(?P<volume>[\w-]{1,12})(?:\sn(?P<issue>[\w/-]{1,12}))?"
    r"(?:\s(?:p(?P<pages>[\w,-]{1,30})|Article\s(?P<article_number>[\w.]{1,20})))?(?:\s.{0,40})?"
)
_ADDRESS: Final = re.compile(
    r"\.\s(?=Available\sfrom|\d|P\.?\s?O\.?\s?Box|One\s|[A-Z][\w\s]{2,60},\s)|[.;]\s(?=Tel:|Fax:|e-mail|Web\s?site)"
)
"""Where the address of a publisher begins, which ERIC prints behind the name."""
_JOURNAL: Final = "journal articles"

_KIND: Final = "work_type work_type_as_stated"

TABLE: Final = FieldTable(
    read={
        "id": "identifiers", "title": "title", "author": "authors", "author[]": "authors",
        "description": "abstract", "subject[]": "keywords",
        "identifiersgeo[]": "keywords", "identifierslaw[]": "keywords", "identifierstest[]": "keywords",
        "publicationtype[]": _KIND, "publicationtype": _KIND,
        "publicationdateyear": "published year", "source": "venue publisher contributors",
        "sourceid": "volume issue pages article_number", "citation": "volume issue pages article_number",
        "publisher": "publisher", "issn[]": "venue_identifiers other_identifiers",
        "issn": "venue_identifiers other_identifiers", "isbn[]": "identifiers venue_identifiers",
        "isbn": "identifiers venue_identifiers", "language[]": "language languages", "language": "language",
        "institution[]": "institutions", "institution": "institutions", "sponsor[]": "funding",
        "sponsor": "funding", "url": "url doi", "doi": "doi",
    },
    dropped={
        "peerreviewed": _FOR, "educationlevel*": _FOR, "audience*": _FOR, "e_*": _KEPT, "ies*": _KEPT,
        "abstractor": _KEPT, "hlt*": _MADE, "score": _KEPT,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    fields["title"], fields["abstract"] = plain(stated.get("title")), text(stated.get("description"))
    fields["authors"] = [person(one) for one in texts(stated.get("author"))]
    fields["keywords"] = [
        one
        for key in ("subject", "identifiersgeo", "identifierslaw", "identifierstest")
        for one in texts(stated.get(key))
    ]
    words = texts(stated.get("publicationtype"))
    journal = _JOURNAL in {one.lower() for one in words}
    kinds = [_JOURNAL] if journal else [one.lower() for one in words]
    fields["work_type"] = next((KINDS[one] for one in kinds if one in KINDS), None)
    fields["work_type_as_stated"] = ", ".join(words) or None
    if year := count(stated.get("publicationdateyear")):
        fields |= {"published": str(year), "year": year}
    _place(stated, fields, journal=journal)
    fields |= spoken(*texts(stated.get("language")))
    fields["institutions"] = texts(stated.get("institution"))
    fields["funding"] = [{"funder": {"name": one}} for one in texts(stated.get("sponsor"))]
    fields["doi"] = text(stated.get("doi"))
    if address := text(stated.get("url")):
        fields["url"] = address
        for name, value in identified(address).items():
            fields[name] = fields.get(name) or value
    return None


def _place(stated: dict[str, Any], fields: dict[str, Any], *, journal: bool) -> None:
    source, printed_publisher = plain(stated.get("source")), plain(stated.get("publisher")) or ""
    publisher = _ADDRESS.split(printed_publisher, maxsplit=1)[0].rstrip(" .;,") or None
    if publisher and "@" in publisher:
        publisher = None
    if journal:
        fields["venue"], fields["venue_kind"] = source, "journal" if source else None
    fields["publisher"] = publisher or (None if journal else source)
    numbers = issns_and_isbns(texts(stated.get("issn")), texts(stated.get("isbn")), part=journal)
    fields |= numbers
    if number := text(stated.get("id")):
        fields["identifiers"] = {**numbers["identifiers"], "eric": number}
    printed = text(stated.get("sourceid")) or text(stated.get("citation")) or ""
    if found := _NUMBERS.fullmatch(printed):
        fields |= {key: value for key, value in found.groupdict().items() if value}


service(
    "eric-json",
    "ERIC: records of its API in JSON",
    _fill,
    TABLE,
    told_by=("id publicationdateyear", "title publicationtype", "title educationlevel peerreviewed"),
    lists=("response.docs", "docs"),
)
