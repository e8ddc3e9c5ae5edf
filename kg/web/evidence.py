"""Why the graph says what it says of a thing, in words: decisions with their evidence, and repairs.

Pages show the first few and lead to the canned queries that list all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.vocab import KGO, SCHEMA
from kg.web.asking import Row, count, rows, values
from kg.web.entity import short
from kg.web.names import Link

SHOWN: Final = 20
WITNESSES: Final = 8

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
# A paper's own curations, and those of the entries of its author list.
_OF_PAPER: Final = (
    "{ GRAPH ?g { ?act kgo:onResource ?x } BIND(?x AS ?on) } UNION "
    "{ ?x pro:isDocumentContextFor ?on . GRAPH ?g { ?act kgo:onResource ?on } }"
)
_OF_THING: Final = "GRAPH ?g { ?act kgo:onResource ?x } BIND(?x AS ?on)"
_OF_AGENT: Final = (
    "{ GRAPH ?g { ?act kgo:onResource ?x } BIND(?x AS ?on) } UNION "
    "{ ?on pro:isHeldBy ?x . GRAPH ?g { ?act kgo:onResource ?on } }"
)
# What a record's own values, and the entries of its author list, were used for.
_OF_RECORD: Final = (
    "{ GRAPH ?g { ?act kgo:onResource ?x } } UNION { GRAPH ?g { ?act prov:used ?x } } UNION "
    "{ GRAPH ?m { ?part dcterms:isPartOf ?x } GRAPH ?g { ?act prov:used ?part } } BIND(?x AS ?on)"
)
_SCOPES: Final = {"record": _OF_RECORD, "paper": _OF_PAPER, "person": _OF_AGENT, "team": _OF_AGENT}


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


def decisions(engine: Engine, iri: str, kind: str) -> tuple[int, list[Decision]]:
    """Return how many decisions a thing's description rests on, and the first of them."""
    scope = f"{values('x', [iri])} {_SCOPES.get(kind, _OF_THING)}"
    typed = "VALUES ?class { kgo:IdentityDecision kgo:FieldDecision } GRAPH ?g { ?act a ?class }"
    total = count(engine, f"SELECT DISTINCT ?act {{ {scope} {typed} }}")
    if not total:
        return 0, []
    acts = rows(
        engine,
        "SELECT ?act ?rule ?outcome ?property ?confidence ?words { { SELECT DISTINCT ?g ?act { "
        f"{scope} {typed} }} "
        f"ORDER BY ?act LIMIT {SHOWN} }} GRAPH ?g {{ OPTIONAL {{ ?act kgo:rule ?rule }} "
        "OPTIONAL { ?act kgo:outcome ?outcome } OPTIONAL { ?act kgo:onProperty ?property } "
        "OPTIONAL { ?act kgo:confidence ?confidence } OPTIONAL { ?act rdfs:comment ?words } } } "
        "ORDER BY ?act",
    )
    by_act = {act["act"]: act for act in acts}
    links = rows(
        engine,
        f"SELECT ?act ?role ?node ?line ?file ?heading ?printed ?name {{ {values('act', by_act)} "
        'VALUES (?link ?role) { (kgo:supportedBy "for") (kgo:contradictedBy "against") '
        '(kgo:onResource "about") } '
        "GRAPH ?g { ?act ?link ?node } "
        "OPTIONAL { GRAPH ?s { ?node kgo:firstLine ?line } } "
        "OPTIONAL { GRAPH ?s { ?node prov:hadPrimarySource ?doc } "
        "OPTIONAL { GRAPH ?t { ?doc dcterms:title ?file } } OPTIONAL { GRAPH ?t { ?doc schema:name "
        "?heading } } } "
        "OPTIONAL { GRAPH ?m { ?node kgo:nameAsPrinted ?printed } } OPTIONAL { ?node schema:name ?name } } "
        "ORDER BY ?act ?role ?node ?line LIMIT 2000",
    )
    return total, [
        _decision(act, [link for link in links if link["act"] == act["act"]], iri) for act in by_act.values()
    ]


def _decision(act: Row, links: list[Row], iri: str) -> Decision:
    def of(role: str) -> tuple[Link, ...]:
        nodes = {
            link["node"]: _witness(link) for link in links if link["role"] == role and link["node"] != iri
        }
        return tuple(nodes.values())

    supported, contradicted = of("for"), of("against")
    about = tuple(link for link in of("about") if link not in supported)
    outcome = short(act["outcome"]).removeprefix("kgc:outcome-") if "outcome" in act else None
    says = _OUTCOMES.get(
        outcome or "", f"Of several values of the {field(act.get('property'))} one was chosen"
    )
    more = sum(max(0, len(links) - WITNESSES) for links in (supported, contradicted, about))
    return Decision(
        act["act"],
        says,
        act.get("words"),
        act.get("rule", ""),
        act.get("confidence"),
        about[:WITNESSES],
        supported[:WITNESSES],
        contradicted[:WITNESSES],
        more,
    )


def _witness(link: Row) -> Link:
    """Name what speaks for or against: a record by its file and line, a mention by the name printed."""
    file = link.get("file") or link.get("heading")
    if "line" in link and file:
        return Link(link["node"], f"{file}, line {link['line']}")
    return Link(link["node"], link.get("printed") or link.get("name") or short(link["node"]))


def repairs(engine: Engine, iri: str, kind: str) -> tuple[int, list[Repair]]:
    """Return how many repairs a thing's description rests on, and the least sure of them."""
    scope = f"{values('x', [iri])} {_SCOPES.get(kind, _OF_THING)} GRAPH ?g {{ ?act a kgo:Repair }}"
    total = count(engine, f"SELECT DISTINCT ?act {{ {scope} }}")
    if not total:
        return 0, []
    found = rows(
        engine,
        "SELECT ?act ?rule ?what ?property ?confidence ?certain ?before ?after ?words { "
        f"{{ SELECT DISTINCT ?g ?act ?sure {{ {scope} OPTIONAL {{ GRAPH ?g {{ ?act kgo:confidence "
        f"?sure }} }} }} "
        f"ORDER BY ?sure ?act LIMIT {SHOWN} }} GRAPH ?g {{ OPTIONAL {{ ?act kgo:rule ?rule }} "
        "OPTIONAL { ?act kgo:repairKind ?kind } OPTIONAL { ?act kgo:onProperty ?property } "
        "OPTIONAL { ?act kgo:confidence ?confidence } OPTIONAL { ?act kgo:certain ?certain } "
        "OPTIONAL { ?act kgo:originalValue ?before } OPTIONAL { ?act kgo:repairedValue ?after } "
        "OPTIONAL { ?act rdfs:comment ?words } } OPTIONAL { ?kind skos:prefLabel ?what } } "
        "ORDER BY ?confidence ?act",
    )
    return total, [_repair(row) for row in {row["act"]: row for row in found}.values()]


def _repair(row: Row) -> Repair:
    sure = {"true": "certain", "false": "not certain"}.get(row.get("certain", ""), "")
    return Repair(
        row["act"],
        row.get("what", "mended"),
        field(row.get("property")),
        row.get("before"),
        row.get("after"),
        row.get("rule", ""),
        ", ".join(part for part in (sure, row.get("confidence")) if part),
        row.get("words"),
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
