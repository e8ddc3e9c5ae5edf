"""Texts on which a pattern would do more work than their length: runs of what it repeats, then a stop.

For each repetition in the parsed pattern: a text that leads to it, its body many times, and characters that
end the match there. Beside that, runs of characters that any pattern may repeat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_ANY = (
    " ", "\u00a0", "\n", "0", "a", "A", "é", ".", ",", "-", "(", "[", "{", "<", '"', "'", "\\", "$", "&",
    "a ", "a, ", "A. ", "((", "<a ", "a-", "0.", "a\n", " \n", "\\a", "{}",
)  # fmt: skip
_STOPS = ("", "\x00", "!", " x")
_SAMPLES = {
    op.CATEGORY_DIGIT: "0", op.CATEGORY_NOT_DIGIT: "a", op.CATEGORY_SPACE: " ", op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_WORD: "a", op.CATEGORY_NOT_WORD: "-",
}  # fmt: skip
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_MANY = 20
_MOST = 60  # texts for one pattern


@dataclass(frozen=True)
class Run:
    """A text of any length: `start`, then `unit` over and over, then `stop`."""

    start: str
    unit: str
    stop: str

    def text(self, length: int) -> str:
        """Return the text with at least `length` characters between start and stop."""
        return self.start + self.unit * -(-length // len(self.unit)) + self.stop


def runs(pattern: re.Pattern[Any]) -> Iterator[Run]:
    """Yield the runs to try on `pattern`."""
    source = pattern.pattern
    if isinstance(source, bytes):
        source = source.decode("latin-1")
    tree = _parser.parse(
        source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    found: dict[Run, None] = {}
    for start, unit in _pumps(tree, ""):
        for stop in _STOPS[:2]:
            found[Run(start, unit, stop)] = None
            if start:
                found[Run(start + unit, start + unit, stop)] = None
    whole = _sample(tree)
    if whole:
        found[Run("", whole, "\x00")] = None
        found[Run("", whole + " ", "")] = None
    yield from list(found)[:_MOST]
    for unit in _ANY:
        for stop in _STOPS[1:2] if len(unit) > 1 else _STOPS:
            yield Run("", unit, stop)


def _pumps(tree: Any, start: str) -> Iterator[tuple[str, str]]:
    """Yield what leads to each repetition, and a text that it repeats."""
    before = start
    for code, value in tree:
        if code in _REPEATS and value[1] > _MANY:
            for unit in _units(value[2]):
                yield before, unit
        if code in _REPEATS:
            yield from _pumps(value[2], before)
        elif code is op.SUBPATTERN:
            yield from _pumps(value[3], before)
        elif code is op.ATOMIC_GROUP:
            yield from _pumps(value, before)
        elif code is op.BRANCH:
            for branch in value[1]:
                yield from _pumps(branch, before)
        elif code in (op.ASSERT, op.ASSERT_NOT):
            yield from _pumps(value[1], before)
        before += _sample([(code, value)])


def _units(tree: Any) -> list[str]:
    """Return texts that the body of a repetition matches: one for each way to begin it."""
    items = list(tree)
    if len(items) == 1 and items[0][0] is op.IN:
        return [one for one in dict.fromkeys(_members(items[0][1])) if one] or ["a"]
    if len(items) == 1 and items[0][0] is op.BRANCH:
        return [one for one in dict.fromkeys(_sample(branch) for branch in items[0][1][1]) if one] or ["a"]
    if len(items) == 1 and items[0][0] is op.SUBPATTERN:
        return _units(items[0][1][3])
    if len(items) == 1 and items[0][0] in (op.ANY, op.NOT_LITERAL):
        return ["a", " "]
    return [_sample(items) or "a", (_sample(items, most=True) or "a")]


def _members(items: Any) -> list[str]:
    if items and items[0][0] is op.NEGATE:
        refused = set(_members(items[1:]))
        return [one for one in ("a", " ", "0", "-", "<") if one not in refused][:3]
    found = []
    for code, value in items:
        if code is op.LITERAL:
            found.append(chr(value))
        elif code is op.RANGE:
            found.append(chr(value[0]))
        elif code is op.CATEGORY:
            found.append(_SAMPLES.get(value, "a"))
    return found[:8]


def _sample(tree: Any, *, most: bool = False) -> str:
    """Return a text that `tree` matches, or nearly; with `most`, what is optional stands in it."""
    text = ""
    for code, value in tree:
        if code is op.LITERAL:
            text += chr(value)
        elif code is op.NOT_LITERAL:
            text += "a" if value != ord("a") else "b"
        elif code is op.ANY:
            text += "a"
        elif code is op.IN:
            text += (_members(value) or ["a"])[0]
        elif code in _REPEATS:
            text += _sample(value[2], most=most) * min(max(value[0], 1 if most and value[1] else 0), _MANY)
        elif code is op.SUBPATTERN:
            text += _sample(value[3], most=most)
        elif code is op.ATOMIC_GROUP:
            text += _sample(value, most=most)
        elif code is op.BRANCH:
            text += _sample(value[1][0], most=most)
    return text
