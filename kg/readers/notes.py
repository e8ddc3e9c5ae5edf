"""Identifiers that a note of a list states by their names, as in `PMID: 1234567` or `arXiv: 1501.00001`."""

from __future__ import annotations

import re
from typing import Final

from kg.identifiers import ArxivId, Pmcid, Pmid, stated_dois

_NAMED: Final = re.compile(r"\b(PMID|PMCID|arXiv|DOI)\s{0,2}:\s{0,2}(\S{3,80})", re.IGNORECASE)


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
