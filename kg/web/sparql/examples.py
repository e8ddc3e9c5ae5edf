"""Examples of arguments from the data set that is served, for the forms of the canned queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kg.engine.template import Value
from kg.queries import CannedQuery, Lookup, Parameter
from kg.queries.asking import listed
from kg.web.http.current import ServedRelease

_ENTITIES: Final = ("person", "team", "paper", "venue", "topic", "source")
_KINDS: Final = {"agent": "person", "thing": "paper"}


@dataclass(frozen=True, slots=True)
class ExampleValue:
    """One argument that has an answer here: the value as it is typed, and how people call it."""

    value: str
    label: str


def example_of(served: ServedRelease, parameter: Parameter) -> ExampleValue | None:
    """Return an example for a parameter: of things one that is linked much, else that of the query's file."""
    kind = _KINDS.get(parameter.kind, parameter.kind)
    if kind not in _ENTITIES:
        value = next((str(example.value) for example in parameter.examples), "")
        return ExampleValue(value, value) if value else None
    return served.once(f"example {parameter.kind}", lambda: _most_linked(served, kind))


def _most_linked(served: ServedRelease, kind: str) -> ExampleValue | None:
    found = listed(served.engine, f"example-{kind}")
    if not found:
        return None
    node = NamedNode(found[0]["x"])
    label = Lookup(served.engine).label(node).partition(" – ")[0]
    return ExampleValue(node.value, label or node.value)


def arguments_of(served: ServedRelease, query: CannedQuery) -> Mapping[str, ExampleValue]:
    """Return an example for each parameter that must be given; none if there is none for one of them."""
    found = {p.name: example_of(served, p) for p in query.parameters if not p.optional}
    return {name: value for name, value in found.items() if value} if all(found.values()) else {}


def text_of(served: ServedRelease, query: CannedQuery) -> str:
    """Return the text of a canned query with examples of this data set in the place of the file's."""
    terms: dict[str, list[Value]] = {}
    for parameter in query.parameters:
        example = None if parameter.optional else example_of(served, parameter)
        if example is not None:
            make = parameter.iri if parameter.is_entity else parameter.literal
            terms[parameter.name] = [make(example.value)]
        else:
            terms[parameter.name] = list(parameter.examples)
    return query.template.bind(terms)
