"""Which named graphs of a release have statements in common, told from its text.

Nearly all statements of a named graph are about what belongs to it alone, such as the records of its
document. So a first pass looks at subjects only by the kind of their IRI and the document in it, and at
properties; a second one compares the statements of the few kinds and properties that are found together in
several graphs: their digests are sorted in a file, so that memory does not grow with their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.engine.overlaps import Overlaps
from kg.release.counting import Span, blocks, ranges
from kg.release.sorting import sort_unique
from kg.runners import ParallelMap

_OF_DOCUMENT: Final = re.compile(rb"/[0-9a-f]{16}(?![0-9a-z])")
_MOST_COMPARED: Final = 2_000_000
_MOST_SETS: Final = 1000
_SORT_MEMORY: Final = 64 << 20

Graphs = dict[bytes, set[bytes]]


@dataclass(frozen=True, slots=True)
class CompareTask:
    """What a process needs to list the statements of some kinds in a part of a file, up to `most`.

    `kinds` are each that of a subject and a property, with a blank between them.
    """

    kinds: frozenset[bytes]
    span: Span
    output: Path
    most: int


def overlaps(
    named: Sequence[Path], work: Path, run: ParallelMap = map, most: int = _MOST_COMPARED
) -> Overlaps:
    """Return which graphs of the N-Quads files `named` have statements in common; `work` has room for that.

    Where more than `most` statements would have to be compared, all graphs with things of one kind count
    as having some: then they are merged where they need not be, and no answer is wrong.

    Raises:
        OSError: a file cannot be read.
    """
    spans = [span for path in named for span in ranges(path)]
    by_span = list(run(kinds_of, spans))
    several = {kind: graphs for kind, graphs in _joined(by_span).items() if len(graphs) > 1}
    if not several:
        return Overlaps(())
    with TemporaryDirectory(dir=work) as folder:
        tasks = [
            CompareTask(frozenset(several), span, Path(folder, f"{number}.tsv"), most)
            for number, (span, kinds) in enumerate(zip(spans, by_span, strict=True))
            if not several.keys().isdisjoint(kinds)
        ]
        listed = sum(run(list_statements, tasks))
        if listed > most:
            return Overlaps(_sets(several.values()))
        return Overlaps(_sets(_together([task.output for task in tasks], Path(folder, "sorted"))))


def kinds_of(span: Span) -> Graphs:
    """Return the graphs in which things of a kind have a property, between two positions of a file."""
    found: dict[bytes, Graphs] = {}
    last, graphs = b"", Graphs()
    for lines in blocks(*span):
        for line in lines:
            end = line.index(b" ")
            if (subject := line[:end]) != last:
                last, graphs = subject, found.setdefault(kind_of(subject), {})
            step, graph = line[end : line.index(b" ", end + 1)], line[line.rindex(b" ", 0, -2) + 1 : -2]
            if step not in graphs:
                graphs[step] = set()
            graphs[step].add(graph)
    return {kind + step: graphs for kind, steps in found.items() for step, graphs in steps.items()}


def kind_of(subject: bytes) -> bytes:
    """Return the beginning of an IRI that tells its kind, with the document that it belongs to, if any."""
    found = _OF_DOCUMENT.search(subject)
    end = found.end() if found else max(subject.rfind(b"/"), subject.rfind(b"#")) + 1
    return subject[:end]


def list_statements(task: CompareTask) -> int:
    """Write digest and graph of each statement of the kinds of `task`; return how many these are."""
    listed = 0
    last, kind = b"", b""
    with task.output.open("wb") as out:
        for lines in blocks(*task.span):
            for line in lines:
                end = line.index(b" ")
                if (subject := line[:end]) != last:
                    last, kind = subject, kind_of(subject)
                if kind + line[end : line.index(b" ", end + 1)] in task.kinds:
                    statement, graph, _ = line.rsplit(b" ", 2)
                    digest = blake2b(statement, digest_size=16).hexdigest().encode()
                    out.write(b"%s\t%s\n" % (digest, graph))
                    listed += 1
            if listed > task.most:
                break
    return listed


def _together(parts: Sequence[Path], output: Path) -> Iterator[set[bytes]]:
    """Yield the graphs of each statement that is in several, from the lists of statements in `parts`."""
    sort_unique(parts, output, memory=_SORT_MEMORY, parallel=1)
    with output.open("rb") as lines:
        pairs = (line[:-1].split(b"\t") for line in lines)
        for _, same in groupby(pairs, key=lambda pair: pair[0]):
            graphs = {graph for _, graph in same}
            if len(graphs) > 1:
                yield graphs


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
