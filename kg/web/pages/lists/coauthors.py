"""Whom a person writes with, and who of these write with each other: a picture that can be followed.

Only printed author lists count: a paper that just a profile page lists has no co-authors of its person.
Papers of more than 30 authors are left out: that two of 900 signed the same report says
little of them, and would fill the picture. Of the rest the newest are read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from markupsafe import Markup

from kg.engine import Engine
from kg.queries.asking import asked
from kg.web.http.links import Links
from kg.web.pages.description.names import NamedLink
from kg.web.pages.rendering.networks import Edge, Node, network

MOST_SHOWN: Final = 14
MOST_LISTED: Final = 20


@dataclass(frozen=True, slots=True)
class Coauthors:
    """Co-authors with the number of papers written together, and the picture, where there is one."""

    listed: list[NamedLink]
    picture: Markup | None
    papers: int


def coauthors(engine: Engine, iri: str, name: str, links: Links) -> Coauthors:
    """Return the co-authors of a person or team."""
    teams: dict[str, set[str]] = {}
    for row in asked(engine, "agent-coauthors", agent=[iri]):
        teams.setdefault(row["paper"], set()).add(row["who"])
    together = Counter(who for team in teams.values() for who in team if who != iri)
    ranked = [who for who, _ in sorted(together.items(), key=lambda item: (-item[1], item[0]))][:MOST_LISTED]
    if not ranked:
        return Coauthors([], None, len(teams))
    called = {row["thing"]: row["name"] for row in asked(engine, "names", thing=ranked)}
    ranked.sort(key=lambda who: (-together[who], called.get(who, who), who))
    listed = [NamedLink(who, called.get(who, who), _papers(together[who])) for who in ranked]
    chosen = ranked[:MOST_SHOWN]
    nodes = {iri: Node(iri, name, chief=True)}
    nodes |= {who: Node(who, called.get(who, who), links.href(who)) for who in chosen}
    weights = Counter(
        pair
        for team in teams.values()
        for pair in combinations(sorted(member for member in team if member in nodes), 2)
    )
    edges = [Edge(start, end, weight) for (start, end), weight in sorted(weights.items())]
    return Coauthors(listed, network(nodes, edges, f"Co-authors of {name}"), len(teams))


def _papers(count: int) -> str:
    return f"{count} together"
