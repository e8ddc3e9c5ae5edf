"""Blocking on disk: which records share a key, without holding all keys in memory.

Each ingesting process writes its (hash, reference) pairs into one file, cut in segments by hash;
blocks are then found segment by segment, so memory is bounded by the largest segment. Sketches of author
lists (`kg.identity.nearness`) are kept beside them, 16 bytes a record.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

SEGMENTS: Final = 64


class KeyWriter:
    """Collects pairs of one shard and writes them with `close`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._segments = [array("Q") for _ in range(SEGMENTS)]

    def add(self, key: int, reference: int) -> None:
        """Note that the record `reference` has the hashed `key`."""
        segment = self._segments[key % SEGMENTS]
        segment.append(key)
        segment.append(reference)

    def close(self) -> None:
        """Write the file: the byte length of each segment, then the segments."""
        with self._path.open("wb") as out:
            array("Q", [len(segment) * 8 for segment in self._segments]).tofile(out)
            for segment in self._segments:
                segment.tofile(out)


def blocks(paths: Sequence[Path]) -> Iterator[tuple[int, list[int]]]:
    """Yield each hashed key that several records share, with their references in ascending order.

    Keys come segment by segment and ascending within it, so the order depends on the data alone.
    """
    starts = [_starts(path) for path in paths]
    for number in range(SEGMENTS):
        first: dict[int, int] = {}
        shared: dict[int, set[int]] = {}
        for path, places in zip(paths, starts, strict=True):
            pairs = _segment(path, places[number], places[number + 1])
            for key, reference in zip(pairs[::2], pairs[1::2], strict=True):
                known = first.setdefault(key, reference)
                if known != reference:
                    shared.setdefault(key, {known}).add(reference)
        for key in sorted(shared):
            yield key, sorted(shared[key])


def gathered(paths: Sequence[Path]) -> Iterator[tuple[int, array[int]]]:
    """Yield each key with all values written under it, equal ones included, in ascending order."""
    starts = [_starts(path) for path in paths]
    for number in range(SEGMENTS):
        rows: list[tuple[int, int]] = []
        for path, places in zip(paths, starts, strict=True):
            pairs = _segment(path, places[number], places[number + 1])
            rows += zip(pairs[::2], pairs[1::2], strict=True)
        rows.sort()
        for key, group in groupby(rows, key=lambda row: row[0]):
            yield key, array("Q", [value for _, value in group])


class SketchWriter:
    """Collects references and sketches of one shard, in ascending order, and writes them with `close`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = array("Q")

    def add(self, reference: int, sketch: int) -> None:
        """Note the sketch of a record, unless it says nothing."""
        if sketch:
            self._rows.append(reference)
            self._rows.append(sketch)

    def close(self) -> None:
        """Write the file."""
        with self._path.open("wb") as out:
            self._rows.tofile(out)


class Sketches:
    """The sketches of all shards, looked up by reference."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Read the files of the shards, which are in ascending order."""
        rows = array("Q")
        for path in paths:
            rows.frombytes(path.read_bytes())
        self._references, self._sketches = rows[::2], rows[1::2]

    def of(self, reference: int) -> int:
        """Return the sketch of a record, 0 where there is none to go by."""
        place = bisect_left(self._references, reference)
        known = place < len(self._references) and self._references[place] == reference
        return self._sketches[place] if known else 0


def members_of(paths: Sequence[Path], keys: set[int]) -> Iterator[tuple[int, set[int]]]:
    """Yield those of the hashed `keys` that any record has, with the references of all that have them."""
    starts = [_starts(path) for path in paths]
    for number in sorted({key % SEGMENTS for key in keys}):
        found: dict[int, set[int]] = {}
        for path, places in zip(paths, starts, strict=True):
            pairs = _segment(path, places[number], places[number + 1])
            for key, reference in zip(pairs[::2], pairs[1::2], strict=True):
                if key in keys:
                    found.setdefault(key, set()).add(reference)
        yield from sorted(found.items())


def _starts(path: Path) -> list[int]:
    """Return where each segment of the file begins, and where the last one ends."""
    sizes = array("Q")
    with path.open("rb") as source:
        sizes.fromfile(source, SEGMENTS)
    places = [SEGMENTS * sizes.itemsize]
    for size in sizes:
        places.append(places[-1] + size)
    return places


def _segment(path: Path, start: int, end: int) -> array[int]:
    """Read the pairs between two places of a file."""
    pairs = array("Q")
    if start == end:
        return pairs
    with path.open("rb") as source:
        source.seek(start)
        pairs.frombytes(source.read(end - start))
    return pairs
