"""Numbers that data bases and libraries give to works, as lists of references carry them from tool to tool.

A list has fields of its own for few of them. Where it has none, the scheme stands with the value:
`dblp:conf/…` in Crossref's `alternative-id`, `conf/…[dblp]` in RIS, as PubMed Central writes its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

SCHEMES: Final = frozenset(
    ["acl", "ascl", "bibcode", "cairn", "core", "dblp", "dimensions", "eric", "europepmc", "gnd",
     "google-books", "hal", "handle", "ieee", "inspire", "jstor", "lccn", "lens", "mag", "mr", "nihms", "oai",
     "oclc", "openaire", "openalex", "patent", "pii", "pmcid", "pmid", "repec", "s2", "s2-corpus", "scopus",
     "ssrn", "urn", "wos", "zbl"]
)  # fmt: skip
"""Schemes of works, in lower case, that are written and read with their values."""

BIBTEX_FIELDS: Final = {
    "bibcode": "bibcode", "dblp": "biburl", "hal": "hal_id", "handle": "hdl", "jstor": "jstor",
    "lccn": "lccn", "mr": "mrnumber", "oclc": "oclc", "wos": "unique-id", "zbl": "zblnumber",
    **{name: name for name in ("acl", "ascl", "dimensions", "eric", "europepmc", "inspire", "lens", "nihms",
                               "openalex", "pii", "repec", "s2", "scopus", "ssrn")},
}  # fmt: skip
"""The field of BibTeX for each scheme: those of programs, else one called as the scheme."""

_BEFORE: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,20}):\s?(\S.{0,300})")
_BEHIND: Final = re.compile(r"(\S.{0,300}?)\s?\[([A-Za-z][A-Za-z0-9-]{1,20})\]")


def numbered(text: str) -> tuple[str, str] | None:
    """Return scheme and value of `scheme:value`, where the scheme is one of those that are known."""
    found = _BEFORE.fullmatch(text.strip())
    return _known(found[1], found[2]) if found else None


def bracketed(text: str) -> tuple[str, str] | None:
    """Return scheme and value of `value[scheme]`, where the scheme is one of those that are known."""
    found = _BEHIND.fullmatch(text.strip())
    return _known(found[2], found[1]) if found else None


def carried(identifiers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield those identifiers of a work that lists of references carry, each scheme once."""
    seen: set[str] = set()
    for scheme, value in identifiers:
        if scheme in SCHEMES and scheme not in seen:
            seen.add(scheme)
            yield scheme, value


def _known(scheme: str, value: str) -> tuple[str, str] | None:
    return (scheme.lower(), value) if scheme.lower() in SCHEMES else None
