"""Disjoint sets: which things are one, where some were found to be one with others (union-find).

Source: R. E. Tarjan, "Efficiency of a Good But Not Linear Set Union Algorithm", Journal of the ACM 22 (1975).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Unions(Generic[Key]):
    """Sets of keys, each with one that stands for it: the first by `rank`, or by their own order.

    A key that was joined with no other takes no memory.

    >>> unions = Unions[str]()
    >>> unions.join("c", "b"), unions.join("b", "a"), unions.join("c", "a")
    (True, True, False)
    >>> unions.root("c"), unions.root("z")
    ('a', 'z')
    """

    def __init__(self, rank: Callable[[Key], Any] | None = None) -> None:
        self._rank: Callable[[Key], Any] = rank or _itself
        self._above: dict[Key, Key] = {}

    def root(self, key: Key) -> Key:
        """Return the key that stands for all that are one with `key`."""
        above = self._above
        while key in above:
            parent = above[key]
            if parent in above:  # a shorter way for whoever asks next
                above[key] = above[parent]
            key = parent
        return key

    def join(self, a: Key, b: Key) -> bool:
        """Take two to be one; False where they were already."""
        one, other = self.root(a), self.root(b)
        if one == other:
            return False
        first, second = sorted((one, other), key=self._rank)
        self._above[second] = first
        return True

    def joined(self) -> Iterator[tuple[Key, Key]]:
        """Yield each key that does not stand for itself, and the one that stands for it."""
        return ((key, self.root(key)) for key in list(self._above))


def _itself(key: Key) -> Key:
    return key
