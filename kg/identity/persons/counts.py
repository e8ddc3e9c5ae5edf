"""Counts of strings, exact but for a chance of one in ten thousand, in a table that processes share.

The table is an array of 64-bit slots with open addressing and linear probing (Knuth, volume 3, section 6.4):
40 bits of a string's digest, and 24 of its count. It grows with what is counted, is written as it stands,
and is mapped from the file by all processes that read it, which then hold it in memory once.
"""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Final

_COUNT_BITS: Final = 24
_MOST: Final = (1 << _COUNT_BITS) - 1
"""A count stops at this."""
_TAG: Final = ~_MOST & (1 << 64) - 1
_FIRST: Final = 10
"""A table begins with 2 to that power of slots."""
_FULL: Final = 0.6
"""It is doubled when so large a part of it is taken."""


class StringCounts:
    """Counts of strings; `slots` are those of a table that was mapped, and can only be read."""

    def __init__(self, slots: memoryview[int] | None = None) -> None:
        self._slots: array[int] | memoryview[int] = slots or array("Q", bytes(8 << _FIRST))
        self._taken = 0

    def update(self, counts: Mapping[str, int]) -> None:
        """Add counts."""
        for key, count in counts.items():
            self._add(_tag(key), count)

    def __getitem__(self, key: str) -> int:
        """Return how often `key` was counted."""
        tag, slots = _tag(key), self._slots
        mask = len(slots) - 1
        place = tag >> _COUNT_BITS & mask
        while (found := slots[place]) and found & _TAG != tag:
            place = place + 1 & mask
        return found & _MOST

    def __iadd__(self, other: StringCounts) -> StringCounts:
        """Add all counts of another table."""
        for found in other._filled():
            self._add(found & _TAG, found & _MOST)
        return self

    def _filled(self) -> Iterator[int]:
        return (found for found in self._slots if found)

    def _add(self, tag: int, count: int) -> None:
        slots = self._slots
        mask = len(slots) - 1
        place = tag >> _COUNT_BITS & mask
        while (found := slots[place]) and found & _TAG != tag:
            place = place + 1 & mask
        if not found:
            self._taken += 1
        slots[place] = tag | min((found & _MOST) + count, _MOST)
        if self._taken > _FULL * len(slots):
            self._grow()

    def _grow(self) -> None:
        old, self._slots = self._slots, array("Q", bytes(16 * len(self._slots)))
        self._taken = 0
        for found in old:
            if found:
                self._add(found & _TAG, found & _MOST)

    def write(self, path: Path) -> None:
        """Write the table as it stands, in the byte order of the machine: it is for this machine alone."""
        path.write_bytes(memoryview(self._slots))

    @classmethod
    def mapped(cls, path: Path) -> StringCounts:
        """Return the table of a file, which is mapped and not read: processes share it."""
        with path.open("rb") as source:
            return cls(memoryview(mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)).cast("Q"))


def _tag(key: str) -> int:
    """Return 40 bits of a digest, those of the count being 0; they are never all 0."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & _TAG or 1 << _COUNT_BITS
