"""Why two things are one or not: the decisions that name both, and the papers that both sign."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from pyoxigraph import NamedNode

from kg.engine import Engine
from kg.queries.asking import asked
from kg.queries.catalogue import Catalogue
from kg.queries.explanation import ExplainedDecision, decisions_of
from kg.queries.lookup import Lookup
from kg.release.search import SearchIndex


@dataclass(frozen=True)
class ComparedThing:
    """One of the two things: what was named, and the person, team, paper or venue that it is part of."""

    iri: str
    whole: str
    label: str


@dataclass(frozen=True)
class Comparison:
    """Whether two things are one, and why.

    `papers` are IRI and title of the papers that both sign: two positions of one paper are two persons.
    """

    one: ComparedThing
    other: ComparedThing
    outcome: Literal["same", "different", "undecided", "apart"]
    papers: tuple[tuple[str, str], ...]
    decisions: tuple[ExplainedDecision, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the same as objects that JSON can hold."""
        return asdict(self)


def compare(engine: Engine, index: SearchIndex | None, one: str, other: str) -> Comparison:
    """Tell why the things that `one` and `other` name by IRI, identifier or name are one or not.

    An author entry stands for its person, a record or publication for its paper.

    Raises:
        AmbiguousName: several things are so called.
        UsageError: nothing is.
    """
    resolver, catalogue = Lookup(engine, index), Catalogue.read()
    sides = [_side(engine, resolver, text) for text in (one, other)]
    first, second = sides
    found = decisions_of(engine, NamedNode(first.whole), catalogue)
    if first.whole == second.whole:
        named = {first.iri, second.iri} - {first.whole}
        same = [decision for decision in found if decision.outcome == "same"]
        telling = [decision for decision in same if named & _named(decision)]
        return Comparison(first, second, "same", (), tuple(telling or same))
    naming = tuple(decision for decision in found if second.whole in _named(decision))
    papers = _together(engine, first.whole, second.whole)
    outcomes = {decision.outcome for decision in naming}
    outcome: Literal["different", "undecided", "apart"] = "apart"
    if papers or "different" in outcomes:
        outcome = "different"
    elif "undecided" in outcomes:
        outcome = "undecided"
    return Comparison(first, second, outcome, papers, naming)


def _named(decision: ExplainedDecision) -> set[str]:
    return {*decision.about, *decision.supported_by, *decision.contradicted_by}


def _side(engine: Engine, resolver: Lookup, text: str) -> ComparedThing:
    node = resolver.resolve("thing", text)
    whole = node
    found = asked(engine, "whole-of-part", thing=[node.value])
    if found:
        whole = NamedNode(found[0]["whole"])
    return ComparedThing(node.value, whole.value, resolver.label(whole))


def _together(engine: Engine, one: str, other: str) -> tuple[tuple[str, str], ...]:
    found = asked(engine, "papers-together", one=[one], other=[other])
    return tuple((row["paper"], row.get("title", "")) for row in found)
