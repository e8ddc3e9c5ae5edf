"""The author list of a paper, read at once: a paper of 900 authors takes some 20 ms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.engine import Engine
from kg.queries.bibliography.citing import NAMELESS
from kg.web.asking import Row, rows, values


@dataclass(frozen=True, slots=True)
class Author:
    """One entry of an author list: position from 1, the name as printed, and who holds it.

    The position is 0 of somebody whose profile page lists the paper, where no printed list has the name.
    """

    position: int
    name: str
    iri: str | None
    team: bool


def authors(engine: Engine, paper: str) -> list[Author]:
    """Return the authors of a paper in their order."""
    bound = values("x", [paper])
    slot = f"{bound} ?x pro:isDocumentContextFor ?slot ."
    total = int(rows(engine, f"SELECT (COUNT(*) AS ?n) {{ {slot} }}")[0]["n"])
    found = rows(
        engine,
        f"SELECT ?slot ?n ?printed ?holder {{ {slot} ?slot pro:withRole pro:author ; schema:position ?n ; "
        "kgo:nameAsPrinted ?printed ; pro:isHeldBy ?holder }",
    )
    if len({row["slot"] for row in found}) < total:
        # Optional parts take three times as long, and are rarely needed.
        found = rows(
            engine,
            f"SELECT ?slot ?n ?printed ?holder {{ {slot} ?slot pro:withRole pro:author "
            "OPTIONAL { ?slot schema:position ?n } OPTIONAL { ?slot kgo:nameAsPrinted ?printed } "
            "OPTIONAL { ?slot pro:isHeldBy ?holder } }",
        )
    # One line an entry, also where two names or holders are stated for it.
    listed = {row["slot"]: row for row in sorted(found, key=lambda row: sorted(row.items()), reverse=True)}
    teams = {
        row["holder"]
        for row in rows(
            engine,
            f"SELECT DISTINCT ?holder {{ {bound} VALUES ?class {{ foaf:Group foaf:Organization }} "
            "?x schema:author ?holder . ?holder a ?class }",
        )
    }
    nameless = [row["holder"] for row in listed.values() if "printed" not in row and "holder" in row]
    called = _called(engine, nameless) if nameless else {}
    return sorted(
        (_author(row, teams, called) for row in listed.values()),
        key=lambda author: (not author.position, author.position, author.name, author.iri or ""),
    )


def printed(authors: Iterable[Author]) -> list[Author]:
    """Return those whose position is known: the author list as far as it is printed."""
    return [author for author in authors if author.position]


def _author(row: Row, teams: set[str], called: Mapping[str, str]) -> Author:
    holder = row.get("holder", "")
    return Author(
        int(row.get("n", 0)),
        row.get("printed") or called.get(holder) or NAMELESS,
        row.get("holder"),
        holder in teams,
    )


def _called(engine: Engine, holders: list[str]) -> dict[str, str]:
    found = rows(engine, f"SELECT ?x ?name {{ {values('x', holders)} ?x schema:name ?name }}")
    return {row["x"]: row["name"] for row in found}
