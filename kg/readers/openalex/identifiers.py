"""OpenAlex's own identifiers, which it writes as addresses: `https://openalex.org/W2741809807`."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import ArxivId
from kg.readers.draft import Draft
from kg.readers.json_values import inside, text

_OWN: Final = re.compile(
    r"(?:https?://(?:api\.)?openalex\.org/(?:[a-z]{1,20}/)?)?([A-Z])(\d{1,14})", re.IGNORECASE
)
_EPRINT: Final = re.compile(
    r"(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/([\w.-]{1,20}(?:/\d{7})?)(?:v\d{1,3})?(?:\.pdf)?",
    re.IGNORECASE,
)
_EPRINT_DOI: Final = re.compile(r"(?:https?://doi\.org/)?10\.48550/arxiv\.([\w./-]{4,20})", re.IGNORECASE)

DELETED: Final = frozenset(["W4285719527", "A9999999999", "A5317838346"])
"""Entities to which OpenAlex points what it has deleted."""
KINDS: Final = {
    "W": "a work", "A": "an author", "S": "a source (a journal or server)", "V": "a venue",
    "I": "an institution", "T": "a topic", "C": "a concept", "F": "a funder", "P": "a publisher",
    "K": "a keyword", "G": "an award",
}  # fmt: skip


def short(stated: object, letter: str) -> str | None:
    """Return an identifier such as `W2741809807` of the kind `letter`; None where it is none."""
    match = _OWN.fullmatch(text(stated) or "")
    found = f"{match[1].upper()}{match[2]}" if match else ""
    return found if found[:1] == letter and found not in DELETED else None


def letter_of(stated: object) -> str | None:
    """Return the letter of the kind that an identifier is of; None where it is none of OpenAlex."""
    match = _OWN.fullmatch(text(stated) or "")
    return match[1].upper() if match and match[1].upper() in KINDS else None


def arxiv_of(stated: object) -> str | None:
    """Return the number of the e-print of which an address or DOI is that at arXiv."""
    written = text(stated) or ""
    match = _EPRINT.fullmatch(written) or _EPRINT_DOI.fullmatch(written)
    found = ArxivId.parse(match[1]) if match else None
    return found.value if found else None


def read_identifiers(stated: dict[str, Any], draft: Draft) -> None:
    """State the identifiers of a work."""
    draft.fields["doi"] = text(stated.get("doi")) or text(inside(stated, "ids", "doi"))
    found = {
        "openalex": short(stated.get("id"), "W") or short(inside(stated, "ids", "openalex"), "W"),
        "mag": text(inside(stated, "ids", "mag")) or text(stated.get("mag")),
        "pmid": text(inside(stated, "ids", "pmid")),
        "pmcid": text(inside(stated, "ids", "pmcid")),
    }
    draft.fields["identifiers"] = {key: value for key, value in found.items() if value}
