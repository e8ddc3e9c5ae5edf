"""The author list of a paper, read at once: a paper of 900 authors takes some 20 ms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.engine import Engine
from kg.queries.asking import Row, asked
from kg.queries.bibliography.citing import NAMELESS
from kg.vocab import KGO


@dataclass(frozen=True, slots=True)
class ShownAuthor:
    """One entry of an author list: position from 1, the name as printed, and who holds it.

    The position is 0 of somebody whose profile page lists the paper, where no printed list has the name.
    `corresponding` and `equal` are what a source says of those who answer letters, and of those who did as
    much as one another.
    """

    position: int
    name: str
    iri: str | None
    team: bool
    corresponding: bool = False
    equal: bool = False


def authors(engine: Engine, paper: str) -> list[ShownAuthor]:
    """Return the authors of a paper in their order."""
    total = int(asked(engine, "paper-entries", paper=[paper])[0]["n"])
    found = asked(engine, "paper-authors", paper=[paper])
    if len({row["slot"] for row in found}) < total:
        found = asked(engine, "paper-authors-as-known", paper=[paper])
    # One line an entry, also where two names or holders are stated for it.
    listed = {row["slot"]: row for row in sorted(found, key=lambda row: sorted(row.items()), reverse=True)}
    teams = {row["holder"] for row in asked(engine, "paper-teams", paper=[paper])}
    nameless = [row["holder"] for row in listed.values() if "printed" not in row and "holder" in row]
    marks = {(row["slot"], row["mark"]) for row in asked(engine, "paper-author-marks", paper=[paper])}
    called = {row["thing"]: row["name"] for row in asked(engine, "names", thing=nameless)}
    return sorted(
        (_author(row, teams, called, marks) for row in listed.values()),
        key=lambda author: (not author.position, author.position, author.name, author.iri or ""),
    )


def printed(authors: Iterable[ShownAuthor]) -> list[ShownAuthor]:
    """Return those whose position is known: the author list as far as it is printed."""
    return [author for author in authors if author.position]


def _author(row: Row, teams: set[str], called: Mapping[str, str], marks: set[tuple[str, str]]) -> ShownAuthor:
    holder = row.get("holder", "")
    return ShownAuthor(
        int(row.get("n", 0)),
        row.get("printed") or called.get(holder) or NAMELESS,
        row.get("holder"),
        holder in teams,
        (row["slot"], str(KGO["corresponding"])) in marks,
        (row["slot"], str(KGO["equalContribution"])) in marks,
    )
