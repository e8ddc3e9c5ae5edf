"""What of a store is other than in one that is known to break no shape, and where that can be seen from.

Whether a node breaks a constraint on its own statements does not depend on others. So where a store was made
of another by taking statements out and putting statements in, only the subjects of these can break one now.
Of constraints that look further, only those nodes can from which their patterns lead to such a statement
(`kg.release.validation.patterns`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from kg.release.validation.patterns import FOCUS, TriplePattern, onward

_MOST: Final = 100_000
"""Of more nodes all is asked of the whole store, which then costs less."""
_MOST_AROUND: Final = 1_000_000
"""Past so many statements around them, too."""

Term = NamedNode | BlankNode | Literal | Triple


class _TooManyError(Exception):
    """More would have to be looked up than is worth it: a signal, no error."""


class ChangedNodes:
    """The nodes of `whole` about which a statement came or went.

    `own` has all that they state, `around` all that those checks look at for which `foci` was asked.
    """

    def __init__(self, whole: pyoxigraph.Store) -> None:
        self._whole = whole
        self.own, self.around = pyoxigraph.Store(), pyoxigraph.Store()
        self._statements: dict[str, set[tuple[Term, Term]]] = {}
        self._known: dict[tuple[Term, str, bool, bool, NamedNode | None], list[Term]] = {}
        self._fetched: list[pyoxigraph.Quad] = []
        self._number = 0

    @classmethod
    def of(cls, whole: pyoxigraph.Store, differences: Iterable[Path]) -> ChangedNodes | None:
        """Return what changed by N-Quads files `differences` of a store; None if that is too much.

        Raises:
            OSError: a file cannot be read.
        """
        found, subjects = cls(whole), set[Term]()
        for path in differences:
            for quad in pyoxigraph.parse(path=path, format=RdfFormat.N_QUADS, lenient=True):
                subjects.add(quad.subject)
                found._statements.setdefault(quad.predicate.value, set()).add((quad.subject, quad.object))
                if len(subjects) > _MOST or not isinstance(quad.subject, NamedNode):
                    return None
        for subject in subjects:
            found.own.extend(whole.quads_for_pattern(subject, None, None, None))  # type: ignore[arg-type]
        return found

    def foci(self, patterns: tuple[TriplePattern, ...]) -> set[Term] | None:
        """Return the nodes of which a check may find other than before, by its patterns; None of too many."""
        try:
            found = self._leading(patterns, FOCUS, frozenset((FOCUS,)))
            self._fetch(patterns, FOCUS, found, frozenset((FOCUS,)))
        except _TooManyError:
            return None
        finally:
            self.around.extend(self._fetched)  # one by one takes longer
            self._fetched.clear()
        return found

    def _leading(
        self, patterns: tuple[TriplePattern, ...], variable: str, passed: frozenset[str]
    ) -> set[Term]:
        """Return from where at `variable` patterns lead to a changed statement, not by what was `passed`."""
        found = set[Term]()
        for edge, other in onward(patterns, variable, passed):
            forward, term = edge.start == variable, _term(edge, other)
            found.update(
                pair[not forward]
                for pair in self._statements.get(edge.property, ())
                if term is None or pair[forward] == term
            )
            if other:
                for node in self._leading(patterns, other, passed | {other}):
                    found.update(self._next(node, edge._replace(enough=False), forward=not forward))
        return found

    def _fetch(
        self, patterns: tuple[TriplePattern, ...], variable: str, nodes: set[Term], passed: frozenset[str]
    ) -> None:
        """Put into the store what patterns lead to from some nodes at `variable`."""
        for edge, other in onward(patterns, variable, passed):
            forward = edge.start == variable
            found = {far for node in nodes for far in self._next(node, edge, forward=forward)}
            if other:
                self._fetch(patterns, other, found, passed | {other})

    def _next(self, node: Term, edge: TriplePattern, *, forward: bool) -> list[Term]:
        """Return what stands at the other end of a pattern, and put its statements into the store."""
        term = _term(edge, edge.end if forward else edge.start)
        key = node, edge.property, forward, edge.enough, term
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = []
            if forward and not isinstance(node, NamedNode | BlankNode):
                return known
            ends = (node, term) if forward else (term, node)
            for quad in self._whole.quads_for_pattern(ends[0], NamedNode(edge.property), ends[1], None):  # type: ignore[arg-type]
                known.append(quad.object if forward else quad.subject)
                self._fetched.append(quad)
                self._number += 1
                if self._number > _MOST_AROUND:
                    raise _TooManyError
                if edge.enough:
                    break
        return known


def _term(edge: TriplePattern, other: str) -> NamedNode | None:
    """Return the IRI that a pattern has at its other end, where there is no variable."""
    return NamedNode(edge.term) if edge.term and not other else None
