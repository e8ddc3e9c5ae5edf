"""The graph of one document: its statements by subject, which of these are works, and what was counted.

RDF states what belongs together in any order, so that a graph is read whole before its first record. Up to
`IN_MEMORY` statements stay in memory; of a larger graph all go to a temporary file (`kg.readers.rdf.runs`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.readers.rdf import vocabulary
from kg.readers.rdf.runs import FORM, HELD, MAYBE, POINTED, SAID, Run, Runs
from kg.readers.rdf.syntax import BASE
from kg.readers.rdf.terms import BLANK, FieldValue, Iri, Term, read_back

IN_MEMORY: Final = 250_000
"""Statements that are held in memory: some 25 MB where they are short."""

LONGEST: Final = 100_000
"""Statements of one subject that are read, and entries of one list."""

REST: Final = f"{vocabulary.RDF}rest"
FIRST: Final = f"{vocabulary.RDF}first"
_MEMBER: Final = (FIRST, f"{vocabulary.RDF}_")
_TYPE, _NIL = f"{vocabulary.RDF}type", f"{vocabulary.RDF}nil"
_TOGETHER: Final = 1_000  # statements of a run
_CACHED: Final = 20_000  # statements of nodes that are kept at hand
_NUMBERED: Final = 5_000  # predicates that have numbers
_RECENT: Final = 50_000  # links and predicates of which it is known that they were seen
_ODD: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`\[\]]")
_SCHEMA: Final = re.compile(r"\Ahttps?://(?:www\.)?schema\.org/")
_PLAIN: Final = re.compile(r"https?://(?!schema\.org/|www\.schema\.org/)[!#$&-;=?-Z_a-z~]{1,2000}+")


@dataclass(slots=True)
class Resource:
    """What is said of one subject: predicates and values in the order of the document, each once.

    `first` and `last` are lines, `runs` the numbers of its runs, `maybe` that of the first by which it may
    be a work; `listed` says that it has members; `holders` are the subjects that say that they hold it.
    `rows` is for `kg.readers.rdf.patterns`.
    """

    iri: str
    said: list[tuple[str, Term]] = field(default_factory=list)
    first: int = 0
    last: int = 0
    runs: list[int] = field(default_factory=list)
    maybe: int | None = None
    pointed: bool = False
    form: bool = False
    listed: bool = False
    holders: list[str] = field(default_factory=list)
    rows: list[FieldValue] | None = None

    def values(self, *predicates: str) -> list[Term]:
        """Return the values of some predicates."""
        return [value for predicate, value in self.said if predicate in predicates]


class DocumentGraph:
    """A graph to which statements are added, and which is then asked; close it after use."""

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._runs = Runs(in_memory)
        self._run: Run | None = None
        self._last = 0
        self._kinds: dict[str, tuple[str, int | str, int]] = {}  # of predicates: how they matter for works
        self._predicates: list[str] = []  # the first of them stand in runs as their place here
        self._spaces: set[str] = set()
        self._links: set[tuple[int, str, str]] = set()
        self._nodes: dict[str, Resource] = {}
        self._weight = 0
        self._counted = bytearray()
        self._works = vocabulary.works()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runs.close()

    def add(self, quad: Quad, line: int) -> None:
        """Add a statement that stands on `line`; in which named graph it is makes no difference."""
        subject, said, value = _name(quad.subject), quad.predicate.value, quad.object
        if subject is None:
            return
        if isinstance(value, Literal):
            node = None
            text = f"@{language} {value.value}" if (language := value.language) else f'"{value.value}'
        else:
            node = _name(value)
            if node is None:
                return
            text = f"<{node}"
        predicate, code, kind = self._kinds.get(said) or self._kind_of(said)
        run = self._run
        if run is None or run.subject != subject or len(run.pairs) > 2 * _TOGETHER:
            self._end_run()
            run = self._run = Run(SAID, subject, line, line, [])
        self._last = line
        run.pairs.append(code)
        run.pairs.append(text)
        if kind == MAYBE or (predicate == _TYPE and node in self._works.classes):
            self._run = run._replace(kind=MAYBE) if run.kind == SAID else run
        elif kind != SAID and node is not None:
            self._link(kind, node, subject if kind == HELD else "")

    def end(self) -> None:
        """Say that all statements were added."""
        self._end_run()
        self._runs.end()
        self._links.clear()
        self._counted = bytearray(len(self._runs) // 8 + 1)

    def node(self, iri: str) -> Resource:
        """Return what is said of a node; of `LONGEST` statements at most."""
        found = self._nodes.get(iri)
        if found is None:
            found = self._read(iri)
            self._weight += len(found.said) + 1
            if self._weight > _CACHED:
                self._nodes.clear()
                self._weight = len(found.said) + 1
            self._nodes[iri] = found
        return found

    def works(self) -> Iterator[Resource]:
        """Yield the works of the graph in the order of the document."""
        for number, iri in self._runs.maybe():
            node = self.node(iri)
            if node.maybe == number and self.is_work(node):
                yield node

    def is_work(self, node: Resource) -> bool:
        """Tell whether a node is a work of its own, as `works.rq` and `beside.rq` have it."""
        if node.maybe is None or node.form:
            return False
        known = self._works
        predicates = {predicate for predicate, _ in node.said}
        classes = {value.value for value in node.values(_TYPE)}
        if not (classes & known.classes) and not (predicates & known.makers and predicates & known.titles):
            return False
        if classes & known.sets or (node.pointed and not predicates & known.owners):
            return False
        return not any(self.node(value.value).values(_TYPE) for value in node.values(*known.form_of))

    def uses(self, *spaces: str) -> bool:
        """Tell whether a predicate of one of these namespaces occurs."""
        return any(space in self._spaces for space in spaces)

    def members(self, value: Term) -> list[Term] | None:
        """Return the members of a list (`rdf:first`) or of a sequence (`rdf:_1`); None if it is neither."""
        if not isinstance(value, Iri):
            return None
        if value.value == _NIL:
            return []
        node = self.node(value.value)
        if not node.listed:
            return None
        if not any(predicate == FIRST for predicate, _ in node.said):
            numbered = [(int(place), member) for place, member in _numbered(node)]
            return [member for _, member in sorted(numbered, key=lambda one: one[0])] or None
        return [member for cell in self.cells(node) for member in cell.values(FIRST)[:1]]

    def cells(self, node: Resource) -> Iterator[Resource]:
        """Yield the cells of the list that begins with `node`, each once."""
        seen: set[str] = set()
        cell: Resource | None = node
        while cell is not None and cell.iri not in seen and len(seen) < LONGEST:
            seen.add(cell.iri)
            yield cell
            following = next((one.value for one in cell.values(REST) if isinstance(one, Iri)), None)
            cell = self.node(following) if following and following != _NIL else None

    def count(self, node: Resource) -> bool:
        """Count a node as read, and tell whether it was not before."""
        if not node.runs or self._is_counted(node.runs[0]):
            return False
        for number in node.runs:
            self._counted[number >> 3] |= 1 << (number & 7)
        return True

    def uncounted(self) -> Iterator[list[tuple[str, Term]]]:
        """Yield, subject by subject, the statements of what was not counted."""
        for number, run in self._runs:
            if run.kind in (SAID, MAYBE) and not self._is_counted(number):
                node = self.node(run.subject)
                if number in node.runs:
                    self.count(node)
                    yield node.said
                else:  # of more statements than are read
                    yield self._said(dict.fromkeys(run.statements()))

    def _is_counted(self, number: int) -> bool:
        return bool(self._counted[number >> 3] >> (number & 7) & 1)

    def _read(self, iri: str) -> Resource:
        node = Resource(iri)
        said: dict[tuple[int | str, str], None] = {}
        for number, run in self._runs.of(iri):
            if run.kind > MAYBE:
                node.pointed |= run.kind == POINTED
                node.form |= run.kind == FORM
                node.holders += map(str, run.pairs)
                continue
            if len(said) > LONGEST:
                continue
            node.first, node.last = node.first or run.first, max(node.last, run.last)
            if run.kind == MAYBE and node.maybe is None:
                node.maybe = number
            node.runs.append(number)
            said.update(dict.fromkeys(run.statements()))
        node.said = self._said(said)
        node.listed = any(predicate.startswith(_MEMBER) for predicate, _ in node.said)
        return node

    def _said(self, said: Iterable[tuple[int | str, str]]) -> list[tuple[str, Term]]:
        known = self._predicates
        return [(known[code] if isinstance(code, int) else code, read_back(text)) for code, text in said]

    def _link(self, kind: int, node: str, subject: str) -> None:
        link = kind, node, subject
        if link not in self._links:
            if len(self._links) >= _RECENT:
                self._links.clear()
            self._links.add(link)
            self._runs.add(Run(kind, node, 0, 0, [subject] if subject else []))

    def _kind_of(self, said: str) -> tuple[str, int | str, int]:
        known = self._works
        predicate = _valid(said)
        kind = (
            MAYBE if predicate in known.makers else
            FORM if predicate in known.forms else
            POINTED if predicate in known.pointing else
            HELD if predicate == vocabulary.HOLDS else SAID
        )  # fmt: skip
        if len(self._kinds) >= _RECENT:
            self._kinds.clear()
        code: int | str = predicate
        if len(self._predicates) < _NUMBERED:
            code = len(self._predicates)
            self._predicates.append(predicate)
        self._kinds[said] = predicate, code, kind
        space = predicate[: max(predicate.rfind("#"), predicate.rfind("/")) + 1]
        if space in vocabulary.prefixes():
            self._spaces.add(space)
        return predicate, code, kind

    def _end_run(self) -> None:
        if self._run is not None:
            self._runs.add(self._run._replace(last=self._last))
            self._run = None


def _numbered(node: Resource) -> Iterator[tuple[str, Term]]:
    start = len(vocabulary.RDF) + 1
    for predicate, member in node.said:
        if predicate.startswith(f"{vocabulary.RDF}_") and (place := predicate[start:]).isdecimal():
            yield place, member


def _name(term: NamedNode | BlankNode | Triple) -> str | None:
    """Return the name of a node, blank nodes with one of their own; None of a statement."""
    if isinstance(term, NamedNode):
        iri = term.value
        return iri if _PLAIN.fullmatch(iri) else _valid(iri)
    return f"{BLANK}{term.value}" if isinstance(term, BlankNode) else None


@lru_cache(maxsize=1 << 14)
def _valid(iri: str) -> str:
    """Return an IRI with what cannot stand in one escaped, and with one namespace of schema.org."""
    iri = _SCHEMA.sub("https://schema.org/", iri, count=1)
    iri = _ODD.sub(lambda match: f"%{ord(match[0]):02X}", iri)
    try:
        return NamedNode(iri).value
    except ValueError:
        return f"{BASE}{quote(iri, safe='')}"
