"""Biblioscape's tagged export: `--AU-- …`, an entry until a line of dashes.

The tags say what those of RIS say, and are read as these are; those of which the meaning is not sure are
stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.readers import reader
from kg.readers.source import Document
from kg.readers.tagged import Dialect
from kg.readers.tagged_references import TaggedFormat
from kg.records import Item

NAME: Final = "biblioscape"

_TAGS: Final = {
    "RT": "TY", "AU": "AU", "TI": "TI", "ST": "T2", "YP": "PY", "VL": "VL", "NB": "IS", "PS": "SP",
    "PE": "EP", "KW": "KW", "AB": "AB", "LG": "LA", "IS": "SN", "PB": "PB", "CL": "CY", "NT": "N1",
    "AD": "AD",
}  # fmt: skip
_TAG: Final = re.compile(r"--(?P<tag>[A-Z]{2}(?=--)|-{4}(?=-{0,80}\s{0,9}$))(?:--)?[ \t]?(?P<value>.*)")
_WORDS: Final = {"journal article": "JOUR", "chapter in book": "CHAP", "conference proceedings": "CONF"}
_SIGN: Final = re.compile(r"\A\s{0,100}--[A-Z]{2}-- ")
_FORMAT: Final = TaggedFormat(NAME, Dialect(_TAG, first=frozenset(), last=frozenset(["----"])), _TAGS, _WORDS)


def _sniff(head: str) -> float:
    return 0.95 if _SIGN.match(head.removeprefix("\ufeff")) else 0.0


@reader(NAME, "Biblioscape's tagged export", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each entry.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    return _FORMAT.parse(document)
