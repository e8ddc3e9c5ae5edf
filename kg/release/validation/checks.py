"""Shapes as SPARQL: for each constraint the query that finds what breaks it, in a whole store at once.

One property shape becomes at most a handful of checks. Those that hold almost always are first asked
as two cheap streaming counts (`Gate`); the query that names the culprits runs only if the counts tell
that there are any. That is sound: if as many focus nodes have a value as there are pairs of node and
value, no node has two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from rdflib import RDF, SH, XSD, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.release.validation.shapes import NodeShape, Scope, Severity, Shapes

_IGNORED: Final = {
    RDF.type, SH.severity, SH.message, SH.path, SH.name, SH.description, SH.order, SH.group, SH.flags,
    SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf,
}  # fmt: skip
_KINDS: Final[dict[Node, str]] = {
    SH.IRI: "isIRI({0})",
    SH.Literal: "isLiteral({0})",
    SH.BlankNode: "isBlank({0})",
    SH.BlankNodeOrIRI: "(isIRI({0}) || isBlank({0}))",
    SH.IRIOrLiteral: "(isIRI({0}) || isLiteral({0}))",
    SH.BlankNodeOrLiteral: "(isBlank({0}) || isLiteral({0}))",
}
_CAST: Final = {
    XSD.date, XSD.dateTime, XSD.gYear, XSD.gYearMonth, XSD.integer, XSD.decimal, XSD.double, XSD.boolean,
}  # fmt: skip
_COMPARISONS: Final = {
    SH.minInclusive: ">=",
    SH.minExclusive: ">",
    SH.maxInclusive: "<=",
    SH.maxExclusive: "<",
}
_PAIRS: Final = {SH.lessThan: "<", SH.lessThanOrEquals: "<="}


@dataclass(frozen=True)
class Gate:
    """Two counting queries (`?n`); where they give the same number, the check has nothing to find."""

    one: str
    other: str


@dataclass(frozen=True)
class Check:
    """One query, `SELECT ?this ?value`, that finds what breaks a constraint of a shape."""

    shape: NodeShape
    severity: Severity
    message: str
    select: str
    gate: Gate | None = None


class Compiler:
    """Turns the shapes of a file into checks."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes, self._graph = shapes, shapes.graph
        self._kinds: dict[Node, Callable[[Node, str], str]] = {
            SH.nodeKind: lambda kind, value: _KINDS[kind].format(value),
            SH.datatype: self._datatype,
            SH["class"]: lambda kind, value: f"EXISTS {{ {value} a {kind.n3()} }}",
            SH["in"]: lambda items, value: (
                f"({value} IN ({', '.join(item.n3() for item in self._list(items))}))"
            ),
            SH.minLength: lambda least, value: f"COALESCE(STRLEN(STR({value})) >= {least}, false)",
            SH.maxLength: lambda most, value: f"COALESCE(STRLEN(STR({value})) <= {most}, false)",
            SH["not"]: lambda shape, value: f"(!{self._all(shape, value)})",
            SH["or"]: lambda items, value: (
                f"({' || '.join(self._all(item, value) for item in self._list(items))})"
            ),
            SH["and"]: lambda items, value: (
                f"({' && '.join(self._all(item, value) for item in self._list(items))})"
            ),
        }
        for predicate, sign in _COMPARISONS.items():
            self._kinds[predicate] = partial(self._compared, sign)

    def focus(self, shape: NodeShape) -> str:
        """Return the pattern that binds `?this` to the focus nodes of `shape`."""
        if len(shape.targets) == 1 and shape.targets[0].startswith("?this a "):
            return f"{shape.targets[0]} ."
        union = " UNION ".join(f"{{ {target} }}" for target in shape.targets)
        return f"{{ SELECT DISTINCT ?this WHERE {{ {union} }} }}"

    def count(self, shape: NodeShape) -> str:
        """Return the query for the number of focus nodes of `shape`, as `?n`."""
        what = "*" if shape.scope is Scope.RESOLVED else "DISTINCT ?this"
        return f"SELECT (COUNT({what}) AS ?n) WHERE {{ {self.focus(shape)} }}"

    def checks(self, shape: NodeShape) -> Iterator[Check]:
        """Yield the checks of `shape`.

        Raises:
            ValueError: it uses a part of SHACL that is not known here.
        """
        graph, focus = self._graph, self.focus(shape)
        if tests := self._tests(shape.iri, "?this"):
            failed = " || ".join(f"!{test}" for test in tests)
            select = f"SELECT DISTINCT ?this (?this AS ?value) WHERE {{ {focus} FILTER({failed}) }}"
            message = self._shapes.message(shape.iri) or "the node has not the form or the class of its kind"
            yield Check(shape, self._shapes.severity(shape.iri), message, select)
        for constraint in graph.objects(shape.iri, SH.sparql):
            yield Check(
                shape, self._shapes.severity(shape.iri), self._shapes.message(constraint) or "", self._sparql(constraint, focus)
            )  # fmt: skip
        for prop in graph.objects(shape.iri, SH.property):
            message = self._shapes.message(prop) or str(graph.value(prop, SH.path))
            for select, gate in self._property(prop, focus):
                yield Check(shape, self._shapes.severity(prop), message, select, gate)

    # ------------------------------------------------------------------ property shapes

    def _property(self, prop: Node, focus: str) -> Iterator[tuple[str, Gate | None]]:
        graph = self._graph
        path = self._path(self._one(prop, SH.path))
        step = f"?this {path} ?value"
        if tests := self._tests(prop, "?value"):
            failed = " || ".join(f"!{test}" for test in tests)
            yield f"SELECT DISTINCT ?this ?value WHERE {{ {focus} {step} FILTER({failed}) }}", None
        yield from self._cardinality(prop, focus, path)
        for value in graph.objects(prop, SH.hasValue):
            yield self._none(focus, f"FILTER NOT EXISTS {{ ?this {path} {value.n3()} }}"), None
        for predicate, operator in _PAIRS.items():
            for other in graph.objects(prop, predicate):
                test = f"!COALESCE(?value {operator} ?other, false)"
                yield (
                    f"SELECT DISTINCT ?this ?value WHERE {{ {focus} {step} . ?this <{other}> ?other FILTER({test}) }}",
                    None,
                )
        for other in graph.objects(prop, SH.disjoint):
            yield f"SELECT DISTINCT ?this ?value WHERE {{ {focus} {step} . ?this <{other}> ?value }}", None
        for other in graph.objects(prop, SH.equals):
            yield (
                f"SELECT DISTINCT ?this ?value WHERE {{ {focus} {step} FILTER NOT EXISTS {{ ?this <{other}> ?value }} }}",
                None,
            )
            yield (
                f"SELECT DISTINCT ?this ?value WHERE {{ {focus} ?this <{other}> ?value FILTER NOT EXISTS {{ {step} }} }}",
                None,
            )
        if (unique := graph.value(prop, SH.uniqueLang)) is not None and unique.toPython() is True:
            yield (
                f"SELECT ?this ?value WHERE {{ {focus} ?this {path} ?text BIND(LANG(?text) AS ?value) "
                'FILTER(?value != "") } GROUP BY ?this ?value HAVING (COUNT(DISTINCT ?text) > 1)',
                None,
            )  # fmt: skip

    def _cardinality(self, prop: Node, focus: str, path: str) -> Iterator[tuple[str, Gate | None]]:
        least, most = (self._number(prop, kind) for kind in (SH.minCount, SH.maxCount))
        every = f"SELECT (COUNT(*) AS ?n) WHERE {{ {focus} }}"
        having = f"SELECT (COUNT(*) AS ?n) WHERE {{ {focus} FILTER EXISTS {{ ?this {path} ?some }} }}"
        pairs = f"SELECT (COUNT(*) AS ?n) WHERE {{ {focus} ?this {path} ?some }}"
        grouped = (
            "SELECT ?this (COUNT(DISTINCT ?some) AS ?value) WHERE {{ {focus} {step} }} "
            "GROUP BY ?this HAVING (COUNT(DISTINCT ?some) {bound})"
        )
        if least == 1:
            yield self._none(focus, f"FILTER NOT EXISTS {{ ?this {path} ?some }}"), Gate(every, having)
        elif least:
            step = f"OPTIONAL {{ ?this {path} ?some }}"
            yield grouped.format(focus=focus, step=step, bound=f"< {least}"), None
        if most == 0:
            yield f"SELECT DISTINCT ?this ?value WHERE {{ {focus} ?this {path} ?value }}", None
        elif most is not None:
            gate = Gate(pairs, having) if most == 1 else None
            yield grouped.format(focus=focus, step=f"?this {path} ?some", bound=f"> {most}"), gate

    @staticmethod
    def _none(focus: str, condition: str) -> str:
        return f"SELECT DISTINCT ?this ?value WHERE {{ {focus} {condition} }}"

    def _number(self, prop: Node, kind: URIRef) -> int | None:
        value = self._graph.value(prop, kind)
        return None if value is None else int(str(value))

    def _path(self, path: Node) -> str:
        """Write a SHACL property path (SHACL 2.3.1) as SPARQL."""
        graph = self._graph
        if isinstance(path, URIRef):
            return path.n3()
        if (inverse := graph.value(path, SH.inversePath)) is not None:
            return f"^{self._path(inverse)}"
        if (choice := graph.value(path, SH.alternativePath)) is not None:
            return "(" + "|".join(self._path(step) for step in self._list(choice)) + ")"
        if (path, RDF.first, None) in graph:
            return "(" + "/".join(self._path(step) for step in self._list(path)) + ")"
        raise ValueError(f"a path of the shapes file is of no known kind: {list(graph.predicates(path))}")

    # ------------------------------------------------------------------ constraints on one value

    def _tests(self, shape: Node, value: str) -> list[str]:
        """Return one Boolean expression a constraint on `value`; none of them ever raises an error."""
        tests = []
        for predicate, argument in sorted(self._graph.predicate_objects(shape)):
            test = self._test(shape, predicate, argument, value)
            if test is not None:
                tests.append(test)
        return tests

    def _test(self, shape: Node, predicate: Node, argument: Node, value: str) -> str | None:
        if (make := self._kinds.get(predicate)) is not None:
            return make(argument, value)
        if predicate == SH.pattern:
            flags = self._graph.value(shape, SH.flags)
            more = "" if flags is None else f", {flags.n3()}"
            return f"COALESCE(REGEX(STR({value}), {argument.n3()}{more}), false)"
        self._known(shape, predicate)
        return None

    def _known(self, shape: Node, predicate: Node) -> None:
        handled = _IGNORED | _PAIRS.keys() | {
            SH.minCount, SH.maxCount, SH.hasValue, SH.disjoint, SH.equals, SH.uniqueLang, SH.property, SH.sparql,
        }  # fmt: skip
        if str(predicate).startswith(str(SH)) and predicate not in handled:
            raise ValueError(f"{shape}: {predicate} is a part of SHACL that kg does not run on stores")

    def _all(self, shape: Node, value: str) -> str:
        """Return the expression that `value` conforms to a nested shape, which may constrain the value only."""
        for part in (SH.property, SH.sparql, SH.minCount, SH.maxCount, SH.hasValue):
            if (shape, part, None) in self._graph:
                raise ValueError(f"{part} inside a nested shape is not run on stores")
        return "(" + (" && ".join(self._tests(shape, value)) or "true") + ")"

    @staticmethod
    def _compared(sign: str, bound: Node, value: str) -> str:
        return f"COALESCE({value} {sign} {bound.n3()}, false)"

    def _list(self, items: Node) -> Collection:
        return Collection(self._graph, items)

    def _datatype(self, datatype: Node, value: str) -> str:
        """Test the datatype and, where SPARQL has a cast, the lexical form too (SHACL 4.1.2)."""
        test = f"isLiteral({value}) && DATATYPE({value}) = {datatype.n3()}"
        if datatype in _CAST:
            test += f" && isLiteral({datatype.n3()}(STR({value})))"
        return f"COALESCE({test}, false)"

    # ------------------------------------------------------------------ SPARQL constraints

    def _sparql(self, constraint: Node, focus: str) -> str:
        """Bind `$this` to all focus nodes at once instead of one by one (SHACL 5.3)."""
        text = str(self._one(constraint, SH.select))
        body = text.index("{") + 1
        names = {
            str(self._graph.value(declared, SH.prefix)): str(self._graph.value(declared, SH.namespace))
            for ontology in self._graph.objects(constraint, SH.prefixes)
            for declared in self._graph.objects(ontology, SH.declare)
        }
        prologue = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in sorted(names.items()))
        grouped = re.search(r"}\s*GROUP\s+BY", text[text.rindex("}") :], re.IGNORECASE)
        head = text[:body] if grouped else re.sub(r"SELECT", "SELECT DISTINCT", text[:body], count=1)
        return f"{prologue}{head} {focus} {text[body:]}"

    def _one(self, subject: Node, predicate: URIRef) -> Node:
        value = self._graph.value(subject, predicate)
        if value is None:
            raise ValueError(f"the shapes file lacks {predicate} on {subject}")
        return value
