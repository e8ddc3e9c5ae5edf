"""What the beginning of a JSON document shows: the keys of its first entry, by which a format is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.readers.json_entries import LISTS

_SAMPLE: Final = 20  # lines that may be broken before one that is looked at
# a text, with the colon after it if it is a key; a bracket
_TOKEN: Final = re.compile(r'"((?:[^"\\\n]++|\\.)*+)"(?:\s{0,100}(:))?|([{}\[\]])|\n')
_JSON: Final = re.compile(r'[\s\x1e\ufeff]*+(\{\s*+(["}]|$)|\[\s*+[\[{])')


class Opening(NamedTuple):
    """The keys of the first entry of a document, and those of the object that holds the list of entries.

    Both are empty where the document does not begin like JSON. `within` has the keys one level further down,
    under that of the entry: `message.DOI`.
    """

    entry: frozenset[str]
    holder: frozenset[str]
    within: frozenset[str]


def looks_like_json(head: str) -> bool:
    """Tell whether `head` begins like JSON, in lines or not."""
    return _JSON.match(head) is not None


def keys(head: str, lists: Sequence[str] = LISTS) -> Opening:
    """Return the keys that can be seen in the first entry of `head`, which may be cut or broken.

    `lists` are the paths under which an object may hold a list of entries, as in `json_entries.entries`.
    """
    lines = head.split("\n")
    for number, line in enumerate(lines[:_SAMPLE]):
        if looks_like_json(f"{line}\n"):
            found = _Walk(frozenset(lists)).walk("\n".join(lines[number:]))
            if found.entry or found.holder:
                return found
    return Opening(frozenset(), frozenset(), frozenset())


class _Walk:
    """Goes through the first object by its brackets, and notes the keys with their paths."""

    def __init__(self, lists: frozenset[str]) -> None:
        self._lists = lists
        self._holder: set[str] = set()
        self._entry: set[str] = set()
        self._within: set[str] = set()
        self._path: list[str | None] = []  # of the open objects the key at hand, of arrays nothing
        self._top = 0  # how many brackets stand around the entry

    def walk(self, text: str) -> Opening:
        for match in _TOKEN.finditer(text):
            name, colon, bracket = match[1], match[2], match[3]
            if bracket in ("{", "["):
                self._open(bracket)
            elif bracket:
                if self._path:
                    self._path.pop()
                if len(self._path) <= self._top and self._entry:
                    break
            elif colon and self._path:
                self._key(name)
        return Opening(frozenset(self._entry), frozenset(self._holder), frozenset(self._within))

    def _open(self, bracket: str) -> None:
        if bracket == "[" and ".".join(filter(None, self._path)) in self._lists:
            self._holder, self._entry, self._within = self._entry | self._within, set(), set()
            self._top = len(self._path) + 1
        elif bracket == "[" and not any(self._path):
            self._top = len(self._path) + 1
        self._path.append(None if bracket == "[" else "")

    def _key(self, name: str) -> None:
        self._path[-1] = name
        inside = [key for key in self._path[self._top :] if key is not None]
        if len(self._path) == self._top + 1:
            self._entry.add(name)
        elif len(inside) == 2 and len(self._path) == self._top + 2:
            self._within.add(".".join(inside))
