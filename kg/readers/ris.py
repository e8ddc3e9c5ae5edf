"""RIS: lists of references of reference managers, publishers and data bases.

The tags are those of Research Information Systems (2001 and 2011); what they mean depends on the kind of
reference and on who writes them. A tag whose meaning is open is kept as it is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.identifiers.accession import bracketed
from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.ris_kinds import TABLE, WORDS
from kg.readers.ris_work import is_file, read_reference
from kg.readers.source import Document
from kg.readers.tagged import Dialect, TaggedEntry, Tags, read
from kg.records import Item

FORMAT: Final = "ris"
_TAG: Final = re.compile(
    r"\s{0,3}(?P<tag>[A-Z][A-Z0-9]|PMID|PMCID|DOI)(?P<gap>\s{1,3})-(?:\s(?P<value>.*)|$)", re.DOTALL
)
_SHORT: Final = frozenset(
    ["TY", "ID", "AU", "A1", "A2", "A3", "A4", "ED", "PY", "Y1", "Y2", "DA", "VL", "IS", "SP", "EP", "SN",
     "DO", "UR", "KW", "LA", "PB", "CY", "JO", "JF", "JA", "J2"]
)  # fmt: skip
_DIALECT: Final = Dialect(_TAG, first=frozenset(["TY"]), last=frozenset(["ER"]), short=_SHORT)
_SIGN: Final = re.compile(r"(?:^|\n)[\ufeff \t]{0,3}TY {1,3}- ?[A-Za-z]")


def _sniff(head: str) -> float:
    if head.lstrip("\ufeff \t\r\n")[:1] in ("<", "{", "["):
        return 0.0
    return 0.95 if _SIGN.search(head) else 0.0


@reader(FORMAT, "RIS, as reference managers, publishers and data bases write it", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each entry, from `TY` to `ER`.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    return read(document, _DIALECT, _entry)


def _entry(document: Document, entry: TaggedEntry) -> Iterator[Item]:
    tags = Tags(_parted(entry.values))
    word = (tags.first("TY") or "").strip()
    kind = WORDS.get(word.lower(), word.upper())
    leaves = tags.leaves(TABLE, kind)
    draft = Draft(document, FORMAT, (entry.first_line, entry.last_line), leaves, TABLE, excerpt=entry.excerpt)
    read_reference(draft, tags, kind, word)
    leaves[:] = tags.leaves(TABLE, kind or "entry")
    if not entry.begun:
        draft.odd("source", "the entry does not begin with TY")
    if not entry.ended:
        draft.odd("source", "the entry has no end (ER)")
    if entry.guessed:
        draft.odd("source", f"bytes that are not UTF-8 were read as {entry.guessed}")
    yield from draft.finish()


def _parted(values: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Part links to files on the user's own computer from those to the web, and PMC's `U1 - 123[pmid]`."""
    return [
        (f"{tag} (file)", value)
        if tag in ("L1", "L2", "L4", "UR") and is_file(value)
        else (f"{tag} (number)" if tag == "U1" and bracketed(value) else tag, value)
        for tag, value in values
    ]
