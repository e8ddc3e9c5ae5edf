"""Reads off a query its patterns, as edges between variables (`kg.release.validation.patterns`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from typing import Any, Final

from rdflib import URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, Path, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue, Expr

from kg.release.validation.patterns import FOCUS, TriplePattern

_PATTERNS: Final = frozenset({"BGP", "TriplesBlock"})
_KNOWN: Final = _PATTERNS | {
    "AggregateJoin", "Aggregate_Count", "Aggregate_Max", "Aggregate_Min", "Aggregate_Sample", "Distinct",
    "Extend", "Filter", "Group", "GroupGraphPatternSub", "Join", "LeftJoin", "Minus", "Project",
    "SelectQuery", "ToMultiSet", "Union",
}  # fmt: skip
"""Parts of the algebra that add no statements beside those of the patterns in them."""
_APART: Final[Mapping[str, Sequence[str]]] = {
    "Minus": ("p2",), "LeftJoin": ("p2",), "Union": ("p1", "p2"), "Builtin_EXISTS": ("graph",),
    "Builtin_NOTEXISTS": ("graph",), "GroupGraphPatternSub": ("part",),
}  # fmt: skip
"""Which of a part's patterns need not hold where those around it do."""


class _UnknownError(Exception):
    """The query has a part of which it is not known how far it looks: a signal, no error."""


@cache
def edges(query: str) -> tuple[TriplePattern, ...] | None:
    """Return the patterns of a query, None if they do not tell how far it looks from `?this`.

    A variable that a sub-query keeps to itself is another than one of the same name outside.
    """
    try:
        found = tuple(dict.fromkeys(_Reading().edges(translateQuery(parseQuery(query)).algebra, {})))
    except _UnknownError:
        return None
    reached, grown = {FOCUS}, True
    while grown:
        size = len(reached)
        for edge in found:
            ends = {edge.start, edge.end} - {""}
            if ends & reached:
                reached |= ends
        grown = len(reached) > size
    return found if all({one.start, one.end} - {""} <= reached for one in found) else None


class _Reading:
    """Reads the algebra of one query."""

    def __init__(self) -> None:
        self._numbers = count()

    def edges(
        self, part: Any, names: Mapping[str, str], group: tuple[int, ...] = ()
    ) -> Iterator[TriplePattern]:
        """Yield the patterns in a part of the algebra; `names` are those of variables of this sub-query."""
        if isinstance(part, list | tuple | set):
            for one in part:
                yield from self.edges(one, names, group)
        if not isinstance(part, CompValue):
            return
        if not isinstance(part, Expr) and part.name not in _KNOWN:
            raise _UnknownError
        if part.name in _PATTERNS:  # those of EXISTS are as they were parsed, flat
            flat = [term for some in part.triples for term in some]
            for start, step, end in zip(flat[::3], flat[1::3], flat[2::3], strict=True):
                for edge in self._steps(self._name(start, names), step, self._name(end, names)):
                    yield edge._replace(group=(*group, *edge.group), term=_term(step, start, end))
            return
        inner: Mapping[str, str] = names
        if part.name == "ToMultiSet" and isinstance(part.p, CompValue):  # a sub-query
            kept = _projected(part.p)
            # the empty name marks those of all others
            inner = {f"{one}": self._name(one, names) for one in kept} | {"": f"{next(self._numbers)}"}
        apart = _APART.get(part.name, ())
        found = [
            edge
            for key, value in part.items()
            if not key.startswith("_")
            for edge in self.edges(value, inner, (*group, next(self._numbers)) if key in apart else group)
        ]
        if part.name == "Distinct" and "" in names and _plain(part.p):
            ends = Counter(end for edge in found for end in (edge.start, edge.end) if end)
            own = {end for end, times in ends.items() if times == 1 and end not in names.values()}
            found = [edge._replace(enough=not own.isdisjoint(edge[::2])) for edge in found]
        yield from found

    @staticmethod
    def _name(term: Any, names: Mapping[str, str]) -> str:
        if not isinstance(term, Variable) and not hasattr(term, "skolemize"):  # a blank node is a variable
            return ""
        name = f"{term}"
        return names.get(name, f"{name} {names['']}" if "" in names else name)

    def _steps(self, start: str, step: Any, end: str) -> Iterator[TriplePattern]:
        """Yield the edges of a property or a path (SPARQL 1.1, section 9)."""
        if isinstance(step, URIRef):
            yield TriplePattern(start, f"{step}", end)
        elif isinstance(step, InvPath):
            yield from self._steps(end, step.arg, start)
        elif isinstance(step, AlternativePath):
            for one in step.args:
                own = (next(self._numbers),)
                yield from (edge._replace(group=(*own, *edge.group)) for edge in self._steps(start, one, end))
        elif isinstance(step, SequencePath):
            places = [start, *(f"step {next(self._numbers)}" for _ in step.args[1:]), end]
            for place, one, then in zip(places, step.args, places[1:], strict=False):
                yield from self._steps(place, one, then)
        else:
            assert isinstance(step, Path | Variable)
            raise _UnknownError


def _term(step: Any, *ends: Any) -> str:
    """Return the IRI at one end of a property, if that is a whole pattern with a variable at the other."""
    named = [f"{end}" for end in ends if isinstance(end, URIRef)]
    return named[0] if isinstance(step, URIRef) and len(named) == 1 else ""


def _plain(part: Any) -> bool:
    """Tell whether a part of the algebra has nothing but patterns, which nothing counts or compares."""
    if not isinstance(part, CompValue):
        return True
    below = (value for key, value in part.items() if key not in ("_vars", "PV", "triples"))
    return part.name in ("Project", "Union", "Join", "BGP") and all(map(_plain, below))


def _projected(part: CompValue) -> set[Variable]:
    """Return the variables that a sub-query gives to what is around it."""
    while part.name in ("Distinct", "Reduced", "Slice", "OrderBy"):
        part = part.p
    if part.name != "Project":
        raise _UnknownError
    return set(part.PV)
