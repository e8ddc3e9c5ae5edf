"""Writes the index: two external sorts and one pass of inserts, in memory that does not grow.

Entries are inserted in the order in which they are to be found (kind by kind, the newest paper or the
person with most papers first), so that a search reads the best matches first and can stop early,
however common its words are. The same statements give the same file with the same version of SQLite.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from kg.release.search import name_scan, tables
from kg.release.search.entries import read_entries, write_entries
from kg.release.search.facts import write_facts
from kg.release.search.index_entry import KINDS, IndexEntry
from kg.release.search.words import further_words, index_words, name_digest, words
from kg.release.sorting import sort_unique

_SORT_MEMORY: Final = 128 << 20
_NUMBERS: Final = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO}
_BATCH: Final = 5000
_HASH_BYTES: Final = 32 << 20
"""Memory in which FTS5 gathers words before it writes a segment; its default is 1 MiB, and far slower."""


@dataclass(frozen=True, slots=True)
class IndexTask:
    """What a process needs to write an index: N-Triples files, the base, a folder to work in, the output."""

    parts: tuple[Path, ...]
    base: str
    work: Path
    output: Path


def write_index(task: IndexTask) -> int:
    """Write the search index of the triples in `task.parts`; those of one subject stand together.

    Returns:
        The number of things that can be found; 0, and no file, where SQLite has no full-text search.

    Raises:
        OSError: the disk is full, or a file cannot be read.
    """
    if not tables.available():
        return 0
    task.work.mkdir(parents=True, exist_ok=True)
    facts, sorted_facts = task.work / "facts.tsv", task.work / "facts-sorted.tsv"
    write_facts(task.parts, task.base, facts)
    sort_unique([facts], sorted_facts, memory=_SORT_MEMORY, parallel=1)
    facts.unlink()
    entries, sorted_entries = task.work / "entries.tsv", task.work / "entries-sorted.tsv"
    write_entries(sorted_facts, task.base, entries)
    sorted_facts.unlink()
    sort_unique([entries], sorted_entries, memory=_SORT_MEMORY, parallel=1)
    entries.unlink()
    count = fill(read_entries(sorted_entries), task.output, task.base)
    sorted_entries.unlink()
    return count


def fill(entries: Iterable[tuple[IndexEntry, Sequence[str]]], output: Path, base: str) -> int:
    """Write an index of `entries`, which are in order, each with the names of all its authors.

    Returns:
        Their number.

    Raises:
        OSError: the disk is full or fails.
    """
    connection = sqlite3.connect(output, isolation_level=None)
    try:
        tables.create(connection, _HASH_BYTES)
        connection.execute("BEGIN")
        count, spans = _insert(connection, entries)
        tables.finish(connection, base, spans)
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        number = _NUMBERS.get(error.sqlite_errorcode & 0xFF)
        if number is None:
            raise
        raise OSError(number, f"the search index cannot be written: {error}", str(output)) from error
    finally:
        connection.close()
    return count


def _insert(
    connection: sqlite3.Connection, entries: Iterable[tuple[IndexEntry, Sequence[str]]]
) -> tuple[int, dict[str, tuple[int, int]]]:
    """Insert the entries; return their number, and the first and last row of each kind."""
    rows = _rows(entries)
    spans: dict[str, tuple[int, int]] = {}
    count = 0
    while batch := list(islice(rows, _BATCH)):
        connection.executemany(tables.INSERT_THING, (row for _, _, row in batch))
        name_scan.insert(
            connection, [(row[0], entry) for entry, _, row in batch if entry.kind in name_scan.KINDS]
        )
        for kind in KINDS:
            found = [(row[0], text) for entry, text, row in batch if entry.kind is kind]
            if found:
                connection.executemany(tables.INSERT_WORDS[kind], found)
                spans[kind] = (spans.get(kind, (found[0][0], 0))[0], found[-1][0])
        count += len(batch)
    return count, spans


def _rows(
    entries: Iterable[tuple[IndexEntry, Sequence[str]]],
) -> Iterator[tuple[IndexEntry, str, tuple[Any, ...]]]:
    for number, (entry, authors) in enumerate(entries, 1):
        own = words(entry.name)
        found = dict.fromkeys([*own, *further_words(entry.name)])
        for text in (*entry.also, *authors):
            for word in index_words(text):
                found[word] = None
        if entry.year:
            found[str(entry.year)] = None
        for identifier in entry.identifiers:
            found[tables.identifier_token(identifier)] = None
        yield entry, " ".join(found), tables.row(number, entry, name_digest(own) if own else 0)
