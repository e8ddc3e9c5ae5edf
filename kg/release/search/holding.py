"""Who may bear a name that holds a text: read from the index, many times as fast as from the graph.

It names all who do, and may name some who do not: whoever asks looks at the graph for those that are named.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from kg.identity.names import fold
from kg.release.search.entries import LONGEST_TEXT, OTHER_NAMES
from kg.release.search.entry import Kind

_NAMES: Final = "name || char(10) || also"
# Whoever's names are cut in the index is named. SQLite folds the case of ASCII alone: Python does the rest.
_CUT: Final = (
    f"length(also) - length(replace(also, char(10), '')) >= {OTHER_NAMES - 1} "
    f"OR length(name) >= {LONGEST_TEXT} OR length(also) >= {LONGEST_TEXT}"
)
_FOREIGN: Final = f"{_NAMES} GLOB '*[^ -~' || char(10) || ']*'"


def holding(connection: sqlite3.Connection, text: str, kinds: Sequence[Kind], most: int) -> list[str] | None:
    """Return the IRIs, as the index has them, of all things of `kinds` of which a name may hold `text`.

    A name holds it as it is written, or folded and with its words in alphabetical order (`kgo:nameKey`); the
    case makes no difference. None where there are more than `most`.
    """
    pieces = text.lower().split()
    among = f"kind IN ({', '.join('?' * len(kinds))})"
    plain = " AND ".join([f"{_NAMES} LIKE ? ESCAPE '\\'"] * len(pieces)) or "1"
    query = (
        f"SELECT iri, {_FOREIGN} AND NOT ({_CUT}), {_NAMES} FROM thing "  # noqa: S608  # constants alone
        f"WHERE {among} AND (({plain}) OR {_FOREIGN} OR {_CUT})"
    )
    values = [*(kind.value for kind in kinds), *(f"%{_escaped(piece)}%" for piece in pieces)]
    found: list[str] = []
    for iri, foreign, names in connection.execute(query, values):
        if foreign and not _holds(names, pieces):
            continue
        found.append(iri)
        if len(found) > most:
            return None
    return found


def _holds(names: str, pieces: Sequence[str]) -> bool:
    written, folded = names.lower(), fold(names)
    return all(piece in written or piece in folded for piece in pieces)


def _escaped(piece: str) -> str:
    return piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
