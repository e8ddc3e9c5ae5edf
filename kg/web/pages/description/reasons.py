"""Why the graph says what it says of a thing, in words: decisions with their evidence, and repairs.

Pages show the first few and lead to the canned queries that list all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.queries.asking import Row, asked
from kg.queries.explanation import OUTCOMES, certainty, line_words
from kg.vocab import KGO, RDFS, SCHEMA
from kg.web.pages.description.entity import short
from kg.web.pages.description.names import NamedLink

SHOWN: Final = 20
WITNESSES: Final = 8

_FIELDS: Final = {
    str(KGO["nameAsPrinted"]): "name",
    str(KGO["categoryAsStated"]): "subject",
    str(SCHEMA["name"]): "title",
    str(SCHEMA["abstract"]): "abstract",
    str(SCHEMA["about"]): "subject",
    str(SCHEMA["author"]): "authors",
    str(SCHEMA["datePublished"]): "date",
}
# What a thing's description rests on: its own curations, and those of its authorships. They are asked one by
# one, as together the engine finds no good order for them.
_WAYS: Final[dict[str, Mapping[str, str]]] = {
    "paper": {"acts-on": "thing", "acts-on-authorships-of-paper": "paper"},
    "person": {"acts-on": "thing", "acts-on-authorships-of-agent": "agent"},
    "team": {"acts-on": "thing", "acts-on-authorships-of-agent": "agent"},
    "record": {"acts-on": "thing", "acts-using": "used"},
}
_OTHERWISE: Final = {"acts-on": "thing"}
_CLASSES: Final = (KGO["IdentityDecision"], KGO["FieldDecision"], KGO["Repair"])


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """A decision on identity or between values: a sentence, its rule, how sure, and what speaks for it."""

    iri: str
    says: str
    words: str | None
    rule: str
    confidence: str | None
    about: tuple[NamedLink, ...]
    supported: tuple[NamedLink, ...]
    contradicted: tuple[NamedLink, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ToldRepair:
    """A value that was mended: what kind of damage it had, before and after, and how sure that is."""

    iri: str
    kind: str
    field: str
    before: str | None
    after: str | None
    rule: str
    sure: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Reasons:
    """What was decided and what was mended: how much in all, and the first of each."""

    decided: int = 0
    decisions: tuple[ToldDecision, ...] = ()
    mended: int = 0
    repairs: tuple[ToldRepair, ...] = ()


def of_thing(engine: Engine, iri: str, kind: str) -> Reasons:
    """Return the decisions and repairs that a thing's description rests on."""
    return _evidence(engine, iri, [iri], kind)


def told(engine: Engine, act: str) -> ToldDecision | None:
    """Return one decision on identity or between values, with what speaks for and against it."""
    return next(iter(_decisions(engine, act, [act])), None)


def of_record(engine: Engine, record: str, mentions: Iterable[str]) -> Reasons:
    """Return the decisions and repairs that a record, or one of its mentions, was used for."""
    return _evidence(engine, record, [record, *mentions], "record")


def _evidence(engine: Engine, iri: str, nodes: Sequence[str], kind: str) -> Reasons:
    acts = [
        row
        for name, parameter in _WAYS.get(kind, _OTHERWISE).items()
        for row in asked(engine, name, **{parameter: nodes})
        if row["class"] in _CLASSES
    ]
    mended = {(float(row.get("sure", 1)), row["act"]) for row in acts if row["class"] == KGO["Repair"]}
    decided = {row["act"] for row in acts if row["class"] != KGO["Repair"]}
    return Reasons(
        len(decided),
        _decisions(engine, iri, sorted(decided)[:SHOWN]),
        len(mended),
        _repairs(engine, [act for _, act in sorted(mended)[:SHOWN]]),
    )


def _decisions(engine: Engine, iri: str, chosen: Sequence[str]) -> tuple[ToldDecision, ...]:
    facts = _said(engine, chosen)
    links = asked(engine, "witnesses", act=chosen)
    named = _witnesses(engine, sorted({link["node"] for link in links}))
    return tuple(
        _decision(act, facts.get(act, {}), [link for link in links if link["act"] == act], named, iri)
        for act in chosen
    )


def _said(engine: Engine, acts: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return, by act, what is said of it; of several values of a property the first in order."""
    facts: dict[str, dict[str, str]] = {}
    for row in sorted(asked(engine, "acts", act=acts), key=lambda row: row["o"], reverse=True):
        facts.setdefault(row["act"], {})[row["p"]] = row["o"]
    return facts


def _decision(
    act: str, facts: Mapping[str, str], links: Sequence[Row], named: Mapping[str, NamedLink], iri: str
) -> ToldDecision:
    def of(role: str) -> tuple[NamedLink, ...]:
        nodes = dict.fromkeys(link["node"] for link in links if link["role"] == role and link["node"] != iri)
        return tuple(named.get(node, NamedLink(node, short(node))) for node in nodes)

    supported, contradicted = of("for"), of("against")
    about = tuple(link for link in of("about") if link not in supported)
    outcome = short(facts.get(KGO["outcome"], "")).removeprefix("kgc:outcome-")
    chosen = f"Of several values of the {field(facts.get(KGO['onProperty']))} one was chosen"
    return ToldDecision(
        act,
        OUTCOMES.get(outcome, chosen),
        facts.get(RDFS["comment"]),
        facts.get(KGO["rule"], ""),
        facts.get(KGO["confidence"]),
        about[:WITNESSES],
        supported[:WITNESSES],
        contradicted[:WITNESSES],
        sum(max(0, len(links) - WITNESSES) for links in (supported, contradicted, about)),
    )


def _witnesses(engine: Engine, nodes: Sequence[str]) -> dict[str, NamedLink]:
    """Name what speaks for or against: a record by its file and line, all else by its name."""
    called = sorted(asked(engine, "names-anywhere", thing=nodes), key=lambda row: row["name"])
    named = {row["thing"]: NamedLink(row["thing"], row["name"]) for row in called}
    return named | origins(engine, nodes)


def _repairs(engine: Engine, chosen: Sequence[str]) -> tuple[ToldRepair, ...]:
    facts = _said(engine, chosen)
    kinds = {found[KGO["repairKind"]] for found in facts.values() if KGO["repairKind"] in found}
    names = {row["concept"]: row["name"] for row in asked(engine, "labels", concept=sorted(kinds))}
    return tuple(_repair(act, facts.get(act, {}), names) for act in chosen)


def _repair(act: str, facts: Mapping[str, str], names: Mapping[str, str]) -> ToldRepair:
    stated = facts.get(KGO["certain"])
    sure = certainty(None if stated is None else stated == "true")
    return ToldRepair(
        act,
        names.get(facts.get(KGO["repairKind"], ""), "mended"),
        field(facts.get(KGO["onProperty"])),
        facts.get(KGO["originalValue"]),
        facts.get(KGO["repairedValue"]),
        facts.get(KGO["rule"], ""),
        ", ".join(part for part in (sure, facts.get(KGO["confidence"])) if part),
        facts.get(RDFS["comment"]),
    )


def field(iri: str | None) -> str:
    """Name a property in a word."""
    return _FIELDS.get(iri or "", short(iri).partition(":")[2] if iri else "value")


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
