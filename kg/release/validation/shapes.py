"""The shapes file read as a list of node shapes, each with its targets, scope and constraints.

Only what `ontology/shapes.ttl` uses of SHACL Core and SHACL-SPARQL is known here
(https://www.w3.org/TR/shacl/); anything else in the file is a `ValueError`, never passed over.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from kg import resources
from kg.release.validation.plan import NodeShape, Severity, ShapeScope
from kg.vocab import CODE, KGO

TARGETS: Final = {
    SH.targetClass: "?this a {}",
    SH.targetSubjectsOf: "?this {} ?target",
    SH.targetObjectsOf: "?target {} ?this",
}
"""How each kind of target finds its focus nodes (SHACL 2.1.3)."""


class Shapes:
    """The graph of a shapes file and its node shapes, in the order of their IRIs."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        found = [self._node(shape) for shape in graph.subjects(RDF.type, SH.NodeShape)]
        self.nodes = tuple(sorted(found, key=lambda shape: shape.iri))

    @classmethod
    def read(cls, path: Path) -> Shapes:
        """Read a shapes file in Turtle."""
        return cls(Graph().parse(path, format="turtle"))

    def of(self, scope: ShapeScope) -> tuple[NodeShape, ...]:
        """Return the shapes of one scope."""
        return tuple(shape for shape in self.nodes if shape.scope is scope)

    def severity(self, shape: Node) -> Severity:
        """Return the severity of a shape: its own, or Violation."""
        value = self.graph.value(shape, SH.severity)
        return Severity.VIOLATION if value is None else Severity(str(value).removeprefix(str(SH)))

    def message(self, shape: Node) -> str | None:
        """Return the message of a shape or constraint."""
        value = self.graph.value(shape, SH.message)
        return None if value is None else str(value)

    def _node(self, shape: Node) -> NodeShape:
        scope = str(self.graph.value(shape, URIRef(KGO["scope"]))).removeprefix(CODE["scope-"])
        targets = [
            pattern.format(f"<{target}>")
            for predicate, pattern in TARGETS.items()
            for target in sorted(map(str, self.graph.objects(shape, predicate)))
        ]
        if not targets:
            raise ValueError(f"{shape}: a node shape without targets checks nothing")
        label = self.graph.value(shape, RDFS.label)
        return NodeShape(str(shape), str(label or shape), ShapeScope(scope), tuple(targets))


@cache
def shapes() -> Shapes:
    """Return the shapes of this installation."""
    return Shapes.read(resources.folder("ontology") / "shapes.ttl")
