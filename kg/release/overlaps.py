"""Which named graphs of a release have statements in common, told from its text.

Nearly all statements of a named graph are about what belongs to it alone, such as the records of its
document. So a first pass looks at subjects only, by the kind of their IRI and the document in it; a
second one compares the statements about the few kinds that are found in several graphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Final

from kg.engine.overlaps import Overlaps
from kg.release.counting import Span, blocks, ranges
from kg.release.pipeline.shards import Run

_OF_DOCUMENT: Final = re.compile(rb"/[0-9a-f]{16}(?![0-9a-z])")
_MOST_COMPARED: Final = 2_000_000
_MOST_SETS: Final = 1000

Graphs = dict[bytes, set[bytes]]


@dataclass(frozen=True, slots=True)
class Compared:
    """The graphs of each statement about some kinds, by its digest; only those of several graphs count."""

    statements: Graphs
    whole: bool = True


def overlaps(named: Sequence[Path], run: Run = map, most: int = _MOST_COMPARED) -> Overlaps:
    """Return which graphs of the N-Quads files `named` have statements in common.

    Where more than `most` statements would have to be compared, all graphs with things of one kind count
    as having some: then they are merged where they need not be, and no answer is wrong.

    Raises:
        OSError: a file cannot be read.
    """
    spans = [span for path in named for span in ranges(path)]
    kinds = _joined(run(kinds_of, spans))
    several = {kind: graphs for kind, graphs in kinds.items() if len(graphs) > 1}
    if not several:
        return Overlaps(())
    compared = list(run(partial(compare, frozenset(several), most), spans))
    whole = all(one.whole for one in compared)
    found = _joined(one.statements for one in compared) if whole else several
    return Overlaps(_sets(found.values()))


def kinds_of(span: Span) -> Graphs:
    """Return the graphs in which there are things of each kind, between two positions of a file."""
    found: Graphs = {}
    last = b""
    for lines in blocks(*span):
        for line in lines:
            subject = line[: line.index(b" ")]
            if subject != last:
                last = subject
                found.setdefault(kind_of(subject), set()).add(line.rsplit(b" ", 2)[1])
            elif (graph := line.rsplit(b" ", 2)[1]) not in found[kind_of(subject)]:
                found[kind_of(subject)].add(graph)
    return found


def kind_of(subject: bytes) -> bytes:
    """Return the beginning of an IRI that tells its kind, with the document that it belongs to, if any."""
    found = _OF_DOCUMENT.search(subject)
    end = found.end() if found else max(subject.rfind(b"/"), subject.rfind(b"#")) + 1
    return subject[:end]


def compare(kinds: frozenset[bytes], most: int, span: Span) -> Compared:
    """Return the graphs of each statement about things of `kinds`, if these are no more than `most`."""
    found: Graphs = {}
    for lines in blocks(*span):
        for line in lines:
            if kind_of(line[: line.index(b" ")]) in kinds:
                statement, graph, _ = line.rsplit(b" ", 2)
                found.setdefault(blake2b(statement, digest_size=16).digest(), set()).add(graph)
        if len(found) > most:
            return Compared({}, whole=False)
    return Compared(found)


def _joined(parts: Iterable[Graphs]) -> Graphs:
    found: Graphs = {}
    for part in parts:
        for key, graphs in part.items():
            found.setdefault(key, set()).update(graphs)
    return found


def _sets(found: Iterable[set[bytes]]) -> list[frozenset[str]]:
    """Return the different sets of several graphs; past a thousand, one that holds all of them."""
    sets = {frozenset(graphs) for graphs in found if len(graphs) > 1}
    if len(sets) > _MOST_SETS:
        sets = {frozenset().union(*sets)}
    return [frozenset(graph[1:-1].decode() for graph in one) for one in sets]
