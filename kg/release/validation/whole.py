"""Validation of a whole store: every shape, on every node, by SPARQL."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from heapq import nsmallest

import pyoxigraph

from kg.release.validation.checks import Check, Compiler
from kg.release.validation.report import EXAMPLES, Example, Finding, Report, ShapeReport
from kg.release.validation.shapes import NodeShape, Scope, Shapes

Progress = Callable[[int, int], None]
"""Called with the number of checks done and the number of all checks."""


def validate_store(
    store: pyoxigraph.Store,
    description: pyoxigraph.Store,
    shapes: Shapes,
    *,
    subject: str = "the store",
    progress: Progress | None = None,
) -> Report:
    """Run `shapes` over all of `store`, and over `description` those that speak about the data set itself.

    Checks run side by side, one a processor: a query lets others run, but its result belongs to the
    thread that asked (pyoxigraph 0.5).
    """
    compiler, done = Compiler(shapes), 0
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        counts: dict[str, Future[int]] = {}
        results: list[tuple[NodeShape, Future[Finding | None]]] = []
        for shape in shapes.nodes:
            data = description if shape.scope is Scope.DESCRIPTION else store
            counts[shape.iri] = pool.submit(_count, data, compiler.count(shape), shape.scope)
            results += [(shape, pool.submit(_run, data, check)) for check in compiler.checks(shape)]
        for shape, future in results:
            if (finding := future.result()) is not None:
                findings[shape.iri].append(finding)
            done += 1
            if progress:
                progress(done, len(results))
        reports = [
            ShapeReport(str(shape.iri), shape.label, counts[shape.iri].result(), tuple(findings[shape.iri]))
            for shape in shapes.nodes
        ]
    return Report("SPARQL, every node", subject, tuple(reports))


def _run(store: pyoxigraph.Store, check: Check) -> Finding | None:
    scope = check.shape.scope
    if check.gate and _count(store, check.gate.one, scope) == _count(store, check.gate.other, scope):
        return None
    number = 0

    def rows() -> Iterator[tuple[str, str | None]]:
        nonlocal number
        for row in _solutions(store, check.select, scope):
            number += 1
            yield _shown(row[0]), None if row[1] is None else str(row[1])

    first = nsmallest(EXAMPLES, rows(), key=lambda row: (row[0], row[1] or ""))
    examples = tuple(Example(focus, value) for focus, value in first)
    return Finding(check.message, check.severity, number, examples) if number else None


def _count(store: pyoxigraph.Store, query: str, scope: Scope) -> int:
    return next(int(row["n"].value) for row in _solutions(store, query, scope))


def _solutions(store: pyoxigraph.Store, query: str, scope: Scope) -> pyoxigraph.QuerySolutions:
    solutions = store.query(query, use_default_graph_as_union=scope is not Scope.RESOLVED)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    return solutions


def _shown(node: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal) -> str:
    return node.value if isinstance(node, pyoxigraph.NamedNode) else str(node)
