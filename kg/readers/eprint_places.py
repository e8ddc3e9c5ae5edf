"""Addresses and venues that are e-prints or identifiers: `arXiv preprint arXiv:…`, `https://doi.org/…`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.identifiers import ArxivId, stated_dois

_VENUE: Final = re.compile(
    r"(?:arxiv|corr)\b(?:\s(?:e-?prints?|preprints?|pre-prints?))?[\s,:]{0,3}(?:arxiv\s?:\s?|abs/)?"
    r"([a-z-]{2,12}(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})?(?:v\d{1,2})?\s?(?:\[[\w.-]{2,20}\])?(?:\s?\(\d{4}\))?",
    re.IGNORECASE,
)
_DOI_ADDRESS: Final = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/10\.\S+", re.IGNORECASE)


class EprintPlace(NamedTuple):
    """What a venue says that is none but a place of e-prints: the arXiv number, where it has one."""

    number: str | None


def eprint_place(venue: str) -> EprintPlace | None:
    """Return what `venue` says where it is arXiv or CoRR, as Google Scholar, dblp and ADS write them."""
    found = _VENUE.fullmatch(venue.strip())
    return EprintPlace(found[1]) if found else None


def identified(address: str) -> dict[str, str]:
    """Return the identifier that an address of a resolver tells: `doi` or `arxiv_id`, or nothing."""
    if _DOI_ADDRESS.match(address) and (names := stated_dois(address).names):
        return {"doi": names[0]}
    if "arxiv.org/" in address and ArxivId.parse(address):
        return {"arxiv_id": address}
    return {}
