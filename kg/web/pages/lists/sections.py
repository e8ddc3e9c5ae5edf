"""Papers of a person or organisation beside those that it signed: affiliated, paid for, contributed to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.queries.asking import counted, listed
from kg.web.pages.description.properties import ListedPaper
from kg.web.pages.lists.listings import described

SHOWN: Final = 20
MOST_COUNTED: Final = 100_000
_PAPERS: Final = (
    ("affiliated", "Papers with an author there", "organisation-papers", "papers-of-organisation"),
    ("funded", "Papers it paid for", "funder-papers", "papers-funded"),
    ("contributed", "Papers it contributed to otherwise", "", "papers-contributed-to"),
)
"""By list its anchor, its heading, the canned query of all of it, and the question which papers are meant."""


@dataclass(frozen=True, slots=True)
class Section:
    """A list of papers: its anchor and heading, how many there are, the newest, and the query of all."""

    anchor: str
    heading: str
    total: int
    papers: list[ListedPaper]
    query: str


def sections(engine: Engine, iri: str, but: str = "") -> list[Section]:
    """Return the lists of papers of a person or organisation beside those that it signed, `but` that list."""
    found = []
    for anchor, heading, query, which in _PAPERS:
        if anchor == but:
            continue
        part = ("papers", which)
        newest = listed(engine, "papers-dated", {"thing": iri}, part, most=SHOWN)
        if newest:
            total = len(newest)
            if total == SHOWN:
                total = counted(engine, "papers-counted", {"thing": iri}, part, MOST_COUNTED)
            papers = described(engine, [(row["paper"], row.get("date")) for row in newest])
            found.append(Section(anchor, heading, total, papers, query))
    return found
