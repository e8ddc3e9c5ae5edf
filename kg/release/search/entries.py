"""From sorted facts to entries, and the entries in the order in which they are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

import orjson

from kg.release.search import facts
from kg.release.search.index_entry import KINDS, EntryKind, IndexEntry
from kg.release.search.name_scan import KINDS as NAMED

_KIND_NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}
_KINDS: Final = {kind.value.encode(): kind for kind in KINDS}
_MOST: Final = 9_999_999_999
OTHER_NAMES: Final = 40
"""How many other names of one thing are shown and searched; some teams are printed in hundreds of ways."""
LONGEST_TEXT: Final = 2000
"""Characters of a name or title that are kept; longer ones are damage."""
AUTHORS: Final = 2000
"""How many authors of one paper are searched by; the largest collaborations have 3,000."""


def write_entries(sorted_facts: Path, base: str, output: Path) -> None:
    """Write the entries that `sorted_facts` make up, one a line, with what orders them in front.

    Raises:
        OSError: a file cannot be read, or the disk is full.
    """
    with sorted_facts.open("rb") as source, output.open("wb") as out:
        for entry, authors in _entries(source, base):
            out.write(_line(entry, authors))


def read_entries(sorted_entries: Path) -> Iterator[tuple[IndexEntry, list[str]]]:
    """Yield the entries of a file in its order, each with all authors of a paper.

    Raises:
        OSError: the file cannot be read.
    """
    with sorted_entries.open("rb") as source:
        for line in source:
            order, text = line.split(b"\t", 1)
            name, iri, also, people, authors, year, papers, identifiers, further = orjson.loads(text)
            kind = KINDS[int(order[:1])]
            number = len(people) if kind is EntryKind.PAPER else authors
            shown = tuple(people[:3])
            yield (
                IndexEntry(
                    kind,
                    iri,
                    name,
                    tuple(also),
                    shown,
                    number,
                    year,
                    papers,
                    tuple(identifiers),
                    tuple(further),
                ),
                people,
            )


def _line(entry: IndexEntry, authors: list[str]) -> bytes:
    # Papers stand newest first, all else by the number of papers; then people and teams by IRI, as
    # `author-search` puts them in order, all else by name.
    weight = entry.year if entry.kind is EntryKind.PAPER else entry.papers
    then = entry.iri if entry.kind in NAMED else ""
    fields = (
        entry.name, entry.iri, entry.also, authors, len(authors), entry.year, entry.papers, entry.identifiers,
        entry.further,
    )  # fmt: skip
    order = b"%d%010d%s" % (_KIND_NUMBERS[entry.kind], _MOST - weight, then.encode())
    return b"%s\t%s\n" % (order, orjson.dumps(fields))


def _entries(lines: Iterable[bytes], base: str) -> Iterator[tuple[IndexEntry, list[str]]]:
    split = (line[:-1].split(b"\t") for line in lines)
    for subject, found in groupby(split, key=itemgetter(0)):
        by_field: dict[bytes, list[list[bytes]]] = {}
        papers = 0
        for _, field, *values in found:
            if field == facts.PAPER:  # counted and not kept: a venue may have millions
                papers += 1
            else:
                by_field.setdefault(field, []).append(values)
        if facts.TYPE in by_field:
            entry = _entry(subject[1:-1].decode().removeprefix(base), by_field, papers)
            if entry is not None:
                yield entry


def _entry(
    iri: str, found: dict[bytes, list[list[bytes]]], papers: int
) -> tuple[IndexEntry, list[str]] | None:
    kind = _KINDS[found[facts.TYPE][0][0]]
    names = [_text(values[0]) for values in found.get(facts.NAME, ())]
    also = [_text(values[0]) for values in found.get(facts.ALSO, ())]
    people: list[str] = []
    if kind is EntryKind.PAPER:
        people = [_text(values[1]) for values in found.get(facts.AUTHOR, ())][:AUTHORS]
    elif kind is EntryKind.TOPIC:
        papers = sum(int(values[0]) for values in found.get(facts.PAPERS, ()))
    elif kind is not EntryKind.VENUE:
        printed = found.get(facts.AUTHOR, [])
        also += [_text(values[1]) for values in printed]
        signed = {values[0].rpartition(b"-")[0] for values in printed}  # two positions, one paper
        papers = max(papers, len(signed))
    if facts.RETIRED in found and not papers:
        return None
    name = names[0] if names else ""
    others = [other for other in dict.fromkeys([*names[1:], *also]) if other and other != name]
    identifiers = [_identifier(values[0]) for values in found.get(facts.IDENTIFIER, ())]
    years = [_text(values[0]) for values in found.get(facts.YEAR, ())]
    year = int(years[0]) if years and years[0].isdigit() else 0
    shown, further = tuple(others[:OTHER_NAMES]), tuple(others[OTHER_NAMES:]) if kind in NAMED else ()
    return IndexEntry(
        kind, iri, name, shown, (), 0, year, papers, tuple(dict.fromkeys(identifiers)), further
    ), people


def _identifier(term: bytes) -> str:
    return _text(term) if term.startswith(b'"') else facts.value(term)


def _text(literal: bytes) -> str:
    """Return the text of a literal as N-Triples writes it (JSON's escapes are a part of its own)."""
    if literal[-1:] != b'"':  # a language or a datatype follows
        literal = literal[: literal.rindex(b'"') + 1]
    text: str = orjson.loads(literal)
    return text[:LONGEST_TEXT]
