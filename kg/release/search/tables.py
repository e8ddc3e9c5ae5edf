"""The tables of the index: the things as they are shown, and for each kind a full-text table of words.

A full-text table holds no text (`content=''`), no positions (`detail=none`) and no sizes
(`columnsize=0`): only which rows have which word, and which beginning of a word up to six letters.
Ranking needs no more, as it is done on the names themselves (`kg.release.search.ranking`).
See https://www.sqlite.org/fts5.html.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from kg.release.search import name_scan
from kg.release.search.index_entry import KINDS, EntryKind, IndexEntry

VERSION: Final = 1
"""Of the layout; an index of another version is not read."""

SEPARATOR: Final = "\n"
_COLUMNS: Final = (
    "id", "kind", "iri", "name", "also", "people", "authors", "year", "papers", "identifiers", "digest"
)  # fmt: skip
COUNTS: Final = "as pages do"
"""How `papers` are counted: those of a topic with those below it, each once. Older indexes do not say so."""
INSERT_THING: Final = f"INSERT INTO thing VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608  # constants
INSERT_WORDS: Final = {kind: f"INSERT INTO {kind}_words(rowid, words) VALUES (?, ?)" for kind in KINDS}  # noqa: S608
# Words come folded and cut: only blanks separate them. Other than letters, identifiers alone have these.
_MARKS: Final = "!#$%&()*+,-./:;<=>?@[]^_{|}~"
_NOT_TOKEN: Final = re.compile(r"[\x00-\x20\x7f\"'`\\]+")


def available() -> bool:
    """Tell whether this Python's SQLite has full-text search."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(words)")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


def create(connection: sqlite3.Connection, hash_bytes: int) -> None:
    """Make the tables in a new, empty database; nothing is safe before it is finished."""
    for setting in ("page_size = 8192", "journal_mode = OFF", "synchronous = OFF", "cache_size = -32768"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    connection.execute(
        "CREATE TABLE thing (id INTEGER PRIMARY KEY, kind TEXT, iri TEXT, name TEXT, also TEXT, people TEXT, "
        "authors INTEGER, year INTEGER, papers INTEGER, identifiers TEXT, digest INTEGER)"
    )
    for kind in KINDS:
        connection.execute(
            f"CREATE VIRTUAL TABLE {kind}_words USING fts5(words, content='', columnsize=0, detail=none, "
            f"prefix='1 2 3 4 5 6', tokenize=\"ascii tokenchars '{_MARKS}'\")"
        )
        for name, value in (("hashsize", hash_bytes), ("automerge", 0)):
            connection.execute(f"INSERT INTO {kind}_words({kind}_words, rank) VALUES (?, ?)", (name, value))  # noqa: S608
    name_scan.create(connection, hash_bytes)


def finish(connection: sqlite3.Connection, base: str, spans: Mapping[str, tuple[int, int]]) -> None:
    """Make each full-text table one segment, index the names, and note what the index is of."""
    for kind in KINDS:
        connection.execute(f"INSERT INTO {kind}_words({kind}_words) VALUES ('optimize')")  # noqa: S608
    name_scan.finish(connection)
    connection.execute("CREATE INDEX thing_digest ON thing(digest)")
    about = {"version": str(VERSION), "base": base, "counts": COUNTS}
    about |= {f"{kind} rows": f"{first} {last}" for kind, (first, last) in spans.items()}
    connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))


def row(number: int, entry: IndexEntry, digest: int) -> tuple[Any, ...]:
    """Return the row of the table `thing` for an entry."""
    return (
        number, entry.kind.value, entry.iri, entry.name, SEPARATOR.join(entry.also),
        SEPARATOR.join(entry.people), entry.authors, entry.year, entry.papers,
        SEPARATOR.join(entry.identifiers), digest,
    )  # fmt: skip


def entry_of(found: tuple[Any, ...], base: str) -> IndexEntry:
    """Return the entry that a row of the table `thing` holds, with its whole IRI."""
    _, kind, iri, name, also, people, authors, year, papers, identifiers, _ = found
    parts = (tuple(text.split(SEPARATOR)) if text else () for text in (also, people, identifiers))
    others, shown, values = parts
    return IndexEntry(EntryKind(kind), whole(iri, base), name, others, shown, authors, year, papers, values)


def whole(iri: str, base: str) -> str:
    """Return an IRI as the graph has it; in the table it stands without the base of the data set."""
    return iri if "://" in iri or iri.startswith("urn:") else base + iri


def identifier_token(value: str) -> str:
    """Return the one word under which an identifier is found."""
    return _NOT_TOKEN.sub("_", value).lower()
