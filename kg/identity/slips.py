"""Slips of the pen: one word written in two ways."""

from __future__ import annotations

from typing import Final

_LEAST_WORD: Final = 4
_LONGEST_ENDING: Final = 3
_ENDINGS: Final = frozenset({"", "s", "es", "e", "ed", "ing", "d", "al", "ly", "ies", "y", "ally"})
_TURNED: Final = {"macro", "micro"}


def slip(a: str, b: str) -> bool:
    """Tell whether two words are one but for a letter, two that changed places, or an ending.

    The first letter stands, a digit is never a slip, and a prefix that turns a word round (`macro`, `micro`)
    makes another word.
    """
    if a[:1] != b[:1]:  # nearly all words are told apart by that
        return False
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(long) < _LEAST_WORD or len(long) - len(short) > _LONGEST_ENDING:
        return False
    start = next((place for place, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    left, right = short[start:], long[start:]
    if start >= _LEAST_WORD and left in _ENDINGS and right in _ENDINGS:
        return True
    while left and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    if any(letter.isdecimal() for letter in left + right) or {short[:5], long[:5]} == _TURNED:
        return False
    return len(right) <= 1 or (len(left) == len(right) == 2 and left == right[::-1])
