"""The attributes of ReDIF's templates, and the fields of records that each becomes."""

from __future__ import annotations

import re
from typing import Final

from kg.kinds import VenueKind, WorkType
from kg.readers.fates import FieldTable

KINDS: Final[dict[str, tuple[WorkType, VenueKind | None]]] = {
    "redif-paper": ("report", None), "redif-article": ("journal-article", "journal"),
    "redif-book": ("book", None), "redif-chapter": ("book-chapter", "book"),
    "redif-software": ("software", None),
}  # fmt: skip
"""The kind of work of each template, and of what it appeared in. A paper is one of a series of them."""
_PERSON: Final = (
    r"(?:Name|(?:X-)?Name-(?:First|Last)|Email|Homepage|Person|Phone|Fax|Postal|Orcid|Workplace-Organization|"
    r"Workplace-(?:Name|Name-English|Homepage|Email|Phone|Fax|Postal|Location|Institution)|Institution)"
)
_NAMES: Final = (
    rf"(?:Author|Editor|Translator|Contact|Provider|Publisher|Institution|Sponsor)-{_PERSON}|Template-Type|"
    r"Title(?:-[A-Za-z]{2})?|Abstract(?:-[A-Za-z]{2})?|Classification-[A-Za-z0-9]{1,10}|Keywords(?:-Attent)?|"
    r"Note|Length|Series|Number|Publication(?:-Status|-Date|-Type)?|Creation-Date|Revision-Date|"
    r"File-(?:URL|Format|Function|Size|Restriction)|(?:Article-|Paper-|Chapter-|Book-|Software-)?Handle|"
    r"Availability|Language|DOI|Price|Order-(?:URL|Phone|Email|Postal|Homepage)|Restriction|Journal|Year|Month|"
    r"Volume|Issue|Pages|Edition|ISBN|ISSN|Book-Title|In-Book|Chapter|HasChapter|Programming-Language|Requires|"
    r"Size|Place-of-Publication|X-[A-Za-z-]{1,40}|Bibliography"
)
TAG: Final = re.compile(rf"(?P<tag>{_NAMES}):(?:[ \t]{{0,20}}(?P<value>.*)|$)", re.IGNORECASE)
_ADDRESS: Final = "how to reach somebody is not published"
_FILE: Final = "it describes a file, not the work"
_SHOP: Final = "it is of the shop, not the work"
_REACH: Final = (
    "email", "homepage", "phone", "fax", "postal", "workplace-email", "workplace-phone", "workplace-fax",
    "workplace-postal", "workplace-homepage", "workplace-location",
)  # fmt: skip
_KNOWN: Final = (
    "name", "name-first", "name-last", "x-name-first", "x-name-last", "person", "orcid", "workplace-name",
)  # fmt: skip

TABLE: Final = FieldTable(
    read={
        "template-type": "work_type work_type_as_stated", "title": "title", "abstract": "abstract",
        **{f"{who}-{what}": "authors editors contributors" for who in ("author", "editor")
           for what in _KNOWN},
        "translator-name": "contributors", "title-*": "titles", "abstract-*": "abstracts",
        "classification-jel": "subjects", "keywords": "keywords", "note": "comment", "length": "extent",
        "series": "series", "number": "report_no issue series_number",
        "publication-status": "journal_ref comment",
        "creation-date": "published year dates", "revision-date": "dates",
        "publication-date": "published year dates",
        "year": "published year", "month": "published", "file-url": "url", "handle": "identifiers",
        "article-handle": "relations", "paper-handle": "relations", "language": "language languages",
        "doi": "doi", "journal": "venue", "volume": "volume", "issue": "issue", "pages": "pages extent",
        "edition": "edition", "isbn": "identifiers venue_identifiers other_identifiers",
        "issn": "venue_identifiers other_identifiers", "book-title": "venue", "publisher-name": "publisher",
        "provider-name": "publisher", "place-of-publication": "place",
    },
    dropped={
        **{f"{who}-{what}": _ADDRESS for who in ("author", "editor", "contact", "provider", "publisher")
           for what in _REACH},
        "file-format": _FILE, "file-function": _FILE, "file-size": _FILE, "file-restriction": _FILE,
        "size": _FILE, "price": _SHOP, "order-*": _SHOP, "availability": _SHOP, "restriction": _SHOP,
    },
)  # fmt: skip
