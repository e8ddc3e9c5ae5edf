"""When two titles are the same, however they are written."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from kg.identity.folding import title_key
from kg.writers.references.reference import UNTITLED

_LABEL: Final = re.compile(r"(?:retracted|withdrawn)(?: article| paper)? ?: ", re.IGNORECASE)
_AND: Final = re.compile(r"\s(?:\\?&)\s")
_GREEK: Final = re.compile("[α-ωΑ-Ω]")
_TEX_GREEK: Final = re.compile(
    r"\\(?:var)?(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|"
    r"upsilon|phi|chi|psi|omega)(?![a-z])",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9:]{0,12}>")
_SUBTITLE: Final = re.compile(r"[:.?!]\s|\s[–—-]{1,3}\s")
_LEAST_TITLE: Final = 12
"""Letters of a main title that is told by itself."""


@lru_cache(maxsize=1 << 12)
def key(title: str) -> str:
    """Return the letters and digits of a title, without case, accents, markup and labels of publishers.

    Greek letters count as their names, as TeX has them; `&` as "and".
    """
    plain = title.strip()
    if label := _LABEL.match(plain):
        plain = plain[label.end() :]
    plain = _AND.sub(" and ", _TAG.sub("", plain))
    plain = _TEX_GREEK.sub(r"\1", plain) if "\\" in plain else plain
    return title_key(_GREEK.sub(_named, plain))


def _named(letter: re.Match[str]) -> str:
    return unicodedata.name(letter[0]).split()[3].lower()  # GREEK SMALL LETTER BETA


def known(title: str) -> bool:
    """Tell a title from the phrase that there is none."""
    return not title.startswith(UNTITLED)


def same(theirs: str, ours: str) -> bool:
    """Tell whether two titles are the same, or one is the other without its subtitle."""
    one, two = key(theirs), key(ours)
    if one == two:
        return True
    short, long = (theirs, ours) if len(one) < len(two) else (ours, theirs)
    begins = {key(long[: match.start()]) for match in _SUBTITLE.finditer(long)}
    return len(key(short)) >= _LEAST_TITLE and key(short) in begins


@lru_cache(maxsize=1 << 12)
def likeness(one: str, two: str) -> float:
    """Return how alike two titles are, from 0 to 1; 1 where they are the same."""
    if same(one, two):
        return 1.0
    return SequenceMatcher(None, key(one), key(two), autojunk=False).ratio()
