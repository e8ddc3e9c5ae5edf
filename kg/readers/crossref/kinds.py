"""What kind of work a Crossref type is, and what its container is.

The types are those of https://api.crossref.org/types. Crossref calls every thesis a dissertation, and posted
content may be more than preprints; its degree and subtype tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from kg.kinds import VenueKind, WorkType

NOT_WORKS: Final = frozenset(["grant"])
"""Types that describe no work."""

BOOKS: Final = frozenset(
    ["book", "monograph", "edited-book", "reference-book", "book-set", "proceedings", "report",
     "dissertation", "report-series", "book-series", "proceedings-series", "standard", "dataset", "database"]
)  # fmt: skip
"""Types whose ISBN is their own and not their container's."""

_CONTAINERS: Final[dict[str, VenueKind]] = {
    "journal-article": "journal", "journal-issue": "journal", "journal-volume": "journal",
    "book-chapter": "book", "book-section": "book", "book-part": "book", "book-track": "book",
    "reference-entry": "book", "proceedings-article": "proceedings", "posted-content": "repository",
}  # fmt: skip
_ELEMENTS: Final = {
    "journal_article": "journal-article", "conference_paper": "proceedings-article",
    "dissertation": "dissertation",
    "posted_content": "posted-content", "dataset": "dataset", "peer_review": "peer-review",
    "journal_metadata": "journal", "journal_issue": "journal-issue", "proceedings_metadata": "proceedings",
    "proceedings_series_metadata": "proceedings-series", "report-paper_metadata": "report",
    "report-paper_series_metadata": "report-series", "standard_metadata": "standard",
    "database_metadata": "database", "book_set_metadata": "book-set", "pending_publication": "other",
}  # fmt: skip
_BOOKS: Final = {"monograph": "monograph", "edited_book": "edited-book", "reference": "reference-book"}
_PARTS: Final = {
    "chapter": "book-chapter", "section": "book-section", "part": "book-part", "track": "book-track",
    "reference_entry": "reference-entry", "other": "book-part",
}  # fmt: skip
_DOCTOR: Final = re.compile(r"\b(?:doctor\w*|ph\.? ?d|d\.? ?phil|dr)\b", re.IGNORECASE)
_MASTER: Final = re.compile(r"\b(?:master\w*|m\.? ?sc|m\.? ?phil|m\.? ?a)\b", re.IGNORECASE)


def venue_kind(kind: str | None) -> VenueKind | None:
    """Return what a work of the type `kind` appears in."""
    return _CONTAINERS.get(kind or "")


def degree_kind(degrees: list[str]) -> WorkType:
    """Return the kind of a thesis by the degrees that it was written for; `thesis` where they do not tell."""
    doctor, master = (any(map(one.search, degrees)) for one in (_DOCTOR, _MASTER))
    if doctor != master:
        return "dissertation" if doctor else "masters-thesis"
    return "thesis"


def xml_type(tag: str, element: Element, around: Mapping[str, str]) -> str | None:
    """Return the type of the work that an element describes; `around` are the attributes of its container."""
    if tag == "content_item":
        return _PARTS.get(element.get("component_type") or "", "book-part")
    if tag in ("book_metadata", "book_series_metadata"):
        return _BOOKS.get(around.get("book_type") or "", "book")
    return _ELEMENTS.get(tag)
