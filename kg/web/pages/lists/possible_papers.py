"""What an undecided identity could change: how many papers people would have if others were the same."""

from __future__ import annotations

from collections.abc import Iterable

from kg.engine import Engine
from kg.queries.asking import asked


def perhaps(engine: Engine, people: Iterable[str]) -> dict[str, int]:
    """Return the numbers of papers of those who may have more than are theirs for certain, by IRI."""
    return {row["person"]: int(row["n"]) for row in asked(engine, "perhaps", person=people)}
