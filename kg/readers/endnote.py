"""EndNote's tagged format (`%A`, `%T`, …), which was that of refer before.

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

FORMAT: Final = "endnote"
_TAG: Final = re.compile(r"(?P<tag>%[A-Z0-9@!?&()*+>~\[\]#$^<=:|\\])(?:[ \t](?P<value>.*)|$)")
_DIALECT: Final = Dialect(_TAG, first=frozenset(["%0"]), blank_ends=True, heads=("%T", "%A"))
_SIGN: Final = re.compile(r"(?:^|\n)%0[ \t][A-Z][a-z]")
_REFER: Final = re.compile(r"\A\s{0,100}(?:%[A-Z] [^\n]{1,300}\n){3}")
_TAGS: Final = {
    "%0": "TY", "%A": "AU", "%E": "ED", "%Y": "A3", "%?": "A4", "%T": "TI", "%J": "JF", "%B": "T2",
    "%D": "PY", "%8": "DA", "%V": "VL", "%N": "IS", "%P": "SP", "%I": "PB", "%C": "CY", "%@": "SN",
    "%R": "DO", "%U": "UR", "%X": "AB", "%K": "KW", "%Z": "N1", "%S": "T3", "%7": "ET", "%G": "LA",
    "%M": "AN", "%9": "M3", "%!": "ST", "%Q": "TT", "%[": "Y2", "%~": "DB", "%W": "DP", "%>": "L1 (file)",
    "%2": "C2",
}  # fmt: skip
_FORMAT: Final = TaggedFormat(FORMAT, _DIALECT, _TAGS)


def _sniff(head: str) -> float:
    if _SIGN.search(head):
        return 0.94
    return 0.7 if _REFER.match(head) else 0.0


@reader(FORMAT, "EndNote's tagged format", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each entry.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    return _FORMAT.parse(document)
