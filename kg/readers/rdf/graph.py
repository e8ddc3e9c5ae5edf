"""The graph of one document, held in memory while it is small, in a temporary store on disk when it is not.

RDF states what belongs together in any order, so that a graph is read whole before its first record. Up to
`IN_MEMORY` statements stay in memory; more go to a store in the folder for temporary files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Final, NamedTuple, Self
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from kg.readers.rdf import vocabulary
from kg.readers.rdf.syntax import BASE

IN_MEMORY: Final = 500_000
"""Statements that are held in memory, with those that kg adds to know their places: some 200 MB."""

BATCH: Final = 100
"""Works that are asked for at once."""

BLANK: Final = "urn:kg:blank:"
LINE: Final = NamedNode("urn:kg:read:line")
ORDER: Final = NamedNode("urn:kg:read:order")
_PIECE: Final = 50_000
_COUNTED: Final = 10_000  # subjects whose statements are counted at once
_INTEGER: Final = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST, _NIL = NamedNode(f"{_RDF}first"), NamedNode(f"{_RDF}rest"), f"{_RDF}nil"
_NUMBERED: Final = NamedNode(f"{_RDF}_1")
_LONGEST: Final = 100_000  # entries of a list
_ODD: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`\[\]]")
_SCHEMA: Final = re.compile(r"\Ahttps?://(?:www\.)?schema\.org/")

Term = NamedNode | Literal


def statement_key(predicate: str, value: str) -> str:
    """Return a short text that stands for predicate and value of a statement while a document is read."""
    return f"{hash((predicate, value)):x}"


class Row(NamedTuple):
    """One value of a work or node: the field it goes into, the predicate, and for people slot and place."""

    field: str
    predicate: str
    value: Term
    slot: str | None = None
    order: str | None = None


class Graph:
    """A graph to which statements are added, and which is then asked; close it after use."""

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._store = Store()
        self._limit = in_memory
        self._folder: TemporaryDirectory[str] | None = None
        self._piece: list[Quad] = []
        self._count = 0
        self._counters: dict[str, int] = {}
        self._run: tuple[NamedNode, int] | None = None
        self._last_line = 0
        self._ordered = vocabulary.ordered_predicates()
        self._spaces: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store = Store()
        if self._folder is not None:
            self._folder.cleanup()

    def add(self, quad: Quad, line: int) -> None:
        """Add a statement that stands on `line`; in which named graph it is makes no difference."""
        subject, value = _node(quad.subject), _term(quad.object)
        if subject is None or value is None:
            return
        predicate = _node(quad.predicate)
        assert predicate is not None
        if self._run is None or self._run[0] != subject:
            self._end_run()
            self._run = subject, line
            self._at(subject, line)
        self._last_line = line
        self._put(Quad(subject, predicate, value))
        self._spaces.add(predicate.value[: max(predicate.value.rfind("#"), predicate.value.rfind("/")) + 1])
        if predicate.value in self._ordered:
            self._number(subject, predicate, value)

    def end(self) -> None:
        """Say that all statements were added."""
        self._end_run()
        self._flush()
        if self._folder is not None:
            self._store.optimize()

    def works(self) -> list[tuple[int, int, str]]:
        """Return the works of the graph in the order of the document: first line, last line, IRI."""
        found = [solution["work"].value for solution in self._ask(vocabulary.query("works"))]
        placed = []
        for start in range(0, len(found), BATCH):
            piece = found[start : start + BATCH]
            beside = {one["work"].value for one in self._ask(vocabulary.bound("beside", piece))}
            if not (own := [iri for iri in piece if iri not in beside]):
                continue
            text = vocabulary.bound("lines", own)
            for solution in self._ask(text):
                if solution["work"] is not None:
                    first, last = solution["first"], solution["last"]
                    placed.append((int(first.value), int(last.value), solution["work"].value))
        return sorted(placed)

    def rows(self, query: str, subject: str, iris: list[str]) -> dict[str, list[Row]]:
        """Return what a query says of each of `iris`; `subject` is the name of its variable for them."""
        found: dict[str, list[Row]] = {}
        answer = self._ask(vocabulary.bound(query, iris))
        names = {variable.value for variable in answer.variables}
        for solution in answer:
            slot = solution["slot"] if "slot" in names else None
            order = solution["order"] if "order" in names else None
            row = Row(
                solution["field"].value,
                solution["predicate"].value,
                solution["value"],
                slot.value if slot is not None else None,
                order.value if isinstance(order, Literal) else None,
            )
            found.setdefault(solution[subject].value, []).append(row)
        for rows in found.values():  # a store has no order
            rows.sort(key=lambda row: (row.predicate, row.field, row.value.value, row.slot or ""))
        return found

    def uses(self, *spaces: str) -> bool:
        """Tell whether a predicate of one of these namespaces occurs."""
        return any(space in self._spaces for space in spaces)

    def statements(self, subject: str) -> Iterator[tuple[str, Term]]:
        """Yield predicate and value of what is said of a node, without what was added while it was read."""
        for quad in self._store.quads_for_pattern(NamedNode(subject), None, None, None):
            if quad.predicate not in (LINE, ORDER):
                yield quad.predicate.value, quad.object  # type: ignore[misc]

    def values(self, subject: str, predicate: str) -> list[Term]:
        """Return the values of one predicate of a node."""
        found = self._store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, None)
        return [quad.object for quad in found]  # type: ignore[misc]

    def members(self, value: Term) -> list[Term] | None:
        """Return the members of a list (`rdf:first`) or of a sequence (`rdf:_1`); None if it is neither."""
        if not isinstance(value, NamedNode):
            return None
        if value.value == _NIL:
            return []
        if self._one(value, _FIRST) is None:
            if self._one(value, _NUMBERED) is None:
                return None
            numbered = [
                (int(predicate[len(_RDF) + 1 :]), member)
                for predicate, member in self.statements(value.value)
                if predicate.startswith(f"{_RDF}_") and predicate[len(_RDF) + 1 :].isdecimal()
            ]
            return [member for _, member in sorted(numbered, key=lambda one: one[0])]
        members: list[Term] = []
        cell: Term | None = value
        seen: set[str] = set()
        while isinstance(cell, NamedNode) and cell.value not in seen and len(seen) < _LONGEST:
            seen.add(cell.value)
            if (member := self._one(cell, _FIRST)) is not None:
                members.append(member)
            cell = self._one(cell, _REST)
        return members

    def order(self, work: str) -> dict[str, int]:
        """Return the place in the file of the statements of a work, by `statement_key`."""
        found: dict[str, int] = {}
        for quad in self._store.quads_for_pattern(NamedNode(work), ORDER, None, None):
            place, _, key = quad.object.value.partition(" ")  # type: ignore[union-attr]
            found.setdefault(key, int(place))
        return found

    def _ask(self, text: str) -> QuerySolutions:
        answer = self._store.query(text)
        assert isinstance(answer, QuerySolutions)
        return answer

    def _one(self, subject: NamedNode, predicate: NamedNode) -> Term | None:
        found = next(self._store.quads_for_pattern(subject, predicate, None, None), None)
        return None if found is None else found.object  # type: ignore[return-value]

    def _number(self, subject: NamedNode, predicate: NamedNode, value: Term) -> None:
        if len(self._counters) > _COUNTED:
            self._counters.clear()
        place = self._counters[subject.value] = self._counters.get(subject.value, 0) + 1
        self._put(Quad(subject, ORDER, Literal(f"{place} {statement_key(predicate.value, value.value)}")))

    def _at(self, subject: NamedNode, line: int) -> None:
        self._put(Quad(subject, LINE, Literal(str(line), datatype=_INTEGER)))

    def _end_run(self) -> None:
        if self._run is not None and self._last_line != self._run[1]:
            self._at(self._run[0], self._last_line)

    def _put(self, quad: Quad) -> None:
        self._piece.append(quad)
        if len(self._piece) >= _PIECE:
            self._flush()

    def _flush(self) -> None:
        self._count += len(self._piece)
        if self._folder is None and self._count > self._limit:
            self._folder = TemporaryDirectory(prefix="kg-rdf-", ignore_cleanup_errors=True)
            on_disk = Store(str(Path(self._folder.name) / "store"))
            on_disk.bulk_extend(iter(self._store))
            self._store = on_disk
        self._store.bulk_extend(self._piece)
        self._piece.clear()


def _node(term: NamedNode | BlankNode | Triple) -> NamedNode | None:
    """Return a node as an IRI that can stand in a query: blank nodes with a name of their own."""
    if isinstance(term, BlankNode):
        return NamedNode(f"{BLANK}{term.value}")
    return _valid(term.value) if isinstance(term, NamedNode) else None


@lru_cache(maxsize=1 << 14)
def _valid(iri: str) -> NamedNode:
    """Return an IRI with what cannot stand in one escaped, and with one namespace of schema.org."""
    iri = _SCHEMA.sub("https://schema.org/", iri, count=1)
    iri = _ODD.sub(lambda match: f"%{ord(match[0]):02X}", iri)
    try:
        return NamedNode(iri)
    except ValueError:
        return NamedNode(f"{BASE}{quote(iri, safe='')}")


def _term(term: NamedNode | BlankNode | Literal | Triple) -> Term | None:
    return term if isinstance(term, Literal) else _node(term)
