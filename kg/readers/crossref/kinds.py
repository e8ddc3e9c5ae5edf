"""What kind of work a Crossref type is, and what its container is.

The types are those of https://api.crossref.org/types. Crossref calls every thesis a dissertation, and posted
content may be more than preprints; its degree and subtype tell.
"""

from __future__ import annotations

import re
from typing import Final

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
