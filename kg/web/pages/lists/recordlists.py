"""The records of a source document, page by page, and the papers they are taken to be of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kg.engine import Engine
from kg.iris import record_of
from kg.queries.asking import rows, values
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
    inside = f"GRAPH ?g {{ ?record prov:hadPrimarySource {NamedNode(document)} }}"
    total = int(rows(engine, f"SELECT (COUNT(*) AS ?n) {{ {inside} }}")[0]["n"])
    if total > MOST_SORTED:
        numbered = range((page - 1) * size + 1, page * size + 1)
        among = values("record", (record_of(document, number) for number in numbered))
        chosen = f"{among} GRAPH ?g {{ ?record kgo:firstLine ?first }}"
    else:
        chosen = (
            f"{{ SELECT ?g ?record ?first {{ {inside} GRAPH ?g {{ ?record kgo:firstLine ?first }} }} "
            f"ORDER BY ?first ?record LIMIT {size} OFFSET {(page - 1) * size} }}"
        )
    listed = rows(
        engine,
        f"SELECT ?record ?first ?last ?title ?paper ?name {{ {chosen} "
        "OPTIONAL { GRAPH ?g { ?record kgo:lastLine ?last } } "
        "OPTIONAL { GRAPH ?g { ?record schema:name ?title } } "
        "OPTIONAL { GRAPH ?c { ?record prov:specializationOf ?paper } "
        "OPTIONAL { ?paper schema:name ?name } } } "
        "ORDER BY ?first ?record",
    )
    found = []
    for row in listed:
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
