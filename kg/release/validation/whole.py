"""Validation of a whole store: every shape, on every node, by SPARQL."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from heapq import nsmallest
from typing import TYPE_CHECKING, Final

import pyoxigraph

from kg.release.heap import MUCH, trim
from kg.release.scan import TermTest
from kg.release.validation.changed import ChangedNodes, Term
from kg.release.validation.plan import ConstraintQuery, NodeShape, Severity, ShapeScope, ValidationPlan
from kg.release.validation.report import EXAMPLES, Example, Finding, ShapeReport, ValidationReport

if TYPE_CHECKING:
    from kg.release.validation.shapes import Shapes

_MANY: Final = 400_000
"""Nodes of a shape from which on its checks run one after another: each holds hundreds of bytes a node."""
Progress = Callable[[int, int], None]
"""Called with the number of checks done and the number of all checks."""


def validate_store(
    store: pyoxigraph.Store,
    description: pyoxigraph.Store,
    shapes: Shapes | ValidationPlan,
    *,
    subject: str = "the store",
    progress: Progress | None = None,
    scopes: Collection[ShapeScope] = tuple(ShapeScope),
    changed: ChangedNodes | None = None,
    sound: Collection[TermTest] = frozenset(),
) -> ValidationReport:
    """Run `shapes` over all of `store`, and over `description` those that speak about the data set itself.

    Only those of `scopes` are run. `changed` tells what is other than in a store in which nothing was
    violated: what cannot be violated elsewhere is then asked around that alone. What follows from questions
    that are `sound` is not asked.
    """
    plan, known = _plan(shapes), frozenset(sound)
    wanted = [shape for shape in plan.shapes if shape.scope in scopes]
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool, ThreadPoolExecutor(1) as one_by_one:
        run = _Run(store, description, pool, one_by_one)
        counts = {shape.iri: run.count(plan.counts[shape.iri], shape.scope) for shape in wanted}
        # Where there is nothing that a shape speaks about, nothing can break it.
        asked = [
            one
            for one in plan.checks
            if one.shape.iri in counts and counts[one.shape.iri].result()
            if not one.questions or not known.issuperset(one.questions)
        ]
        run.large = {shape for shape, count in counts.items() if count.result() >= _MANY}
        if changed is None:
            results = [(check.shape, run.find(check)) for check in asked]
        else:
            results = list(_around(asked, plan, changed, run, description, pool))
        for done, (shape, future) in enumerate(results, start=1):
            if (finding := future.result()) is not None:
                findings[shape.iri].append(finding)
            # The set of nodes that a query counts is freed, but stays with the process: many would add up.
            trim(MUCH, collect=False)
            if progress:
                progress(done, len(results))
        reports = [
            ShapeReport(shape.iri, shape.label, counts[shape.iri].result(), tuple(findings[shape.iri]))
            for shape in wanted
        ]
    return ValidationReport("SPARQL, every node", subject, tuple(reports))


def _plan(shapes: Shapes | ValidationPlan) -> ValidationPlan:
    if isinstance(shapes, ValidationPlan):
        return shapes
    from kg.release.validation.checks import compiled  # what reads shapes takes long to load

    return compiled(shapes)


def _around(
    asked: Sequence[ConstraintQuery],
    plan: ValidationPlan,
    changed: ChangedNodes,
    whole: _Run,
    description: pyoxigraph.Store,
    pool: ThreadPoolExecutor,
) -> Iterator[tuple[NodeShape, Future[Finding | None]]]:
    """Ask of what `changed`, and from where that is seen, what can be violated nowhere else.

    Warnings are asked of the whole store, as there may have been some before.
    """
    told = [plan.reach(check) if check.far else None for check in asked]
    foci = [changed.foci(some) if some is not None else None for some in told]
    own, around = _Run(changed.own, description, pool), _Run(changed.around, description, pool)
    for check, nodes in zip(asked, foci, strict=True):
        if nodes:
            yield check.shape, around.find(check, nodes)
        elif nodes is None:
            local = check.local and check.severity is Severity.VIOLATION
            yield check.shape, (own if local else whole).find(check)


class _Run:
    """The queries of one validation, side by side; each count is asked once, however many checks need it.

    A query lets others run, but its result belongs to the thread that asked (pyoxigraph 0.5). A check
    waits for counts that were handed in before it, so that some thread is already at them, or has those
    before them to do. Checks of shapes that are `large` run one after another, if there is a pool for that.
    """

    def __init__(
        self,
        store: pyoxigraph.Store,
        description: pyoxigraph.Store,
        pool: ThreadPoolExecutor,
        one_by_one: ThreadPoolExecutor | None = None,
    ) -> None:
        self._store, self._description = store, description
        self._pool, self._one_by_one = pool, one_by_one or pool
        self._counts: dict[tuple[str, ShapeScope], Future[int]] = {}
        self.large: Collection[str] = ()

    def count(self, query: str, scope: ShapeScope, pool: ThreadPoolExecutor | None = None) -> Future[int]:
        """Ask for a number."""
        key = query, scope
        if key not in self._counts:
            self._counts[key] = (pool or self._pool).submit(self._number, query, scope)
        return self._counts[key]

    def find(self, check: ConstraintQuery, among: Collection[Term] | None = None) -> Future[Finding | None]:
        """Ask for what breaks a constraint, of all nodes or `among` some."""
        queries = (check.gate.one, check.gate.other) if check.gate else ()
        pool = self._one_by_one if check.shape.iri in self.large else self._pool
        gate = [self.count(query, check.shape.scope, pool) for query in queries]
        return pool.submit(self._found, check, gate, among)

    def _found(
        self, check: ConstraintQuery, gate: list[Future[int]], among: Collection[Term] | None
    ) -> Finding | None:
        if gate and len({count.result() for count in gate}) == 1:
            return None
        number = 0

        def rows() -> Iterator[tuple[str, str | None]]:
            nonlocal number
            for row in self._solutions(check.select, check.shape.scope):
                if among is None or row["this"] in among:
                    number += 1
                    yield _shown(row["this"]), None if row["value"] is None else str(row["value"])

        first = nsmallest(EXAMPLES, rows(), key=lambda row: (row[0], row[1] or ""))
        examples = tuple(Example(focus, value) for focus, value in first)
        return Finding(check.message, check.severity, number, examples) if number else None

    def _number(self, query: str, scope: ShapeScope) -> int:
        return next(int(row["n"].value) for row in self._solutions(query, scope))

    def _solutions(self, query: str, scope: ShapeScope) -> pyoxigraph.QuerySolutions:
        store = self._description if scope is ShapeScope.DESCRIPTION else self._store
        solutions = store.query(query, use_default_graph_as_union=scope is not ShapeScope.RESOLVED)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        return solutions


def _shown(node: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> str:
    return node.value if isinstance(node, pyoxigraph.NamedNode) else str(node)
