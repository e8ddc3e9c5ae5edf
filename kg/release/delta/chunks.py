"""Dumps cut into chunks by their content, so that what two of them have alike need not be sorted.

A chunk ends with each line whose checksum ends in four zeros: after 16 lines as a mean, and behind a change
at the same lines in both dumps again (content-defined chunking: Muthitacharoen, Chen, Mazières, "A
Low-Bandwidth Network File System", SOSP 2001, there of bytes). No statement stands in a dump twice, so a
chunk does not either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import Final
from zlib import crc32

from kg.release.delta.gzip_lines import line_lists

BEFORE: Final = "before"
AFTER: Final = "after"
_MARK: Final = 15


@dataclass(frozen=True, slots=True)
class ChunkTask:
    """A dump to cut, which of the two it is, and the file for the list of its chunks."""

    dump: Path
    side: str
    output: Path


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of one of the dumps: the first, counted from 1, and how many."""

    first: int
    count: int


def list_chunks(task: ChunkTask) -> int:
    """Write digest, side, first line and number of lines of each chunk; return the number of all lines.

    Raises:
        ReleaseDamaged: the dump cannot be read.
        OSError: the disk is full.
    """
    first, held = 1, list[bytes]()
    with task.output.open("w", encoding="ascii") as out:

        def end(chunk: list[bytes]) -> None:
            nonlocal first
            digest = blake2b(b"\n".join(chunk), digest_size=16).hexdigest()
            out.write(f"{digest}\t{task.side}\t{first}\t{len(chunk)}\n")
            first += len(chunk)

        for lines in line_lists(task.dump):
            start = 0
            for at in [at for at, line in enumerate(lines) if not crc32(line) & _MARK]:
                end([*held, *lines[start : at + 1]])
                held, start = [], at + 1
            held += lines[start:]
        if held:
            end(held)
    return first - 1


def paired(chunks: Path) -> Iterator[dict[str, Span]]:
    """Yield the place of each chunk by side, from the sorted list of the chunks of both dumps."""
    with chunks.open(encoding="ascii") as rows:
        fields = (row.rstrip("\n").split("\t") for row in rows)
        for _, same in groupby(fields, key=lambda field: field[0]):
            yield {side: Span(int(first), int(count)) for _, side, first, count in same}


def within(path: Path, spans: Iterable[Span]) -> Iterator[tuple[int, bytes]]:
    """Yield number and text of the lines of a dump that are in `spans`, which are in order.

    Raises:
        ReleaseDamaged: the dump cannot be read.
    """
    wanted = iter(spans)
    span = next(wanted, None)
    passed = 0
    for lines in line_lists(path):
        while span is not None and span.first <= passed + len(lines):
            start = max(span.first - passed - 1, 0)
            end = span.first + span.count - passed - 1
            for at in range(start, min(end, len(lines))):
                yield passed + at + 1, lines[at]
            if end > len(lines):
                break
            span = next(wanted, None)
        if span is None:
            return
        passed += len(lines)
