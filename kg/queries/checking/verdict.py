"""What was found of one reference."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.writers.references import Reference


class ReferenceStatus(StrEnum):
    """How a reference stands. `WITHDRAWN` and `RETRACTED` say so whether it differs or not."""

    FOUND = "found"
    DIFFERS = "differs"
    NOT_FOUND = "not found"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that is not what the graph says: its name, and both values."""

    field: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record of ours stands: its document, and the line from 1 where that is known."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        """Write it as compilers do: `file:line`."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class ReferenceCheck:
    """What was found of a reference.

    `found` is the paper's own reference, that of the publication nearest to the one that is cited; `sources`
    are the records from which what the graph says of the paper comes. `note` says in words what else is odd.
    """

    asked: Reference
    status: ReferenceStatus
    found: Reference | None = None
    differences: tuple[FieldDifference, ...] = ()
    sources: tuple[Place, ...] = ()
    note: str = ""
