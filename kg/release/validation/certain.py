"""Constraints on one value as tests of its text in N-Triples, which pass only what surely conforms.

What they pass, the SPARQL of `kg.release.validation.value_constraints` passes; what they do not pass, it may
pass all the same. A constraint of which that cannot be promised has no test here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.release.term_tests import Test

_STARTS: Final[dict[Node, str]] = {SH.IRI: "<", SH.Literal: '"'}
_COMPARED: Final[dict[Node, str]] = {
    SH.minInclusive: "minInclusive",
    SH.minExclusive: "minExclusive",
    SH.maxInclusive: "maxInclusive",
    SH.maxExclusive: "maxExclusive",
}
# what Python and SPARQL mean the same by: a dollar ends the text, and no line in it
_PLAIN: Final = re.compile(
    r"(?:[A-Za-z0-9/.,_ (|)^*+?-]|\{[0-9]+\}|\[\^?[A-Za-z0-9/. _-]+\]|\$(?=\)|\||\Z))+"
)
_OTHERWISE: Final = re.compile(r"\(\?|--|[*+?}][*+]")  # a group with a flag, a difference, no way back


def test_of(graph: Graph, constraints: Iterable[tuple[Node, Node]]) -> Test | None:
    """Return the test of all of some constraints together; null where one of them has none."""
    tests = [_test(graph, predicate, argument) for predicate, argument in constraints]
    found = [one for one in tests if one is not None]
    return ("all", *found) if found and len(found) == len(tests) else None


def _test(graph: Graph, predicate: Node, argument: Node) -> Test | None:
    if predicate == SH["or"]:
        found = [
            test_of(graph, [pair for pair in graph.predicate_objects(nested) if pair[0] != RDF.type])
            for nested in Collection(graph, argument)
        ]
        return None if None in found else ("any", *found)
    if predicate == SH["in"]:
        items = list(Collection(graph, argument))
        iris = all(isinstance(item, URIRef) for item in items)
        return ("in", *sorted(f"<{item}>" for item in items)) if iris else None
    if predicate == SH.nodeKind:
        return ("starts", _STARTS[argument]) if argument in _STARTS else None
    if predicate == SH.datatype:
        return "datatype", str(argument)
    if predicate == SH.pattern:
        pattern = str(argument)
        plain = _PLAIN.fullmatch(pattern) and not _OTHERWISE.search(pattern)
        return ("pattern", pattern.replace("$", r"\Z")) if plain else None
    if predicate == SH.minLength:
        return ("least", int(str(argument)))
    if predicate in _COMPARED and isinstance(argument, Literal) and argument.datatype == XSD.integer:
        return "compared", _COMPARED[predicate], int(str(argument))
    return None
