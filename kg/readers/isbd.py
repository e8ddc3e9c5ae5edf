"""Punctuation that cataloguers put between the areas of a description (ISBD), and how to take it off again.

MARC and PubMed print it with the values: `Owls :`, `Lund :`, `Owl Press,`, `[1998?]`, and a full stop at the
end of a title. What may belong to a value stays: the stop of an abbreviation, brackets that are a pair
inside.
"""

from __future__ import annotations

import re
from typing import Final

_SHORT: Final = frozenset(
    ["etc", "al", "sp", "spp", "var", "subsp", "Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "St", "Dr", "No", "vs",
     "cf", "Univ", "Dept", "Ed", "ed", "eds", "rev", "Bros", "Verl", "Aufl", "ill", "Ill", "Ph", "Mr", "Mrs"]
)  # fmt: skip
_NOBODY: Final = re.compile(
    r"\[?\s?(?:s\.\s?[ln]\.?|sine (?:loco|nomine)|.{0,40}\bnot (?:identified|known|given)|o\.o\.)\s?\]?\.?",
    re.IGNORECASE,
)
_PAIRS: Final = {"[": "]", "(": ")"}


def unstopped(text: str | None) -> str | None:
    """Return a text without the full stop at its end; that of an abbreviation or initial stays."""
    if not text or not text.endswith(".") or text.endswith(".."):
        return text or None
    word = text[:-1].rpartition(" ")[2]
    return text if "." in word or word in _SHORT or (len(word) == 1 and word.isupper()) else text[:-1]


def bare(text: str | None) -> str | None:
    """Return a value without the marks that lead to the next area, and without brackets around or astray."""
    stripped = " ".join((text or "").split()).strip(" /:;,=+")
    for opening, closing in _PAIRS.items():
        if stripped.count(opening) > stripped.count(closing):
            stripped = stripped.replace(opening, "", 1) if stripped.startswith(opening) else stripped
        elif stripped.count(closing) > stripped.count(opening) and stripped.rstrip(".").endswith(closing):
            place = stripped.rindex(closing)
            stripped = stripped[:place] + stripped[place + 1 :]
    if stripped.startswith("[") and stripped.rstrip(".").endswith("]") and stripped.count("[") == 1:
        stripped = stripped.rstrip(".")[1:-1]
    return unstopped(stripped.strip(" /:;,=")) or None


def named(text: str | None) -> str | None:
    """Return a place or publisher; None where the cataloguer says that there is none."""
    return None if not text or _NOBODY.fullmatch(text.strip(" :,;")) else bare(text)
