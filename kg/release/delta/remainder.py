"""What is left of two dumps without the parts that both have: that is compared, and put in its place again.

Parts are gzip members (`kg.release.parts`), so what is left is made of members, without taking them apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.release.parts import Part, copy_member


@dataclass(frozen=True, slots=True)
class Rest:
    """A gzip file of some parts of a dump, and where their lines stand.

    `starts` are the first lines of its runs, `places` the same in the whole dump, and `counts` how many lines
    a run has; lines are counted from 1.
    """

    path: Path
    starts: Sequence[int]
    places: Sequence[int]
    counts: Sequence[int]

    def place(self, line: int) -> tuple[int, int]:
        """Return the number of a line in the whole dump, and how many of its run begin with it."""
        run = bisect_right(self.starts, line) - 1
        offset = line - self.starts[run]
        return self.places[run] + offset, self.counts[run] - offset


@dataclass(frozen=True, slots=True)
class Common:
    """A part that both dumps have: its first line in either, and how many it has."""

    before: int
    after: int
    count: int


def common(before: Sequence[Part], after: Sequence[Part]) -> list[Common]:
    """Return the parts that two dumps have in common."""
    there = {part.digest: place for part, place in _placed(before)}
    found = ((part, place) for part, place in _placed(after) if part.lines and part.digest in there)
    return [Common(there[part.digest], place, part.lines) for part, place in found]


def rest(dump: Path, parts: Sequence[Part], others: Sequence[Part], output: Path) -> Rest:
    """Write the members of the `parts` of a dump that are not among those of the other.

    Raises:
        ReleaseDamaged: the dump is not what was written.
        OSError: the disk is full.
    """
    same: Collection[str] = {part.digest for part in others}
    starts, places, counts, lines = [1], [1], [0], 0
    with output.open("wb") as out:
        for part, place in _placed(parts):
            if part.digest not in same:
                out.writelines(copy_member(dump, part.nquads))
                starts.append(lines + 1)
                places.append(place)
                counts.append(part.lines)
                lines += part.lines
    return Rest(output, starts, places, counts)


def _placed(parts: Sequence[Part]) -> Iterator[tuple[Part, int]]:
    """Yield the parts, each with the number of its first line."""
    line = 1
    for part in parts:
        yield part, line
        line += part.lines
