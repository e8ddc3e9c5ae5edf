"""Spellings that ways to write one name have in common: of umlauts, long vowels, transliterations."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SPELLINGS: Final = (
    ("dj", "d"), ("shch", "sh"), ("tch", "ch"), ("sch", "sh"), ("kh", "h"), ("ph", "f"), ("ks", "x"),
    ("ck", "k"),
    ("ou", "u"), ("yu", "u"), ("iu", "u"), ("ju", "u"), ("ya", "a"), ("ia", "a"), ("ja", "a"), ("ye", "e"),
    ("ie", "e"), ("w", "v"), ("y", "i"), ("j", "i"), ("c", "k"), ("z", "s"), ("th", "t"), ("ei", "i"),
)  # fmt: skip
_DOUBLE: Final = re.compile(r"(.)\1+")
_JAPANESE: Final = re.compile(
    r"(?:(?:[kgnhbpmr]y|sh|ch|ts|[kgsztdnhbpmyrwjf])?+[aiueo](?:[hn](?![aiueoy]))?+){2,}+"
)
_LONG_VOWEL: Final = re.compile(r"(?<=o)(?:h(?![aiueo])|[ou])|(?<=u)u")


def plain(word: str) -> str:
    """Return a folded word as if its written-out umlauts, or đ, had been folded too."""
    return word.replace("oe", "o").replace("ae", "a").replace("ue", "u").replace("aa", "a").replace("dj", "d")


@lru_cache(maxsize=1 << 14)
def short_vowels(word: str) -> str:
    """Return a folded Japanese name without the marks of long vowels: Ohno and Oono are Ono, Itoh is Ito.

    What cannot be read as Japanese syllables stays as it is.
    """
    return _LONG_VOWEL.sub("", word) if _JAPANESE.fullmatch(word) else word


@lru_cache(maxsize=1 << 16)
def respelled(word: str) -> str:
    """Return `word` in a spelling that transliterations from Cyrillic and like variants have in common."""
    for old, new in _SPELLINGS:
        word = word.replace(old, new)
    return _DOUBLE.sub(r"\1", word)
