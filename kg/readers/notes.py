"""Identifiers that a note of a list states by their names, as in `PMID: 1234567` or `arXiv: 1501.00001`."""

from __future__ import annotations

import re
from typing import Final

from kg.identifiers import ArxivId, Pmcid, Pmid, stated_dois

_NAMED: Final = re.compile(r"\b(PMID|PMCID|arXiv|DOI)\s{0,2}:\s{0,2}(\S{3,80})", re.IGNORECASE)

_STATUS: Final = re.compile(
    r"\s*+(Retracted|Withdrawn|Corrected|Superseded)(?: (\d{4}(?:-\d\d(?:-\d\d)?)?))?(?:\.|;|$)",
    re.IGNORECASE,
)
_CUT: Final = re.compile(r"\s*The list of authors is not complete\.")
"""As kg writes it where a format has no other way to say so."""


def identifiers_in(note: str) -> dict[str, str]:
    """Return the identifiers in `note` by the field or scheme of a record: pmid, pmcid, arxiv_id, doi."""
    found: dict[str, str] = {}
    for name, stated in _NAMED.findall(note):
        plain = stated.rstrip(".,;)]")
        match name.lower():
            case "pmid" if Pmid.parse(plain):
                found.setdefault("pmid", plain)
            case "pmcid" if Pmcid.parse(plain):
                found.setdefault("pmcid", plain)
            case "arxiv" if ArxivId.parse(plain):
                found.setdefault("arxiv_id", plain)
            case "doi" if stated_dois(plain).names:
                found.setdefault("doi", plain)
    return found


def statuses_in(note: str) -> tuple[list[dict[str, str]], str]:
    """Return what became of a work, where a note begins with it (`Retracted 2020-05-01.`), and the rest."""
    found: list[dict[str, str]] = []
    while match := _STATUS.match(note):
        one = {"kind": match[1].lower()} | ({"date": match[2]} if match[2] else {})
        found += [one] if one not in found else []
        note = note[match.end() :]
    return found, note.strip()


def cut_list_in(note: str) -> tuple[bool, str]:
    """Tell whether a note begins with the words that a list of authors is cut; return the rest, too."""
    match = _CUT.match(note)
    return (True, note[match.end() :].strip()) if match else (False, note)
