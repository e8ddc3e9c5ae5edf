"""Short ways to write records in tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.records import Author, Source, WorkRecord


def author(name: str, position: int = 0, **more: Any) -> Author:
    """Return an author entry from `Given Family`; a name that ends in Team is a collective."""
    if name.endswith("Team"):
        return Author(position=position, name=name, kind="collective", printed=name, **more)
    given, _, family = name.rpartition(" ")
    return Author(position=position, name=name, given=given or None, family=family, printed=name, **more)


def record(authors: Sequence[str | Author] = (), **fields: Any) -> WorkRecord:
    """Return a record; authors are names or entries, everything else is as in the model."""
    entries = [one if isinstance(one, Author) else author(one, place) for place, one in enumerate(authors)]
    fields.setdefault("source", Source(file="test", format="kg-jsonl", first_line=1, last_line=1))
    return WorkRecord(authors=tuple(entries), **fields)
