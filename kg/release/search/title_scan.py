"""Which papers may have a text in their title: a pass over the titles in the index.

The graph would read each of them from another place. SQLite's LIKE knows the case of ASCII alone, so anything
may stand in the place of what is not ASCII, and what becomes ASCII in small letters (K of kelvin, İ) is found
always, as is a title that is too long to be in the index whole.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import Final

from kg.release.search.entries import LONGEST_TEXT, OTHER_NAMES
from kg.release.search.index_entry import EntryKind

LONGEST_WORD: Final = 1000
_ASCII_WHEN_SMALL: Final = ("\u212a", "\u0130")
_SPECIAL: Final = re.compile(r"[%_\\]")
_OTHER: Final = re.compile(r"[^\x01-\x7e]+")
_TITLES: Final = ("name", "also")
_ALWAYS: Final = " OR ".join(
    [
        f"length(name) >= {LONGEST_TEXT}",
        f"length(also) >= {LONGEST_TEXT}",
        f"length(also) - length(replace(also, char(10), '')) >= {OTHER_NAMES - 1}",
        *(f"instr({column}, char({ord(letter)}))" for column in _TITLES for letter in _ASCII_WHEN_SMALL),
    ]
)


def titled(connection: sqlite3.Connection, texts: Sequence[str], most: int) -> list[str] | None:
    """Return the IRIs, as the index has them, of all papers whose titles may hold every one of `texts`.

    Upper and lower case make no difference. None where these are more than `most`, or cannot be told.
    """
    counted = f"{EntryKind.PAPER} rows"
    span = connection.execute("SELECT value FROM about WHERE name = ?", (counted,)).fetchone()
    if span is None or not texts or any(len(text) > LONGEST_WORD for text in texts):
        return None
    first, last = map(int, span[0].split())
    each = " AND ".join(
        "(" + " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in _TITLES) + ")" for _ in texts
    )
    rows = connection.execute(
        f"SELECT iri FROM thing WHERE id BETWEEN ? AND ? AND ({_ALWAYS} OR ({each})) LIMIT ?",  # noqa: S608  # constants
        (first, last, *(_pattern(text) for text in texts for _ in _TITLES), most + 1),
    ).fetchall()
    return None if len(rows) > most else [iri for (iri,) in rows]


def _pattern(text: str) -> str:
    """Return what LIKE finds wherever `text` stands, and perhaps elsewhere."""
    return f"%{_OTHER.sub('%', _SPECIAL.sub(_escaped, text))}%"


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"
