"""RefWorks' tagged format (`RT`, `A1`, `T1`, …), as RefWorks exports it.

The tags say what those of RIS say, and are read as these are.
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

NAME: Final = "refworks"

_TAGS: Final = {
    "RT": "TY", "A1": "AU", "A2": "ED", "A3": "A3", "A4": "A4", "A5": "A5", "A6": "A6", "T1": "TI",
    "T2": "T2", "T3": "T3", "JF": "JF", "JO": "JA", "YR": "PY", "FD": "DA", "VO": "VL", "IS": "IS",
    "SP": "SP", "OP": "EP", "K1": "KW", "AB": "AB", "NO": "N1", "ED": "ET", "PB": "PB", "PP": "CY",
    "SN": "SN", "DO": "DO", "UL": "UR", "LK": "LK", "LA": "LA", "AN": "AN", "OT": "TT", "ST": "ST",
    "RD": "Y2", "DB": "DB", "DS": "DP",
}  # fmt: skip
_FURTHER: Final = "SR|ID|CL|AD|AV|CN|CR|FL|LL|OL|PN|PM|SF|SL|WT|WP|WV|CD|NK|TT|TW|CX|U1[0-5]|U[1-9]"
_TAG: Final = re.compile(rf"(?P<tag>{'|'.join(_TAGS)}|{_FURTHER})(?:[ \t](?P<value>.*)|$)")
_WORDS: Final = {
    "book, section": "CHAP", "book, whole": "BOOK", "book, edited": "EDBOOK", "journal, electronic": "EJOUR",
    "dissertation/thesis": "THES", "unpublished material": "UNPB", "monograph": "BOOK",
}  # fmt: skip
_SIGN: Final = re.compile(
    r"^RT [A-Z][a-z][^\n]{2,40}\n(?:(?:SR|ID|A1|T1|JF|YR)\b[^\n]{0,500}\n){2}", re.MULTILINE
)
_FORMAT: Final = TaggedFormat(NAME, Dialect(_TAG, first=frozenset(["RT"])), _TAGS, _WORDS)


def _sniff(head: str) -> float:
    return 0.95 if _SIGN.search(head.replace("\r\n", "\n")) else 0.0


@reader(NAME, "RefWorks' tagged format", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each entry.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    return _FORMAT.parse(document)
