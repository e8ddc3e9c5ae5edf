"""Who may bear a name that holds a text: a look-up in the index, where the graph would read every name.

Every three characters of a name that stand together in a word are a word of a full-text table, and so is what
its words end in. So each part of a word is found by the threes in it, or by those that begin with it; whoever
is found so is looked at by name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from kg.identity.folding import name_key, tokens
from kg.release.search.index_entry import EntryKind, IndexEntry

TABLE: Final = "name_parts"
KINDS: Final = (EntryKind.PERSON, EntryKind.TEAM)
"""Kinds of which the names are in the table."""
_RUN: Final = 3
# The tokenizer is SQLite's `ascii`, to which everything beyond ASCII is a letter.
_LETTERS: Final = {number: 0xE000 + number for number in range(128) if not chr(number).isalnum()}


def create(connection: sqlite3.Connection, hash_bytes: int) -> None:
    """Make the table, as small as can be: only which row has which run."""
    connection.execute(
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(runs, content='', columnsize=0, detail=none, "
        "prefix='1 2', tokenize=ascii)"
    )
    connection.execute("CREATE TABLE further_names (id INTEGER PRIMARY KEY, names TEXT)")
    for name, value in (("hashsize", hash_bytes), ("automerge", 0)):
        connection.execute(f"INSERT INTO {TABLE}({TABLE}, rank) VALUES (?, ?)", (name, value))  # noqa: S608


def insert(connection: sqlite3.Connection, rows: Sequence[tuple[int, IndexEntry]]) -> None:
    """Put the names of people and teams into the table, each under the number of its row."""
    connection.executemany(f"INSERT INTO {TABLE}(rowid, runs) VALUES (?, ?)", _runs(rows))  # noqa: S608
    further = ((number, "\n".join(entry.further)) for number, entry in rows if entry.further)
    connection.executemany("INSERT INTO further_names VALUES (?, ?)", further)


def finish(connection: sqlite3.Connection) -> None:
    """Make the table one segment."""
    connection.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('optimize')")  # noqa: S608


def holding(connection: sqlite3.Connection, text: str, kind: EntryKind, most: int) -> list[str] | None:
    """Return the IRIs, as the index has them, of things of `kind` of which a name holds `text`.

    A name holds it as it is written, or by its words, folded and in alphabetical order (`kgo:nameKey`); the
    case makes no difference. Of more than `most` the first are named, which have most papers. None where an
    older index cannot tell, or `text` is blank.
    """
    wanted = text.lower()
    expression = " AND ".join(dict.fromkeys(run for piece in wanted.split() for run in _asked(piece)))
    if not expression or not _has(connection):
        return None
    found = (
        iri
        for iri, names in _found(connection, expression, kind)
        if any(wanted in one.lower() or wanted in name_key(one) for one in names)
    )
    return list(islice(found, most))


def _found(
    connection: sqlite3.Connection, expression: str, kind: EntryKind
) -> Iterator[tuple[str, list[str]]]:
    """Yield IRI and names of what is found of a kind, in the order of the index."""
    span = connection.execute("SELECT value FROM about WHERE name = ?", (f"{kind} rows",)).fetchone()
    first, last = map(int, span[0].split()) if span else (1, 0)
    rows = connection.execute(
        f"SELECT iri, name || char(10) || also || char(10) || COALESCE(names, '') "  # noqa: S608  # constants
        f"FROM {TABLE} CROSS JOIN thing ON thing.id = {TABLE}.rowid "
        "LEFT JOIN further_names ON further_names.id = thing.id "
        f"WHERE {TABLE} MATCH ? AND {TABLE}.rowid BETWEEN ? AND ? ORDER BY {TABLE}.rowid",
        (expression, first, last),
    )
    return ((iri, names.split("\n")) for iri, names in rows)


def _has(connection: sqlite3.Connection) -> bool:
    query = "SELECT COUNT(*) FROM sqlite_master WHERE name = ?"
    return bool(connection.execute(query, (TABLE,)).fetchone()[0])


def _runs(rows: Iterable[tuple[int, IndexEntry]]) -> Iterator[tuple[int, str]]:
    for number, entry in rows:
        text = "\n".join([entry.name, *entry.also, *entry.further])
        words = dict.fromkeys([*text.lower().split(), *tokens(text)])
        runs = dict.fromkeys(
            word[at : at + _RUN]
            for word in (one.translate(_LETTERS) for one in words)
            for at in range(len(word))
        )
        yield number, " ".join(runs)


def _asked(piece: str) -> Iterator[str]:
    """Yield the expressions that find a part of a word."""
    if len(piece) < _RUN:
        yield f"{_word(piece)}*"
    for at in range(len(piece) - _RUN + 1):
        yield _word(piece[at : at + _RUN])


def _word(run: str) -> str:
    return f'"{run.translate(_LETTERS)}"'
