"""Papers of a person or organisation beside those that it signed: affiliated, paid for, contributed to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.queries.asking import count, node, rows
from kg.web.pages.description.views import Listed
from kg.web.pages.lists.listings import described

SHOWN: Final = 20
MOST_COUNTED: Final = 100_000
_PAID_FOR: Final = (
    "SELECT DISTINCT ?paper { ?paper schema:funding/schema:funder|schema:funder %s ; a fabio:Work }"
)
_PAPERS: Final = (
    (
        "affiliated",
        "Papers with an author there",
        "organisation-papers",
        "SELECT DISTINCT ?paper { ?at pro:relatesToOrganization %s . ?paper pro:isDocumentContextFor ?at }",
    ),
    (
        "funded",
        "Papers it paid for",
        "funder-papers",
        _PAID_FOR,
    ),
    (
        "contributed",
        "Papers it contributed to otherwise",
        "",
        "SELECT DISTINCT ?paper { ?role pro:isHeldBy %s . ?paper kgo:contribution ?role }",
    ),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A list of papers: its anchor and heading, how many there are, the newest, and the query of all."""

    anchor: str
    heading: str
    total: int
    papers: list[Listed]
    query: str


def sections(engine: Engine, iri: str) -> list[Section]:
    """Return the lists of papers of a person or organisation beside those that it signed."""
    found = []
    for anchor, heading, query, pattern in _PAPERS:
        chosen = pattern.replace("%s", node(iri))
        newest = rows(
            engine,
            f"SELECT ?paper ?date {{ {{ {chosen} }} OPTIONAL {{ ?paper schema:datePublished ?date }} }} "
            f"ORDER BY DESC(?date) ?paper LIMIT {SHOWN}",
        )
        if newest:
            total = len(newest) if len(newest) < SHOWN else count(engine, f"{{ {chosen} }}", MOST_COUNTED)
            papers = described(engine, [(row["paper"], row.get("date")) for row in newest])
            found.append(Section(anchor, heading, total, papers, query))
    return found
