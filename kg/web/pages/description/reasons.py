"""Why the graph says what it says of a thing, for pages: the decisions and repairs that `kg explain` lists.

Pages show the first of them and lead to the canned queries that list all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kg.engine import Engine
from kg.queries.asking import asked
from kg.queries.catalogue import Catalogue
from kg.queries.explanation import (
    SHOWN,
    AppliedRepair,
    ExplainedDecision,
    decisions_of,
    line_words,
    repairs_of,
)
from kg.web.pages.description.entity import short
from kg.web.pages.description.names import NamedLink

WITNESSES: Final = 8


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """A decision with the names of what it is about, and of the first of what speaks for and against it."""

    decision: ExplainedDecision
    about: tuple[NamedLink, ...]
    supported: tuple[NamedLink, ...]
    contradicted: tuple[NamedLink, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """What was decided and what was mended: how much in all, and the first of each."""

    decided: int = 0
    decisions: tuple[ToldDecision, ...] = ()
    mended: int = 0
    repairs: tuple[AppliedRepair, ...] = ()


def of_thing(engine: Engine, iri: str, catalogue: Catalogue) -> Reasons:
    """Return the decisions and repairs that a thing's description rests on."""
    node = NamedNode(iri)
    decisions, repairs = decisions_of(engine, node, catalogue), repairs_of(engine, node, catalogue)
    return Reasons(len(decisions), _told(engine, decisions[:SHOWN]), len(repairs), repairs[:SHOWN])


def told(engine: Engine, act: str, catalogue: Catalogue) -> ToldDecision | None:
    """Return one decision on identity or between values, with what speaks for and against it."""
    return next(iter(_told(engine, decisions_of(engine, NamedNode(act), catalogue))), None)


def _told(engine: Engine, decisions: Iterable[ExplainedDecision]) -> tuple[ToldDecision, ...]:
    chosen = list(decisions)
    named = _names(engine, {node for one in chosen for node in _nodes(one)})
    return tuple(_named(one, named) for one in chosen)


def _nodes(decision: ExplainedDecision) -> Iterable[str]:
    return (*decision.about, *decision.supported_by, *decision.contradicted_by)


def _named(decision: ExplainedDecision, named: Mapping[str, NamedLink]) -> ToldDecision:
    about = [node for node in decision.about if node not in decision.supported_by]
    every = about, decision.supported_by, decision.contradicted_by
    first, second, third = (
        tuple(named.get(one, NamedLink(one, short(one))) for one in nodes[:WITNESSES]) for nodes in every
    )
    more = sum(max(0, len(nodes) - WITNESSES) for nodes in every)
    return ToldDecision(decision, first, second, third, more)


def _names(engine: Engine, nodes: Iterable[str]) -> dict[str, NamedLink]:
    """Name what speaks for or against: a record by its file and line, all else by its name."""
    wanted = sorted(nodes)
    called = sorted(asked(engine, "names-anywhere", thing=wanted), key=lambda row: row["name"])
    named = {row["thing"]: NamedLink(row["thing"], row["name"]) for row in called}
    return named | origins(engine, wanted)


def origins(engine: Engine, records: Iterable[str]) -> dict[str, NamedLink]:
    """Return, by record, its place: the name of its document and its lines."""
    return {
        row["record"]: NamedLink(
            row["record"],
            row.get("file") or row.get("heading") or short(row["doc"]),
            line_words(row.get("first"), row.get("last")),
        )
        for row in asked(engine, "origins", record=records)
    }
