"""What is asked of a store: node shapes, and the queries that find what breaks them.

A plan is made of a shapes file (`kg.release.validation.checks`); that of kg's own shapes comes with kg
(`kg.release.validation.compiled`), so that a build neither reads nor compiles them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from enum import StrEnum
from typing import Any

from kg.release.scan import TermTest
from kg.release.term_tests import Test
from kg.release.validation.patterns import TriplePattern


class ShapeScope(StrEnum):
    """The part of a data set that a shape speaks about."""

    RESOLVED = "resolved"
    EVERYTHING = "everything"
    DESCRIPTION = "description"


class Severity(StrEnum):
    """How bad a result is (SHACL 2.1.4)."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True)
class NodeShape:
    """A shape with targets: its IRI, label and scope, and the patterns that find its focus nodes."""

    iri: str
    label: str
    scope: ShapeScope
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Gate:
    """Two counting queries (`?n`); where they give the same number, the check has nothing to find."""

    one: str
    other: str


@dataclass(frozen=True)
class ConstraintQuery:
    """One query, `SELECT ?this ?value`, that finds what breaks a constraint of a shape.

    It is `local` if whether a node breaks it follows from the statements of which the node is the subject.
    Where there are `questions` and all of them are sound (`kg.release.scan`), nothing breaks it.
    """

    shape: NodeShape
    severity: Severity
    message: str
    select: str
    gate: Gate | None = None
    local: bool = False
    questions: tuple[TermTest, ...] = ()

    @property
    def far(self) -> bool:
        """Whether nodes may come to break it by what others state, and that must not be."""
        return self.severity is Severity.VIOLATION and not self.local


Patterns = tuple[TriplePattern, ...] | None
"""The patterns of a query; null where they do not tell how far it looks."""


@dataclass(frozen=True)
class ValidationPlan:
    """Node shapes, by the IRI of each the query for the number of its nodes (`?n`), and all checks.

    `patterns` are those of the queries of checks that look `far`, as far as they are known.
    """

    shapes: tuple[NodeShape, ...]
    counts: Mapping[str, str]
    checks: tuple[ConstraintQuery, ...]
    patterns: Mapping[str, Patterns]

    def reach(self, check: ConstraintQuery) -> Patterns:
        """Return the patterns of a check."""
        if check.select in self.patterns:
            return self.patterns[check.select]
        from kg.release.validation.reach import edges  # reading SPARQL takes long to load, and longer to do

        return edges(check.select)

    def questions(self, scopes: Collection[ShapeScope]) -> list[TermTest]:
        """Return what need not be asked of the shapes of some scopes, if it is sound."""
        every = (question for one in self.checks if one.shape.scope in scopes for question in one.questions)
        return list(dict.fromkeys(every))

    def rows(self) -> list[Any]:
        """Return the plan as values for JSON, one a shape and one a check."""
        shapes = [[*asdict(one).values(), self.counts[one.iri]] for one in self.shapes]
        checks: list[list[Any]] = []
        for one in self.checks:
            gate = one.gate and [one.gate.one, one.gate.other]
            asked = [[*row] for row in map(astuple, one.questions)]
            checks.append([one.shape.iri, one.severity, one.message, one.select, gate, one.local, asked])
            if one.select in self.patterns:
                found = self.patterns[one.select]
                checks[-1].append(found and [[*edge] for edge in found])
        return [*shapes, *checks]

    @classmethod
    def of(cls, rows: Sequence[Any]) -> ValidationPlan:
        """Return the plan of such rows."""
        shapes: dict[str, NodeShape] = {}
        counts: dict[str, str] = {}
        checks: list[ConstraintQuery] = []
        patterns: dict[str, Patterns] = {}
        for row in rows:
            if row[0] not in shapes:
                iri, label, scope, targets, counts[iri] = row
                shapes[iri] = NodeShape(iri, label, ShapeScope(scope), tuple(targets))
                continue
            iri, severity, message, select, counted, local, asked, *known = row
            gate, questions = Gate(*counted) if counted else None, tuple(map(_question, asked))
            check = ConstraintQuery(shapes[iri], Severity(severity), message, select, gate, local, questions)
            checks.append(check)
            for found in known:
                patterns[select] = None if found is None else tuple(map(_edge, found))
        return cls(tuple(shapes.values()), counts, tuple(checks), patterns)


def _question(row: Sequence[Any]) -> TermTest:
    everywhere, place, of, test = row
    return TermTest(everywhere, place, of, _test(test))


def _test(row: Sequence[Any]) -> Test:
    return tuple(_test(one) if isinstance(one, list) else one for one in row)


def _edge(row: Sequence[Any]) -> TriplePattern:
    start, step, end, enough, group, term = row
    return TriplePattern(start, step, end, enough, tuple(group), term)
