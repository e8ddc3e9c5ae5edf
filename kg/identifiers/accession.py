"""Numbers that data bases and libraries give to works, as lists of references carry them from tool to tool.

A list has fields of its own for few of them. Where it has none, the scheme stands with the value:
`dblp:conf/…` in Crossref's `alternative-id`, `conf/…[dblp]` in RIS, as PubMed Central writes its own.
Numbers of what the work appeared in have `venue-` before their scheme; `issn-l` is its ISSN-L, `report-no`
the work's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

SCHEMES: Final = frozenset(
    ["acl", "aminer", "ascl", "bibcode", "cairn", "core", "dblp", "dimensions", "eric", "europepmc", "gnd",
     "google-books", "hal", "handle", "ieee", "inspire", "jstor", "lccn", "lens", "mag", "mr", "nihms", "oai",
     "oclc", "openaire", "openalex", "patent", "pii", "pmcid", "pmid", "repec", "s2", "s2-corpus", "scopus",
     "ssrn", "urn", "wos", "zbl"]
)  # fmt: skip
"""Schemes of works, in lower case, that are written and read with their values."""

BIBTEX_FIELDS: Final = {
    "bibcode": "bibcode", "dblp": "biburl", "hal": "hal_id", "handle": "hdl", "jstor": "jstor",
    "lccn": "lccn", "mr": "mrnumber", "oclc": "oclc", "wos": "unique-id", "zbl": "zblnumber",
    "core": "core-id", "google-books": "googlebooks", "ieee": "ieee-id", "patent": "patentnumber",
    **{name: name for name in ("acl", "aminer", "ascl", "cairn", "dimensions", "eric", "europepmc", "gnd",
                               "inspire",
                               "lens", "mag", "nihms", "oai", "openaire", "openalex", "pii", "repec", "s2",
                               "s2-corpus", "scopus", "ssrn", "urn")},
}  # fmt: skip
"""The field of BibTeX for each scheme: those of programs, else one called as the scheme."""

LINKING: Final = "issn-l"
"""How the ISSN-L of a venue is marked, which is `lissn` in records."""
REPORT: Final = "report-no"
"""How the number of a report is marked where a list has no field for it."""
OF_VENUE: Final = "venue-"
"""What stands before the scheme of a number that is of the venue."""
VENUES_FIELD: Final = "venue-ids"
"""The field of BibTeX for numbers of the venue: `nlm:0404511; dblp:conf/…`."""
_VENUES: Final = frozenset(["acl", "dblp", "mag", "nlm", "openaire", "openalex", "s2", "wikidata", "zdb"])
MARKS: Final = SCHEMES | {LINKING, REPORT} | {f"{OF_VENUE}{scheme}" for scheme in _VENUES}
"""Schemes of works, and marks of numbers of the venue or of a report."""
_LINKINGS: Final = ("lissn", "issn-l", "issnl")

_BEFORE: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,20}):\s?(\S.{0,300})")
_BEHIND: Final = re.compile(r"(\S.{0,300}?)\s?\[([A-Za-z][A-Za-z0-9-]{1,20})\]")


def numbered(text: str) -> tuple[str, str] | None:
    """Return scheme, or mark, and value of `scheme:value`, where the scheme is known."""
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


def carried_of_venue(identifiers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield those identifiers of a venue that lists have no field for, with their marks, each scheme once."""
    seen: set[str] = set()
    for scheme, value in identifiers:
        mark = LINKING if scheme in _LINKINGS else f"{OF_VENUE}{scheme}" if scheme in _VENUES else ""
        if mark and mark not in seen:
            seen.add(mark)
            yield mark, value


def _known(scheme: str, value: str) -> tuple[str, str] | None:
    return (scheme.lower(), value) if scheme.lower() in MARKS else None
