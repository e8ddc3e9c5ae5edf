"""The author list of a paper, read at once: a paper of 900 authors takes some 20 ms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.web.asking import node, rows, values

NAMELESS: Final = "(name not known)"


@dataclass(frozen=True, slots=True)
class Author:
    """One entry of an author list: position from 1, the name as printed, and who holds it.

    `given` and `family` are the holder's, who may print his name otherwise elsewhere.
    """

    position: int
    name: str
    iri: str | None
    team: bool
    given: str | None = None
    family: str | None = None


def authors(engine: Engine, paper: str) -> list[Author]:
    """Return the authors of a paper in their order."""
    entry = "?x pro:isDocumentContextFor ?slot . ?slot pro:withRole pro:author"
    bound = values("x", [paper])
    found = rows(
        engine,
        f"SELECT ?slot ?n ?printed ?holder ?given ?family {{ {bound} {entry} . "
        "OPTIONAL { ?slot schema:position ?n } OPTIONAL { ?slot kgo:nameAsPrinted ?printed } "
        "OPTIONAL { ?slot pro:isHeldBy ?holder OPTIONAL { ?holder schema:givenName ?given } "
        "OPTIONAL { ?holder schema:familyName ?family } } }",
    )
    teams = {
        row["holder"]
        for row in rows(
            engine,
            f"SELECT DISTINCT ?holder {{ {bound} VALUES ?class {{ foaf:Group foaf:Organization }} "
            f"{entry} ; pro:isHeldBy ?holder . ?holder a ?class }}",
        )
    }
    # One line an entry, also where a holder has two given names.
    listed = {row["slot"]: row for row in sorted(found, key=lambda row: sorted(row.items()), reverse=True)}
    nameless = [row["holder"] for row in listed.values() if "printed" not in row and "holder" in row]
    called = _called(engine, nameless) if nameless else {}
    return sorted(
        (
            Author(
                int(row.get("n", 0)),
                row.get("printed") or called.get(row.get("holder", "")) or NAMELESS,
                row.get("holder"),
                row.get("holder") in teams,
                row.get("given"),
                row.get("family"),
            )
            for row in listed.values()
        ),
        key=lambda author: (author.position, author.name, author.iri or ""),
    )


def _called(engine: Engine, holders: list[str]) -> dict[str, str]:
    found = rows(engine, f"SELECT ?x ?name {{ {values('x', holders)} ?x schema:name ?name }}")
    return {row["x"]: row["name"] for row in found}


def count(engine: Engine, paper: str) -> int:
    """Return how many entries the author list of a paper has."""
    text = f"SELECT (COUNT(*) AS ?n) {{ {node(paper)} pro:isDocumentContextFor/pro:withRole pro:author }}"
    return int(rows(engine, text)[0]["n"])
