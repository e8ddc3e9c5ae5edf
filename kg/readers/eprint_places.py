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
_NCBI: Final = r"//(?:www\.)?ncbi\.nlm\.nih\.gov"
_END: Final = r"/?(?:[?#]|$)"
_NUMBERS: Final = (
    ("pmid", re.compile(rf"(?:{_NCBI}/(?:m/)?pubmed|//pubmed\.ncbi\.nlm\.nih\.gov)/(\d{{1,8}}){_END}")),
    ("pmcid", re.compile(rf"(?:{_NCBI}/pmc|//pmc\.ncbi\.nlm\.nih\.gov)/articles/(PMC\d{{1,9}}){_END}")),
    (
        "scopus",
        re.compile(r"//www\.scopus\.com/[^?]{0,80}\?(?:[^#]{0,200}&)?eid=(2-s2\.0-\d{6,14})(?:&|#|$)"),
    ),
    ("openalex", re.compile(rf"//openalex\.org/(?:works/)?(W\d{{1,12}}){_END}")),
)


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


def number_in(address: str) -> dict[str, str]:
    """Return the number that the address of an entry of a data base tells, by its scheme; or nothing."""
    for scheme, pattern in _NUMBERS:
        if found := pattern.search(address):
            return {scheme: found[1]}
    return {}
