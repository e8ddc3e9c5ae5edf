"""Two dumps compared, line by line, in bounded memory: what was added, what was removed, in what order.

Parts that both have are alike as they are, and so are chunks of the others; only the lines of what is then
left are sorted and merged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.release.delta import ADDED, ORDER, REMOVED
from kg.release.delta.chunks import AFTER, BEFORE, ChunkTask, Span, list_chunks, paired, within
from kg.release.delta.remainder import Rest, common, rest
from kg.release.dumps import create_gzip
from kg.release.parts import Part
from kg.release.sorting import sort_unique
from kg.runners import ParallelMap

FROM_BEFORE: Final = "before"
FROM_ADDED: Final = "added"
Write = Callable[["_Piece"], object]
_SORT_MEMORY: Final = 64 << 20
_WIDTH: Final = 12  # digits of a line's number, so that rows sort by it


@dataclass(frozen=True, slots=True)
class ChangedStatements:
    """How many statements were added and removed."""

    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines of the new dump from `at`, which are the lines from `first` of `source`."""

    at: int
    source: str
    first: int
    count: int

    def row(self) -> str:
        return f"{self.at:0{_WIDTH}}\t{self.source}\t{self.first}\t{self.count}\n"


def compare(
    before: Path,
    after: Path,
    output: Path,
    work: Path,
    run: ParallelMap = map,
    parts: tuple[Sequence[Part], Sequence[Part]] = ((), ()),
) -> ChangedStatements:
    """Write the delta from the dump `before` to the dump `after` into the folder `output`.

    The same dumps give the same bytes. `work` has room for what is sorted on the way. Where the `parts` of
    both dumps are known, those that both have are not read.

    Raises:
        ReleaseDamaged: one of the dumps cannot be read.
        OSError: the disk is full.
    """
    with TemporaryDirectory(dir=work) as name:
        folder = Path(name)
        pieces = folder / "pieces.tsv"
        with pieces.open("w", encoding="ascii") as out:

            def write(piece: _Piece) -> None:
                out.write(piece.row())

            placed: Write = write
            if all(parts):
                old = rest(before, parts[0], parts[1], folder / "before.gz")
                new = rest(after, parts[1], parts[0], folder / "after.gz")
                for one in common(*parts):
                    write(_Piece(one.after, FROM_BEFORE, one.before, one.count))
                before, after, placed = old.path, new.path, partial(_in_place, old, new, write)
            spans = _common(before, after, folder, placed, run)
            lines = folder / "lines.tsv"
            with lines.open("wb") as found:
                for side, path in ((BEFORE, before), (AFTER, after)):
                    if spans[side].stat().st_size:
                        for number, line in within(path, _spans(spans[side])):
                            found.write(b"%s\t%s\t%d\n" % (line, side.encode(), number))
            result = _differing(_sorted(lines), output, placed)
        with create_gzip(output / ORDER) as order:
            for piece in _joined(_pieces(_sorted(pieces))):
                order.write(f"{piece.source}\t{piece.first}\t{piece.count}\n".encode())
    return result


def _in_place(old: Rest, new: Rest, write: Write, piece: _Piece) -> None:
    """Write a piece of what is left of two dumps as one of the whole dumps, or as several."""
    at, first, left = piece.at, piece.first, piece.count
    while left:
        place, count = new.place(at)
        there, most = old.place(first) if piece.source == FROM_BEFORE else (first, left)
        count = min(count, most, left)
        write(_Piece(place, piece.source, there, count))
        at, first, left = at + count, first + count, left - count


def _common(before: Path, after: Path, folder: Path, write: Write, run: ParallelMap) -> dict[str, Path]:
    """Write the pieces that are chunks of both dumps; return the files of the other chunks' places."""
    tasks = [
        ChunkTask(path, side, folder / f"chunks-{side}.tsv")
        for side, path in ((BEFORE, before), (AFTER, after))
    ]
    list(run(list_chunks, tasks))
    chunks, alone = folder / "chunks.tsv", {side: folder / f"alone-{side}.tsv" for side in (BEFORE, AFTER)}
    sort_unique([task.output for task in tasks], chunks, memory=_SORT_MEMORY, parallel=1)
    with alone[BEFORE].open("w") as old, alone[AFTER].open("w") as new:
        files = {BEFORE: old, AFTER: new}
        for places in paired(chunks):
            if len(places) == 2:
                there, here = places[BEFORE], places[AFTER]
                write(_Piece(here.first, FROM_BEFORE, there.first, here.count))
            else:
                [(side, span)] = places.items()
                files[side].write(f"{span.first:0{_WIDTH}}\t{span.count}\n")
    return {side: _sorted(path) for side, path in alone.items()}


def _differing(lines: Path, output: Path, write: Write) -> ChangedStatements:
    """Write what is in one dump only, and the pieces of what is in both, from the lines of both, sorted."""
    added = removed = 0
    with lines.open("rb") as rows, create_gzip(output / ADDED) as new, create_gzip(output / REMOVED) as old:
        fields = (row.rstrip(b"\n").rsplit(b"\t", 2) for row in rows)
        for line, same in groupby(fields, key=lambda field: field[0]):
            places = {side.decode(): int(number) for _, side, number in same}
            if AFTER not in places:
                old.write(line + b"\n")
                removed += 1
            elif BEFORE in places:
                write(_Piece(places[AFTER], FROM_BEFORE, places[BEFORE], 1))
            else:
                new.write(line + b"\n")
                added += 1
                write(_Piece(places[AFTER], FROM_ADDED, added, 1))
    return ChangedStatements(added, removed)


def _sorted(path: Path) -> Path:
    """Sort the lines of a file by their bytes and return the sorted one."""
    target = path.with_suffix(".sorted")
    sort_unique([path], target, memory=_SORT_MEMORY, parallel=1)
    path.unlink()
    return target


def _spans(path: Path) -> Iterator[Span]:
    with path.open(encoding="ascii") as rows:
        for row in rows:
            first, count = row.split("\t")
            yield Span(int(first), int(count))


def _pieces(path: Path) -> Iterator[_Piece]:
    with path.open(encoding="ascii") as rows:
        for row in rows:
            at, source, first, count = row.split("\t")
            yield _Piece(int(at), source, int(first), int(count))


def _joined(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Make one of pieces that follow upon each other in both dumps."""
    held: _Piece | None = None
    for piece in pieces:
        if held is not None and (held.source, held.first + held.count) == (piece.source, piece.first):
            held = _Piece(held.at, held.source, held.first, held.count + piece.count)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held
