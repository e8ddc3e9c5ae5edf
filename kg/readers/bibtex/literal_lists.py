"""Literal lists of BibLaTeX: publishers, places, institutions, organisations, parted by `and` (manual 2.2.1).

Those who write BibTeX know no such lists, and Taylor and Francis are one publisher: a text is cut where
braces hold one of its parts, where each part names an institution, and where it is a list of places.
"""

from __future__ import annotations

import re
from typing import Final

from kg.readers.bibtex.names import names
from kg.readers.bibtex.text import is_grouped, plain

_INSTITUTION: Final = re.compile(
    r"\b(?:universit|institut|college|laborator|academ|akadem|hochschule|school of|centre for|center for|"
    r"observator|foundation|ministry|press\b|verlag|publishers?\b)",
    re.IGNORECASE,
)
_ONE_PLACE: Final = re.compile(
    r"(?:trinidad|antigua|bosnia|tyne|saint kitts|st\.? kitts|s[aã]o tom[eé]|newfoundland|jammu|brighton)\b",
    re.IGNORECASE,
)
_OTHERS: Final = "others"


def literals(value: str) -> list[str]:
    """Return the items of a list of organisations; the text as one where it may be the name of one."""
    items = [item for item in names(value) if item.lower() != _OTHERS]
    listed = any(is_grouped(item) for item in items) or all(map(_INSTITUTION.search, items))
    texts = map(plain, items if listed else [value])
    return [text for text in texts if text]


def places(value: str) -> list[str]:
    """Return the places of a list."""
    items = [item for item in names(value) if item.lower() != _OTHERS]
    if any(_ONE_PLACE.match(plain(item)) for item in items[:-1]):
        items = [value]
    return [text for item in items if (text := plain(item))]
