"""Examples of arguments from the data set that is served, for the forms of the canned queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kg.engine.template import Value
from kg.queries import CannedQuery, Parameter, Resolver
from kg.queries.asking import ask
from kg.web.http.current import Edition

# Of many things the first few are looked at, so that an example costs the same in a large graph.
_LOOKED_AT: Final = 5000
_PATTERNS: Final = {
    "person": "?paper schema:author ?x . ?x a foaf:Person",
    "team": "?paper schema:author ?x . ?x a foaf:Group",
    "paper": "?paper schema:author ?agent . ?paper a fabio:Work BIND(?paper AS ?x)",
    "venue": "?publication schema:isPartOf ?x ; frbr:realizationOf ?paper",
    "topic": "?paper schema:about ?x",
    "source": "GRAPH ?g { ?record prov:hadPrimarySource ?x }",
}
_KINDS: Final = {"agent": "person", "thing": "paper"}


@dataclass(frozen=True, slots=True)
class Example:
    """One argument that has an answer here: the value as it is typed, and how people call it."""

    value: str
    label: str


def example_of(edition: Edition, parameter: Parameter) -> Example | None:
    """Return an example for a parameter: of things one that is linked much, else that of the query's file."""
    pattern = _PATTERNS.get(_KINDS.get(parameter.kind, parameter.kind))
    if pattern is None:
        value = next((str(example.value) for example in parameter.examples), "")
        return Example(value, value) if value else None
    return edition.once(f"example {parameter.kind}", lambda: _most_linked(edition, pattern))


def _most_linked(edition: Edition, pattern: str) -> Example | None:
    found = ask(
        edition.engine,
        f"SELECT ?x (COUNT(*) AS ?n) {{ {{ SELECT ?x {{ {pattern} }} LIMIT {_LOOKED_AT} }} }} "
        "GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1",
    )
    node = next((row["x"] for row in found), None)
    if not isinstance(node, NamedNode):
        return None
    label = Resolver(edition.engine).label(node).partition(" – ")[0]
    return Example(node.value, label or node.value)


def arguments_of(edition: Edition, query: CannedQuery) -> Mapping[str, Example]:
    """Return an example for each parameter that must be given; none if there is none for one of them."""
    found = {p.name: example_of(edition, p) for p in query.parameters if not p.optional}
    return {name: value for name, value in found.items() if value} if all(found.values()) else {}


def text_of(edition: Edition, query: CannedQuery) -> str:
    """Return the text of a canned query with examples of this data set in the place of the file's."""
    terms: dict[str, list[Value]] = {}
    for parameter in query.parameters:
        example = None if parameter.optional else example_of(edition, parameter)
        if example is not None:
            make = parameter.iri if parameter.is_entity else parameter.literal
            terms[parameter.name] = [make(example.value)]
        else:
            terms[parameter.name] = list(parameter.examples)
    return query.template.bind(terms)
