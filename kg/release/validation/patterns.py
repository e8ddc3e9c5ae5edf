"""How far a check looks from a node: the patterns of its query as edges between variables.

What a check finds at a node follows from the statements that its patterns lead to from there. So where
statements changed, a node may be found otherwise than before only if such patterns lead from it to one of
them (the idea of the delta rules of materialised views: Gupta, Mumick, Subrahmanian, "Maintaining Views
Incrementally", SIGMOD 1993).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

FOCUS: Final = "this"
"""The variable of the nodes that are checked."""


class TriplePattern(NamedTuple):
    """A pattern: statements of one property from one variable to another; empty where a term stands.

    Where it only matters whether there is such a statement, one is `enough`. `group` numbers the groups that
    it stands in, from the outermost: where it holds, so do all patterns of the query in these. `term` is the
    IRI that stands at an end without a variable, empty if none or another term does.
    """

    start: str
    property: str
    end: str
    enough: bool = False
    group: tuple[int, ...] = ()
    term: str = ""

    def other(self, variable: str) -> str:
        """Return the variable at the other end."""
        return self.end if self.start == variable else self.start


def onward(
    edges: Iterable[TriplePattern], variable: str, passed: Collection[str]
) -> Iterator[tuple[TriplePattern, str]]:
    """Yield the patterns that lead on from a variable, each with the variable to go on from, if from one.

    They lead to none that was `passed`. To one that another pattern binds from one that was passed, wherever
    this one holds, that one leads; this one is then looked at from its start alone, and leads no further.
    """
    for edge in edges:
        if variable not in (edge.start, edge.end) or (other := edge.other(variable)) in passed:
            continue
        bound = any(
            other in (one.start, one.end)
            and one.other(other) in passed
            and one.other(other) != variable
            and edge.group[: len(one.group)] == one.group
            for one in edges
        )
        if not other or not bound:
            yield edge, other
        elif edge.start == variable:
            yield edge, ""
