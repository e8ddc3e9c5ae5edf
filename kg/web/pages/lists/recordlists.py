"""The records of a source document, page by page, and the papers they are taken to be of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.iris import record_of
from kg.queries.asking import asked, counted, listed
from kg.writers.references.reference import UNTITLED

MOST_SORTED: Final = 5000


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """A record in the list of a source document, and the paper it is taken to be of."""

    iri: str
    lines: str
    title: str
    paper: str | None
    paper_title: str | None


def records_of(engine: Engine, document: str, page: int, size: int = 100) -> tuple[int, list[ListedRecord]]:
    """Return how many records a document has, and one page of them (from 1), in the order of their lines.

    The records of a long document are not sorted, which would take seconds for each page: their IRIs are
    numbered in the order of its lines (mapping specification, section 3.1).
    """
    total = counted(engine, "document-counted", {"document": document})
    if total > MOST_SORTED:
        numbered = range((page - 1) * size + 1, page * size + 1)
        among = [record_of(document, number) for number in numbered]
        rows = asked(engine, "records-chosen", record=among)
    else:
        rows = listed(engine, "document-records", {"document": document}, most=size, skip=(page - 1) * size)
    found = []
    for row in rows:
        first, last = row["first"], row.get("last", row["first"])
        paper = row.get("paper")
        found.append(
            ListedRecord(
                row["record"],
                first if first == last else f"{first}–{last}",
                row.get("title", "Record without a title"),
                paper,
                row.get("name", UNTITLED) if paper else None,
            )
        )
    return total, found
