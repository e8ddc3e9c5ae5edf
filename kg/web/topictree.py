"""The topics that papers are on, each below the one above it, with the number of papers of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.release.search import Kind
from kg.web.asking import rows, values
from kg.web.current import Edition
from kg.web.names import Link
from kg.web.totals import totals

MOST_OTHERS: Final = 100
"""Topics that are shown of those that stand in no order, such as keywords."""

_GROUP: Final = "grp_"  # how the codes of arXiv's groups of archives begin


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic with the number of papers that have it or a topic below it as subject, and what is below."""

    topic: Link
    papers: int
    below: tuple[Branch, ...]


def tree(edition: Edition) -> tuple[tuple[Branch, ...], tuple[Branch, ...]]:
    """Return the topics that papers are on, below those above them, by code; and those in no such order.

    The second are keywords and other topics that have none above or below them, most papers first.
    """
    counts = totals(edition, Kind.TOPIC)
    said: dict[str, dict[str, str]] = {}
    for row in rows(
        edition.engine,
        f"SELECT ?x ?label ?code ?above {{ {values('x', counts)} OPTIONAL {{ ?x skos:prefLabel ?label }} "
        "OPTIONAL { ?x skos:notation ?code } OPTIONAL { ?x skos:broader ?above } }",
    ):
        said.setdefault(row["x"], {}).update(row)
    children: dict[str | None, list[str]] = {}
    for iri, facts in said.items():
        above = facts.get("above")
        children.setdefault(above if above in said else None, []).append(iri)

    def branch(iri: str, seen: frozenset[str]) -> Branch | None:
        if iri in seen:  # a taxonomy with a circle in it
            return None
        under = [branch(below, seen | {iri}) for below in sorted(children.get(iri, ()), key=code)]
        below = tuple(found for found in under if found is not None)
        if len(below) == 1 and code(iri).startswith(_GROUP) and counts[iri] == below[0].papers:
            return below[0]  # a group of one archive
        return Branch(
            Link(iri, said[iri].get("label") or code(iri), said[iri].get("code")), counts[iri], below
        )

    def code(iri: str) -> str:
        return said[iri].get("code") or iri

    tops = children.get(None, [])
    ordered = sorted((iri for iri in tops if iri in children or "code" in said[iri]), key=code)
    others = [iri for iri in tops if iri not in ordered][:MOST_OTHERS]
    found = [[branch(iri, frozenset()) for iri in some] for some in (ordered, others)]
    first, second = (tuple(top for top in some if top is not None) for some in found)
    return first, second
