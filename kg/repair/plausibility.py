"""How much a mended text looks like one that was meant, to choose between code pages.

Several pages may turn one damaged text into letters; the wrong one gives capitals amid small letters,
letters that no common orthography has, or leaves something over.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kg.repair.codepages import REPLACEMENT
from kg.repair.utf8 import script

_RARE: Final = frozenset("ĔĕĜĝĤĥĬĭĴĵĸĿŀŉŊŋŎŏŜŝŦŧŬŭŴŵŶŷſĢģƠơ") | {
    chr(code) for code in range(0x180, 0x250)
} - set("ƠơƯưǍǎǐǑǒǓǔǚǧǫȘșȚțəƏ")
_VOWELS: Final = frozenset("aeiouyäöüAEIOUY")


def oddness(text: str, covered: list[tuple[int, int]]) -> float:
    """Return how odd `text` is, from 0 on.

    Args:
        text: a text after repair.
        covered: where it was mended. What is beyond ASCII elsewhere was left over.
    """
    total = 0.0
    rest = sum(not char.isascii() for char in text)
    for start, end in covered:
        rest -= sum(not char.isascii() for char in text[start:end])
        for place in range(start, end):
            total += _oddness_at(text, place)
    return total + rest


def _oddness_at(text: str, place: int) -> float:
    char = text[place]
    before = text[place - 1] if place else " "
    if char == REPLACEMENT:
        return 2
    odd = _oddness_of(char)
    if char.isupper() and before.islower():
        odd += 3
    elif char.isupper() and before.isalpha() and text[place + 1 : place + 2].islower():
        odd += 1.5
    elif char.islower() and not before.isalpha() and char in "ßśžþÿý":
        odd += 0.5
    if char == "ß" and before not in _VOWELS:
        odd += 3
    return odd


@lru_cache(maxsize=4096)
def _oddness_of(char: str) -> float:
    if script(char) == "MARK":
        return 1.5
    if char in _RARE:
        return 1
    return 0.0 if script(char) or char.isascii() else 0.2
