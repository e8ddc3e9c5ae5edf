"""EndNote's tagged format (`%A`, `%T`, …), which was that of refer before.

The tags say what those of RIS say, and are read as these are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.eight_bit import TextLine, text_lines
from kg.readers.fates import Fate, FieldTable
from kg.readers.ris_kinds import TABLE as RIS
from kg.readers.ris_kinds import WORDS
from kg.readers.ris_work import read_reference
from kg.readers.source import Document
from kg.readers.tagged import Dialect, TaggedEntry, Tags, entries
from kg.records import Item, Rejection

FORMAT: Final = "endnote"
_TAG: Final = re.compile(r"(?P<tag>%[A-Z0-9@!?&()*+>~\[\]#$^<=:|\\])(?:[ \t](?P<value>.*)|$)")
_DIALECT: Final = Dialect(_TAG, first=frozenset(["%0"]), blank_ends=True)
_SIGN: Final = re.compile(r"(?:^|\n)%0[ \t][A-Z][a-z]")
_REFER: Final = re.compile(r"\A\s{0,100}(?:%[A-Z] [^\n]{1,300}\n){3}")
_TAGS: Final = {
    "%0": "TY", "%A": "AU", "%E": "ED", "%Y": "A3", "%?": "A4", "%T": "TI", "%J": "JF", "%B": "T2",
    "%D": "PY", "%8": "DA", "%V": "VL", "%N": "IS", "%P": "SP", "%I": "PB", "%C": "CY", "%@": "SN",
    "%R": "DO", "%U": "UR", "%X": "AB", "%K": "KW", "%Z": "N1", "%S": "T3", "%7": "ET", "%G": "LA",
    "%M": "AN", "%9": "M3", "%!": "ST", "%Q": "TT", "%[": "Y2", "%~": "DB", "%W": "DP", "%>": "L1 (file)",
    "%2": "C2",
}  # fmt: skip
_OWN: Final = {tag: own for own, tag in _TAGS.items()}
TABLE: Final = FieldTable(
    read={own: RIS.read[tag] for own, tag in _TAGS.items() if tag in RIS.read},
    dropped={own: RIS.dropped[tag] for own, tag in _TAGS.items() if tag in RIS.dropped},
)


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
    for entry in entries(text_lines(document), _DIALECT):
        if isinstance(entry, TextLine):
            if document.fates is not None:
                reason = "it stands between the entries"
                document.fates.counts[Fate("(text)", "dropped", "", reason)] += 1
        elif not entry.whole:
            reason = "the entry is longer than one may be"
            yield Rejection(document.name, entry.first_line, reason, entry.excerpt)
        else:
            yield from _entry(document, entry)


def _entry(document: Document, entry: TaggedEntry) -> Iterator[Item]:
    tags = Tags([(_TAGS.get(tag, tag), value) for tag, value in entry.values])
    word = tags.first("TY") or ""
    kind = WORDS.get(word.lower(), "JOUR" if not word and tags.has("JF") else word)
    leaves = [leaf._replace(path=_OWN.get(leaf.path, leaf.path)) for leaf in tags.leaves(RIS, kind)]
    lines = (entry.first_line, entry.last_line)
    draft = Draft(document, FORMAT, lines, leaves, TABLE, excerpt=entry.excerpt)
    read_reference(draft, tags, kind, word)
    leaves[:] = [leaf._replace(path=_path(leaf.path)) for leaf in tags.leaves(RIS, kind or "entry")]
    if entry.guessed:
        draft.odd("source", "bytes that are not UTF-8 were read as Windows-1252")
    yield from draft.finish()


def _path(path: str) -> str:
    """Return the path of a leaf in EndNote's own tags."""
    kind, slash, tag = path.rpartition("/")
    return f"{kind}{slash}{_OWN.get(tag, tag)}"
