"""In which single-byte code page a text in Latin letters is: told by which reading makes words of its bytes.

A byte is another letter in each page (Unicode's mapping tables): `é` of Mac OS Roman is `Ž` in
Windows-1252. Each reading is weighed by how common its letters are, by what stands beside them in words
(`latin_words.txt`), and by whether capitals and signs stand where they do in texts. What cannot be told
stays Windows-1252, the most common.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Final

FALLBACK: Final = "cp1252"
# Python's name of each page, and how much less common it is than Windows-1252, as a logarithm
_PAGES: Final = {
    FALLBACK: 0.0, "cp1250": -3.0, "mac-roman": -2.0, "iso8859-2": -4.0, "cp850": -4.0, "cp1254": -4.0,
    "cp1257": -5.0, "mac-latin2": -6.0, "cp852": -6.0,
}  # fmt: skip
_MOST: Final = 600
"""Different words that are looked at."""
_WORD: Final = re.compile(rb"[A-Za-z'\x80-\xff]{1,200}")
_QUOTES_OPEN: Final = frozenset("“‘„«‚")
_QUOTES: Final = frozenset("”»›")
_BETWEEN: Final = frozenset("–—…\u00a0·")
_SIGNS: Final = frozenset("°±×©®™§µ€£½¼²³ªº¿¡•")
_UNDEFINED: Final = -14.0
_SIGN_IN_WORD: Final = -9.0
_RARE: Final = -8.0


@dataclass(frozen=True, slots=True)
class CodePageGuess:
    """A code page by Python's name, and how sure it is that the text is in it, from 0 to 1."""

    page: str
    confidence: float


def guessed(lines: list[bytes]) -> CodePageGuess:
    """Return the code page that `lines`, those with bytes above ASCII, seem to be in."""
    words = Counter(word for line in lines for word in _WORD.findall(line) if not word.isascii())
    chosen = words.most_common(_MOST)
    weights = dict(_PAGES)
    for page in weights:
        weights[page] += sum(_weight(word, page) * min(times, 3) for word, times in chosen)
    best = max(weights, key=lambda page: weights[page])
    alike = _readings(chosen, best)
    others = [
        weight
        for page, weight in weights.items()
        if page != best and _readings(chosen, page) != alike  # pages that read the same are no rivals
    ]
    # neighbouring words are not independent: the difference counts for less than it says
    doubt = sum(math.exp(min(0.0, (weight - weights[best]) / 3)) for weight in others)
    return CodePageGuess(best, round(1 / (1 + doubt), 2))


def _readings(words: list[tuple[bytes, int]], page: str) -> list[str]:
    return [word.decode(page, "replace") for word, _ in words]


def _weight(word: bytes, page: str) -> float:
    """Return the logarithm of how likely a word with its neighbours is in a page; below 0."""
    try:
        text = word.decode(page)
    except UnicodeDecodeError:
        return _UNDEFINED
    total, padded = 0.0, f" {text} "
    for place, char in enumerate(text, 1):
        if char.isascii():
            continue
        before, after = padded[place - 1], padded[place + 1]
        of_word = char.isalpha() and char not in _SIGNS
        total += (_letter if of_word else _sign)(char, before, after)
    return total


def _letter(char: str, before: str, after: str) -> float:
    small = char.lower()
    weight = _frequencies().get(small, _RARE)
    capital = char.isupper()
    if capital and before.islower() and before != " ":
        return weight - 5  # a capital within a word
    if not capital and before.isupper() and after.isupper():
        return weight - 4
    if capital and not (before == " " and after.islower()) and not (after.isupper() or before.isupper()):
        weight -= 1.5
    pairs = _pairs()
    weight += pairs.get((before.lower(), small), -2.5) if before.isalpha() or before == " " else -1
    return weight + (pairs.get((small, after.lower()), -2.5) if after.isalpha() or after == " " else -1)


def _sign(char: str, before: str, after: str) -> float:
    within = before.isalpha() and after.isalpha()
    if char == "’":
        return -4.0 if before.isalpha() else -7.0
    if char in _QUOTES_OPEN:
        return -5.0 if before == " " else _SIGN_IN_WORD
    if char in _QUOTES:
        return -5.0 if not after.isalpha() else _SIGN_IN_WORD
    if char in _BETWEEN:
        return -5.0 if not within else -7.0
    if char in _SIGNS:
        return -6.0 if not within else _SIGN_IN_WORD
    return _SIGN_IN_WORD if not within else _UNDEFINED


@cache
def _words() -> tuple[str, ...]:
    text = resources.files("kg.readers").joinpath("latin_words.txt").read_text("utf-8")
    lines = [line.split()[1:] for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(word for line in lines for word in line)


@cache
def _frequencies() -> dict[str, float]:
    """Return of each letter beyond ASCII the logarithm of its share."""
    counts = Counter(char.lower() for word in _words() for char in word if not char.isascii())
    total = counts.total()
    return {char: math.log(count / total) for char, count in counts.items()}


@cache
def _pairs() -> dict[tuple[str, str], float]:
    """Return of a letter beyond ASCII and its neighbour how much more common they are than by chance."""
    found: Counter[tuple[str, str]] = Counter()
    beside: Counter[str] = Counter()
    around: Counter[str] = Counter()
    for word in _words():
        padded = f" {word.lower()} "
        for one, two in pairwise(padded):
            if not (one.isascii() and two.isascii()):
                found[one, two] += 1
                beside[one] += 1
                around[two] += 1
    total = found.total()
    return {
        (one, two): max(-2.0, min(2.0, math.log(count * total / (beside[one] * around[two]))))
        for (one, two), count in found.items()
    }
