"""Constraints on one value as SPARQL expressions, and paths as SPARQL property paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from rdflib import RDF, SH, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

NODE_KINDS: Final[dict[Node, str]] = {
    SH.IRI: "isIRI({0})",
    SH.Literal: "isLiteral({0})",
    SH.BlankNode: "isBlank({0})",
    SH.BlankNodeOrIRI: "(isIRI({0}) || isBlank({0}))",
    SH.IRIOrLiteral: "(isIRI({0}) || isLiteral({0}))",
    SH.BlankNodeOrLiteral: "(isBlank({0}) || isLiteral({0}))",
}
COMPARISONS: Final[dict[Node, str]] = {
    SH.minInclusive: ">=",
    SH.minExclusive: ">",
    SH.maxInclusive: "<=",
    SH.maxExclusive: "<",
}
CAST: Final = {
    XSD.date, XSD.dateTime, XSD.gYear, XSD.gYearMonth, XSD.integer, XSD.decimal, XSD.double, XSD.boolean,
}  # fmt: skip
ELSEWHERE: Final = {
    SH.path, SH.severity, SH.message, SH.name, SH.description, SH.order, SH.group, SH.flags,
    SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.property, SH.sparql,
    SH.minCount, SH.maxCount, SH.hasValue, SH.uniqueLang,
    SH.lessThan, SH.lessThanOrEquals, SH.disjoint, SH.equals,
}  # fmt: skip
"""What is no constraint on one value: it is read by `kg.release.validation.checks`."""
NOT_NESTED: Final = (SH.property, SH.sparql, SH.minCount, SH.maxCount, SH.hasValue, SH.lessThan, SH.disjoint)


class ValueConstraints:
    """Writes the constraints of the shapes in `graph` as SPARQL."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._kinds: dict[Node, Callable[[Node, str], str]] = {
            SH.nodeKind: lambda kind, value: NODE_KINDS[kind].format(value),
            SH.datatype: self._datatype,
            SH["class"]: lambda kind, value: f"EXISTS {{ {value} a {kind.n3()} }}",
            SH["in"]: lambda items, value: (
                f"({value} IN ({', '.join(self._each(items, lambda item: item.n3()))}))"
            ),
            SH.minLength: lambda least, value: f"COALESCE(STRLEN(STR({value})) >= {least}, false)",
            SH.maxLength: lambda most, value: f"COALESCE(STRLEN(STR({value})) <= {most}, false)",
            SH["not"]: lambda shape, value: f"(!{self._nested(value, shape)})",
            SH["or"]: lambda items, value: self._joined(" || ", items, value),
            SH["and"]: lambda items, value: self._joined(" && ", items, value),
            **{predicate: partial(self._compared, sign) for predicate, sign in COMPARISONS.items()},
        }

    def tests(self, shape: Node, value: str) -> list[str]:
        """Return one Boolean expression for each constraint on `value`; none of them ever raises an error.

        Those that only name classes are left out (`classes`, `excluded`).

        Raises:
            ValueError: the shape uses a part of SHACL that is not known here.
        """
        return [
            test
            for predicate, argument, test in self._tests(shape, value)
            if self._alternatives(predicate, argument) is None and self._excluded(predicate, argument) is None
        ]

    def tested(self, shape: Node) -> list[tuple[Node, Node]]:
        """Return the constraints that `tests` are of, each as predicate and argument, and flags."""
        flags = [(SH.flags, flag) for flag in self._graph.objects(shape, SH.flags)]
        return flags + [
            (predicate, argument)
            for predicate, argument, _ in self._tests(shape, "?value")
            if self._alternatives(predicate, argument) is None and self._excluded(predicate, argument) is None
        ]

    def _tests(self, shape: Node, value: str) -> Iterator[tuple[Node, Node, str]]:
        """Yield each constraint on `value`, and its Boolean expression."""
        for predicate, argument in sorted(self._graph.predicate_objects(shape)):
            if predicate == SH.pattern:
                flags = self._graph.value(shape, SH.flags)
                more = "" if flags is None else f", {flags.n3()}"
                yield predicate, argument, f"COALESCE(REGEX(STR({value}), {argument.n3()}{more}), false)"
            elif predicate in self._kinds:
                yield predicate, argument, self._kinds[predicate](argument, value)
            elif str(predicate).startswith(str(SH)) and predicate not in ELSEWHERE:
                raise ValueError(f"{shape}: {predicate} is a part of SHACL that is not run on stores")

    def classes(self, shape: Node) -> Iterator[tuple[str, ...]]:
        """Yield sets of classes of which a value must have one."""
        for predicate, argument in sorted(self._graph.predicate_objects(shape)):
            if (found := self._alternatives(predicate, argument)) is not None:
                yield found

    def excluded(self, shape: Node) -> list[str]:
        """Return the classes that a value must not have."""
        found = map(self._excluded, *zip(*sorted(self._graph.predicate_objects(shape)), strict=True))
        return [one for one in found if one is not None]

    def _excluded(self, predicate: Node, argument: Node) -> str | None:
        """Return the class that a constraint excludes, None where it says anything else."""
        parts = list(self._graph.predicate_objects(argument)) if predicate == SH["not"] else []
        return parts[0][1].n3() if len(parts) == 1 and parts[0][0] == SH["class"] else None

    def _alternatives(self, predicate: Node, argument: Node) -> tuple[str, ...] | None:
        """Return the classes that a constraint asks one of, None where it asks for anything else."""
        if predicate == SH["class"]:
            return (argument.n3(),)
        if predicate != SH["or"]:
            return None
        found = []
        for nested in Collection(self._graph, argument):
            parts = list(self._graph.predicate_objects(nested))
            if len(parts) != 1 or parts[0][0] != SH["class"]:
                return None
            found.append(parts[0][1].n3())
        return tuple(found)

    def path(self, path: Node) -> str:
        """Write a SHACL property path (SHACL 2.3.1) as SPARQL."""
        graph = self._graph
        if isinstance(path, URIRef):
            return path.n3()
        if (inverse := graph.value(path, SH.inversePath)) is not None:
            return f"^{self.path(inverse)}"
        if (choice := graph.value(path, SH.alternativePath)) is not None:
            return f"({'|'.join(self._each(choice, self.path))})"
        if (path, RDF.first, None) in graph:
            return f"({'/'.join(self._each(path, self.path))})"
        raise ValueError(f"a path of the shapes file is of no known kind: {list(graph.predicates(path))}")

    def read_once(self, path: Node) -> str:
        """Return the pattern of `?this` and the `?value` of a path, each step of which is read by itself.

        Of all nodes of a store, joining the steps costs half of following them node by node.
        """
        steps = [path]
        if not isinstance(path, URIRef) and (path, RDF.first, None) in self._graph:
            steps = list(Collection(self._graph, path))
        names = ["?this", *(f"?step{number}" for number in range(1, len(steps))), "?value"]
        return " ".join(
            f"{{ SELECT {begin} {end} WHERE {{ {begin} {self.path(step)} {end} }} }}"
            for begin, step, end in zip(names, steps, names[1:], strict=False)
        )

    def _nested(self, value: str, shape: Node) -> str:
        """Return the expression that `value` conforms to a nested shape, which speaks of the value only."""
        for part in NOT_NESTED:
            if (shape, part, None) in self._graph:
                raise ValueError(f"{part} inside a nested shape is not run on stores")
        return f"({' && '.join(test for _, _, test in self._tests(shape, value)) or 'true'})"

    def _joined(self, sign: str, items: Node, value: str) -> str:
        return f"({sign.join(self._each(items, partial(self._nested, value)))})"

    def _each(self, items: Node, write: Callable[[Node], str]) -> list[str]:
        return [write(item) for item in Collection(self._graph, items)]

    @staticmethod
    def _compared(sign: str, bound: Node, value: str) -> str:
        return f"COALESCE({value} {sign} {bound.n3()}, false)"

    @staticmethod
    def _datatype(datatype: Node, value: str) -> str:
        """Test the datatype and, where SPARQL has a cast, the lexical form too (SHACL 4.1.2)."""
        test = f"isLiteral({value}) && DATATYPE({value}) = {datatype.n3()}"
        if datatype in CAST:
            test += f" && isLiteral({datatype.n3()}(STR({value})))"
        return f"COALESCE({test}, false)"
