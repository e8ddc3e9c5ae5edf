"""What each shard counted of one thing, as lines that are sorted by its key, and brought together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Protocol, Self, TypeVar

import orjson


class Tally(Protocol):
    """Counts of one thing, to which those of another shard can be added."""

    def also(self, other: Self, /) -> None:
        """Add the counts of `other`, which are of the same thing."""


T = TypeVar("T", bound=Tally)


def tally_line(key: str, tally: bytes, shard: int) -> bytes:
    """Return key, JSON and number of the shard: equal tallies of two shards stay two lines when sorted."""
    return b"%s\t%s\t%d\n" % (orjson.dumps(key), tally, shard)


def merged(lines: Iterable[bytes], load: Callable[[bytes], T]) -> Iterator[T]:
    """Yield each thing once, from the sorted lines of all shards; `load` reads the JSON of one."""
    for _, group in groupby((line.split(b"\t") for line in lines), key=lambda parts: parts[0]):
        first, *rest = (load(parts[1]) for parts in group)
        for one in rest:
            first.also(one)
        yield first
