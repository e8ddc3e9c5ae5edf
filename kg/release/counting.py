"""Counts over the text of a release, in one streaming pass.

A pass costs 0.3 CPU seconds a million triples; asking the loaded store the same takes three times as
much and can begin only after the load, which needs the counts: they are part of what is loaded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.release.manifest import Counts
from kg.runners import ParallelMap
from kg.vocab import RDF, SCHEMA

_TYPE: Final = RDF.n("type").encode()
_SAME_AS: Final = SCHEMA.n("sameAs").encode()
_BLOCK: Final = 1 << 20
_RANGE: Final = 64 << 20

Span = tuple[Path, int, int]
"""A file, and where a part of it begins and ends."""


@dataclass(slots=True)
class StatementCounts:
    """What is counted of a file, or of a range of it; keys are IRIs.

    `entities` are distinct subjects, `links` the `schema:sameAs` links to each outside host, `examples`
    the first instance of each class; `graphs` the statements of each named graph.
    """

    statements: int = 0
    entities: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    graphs: Counter[str] = field(default_factory=Counter)
    first: bytes = b""
    last: bytes = b""

    def add(self, other: StatementCounts) -> None:
        """Add the tally of the range that follows this one."""
        self.statements += other.statements
        self.entities += other.entities - (bool(self.last) and self.last == other.first)
        self.classes.update(other.classes)
        self.properties.update(other.properties)
        self.links.update(other.links)
        self.graphs.update(other.graphs)
        self.examples = {**other.examples, **self.examples}
        self.first, self.last = self.first or other.first, other.last or self.last


def tally(default: Sequence[Path], named: Sequence[Path], run: ParallelMap = map) -> StatementCounts:
    """Count the N-Triples files in `default`, the triples of a subject together, and the N-Quads in `named`.

    Raises:
        OSError: a file cannot be read.
        ValueError: a line is no statement.
    """
    total = StatementCounts()
    for part in run(count_triples, [span for path in default for span in ranges(path)]):
        total.add(part)
    for counted in run(count_graphs, [span for path in named for span in ranges(path)]):
        total.graphs.update(counted)
    return total


def counts(total: StatementCounts) -> Counts:
    """Return the tally as the manifest states it."""
    return Counts(
        triples=total.statements,
        quads=total.statements + total.graphs.total(),
        entities=total.entities,
        graphs=dict(sorted(total.graphs.items())),
        classes=dict(sorted(total.classes.items())),
        properties=dict(sorted(total.properties.items())),
    )


def count_triples(span: Span) -> StatementCounts:
    """Count the N-Triples between two positions of a file, both at line ends."""
    classes: Counter[bytes] = Counter()
    properties: Counter[bytes] = Counter()
    links: Counter[bytes] = Counter()
    examples: dict[bytes, bytes] = {}
    statements = entities = 0
    first = last = b""
    for lines in blocks(*span):
        for line in lines:
            subject, predicate, rest = line.split(b" ", 2)
            properties[predicate] += 1
            if subject != last:
                entities += 1
                first, last = first or subject, subject
            if predicate == _TYPE:
                classes[rest] += 1
                if rest not in examples:
                    examples[rest] = subject
            elif predicate == _SAME_AS:
                links[rest.split(b"/", 3)[2]] += 1
        statements += len(lines)
    return StatementCounts(
        statements,
        entities,
        Counter({_iri(rest[:-2]): count for rest, count in classes.items()}),
        Counter({_iri(predicate): count for predicate, count in properties.items()}),
        Counter({host.decode(): count for host, count in links.items()}),
        {_iri(rest[:-2]): _iri(subject) for rest, subject in examples.items()},
        first=first,
        last=last,
    )


def count_graphs(span: Span) -> Counter[str]:
    """Count the N-Quads of each graph between two positions of a file, both at line ends."""
    found: Counter[bytes] = Counter()
    for lines in blocks(*span):
        found.update(line.rsplit(b" ", 2)[1] for line in lines)
    return Counter({_iri(graph): count for graph, count in found.items()})


def ranges(path: Path) -> Iterator[Span]:
    """Cut a file into ranges of about 64 MiB, at line ends."""
    size = path.stat().st_size
    start = 0
    with path.open("rb") as file:
        while start < size:
            file.seek(min(start + _RANGE, size))
            file.readline()
            end = file.tell()
            yield path, start, end
            start = end


def blocks(path: Path, start: int, end: int) -> Iterator[list[bytes]]:
    """Yield the lines between two positions of a file, both at line ends, a mebibyte at a time."""
    with path.open("rb") as file:
        file.seek(start)
        while (left := end - file.tell()) > 0:
            block = file.read(min(_BLOCK, left)) + file.readline() if left > _BLOCK else file.read(left)
            lines = block.split(b"\n")
            if not lines[-1]:
                lines.pop()
            yield lines


def _iri(term: bytes) -> str:
    return term[1:-1].decode()
