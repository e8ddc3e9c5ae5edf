"""Why the graph says what it says of a thing, in words: decisions with their evidence, and repairs.

Pages show the first few and lead to the canned queries that list all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.vocab import KGO, RDFS, SCHEMA
from kg.web.asking import Row, rows, values
from kg.web.entity import short
from kg.web.names import Link

SHOWN: Final = 20
WITNESSES: Final = 8
MOST_ACTS: Final = 20_000
MOST_WITNESSES: Final = 1000

_OUTCOMES: Final = {
    "same": "Taken to be one and the same",
    "different": "Kept apart",
    "undecided": "Not decided whether they are one",
}
_FIELDS: Final = {
    str(KGO["nameAsPrinted"]): "name",
    str(KGO["categoryAsStated"]): "subject",
    str(SCHEMA["name"]): "title",
    str(SCHEMA["abstract"]): "abstract",
    str(SCHEMA["about"]): "subject",
    str(SCHEMA["author"]): "authors",
    str(SCHEMA["datePublished"]): "date",
}
# What a thing's description rests on: its own curations, and those of its authorships.
_SCOPES: Final = {
    "paper": ("?x pro:isDocumentContextFor ?slot .",),
    "person": ("?slot pro:isHeldBy ?x .",),
    "team": ("?slot pro:isHeldBy ?x .",),
}
_SAID: Final = (
    KGO["rule"], KGO["outcome"], KGO["onProperty"], KGO["confidence"], KGO["certain"], KGO["repairKind"],
    KGO["originalValue"], KGO["repairedValue"], RDFS["comment"],
)  # fmt: skip
_CLASSES: Final = (KGO["IdentityDecision"], KGO["FieldDecision"], KGO["Repair"])


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on identity or between values: a sentence, its rule, how sure, and what speaks for it."""

    iri: str
    says: str
    words: str | None
    rule: str
    confidence: str | None
    about: tuple[Link, ...]
    supported: tuple[Link, ...]
    contradicted: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Repair:
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
class Evidence:
    """What was decided and what was mended: how much in all, and the first of each."""

    decided: int = 0
    decisions: tuple[Decision, ...] = ()
    mended: int = 0
    repairs: tuple[Repair, ...] = ()


def of_thing(engine: Engine, iri: str, kind: str) -> Evidence:
    """Return the decisions and repairs that a thing's description rests on."""
    return _evidence(engine, iri, values("x", [iri]), kind)


def of_record(engine: Engine, record: str, mentions: Iterable[str]) -> Evidence:
    """Return the decisions and repairs that a record, or one of its mentions, was used for."""
    return _evidence(engine, record, values("x", [record, *mentions]), "record")


def _evidence(engine: Engine, iri: str, bound: str, kind: str) -> Evidence:
    ways = ["GRAPH ?g { ?act kgo:onResource ?x"]
    ways += [f"{way} GRAPH ?g {{ ?act kgo:onResource ?slot" for way in _SCOPES.get(kind, ())]
    if kind == "record":
        ways.append("GRAPH ?g { ?act prov:used ?x")
    # Asked one by one: together the engine finds no good order for them.
    acts = [
        row
        for way in ways
        for row in rows(
            engine,
            f"SELECT ?act ?class ?sure {{ {bound} {way} ; a ?class "
            f"OPTIONAL {{ ?act kgo:confidence ?sure }} }} }} LIMIT {MOST_ACTS}",
        )
        if row["class"] in _CLASSES
    ]
    mended = {(float(row.get("sure", 1)), row["act"]) for row in acts if row["class"] == KGO["Repair"]}
    decided = {row["act"] for row in acts if row["class"] != KGO["Repair"]}
    return Evidence(
        len(decided),
        _decisions(engine, iri, sorted(decided)[:SHOWN]),
        len(mended),
        _repairs(engine, [act for _, act in sorted(mended)[:SHOWN]]),
    )


def _decisions(engine: Engine, iri: str, chosen: Sequence[str]) -> tuple[Decision, ...]:
    if not chosen:
        return ()
    facts = _said(engine, chosen)
    links = rows(
        engine,
        f"SELECT ?act ?role ?node {{ {values('act', chosen)} VALUES (?link ?role) "
        '{ (kgo:supportedBy "for") (kgo:contradictedBy "against") (kgo:onResource "about") } '
        f"GRAPH ?g {{ ?act ?link ?node }} }} ORDER BY ?act ?role ?node LIMIT {MOST_WITNESSES}",
    )
    named = _witnesses(engine, sorted({link["node"] for link in links}))
    return tuple(
        _decision(act, facts.get(act, {}), [link for link in links if link["act"] == act], named, iri)
        for act in chosen
    )


def _said(engine: Engine, acts: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return, by act, what is said of it; of several values of a property the first in order."""
    found = rows(
        engine,
        f"SELECT ?act ?p ?o {{ {values('act', acts)} {values('p', _SAID)} GRAPH ?g {{ ?act ?p ?o }} }}",
    )
    facts: dict[str, dict[str, str]] = {}
    for row in sorted(found, key=lambda row: row["o"], reverse=True):
        facts.setdefault(row["act"], {})[row["p"]] = row["o"]
    return facts


def _decision(
    act: str, facts: Mapping[str, str], links: Sequence[Row], named: Mapping[str, Link], iri: str
) -> Decision:
    def of(role: str) -> tuple[Link, ...]:
        nodes = dict.fromkeys(link["node"] for link in links if link["role"] == role and link["node"] != iri)
        return tuple(named.get(node, Link(node, short(node))) for node in nodes)

    supported, contradicted = of("for"), of("against")
    about = tuple(link for link in of("about") if link not in supported)
    outcome = short(facts.get(KGO["outcome"], "")).removeprefix("kgc:outcome-")
    chosen = f"Of several values of the {field(facts.get(KGO['onProperty']))} one was chosen"
    return Decision(
        act,
        _OUTCOMES.get(outcome, chosen),
        facts.get(RDFS["comment"]),
        facts.get(KGO["rule"], ""),
        facts.get(KGO["confidence"]),
        about[:WITNESSES],
        supported[:WITNESSES],
        contradicted[:WITNESSES],
        sum(max(0, len(links) - WITNESSES) for links in (supported, contradicted, about)),
    )


def _witnesses(engine: Engine, nodes: Sequence[str]) -> dict[str, Link]:
    """Name what speaks for or against: a record by its file and line, all else by its name."""
    if not nodes:
        return {}
    called = rows(
        engine,
        f"SELECT ?x ?name {{ {values('x', nodes)} {{ GRAPH ?g {{ ?x kgo:nameAsPrinted ?name }} }} "
        "UNION { ?x kgo:nameAsPrinted ?name } UNION { ?x schema:name ?name } }",
    )
    named = {row["x"]: Link(row["x"], row["name"]) for row in sorted(called, key=lambda row: row["name"])}
    return named | origins(engine, nodes)


def _repairs(engine: Engine, chosen: Sequence[str]) -> tuple[Repair, ...]:
    if not chosen:
        return ()
    facts = _said(engine, chosen)
    kinds = {found[KGO["repairKind"]] for found in facts.values() if KGO["repairKind"] in found}
    called = rows(engine, f"SELECT ?x ?name {{ {values('x', sorted(kinds))} ?x skos:prefLabel ?name }}")
    names = {row["x"]: row["name"] for row in called}
    return tuple(_repair(act, facts.get(act, {}), names) for act in chosen)


def _repair(act: str, facts: Mapping[str, str], names: Mapping[str, str]) -> Repair:
    sure = {"true": "certain", "false": "not certain"}.get(facts.get(KGO["certain"], ""), "")
    return Repair(
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


def origins(engine: Engine, records: Iterable[str]) -> dict[str, Link]:
    """Return, by record, its place: the name of its document and its lines."""
    found = rows(
        engine,
        f"SELECT ?record ?doc ?file ?heading ?first ?last {{ {values('record', records)} "
        "GRAPH ?g { ?record prov:hadPrimarySource ?doc } OPTIONAL { GRAPH ?g { ?record kgo:firstLine "
        "?first } } "
        "OPTIONAL { GRAPH ?g { ?record kgo:lastLine ?last } } "
        "OPTIONAL { GRAPH ?t { ?doc dcterms:title ?file } } OPTIONAL { GRAPH ?t { ?doc schema:name "
        "?heading } } }",
    )
    return {
        row["record"]: Link(
            row["record"],
            row.get("file") or row.get("heading") or short(row["doc"]),
            lines(row.get("first"), row.get("last")),
        )
        for row in found
    }


def lines(first: str | None, last: str | None) -> str | None:
    """Say which lines these are: "line 7" or "lines 7–12"."""
    if first is None:
        return None
    return f"line {first}" if last in (None, first) else f"lines {first}–{last}"
