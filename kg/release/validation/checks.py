"""Shapes as SPARQL: for each constraint the query that finds what breaks it, in a whole store at once.

One property shape becomes a handful of checks. That a node has one value at most is first asked as cheap
streaming counts (`Gate`); the query that names the culprits runs only where the counts tell that there may
be any. That is sound: if as many nodes have a value as there are pairs of node and value, no node has two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rdflib import RDF, SH, URIRef
from rdflib.term import Node

from kg.release.scan import Place, TermTest
from kg.release.validation.certain import test_of
from kg.release.validation.plan import ConstraintQuery, Gate, NodeShape, ShapeScope, ValidationPlan
from kg.release.validation.shapes import TARGETS, Shapes
from kg.release.validation.value_constraints import ValueConstraints

# One triple that must not be there: MINUS reads its property once, NOT EXISTS looks it up for each solution.
# It means the same, as the triple shares a variable with what stands before it. SHACL itself allows no MINUS.
_LOOKED_UP: Final = re.compile(r"FILTER NOT EXISTS \{([^{}.;,]*+)\}")
# What is asked of a value beyond itself: its class.
_OF_VALUE: Final = re.compile(r"\?value a ")
_PLACES: Final[dict[URIRef, Place]] = {
    SH.targetClass: "instance",
    SH.targetSubjectsOf: "subject",
    SH.targetObjectsOf: "value",
}
_PAIRS: Final = {SH.lessThan: "<", SH.lessThanOrEquals: "<="}


def compiled(shapes: Shapes) -> ValidationPlan:
    """Return what is asked to hold a store against `shapes`.

    Raises:
        ValueError: they use a part of SHACL that is not known here.
    """
    compiler = Compiler(shapes)
    counts = {shape.iri: compiler.count(shape) for shape in shapes.nodes}
    checks = tuple(check for shape in shapes.nodes for check in compiler.checks(shape))
    return ValidationPlan(shapes.nodes, counts, checks, {})


class Compiler:
    """Turns the shapes of a file into checks."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes, self._graph, self._values = shapes, shapes.graph, ValueConstraints(shapes.graph)

    def count(self, shape: NodeShape) -> str:
        """Return the query for the number of focus nodes of `shape`, as `?n`."""
        what = (
            "*" if shape.scope is ShapeScope.RESOLVED else "DISTINCT ?this"
        )  # a node may be in several graphs
        return f"SELECT (COUNT({what}) AS ?n) WHERE {{ {self._focus(shape, once=True)} }}"

    def checks(self, shape: NodeShape) -> Iterator[ConstraintQuery]:
        """Yield the checks of `shape`.

        Raises:
            ValueError: it uses a part of SHACL that is not known here.
        """
        graph, focus, node = self._graph, self._focus(shape), URIRef(shape.iri)
        severity = self._shapes.severity(node)
        message = self._shapes.message(node) or "the node has not the form or the class of its kind"
        if tests := self._values.tests(node, "?this"):
            select = f"SELECT DISTINCT ?this (?this AS ?value) WHERE {{ {focus} FILTER({_failed(tests)}) }}"
            questions = self._of_nodes(shape)
            yield ConstraintQuery(
                shape, severity, message, select, local=_own_targets(shape), questions=questions
            )
        for fails in [
            *(_without("?this", classes) for classes in self._values.classes(node)),
            *(_one_of(excluded, "?this") for excluded in self._values.excluded(node)),
        ]:
            select = f"SELECT DISTINCT ?this (?this AS ?value) WHERE {{ {focus} {fails} }}"
            yield ConstraintQuery(shape, severity, message, select, local=_own_targets(shape))
        for constraint in graph.objects(node, SH.sparql):
            message = self._shapes.message(constraint) or "a SPARQL constraint is broken"
            yield ConstraintQuery(shape, severity, message, self._sparql(constraint, shape))
        for prop in graph.objects(node, SH.property):
            path = self._values.path(self._one(prop, SH.path))
            message = self._shapes.message(prop) or path
            severity = self._shapes.severity(prop)
            own = _own_targets(shape) and isinstance(graph.value(prop, SH.path), URIRef)
            if tests := self._values.tests(prop, "?value"):
                failing = self._failing(prop, path, tests)
                select = f"SELECT DISTINCT ?this ?value WHERE {{ {focus} {failing} }}"
                local = own and not _OF_VALUE.search(failing)
                questions = self._of_values(prop, shape)
                yield ConstraintQuery(shape, severity, message, select, local=local, questions=questions)
            for pattern in self._patterns(prop, path):
                select = f"SELECT DISTINCT ?this ?value WHERE {{ {focus} {pattern} }}"
                yield ConstraintQuery(
                    shape, severity, message, select, local=own and not _OF_VALUE.search(pattern)
                )
            for select, gate in self._cardinality(prop, focus, path):
                yield ConstraintQuery(shape, severity, message, select, gate, local=own)

    @staticmethod
    def _focus(shape: NodeShape, *, once: bool = False) -> str:
        """Return the pattern that binds `?this` to the focus nodes of `shape`, to each `once` if so asked."""
        # Of one own statement it is mostly once by itself, and to make sure costs a set of all nodes.
        if len(shape.targets) == 1 and shape.targets[0].startswith("?this a " if once else "?this "):
            return f"{shape.targets[0]} ."
        union = " UNION ".join(f"{{ {target} }}" for target in shape.targets)
        return f"{{ SELECT DISTINCT ?this WHERE {{ {union} }} }}"

    def _failing(self, prop: Node, path: str, tests: list[str]) -> str:
        """Return the pattern, to stand after the focus, that binds the values that fail `tests`."""
        failing = f"?this {path} ?value . FILTER({_failed(tests)})"
        # Most values are sound: one scan of the property and the few that are not cost less than a look-up
        # for each focus node; everything has a type, so those are looked up.
        return failing if self._is_type(prop) else f"{{ SELECT ?this ?value WHERE {{ {failing} }} }}"

    def _of_nodes(self, shape: NodeShape) -> tuple[TermTest, ...]:
        """Return the questions that say whether all focus nodes pass the tests of `shape` on themselves."""
        node, everywhere = URIRef(shape.iri), shape.scope is ShapeScope.EVERYTHING
        test = test_of(self._graph, self._values.tested(node))
        if test is None:
            return ()
        return tuple(
            TermTest(everywhere, _PLACES[kind], f"<{target}>", test)
            for kind in TARGETS
            for target in sorted(map(str, self._graph.objects(node, kind)))
        )

    def _of_values(self, prop: Node, shape: NodeShape) -> tuple[TermTest, ...]:
        """Return the question that says whether all values of a property pass the tests on them."""
        path, everywhere = self._one(prop, SH.path), shape.scope is ShapeScope.EVERYTHING
        inverse = self._graph.value(path, SH.inversePath)
        test = test_of(self._graph, self._values.tested(prop))
        if test is None or not isinstance(inverse or path, URIRef):
            return ()
        return (TermTest(everywhere, "subject" if inverse else "value", f"<{inverse or path}>", test),)

    def _patterns(self, prop: Node, path: str) -> Iterator[str]:
        """Yield, to stand after the focus, the patterns that bind what breaks a constraint on values."""
        graph, step = self._graph, f"?this {path} ?value ."
        for classes in self._values.classes(prop):
            yield f"{{ SELECT ?this ?value WHERE {{ {step} {_without('?value', classes)} }} }}"
        for excluded in self._values.excluded(prop):
            yield f"{step} {_one_of(excluded, '?value')}"
        for value in graph.objects(prop, SH.hasValue):
            yield f"FILTER NOT EXISTS {{ ?this {path} {value.n3()} }}"
        for predicate, sign in _PAIRS.items():
            for other in graph.objects(prop, predicate):
                yield f"{step} ?this {other.n3()} ?other . FILTER(!COALESCE(?value {sign} ?other, false))"
        for other in graph.objects(prop, SH.disjoint):
            yield f"{step} ?this {other.n3()} ?value ."
        for other in graph.objects(prop, SH.equals):
            steps, others = self._values.read_once(self._one(prop, SH.path)), f"?this {other.n3()} ?value"
            yield f"{{ SELECT ?this ?value WHERE {{ {steps} MINUS {{ {others} }} }} }}"
            yield f"{{ SELECT ?this ?value WHERE {{ {others} MINUS {{ {steps} }} }} }}"

    def _cardinality(self, prop: Node, focus: str, path: str) -> Iterator[tuple[str, Gate | None]]:
        least, most = self._number(prop, SH.minCount), self._number(prop, SH.maxCount)
        pairs = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?this {path} ?some }}"
        holders = f"SELECT (COUNT(DISTINCT ?this) AS ?n) WHERE {{ ?this {path} ?some }}"
        number = "COUNT(DISTINCT ?some)"
        grouped = f"SELECT ?this ({number} AS ?value) WHERE {{{{ {{0}} {{1}} }}}} GROUP BY ?this HAVING ({number} {{2}})"  # noqa: E501 -- one query
        step = f"?this {path} ?some ."
        if least == 1:
            # two scans and a set, where NOT EXISTS looks up each focus node
            without = f"FILTER NOT EXISTS {{ {step} }}" if self._is_type(prop) else f"MINUS {{ {step} }}"
            yield f"SELECT DISTINCT ?this ?value WHERE {{ {focus} {without} }}", None
        elif least:
            yield grouped.format(focus, f"OPTIONAL {{ {step} }}", f"< {least}"), None
        if most == 0:
            some = f"{{ SELECT ?this ?value WHERE {{ ?this {path} ?value }} }}"
            yield f"SELECT DISTINCT ?this ?value WHERE {{ {focus} {some} }}", None
        elif most is not None:
            yield grouped.format(focus, step, f"> {most}"), Gate(pairs, holders) if most == 1 else None
        if str(self._graph.value(prop, SH.uniqueLang)) == "true":
            language = f'?this {path} ?text . BIND(LANG(?text) AS ?value) FILTER(?value != "")'
            having = "HAVING (COUNT(DISTINCT ?text) > 1)"
            yield f"SELECT ?this ?value WHERE {{ {focus} {language} }} GROUP BY ?this ?value {having}", None

    def _sparql(self, constraint: Node, shape: NodeShape) -> str:
        """Bind `$this` to all focus nodes at once instead of one by one (SHACL 5.3)."""
        text = str(self._one(constraint, SH.select))
        names = {
            str(self._graph.value(declared, SH.prefix)): str(self._graph.value(declared, SH.namespace))
            for ontology in self._graph.objects(constraint, SH.prefixes)
            for declared in self._graph.objects(ontology, SH.declare)
        }
        prologue = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in sorted(names.items()))
        head, body = text[: text.index("{") + 1], text[text.index("{") + 1 :]
        counted = re.search(r"GROUP\s+BY", body[body.rindex("}") :], re.IGNORECASE) is not None
        if not counted:
            head = head.replace("SELECT", "SELECT DISTINCT", 1)
        body = _LOOKED_UP.sub(r"MINUS {\1}", body)
        return f"{prologue}{head} {self._focus(shape, once=counted)} {body}"

    def _is_type(self, prop: Node) -> bool:
        return self._graph.value(prop, SH.path) == RDF.type

    def _number(self, prop: Node, kind: URIRef) -> int | None:
        value = self._graph.value(prop, kind)
        return None if value is None else int(str(value))

    def _one(self, subject: Node, predicate: URIRef) -> Node:
        value = self._graph.value(subject, predicate)
        if value is None:
            raise ValueError(f"the shapes file lacks {predicate} on {subject}")
        return value


def _own_targets(shape: NodeShape) -> bool:
    """Tell whether nodes are in focus by statements of their own."""
    return all(target.startswith("?this ") for target in shape.targets)


def _without(variable: str, classes: Iterable[str]) -> str:
    """Return the pattern that leaves out what is of one of some classes; it costs a third of NOT EXISTS."""
    return " ".join(f"MINUS {{ {variable} a {one} }}" for one in classes)


def _one_of(class_: str, variable: str) -> str:
    """Return the pattern of what is of a class, which is read by itself: there should be nothing of it."""
    return f"{{ SELECT {variable} WHERE {{ {variable} a {class_} }} }}"


def _failed(tests: list[str]) -> str:
    return " || ".join(f"!{test}" for test in tests)
