"""Why two things are one or not: the decisions that name both, and the papers that both sign."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from pyoxigraph import NamedNode

from kg.engine import Engine, Request
from kg.engine.template import Template
from kg.queries.catalogue import Catalogue
from kg.queries.explanation import Decision, decisions_of
from kg.queries.resolver import Resolver
from kg.release.search import SearchIndex
from kg.vocab import PREFIXES

_PREFIXES: Final = "\n".join(
    f"PREFIX {name}: <{PREFIXES[name]}>" for name in ("frbr", "pro", "prov", "schema")
)
_WHOLE: Final = Template(
    _PREFIXES
    + """
SELECT DISTINCT ?whole WHERE {
  {
    VALUES $thing { <https://kg.example.org/mention/0123456789abcdef-1-1> }
    $thing pro:isHeldBy ?whole
  } UNION {
    VALUES $thing { <https://kg.example.org/mention/0123456789abcdef-1-1> }
    ?authorship prov:wasDerivedFrom $thing ; pro:isHeldBy ?whole
  } UNION {
    VALUES $thing { <https://kg.example.org/mention/0123456789abcdef-1-1> }
    $thing frbr:realizationOf ?whole
  } UNION {
    VALUES $thing { <https://kg.example.org/mention/0123456789abcdef-1-1> }
    ?whole prov:wasDerivedFrom $thing ; pro:isDocumentContextFor|frbr:realization ?part
  }
}
ORDER BY ?whole"""
)
_TOGETHER: Final = Template(
    _PREFIXES
    + """
SELECT DISTINCT ?paper ?title WHERE {
  VALUES $one { <https://kg.example.org/person/a> }
  VALUES $other { <https://kg.example.org/person/b> }
  ?first pro:isHeldBy $one .
  ?paper pro:isDocumentContextFor ?first , ?second .
  ?second pro:isHeldBy $other .
  OPTIONAL { ?paper schema:name ?title }
}
ORDER BY ?paper ?title"""
)


@dataclass(frozen=True)
class Side:
    """One of the two things: what was named, and the person, team, paper or venue that it is part of."""

    iri: str
    whole: str
    label: str


@dataclass(frozen=True)
class Comparison:
    """Whether two things are one, and why.

    `papers` are IRI and title of the papers that both sign: two positions of one paper are two persons.
    """

    one: Side
    other: Side
    outcome: Literal["same", "different", "undecided", "apart"]
    papers: tuple[tuple[str, str], ...]
    decisions: tuple[Decision, ...]

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
    resolver, catalogue = Resolver(engine, index), Catalogue.read()
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


def _named(decision: Decision) -> set[str]:
    return {*decision.about, *decision.supported_by, *decision.contradicted_by}


def _side(engine: Engine, resolver: Resolver, text: str) -> Side:
    node = resolver.resolve("thing", text)
    whole = node
    for row in engine.solutions(Request(_WHOLE.bind({"thing": [node]}))):
        found = row["whole"]
        assert isinstance(found, NamedNode)
        whole = found
        break
    return Side(node.value, whole.value, resolver.label(whole))


def _together(engine: Engine, one: str, other: str) -> tuple[tuple[str, str], ...]:
    request = Request(_TOGETHER.bind({"one": [NamedNode(one)], "other": [NamedNode(other)]}))
    found = []
    for row in engine.solutions(request):
        paper, title = row["paper"], row.get("title")
        assert isinstance(paper, NamedNode)
        found.append((paper.value, str(getattr(title, "value", ""))))
    return tuple(found)
