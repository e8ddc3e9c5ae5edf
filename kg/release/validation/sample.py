"""Validation of a sample by pySHACL: some works with all that hangs on them.

pySHACL is the reference that the whole-store queries are compared with; it takes about a second for a
thousand triples, so it runs on samples. The sample is always the same for the same store: the works
with the smallest IRIs, which are digests and so as good as drawn by lot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from typing import Any, Final

import pyoxigraph
import pyshacl
from pyoxigraph import NamedNode
from rdflib import RDF, SH, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from kg.release.validation.plan import NodeShape, Severity, ShapeScope
from kg.release.validation.report import EXAMPLES, Example, Finding, ShapeReport, ValidationReport
from kg.release.validation.shapes import TARGETS, Shapes
from kg.vocab import DCTERMS, FABIO, KGO, SCHEMA, SKOS
from kg.vocab import RDF as RDF_NAMESPACE

_TYPE: Final = NamedNode(RDF_NAMESPACE["type"])
_WORK: Final = NamedNode(FABIO["Work"])
_BACKWARDS: Final = tuple(
    NamedNode(iri)
    for iri in (DCTERMS["isPartOf"], DCTERMS["isReplacedBy"], KGO["onResource"], SCHEMA["observationAbout"])
)
"""What hangs on a node by a link that leads to it: mentions, retired IRIs, curation and observations."""
_ONLY: Final = {
    NamedNode(KGO["Repair"]): {NamedNode(KGO["repairKind"])},
    NamedNode(KGO["IdentityDecision"]): {NamedNode(KGO["outcome"])},
    NamedNode(KGO["FieldDecision"]): set[NamedNode](),
    NamedNode(SKOS["Concept"]): {NamedNode(SKOS["broader"]), NamedNode(SKOS["exactMatch"])},
}
"""What is followed from curation and concepts: with more, one leads to the next through half the graph."""


class _Prepared(Graph):
    """A graph that parses a query once: pySHACL sends the same text again for every focus node."""

    def query(self, query_object: str | Query, *arguments: Any, **options: Any) -> Result:
        prepared = _prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *arguments, **options)


@cache
def _prepare(text: str) -> Query:
    return prepareQuery(text)


@dataclass(frozen=True)
class Sample:
    """Some works with all that hangs on them: the resolved graph's part, and that of all graphs as one."""

    works: tuple[str, ...]
    resolved: Graph
    everything: Graph


def draw(store: pyoxigraph.Store, size: int) -> Sample:
    """Draw `size` works from `store`, with all that hangs on them."""
    found = (
        quad.subject.value
        for quad in store.quads_for_pattern(None, _TYPE, _WORK, pyoxigraph.DefaultGraph())
        if isinstance(quad.subject, NamedNode)
    )
    works = [NamedNode(iri) for iri in nsmallest(size, found)]
    resolved, everything = set[pyoxigraph.Triple](), set[pyoxigraph.Triple]()
    seen, todo = set[Any](works), list[Any](works)
    while todo:
        node = todo.pop()
        description = list(store.quads_for_pattern(node, None, None, None))
        for quad in description:
            everything.add(quad.triple)
            if quad.graph_name == pyoxigraph.DefaultGraph():
                resolved.add(quad.triple)
        for other in _neighbours(store, node, description):
            if other not in seen and pyoxigraph.Quad(other, _TYPE, _WORK) not in store:
                seen.add(other)
                todo.append(other)
    return Sample(tuple(work.value for work in works), _graph(resolved), _graph(everything))


def _neighbours(
    store: pyoxigraph.Store, node: NamedNode, description: Iterable[pyoxigraph.Quad]
) -> Iterator[NamedNode | pyoxigraph.BlankNode]:
    types = {quad.object for quad in description if quad.predicate == _TYPE}
    limits = [limit for kind, limit in _ONLY.items() if kind in types]
    for quad in description:
        followed = quad.predicate != _TYPE and all(quad.predicate in limit for limit in limits)
        if followed and isinstance(quad.object, NamedNode | pyoxigraph.BlankNode):
            yield quad.object
    if limits:
        return
    for predicate in _BACKWARDS:
        for quad in store.quads_for_pattern(None, predicate, node, None):
            if isinstance(quad.subject, NamedNode | pyoxigraph.BlankNode):
                yield quad.subject


def validate_sample(
    store: pyoxigraph.Store,
    description: pyoxigraph.Store,
    shapes: Shapes,
    *,
    works: int,
    subject: str = "the store",
) -> ValidationReport:
    """Run `shapes` by pySHACL over a sample of `works` works of `store`, and over `description`."""
    sample = draw(store, works)
    data = {
        ShapeScope.RESOLVED: sample.resolved,
        ShapeScope.EVERYTHING: sample.everything,
        ShapeScope.DESCRIPTION: _graph({quad.triple for quad in description}),
    }
    findings: dict[str, list[Finding]] = {}
    for scope, graph in data.items():
        findings |= _validate(graph, _with_names(shapes, scope))
    reports = [
        ShapeReport(
            shape.iri,
            shape.label,
            _checked(data[shape.scope], shape),
            tuple(findings.get(shape.iri, ())),
        )
        for shape in shapes.nodes
    ]
    return ValidationReport(f"pySHACL, a sample of {len(sample.works):,} works", subject, tuple(reports))


def _validate(data: Graph, shapes: Graph) -> dict[str, list[Finding]]:
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    assert isinstance(results, Graph)
    examples: defaultdict[tuple[str, str, Severity], set[tuple[str, str | None]]] = defaultdict(set)
    numbers: Counter[tuple[str, str, Severity]] = Counter()
    for result in results.subjects(RDF.type, SH.ValidationResult):
        source = str(results.value(result, SH.sourceShape)).partition("#")[0]
        severity = Severity(str(results.value(result, SH.resultSeverity)).removeprefix(str(SH)))
        key = source, str(results.value(result, SH.resultMessage)), severity
        value = results.value(result, SH.value)
        numbers[key] += 1
        examples[key].add(
            (_plain(results.value(result, SH.focusNode)), None if value is None else value.n3())
        )
    findings: dict[str, list[Finding]] = defaultdict(list)
    for key in sorted(numbers):
        first = nsmallest(EXAMPLES, examples[key], key=lambda row: (row[0], row[1] or ""))
        finding = Finding(key[1], key[2], numbers[key], tuple(Example(*row) for row in first))
        findings[key[0]].append(finding)
    return findings


def _with_names(shapes: Shapes, scope: ShapeScope) -> Graph:
    """Return the shapes of one scope, with names.

    Each property shape and SPARQL constraint gets an IRI, so that a result names the shape it comes
    from; the shapes of other scopes lose their targets.
    """
    wanted = {URIRef(shape.iri) for shape in shapes.of(scope)}
    names: dict[Node, URIRef] = {}
    for shape in shapes.nodes:
        for part in (SH.property, SH.sparql):
            for number, node in enumerate(shapes.graph.objects(URIRef(shape.iri), part)):
                names[node] = URIRef(f"{shape.iri}#{part.fragment}{number}")
    graph = Graph()
    for subject, predicate, value in shapes.graph:
        if predicate not in TARGETS or subject in wanted:
            graph.add((names.get(subject, subject), predicate, names.get(value, value)))
    return graph


def _checked(data: Graph, shape: NodeShape) -> int:
    union = " UNION ".join(f"{{ {target} }}" for target in shape.targets)
    return len(data.query(f"SELECT DISTINCT ?this WHERE {{ {union} }}"))


def _graph(triples: set[pyoxigraph.Triple]) -> Graph:
    text = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return _Prepared().parse(data=text or b"", format="nt")


def _plain(node: Node | None) -> str:
    return str(node) if isinstance(node, URIRef) or node is None else node.n3()
