"""The topics that papers are on, each below the one above it, with the number of papers of each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.queries.asking import asked
from kg.release.search import EntryKind
from kg.web.http.current import ServedRelease
from kg.web.pages.description.names import NamedLink
from kg.web.pages.lists.totals import totals

MOST_OF_A_SCHEME: Final = 20
"""Topics that are shown of a scheme in which none is above another, such as keywords."""
MOST_SCHEMES: Final = 15
"""Such schemes that are shown, those with the topics of most papers first."""

_GROUP: Final = "grp_"  # how the codes of arXiv's groups of archives begin


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic with the number of papers that have it or a topic below it as subject, and what is below."""

    topic: NamedLink
    papers: int
    below: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class FlatScheme:
    """A scheme in which no topic is above another, and those of its topics that have most papers."""

    scheme: NamedLink
    topics: tuple[Branch, ...]


def tree(served: ServedRelease) -> tuple[tuple[Branch, ...], tuple[FlatScheme, ...]]:
    """Return the topics that papers are on, below those above them, by code; and schemes without such order.

    The second are classifications of which only terms are stated, and keywords: most papers first.
    """
    counts = totals(served, EntryKind.TOPIC)
    said: dict[str, dict[str, str]] = {}
    for row in asked(served.engine, "topic-places", x=counts):
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
        label, notation = said[iri].get("label") or code(iri), said[iri].get("code")
        return Branch(NamedLink(iri, label, None if notation == label else notation), counts[iri], below)

    def code(iri: str) -> str:
        return said[iri].get("code") or iri

    tops = children.get(None, [])
    whole = {said[iri].get("scheme") for iri in children if iri is not None}  # schemes that are in order
    ordered = sorted((iri for iri in tops if iri in children or said[iri].get("scheme") in whole), key=code)
    apart: dict[str, list[str]] = {}
    placed = set(ordered)
    for iri in tops:
        if iri not in placed:
            apart.setdefault(said[iri].get("scheme", ""), []).append(iri)
    chosen = list(islice(apart.items(), MOST_SCHEMES))
    schemes = [scheme for scheme, _ in chosen if scheme]
    called = {row["concept"]: row["name"] for row in asked(served.engine, "labels", concept=schemes)}
    first = tuple(top for iri in ordered if (top := branch(iri, frozenset())))
    second = tuple(
        FlatScheme(
            NamedLink(scheme, called.get(scheme, "Other topics")),
            tuple(top for iri in some[:MOST_OF_A_SCHEME] if (top := branch(iri, frozenset()))),
        )
        for scheme, some in chosen
    )
    return first, second
