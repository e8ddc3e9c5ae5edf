"""BibTeX and BibLaTeX: lists of references as people keep them.

The file is taken apart into blocks first (`blocks`), so that a bad one costs itself only; what an entry takes
from others is put in (`inheritance`), for which a file with such entries is read several times.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.readers import reader
from kg.readers.bibtex.blocks import BibtexBlock, blocks
from kg.readers.bibtex.commands import TexCommands
from kg.readers.bibtex.fielded import Fielded
from kg.readers.bibtex.fields import TABLE
from kg.readers.bibtex.inheritance import ParentEntries, keys, points
from kg.readers.bibtex.macros import Macros
from kg.readers.bibtex.syntax import BibtexEntry, MalformedBlock, definition, entry, preamble
from kg.readers.bibtex.text import plain
from kg.readers.bibtex.work import read_work, related
from kg.readers.draft import Draft
from kg.readers.eight_bit import text_lines
from kg.readers.fates import Fate
from kg.readers.source import Document
from kg.records import Item, Rejection

FORMAT: Final = "bibtex"
_KINDS: Final = (
    "article|book|booklet|conference|inbook|incollection|inproceedings|manual|mastersthesis|misc|phdthesis|"
    "proceedings|techreport|unpublished|online|electronic|thesis|report|collection|reference|inreference|dataset|"
    "software|patent|periodical|mvbook|mvcollection|mvproceedings|www|string|preamble|comment|xdata|set"
)
_SIGN: Final = re.compile(rf"(?:^|\n)[ \t]{{0,20}}@[ \t]?(?:{_KINDS})[ \t]{{0,9}}\n?[{{(]", re.IGNORECASE)
_ANY: Final = re.compile(
    r"(?:^|\n)[ \t]{0,20}@[A-Za-z]{3,20}[ \t]{0,9}[{(][ \t]{0,9}[^\s,{}()]{1,120},[ \t\r]{0,9}\n[^=\n]{1,40}="
)
_APART: Final = frozenset(["comment", "preamble", "string"])
_SILENT: Final = frozenset(["xdata", "set"])
_POINTERS: Final = ("crossref", "xref", "related")


def _sniff(head: str) -> float:
    opening = head.lstrip("\ufeff \t\r\n")[:1]
    if opening in ("<", "{", "["):
        return 0.0
    if _SIGN.search(head):
        return 0.95
    return 0.9 if _ANY.search(head) else 0.0


@reader(FORMAT, "BibTeX and BibLaTeX", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each entry; a block that cannot be read is a rejection with its line.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    if document.again():
        yield from _read(document, document)
        return
    with tempfile.TemporaryDirectory(prefix="kg-bibtex-") as folder:  # a pipe is read once
        stored = document.stored(Path(folder) / "list.bib")
        yield from _read(document, stored)
        document.faults[:] = stored.faults


def _read(document: Document, stored: Document) -> Iterator[Item]:
    commands = TexCommands()
    held = _held(stored, commands)
    macros = Macros(commands)
    between = 0
    for block in blocks(text_lines(stored)):
        if block.kind == "":
            between += 1
            _count(document, "@comment")
        elif block.kind in _APART:
            yield from _apart(document, block, macros)
        else:
            yield from _entry(document, block, macros, held)


def _held(stored: Document, commands: TexCommands) -> ParentEntries:
    """Return the entries from which others take something; nothing is read twice where none do.

    On the way the commands are taken that preambles define, wherever they stand.
    """
    held = ParentEntries()
    macros = Macros(commands)
    for block in blocks(text_lines(stored)):
        if block.kind == "string":
            _defined(block, macros)
        elif block.kind == "preamble":
            with contextlib.suppress(MalformedBlock):  # it is TeX for the printed list, and no record
                commands.define(preamble(block, macros))
        elif block.kind not in ("", "comment", "preamble") and points(block.raw):
            held.want(_parsed(block, macros))
    if not held.wanted:
        return held
    macros = Macros(commands)
    for block in blocks(text_lines(stored)):
        if block.kind == "string":
            _defined(block, macros)
        elif block.kind not in ("", "comment", "preamble"):
            held.offer(_parsed(block, macros))
    return held


def _parsed(block: BibtexBlock, macros: Macros) -> BibtexEntry:
    """Return the entry of a block; an empty one where it cannot be read, which is said later."""
    try:
        return entry(block, macros)
    except MalformedBlock:
        return BibtexEntry(block.kind, "")


def _defined(block: BibtexBlock, macros: Macros) -> str | None:
    """Define the macro of a block; return why there is none."""
    try:
        definition(block, macros)
    except MalformedBlock as why:
        return str(why)
    return None


def _apart(document: Document, block: BibtexBlock, macros: Macros) -> Iterator[Item]:
    _count(document, f"@{block.kind}")
    if block.kind == "string" and (why := _defined(block, macros)) is not None:
        yield Rejection(
            document.name, block.first_line, f"a @string that cannot be read: {why}", _excerpt(block)
        )


def _entry(document: Document, block: BibtexBlock, macros: Macros, held: ParentEntries) -> Iterator[Item]:
    try:
        own = entry(block, macros)
    except MalformedBlock as why:
        yield Rejection(document.name, block.first_line, f"@{block.kind}: {why}", _excerpt(block))
        return
    if not own.fields:
        what = "it has no fields" if not block.unclosed else "its end is missing and it has no fields"
        yield Rejection(document.name, block.first_line, f"@{block.kind}: {what}", _excerpt(block))
        return
    if own.kind in _SILENT:
        _count(document, f"@{own.kind}", len(own.fields) + 1 + bool(own.key))
        return
    whole = held.complete(own) if held.wanted else own
    fielded = Fielded(whole)
    lines = (block.first_line, block.last_line)
    leaves = fielded.leaves(own)
    draft = Draft(document, FORMAT, lines, leaves, TABLE, excerpt=_excerpt(block))
    read_work(fielded, draft)
    related(fielded, _titles(own, held), draft.fields)
    leaves[:] = fielded.leaves(own)
    for note in whole.odd:
        draft.odd("source", note)
    if block.guessed:
        draft.odd("source", f"bytes that are not UTF-8 were read as {block.guessed}")
    yield from draft.finish()


def _titles(own: BibtexEntry, held: ParentEntries) -> list[tuple[str, str | None]]:
    """Return the titles of the entries that `own` names, with the field that names each."""
    found: list[tuple[str, str | None]] = []
    for name in _POINTERS:
        for key in keys(own.value(name) or ""):
            other = held.get(key)
            title = (other.value("title") or other.value("booktitle")) if other is not None else None
            found.append((name, plain(title) if title else None))
    return found


def _count(document: Document, path: str, number: int = 1) -> None:
    """Count what is no entry among the fates of the document's values."""
    if document.fates is not None:
        document.fates.counts[Fate(path, "dropped", "", TABLE.dropped[path])] += number


def _excerpt(block: BibtexBlock) -> str:
    return " ".join(block.raw[:400].split())[:200]
