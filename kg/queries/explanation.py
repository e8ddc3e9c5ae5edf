"""Why the graph says what it says of a thing: its sources, what was repaired, what was decided.

Everything is read by the canned queries `explain-sources`, `explain-repairs` and `explain-decisions`, so that
users can get the same without this module. The command line and the pages both tell what stands here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.engine import Engine, Term
from kg.errors import UsageError
from kg.queries.asking import asked
from kg.queries.catalogue import Catalogue
from kg.queries.lookup import Lookup
from kg.release.search import SearchIndex
from kg.vocab import KGO, RDF, SCHEMA

Row = Mapping[str, Term]

SHOWN: Final = 20
"""How many of each kind are listed where not all are wanted."""

_FIELDS: Final = {
    KGO["nameAsPrinted"]: "name",
    KGO["categoryAsStated"]: "subject",
    SCHEMA["name"]: "title",
    SCHEMA["about"]: "subject",
    SCHEMA["author"]: "authors",
    SCHEMA["datePublished"]: "date",
    RDF["type"]: "kind",
}

OUTCOMES: Final = {
    "same": "Taken to be one and the same",
    "different": "Kept apart",
    "undecided": "Not decided whether they are one",
}
"""What a decision on identity comes to, in words."""


def field(iri: str | None) -> str:
    """Name a property in a word."""
    return _FIELDS.get(iri, re.split("[/#]", iri)[-1]) if iri else "value"


def line_words(first: object, last: object) -> str | None:
    """Say which lines of a document these are, "line 7" or "lines 7–12"; None where that is not known."""
    if first is None:
        return None
    return f"line {first}" if last in (None, first) else f"lines {first}–{last}"


def certainty(certain: bool | None) -> str:
    """Say whether a repair is certain; nothing where that is not stated."""
    return "" if certain is None else "certain" if certain else "not certain"


@dataclass(frozen=True)
class RecordOrigin:
    """A record, or one entry of its author list: the source file and the lines (from 1) it stands in.

    What a whole page states, such as an h-index, has a source and no record. Where `restated_by` is a paper,
    the record states what the graph says of it, in the same words; `beside` is what it states otherwise.
    """

    file: str | None
    first_line: int | None
    last_line: int | None
    title: str | None
    position: int | None
    printed: str | None
    record: str | None
    source: str
    restated_by: str | None = None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class AppliedRepair:
    """A value that was mended. `on` is the thing it belongs to, `used` the damaged statement's bearer.

    `field` is `property` in a word, `sure` says in words how sure the repair is.
    """

    rule: str | None
    kind: str | None
    property: str | None
    original: str | None
    repaired: str | None
    certain: bool | None
    confidence: float | None
    note: str | None
    on: str
    used: str | None
    iri: str
    field: str
    sure: str


@dataclass(frozen=True)
class Earlier:
    """What a release before decided of the same mentions.

    `then` is the evidence that only it had, `now` what only the newer has; `only_census` tells that the
    evidence is the same, and only the census of names is other.
    """

    release: str
    outcome: str
    rule: str
    confidence: float
    then: tuple[str, ...]
    now: tuple[str, ...]
    only_census: bool
    iri: str


@dataclass(frozen=True)
class ExplainedDecision:
    """A decision on identity (outcome same, different, undecided) or between values, with its evidence.

    `says` is what was decided, as a sentence without its end; `about` are the other things that it is about.
    `before` is what the release before decided otherwise of the same mentions, where it was asked
    (`kg.queries.earlier_decisions`).
    """

    rule: str | None
    outcome: str
    property: str | None
    confidence: float | None
    words: str | None
    about: tuple[str, ...]
    supported_by: tuple[str, ...]
    contradicted_by: tuple[str, ...]
    iri: str
    says: str
    before: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """All that is known of where a thing's description comes from."""

    iri: str
    kinds: tuple[str, ...]
    label: str
    sources: tuple[RecordOrigin, ...]
    repairs: tuple[AppliedRepair, ...]
    decisions: tuple[ExplainedDecision, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the same as objects that JSON can hold."""
        return asdict(self)


def explain(
    engine: Engine, index: SearchIndex | None, text: str, catalogue: Catalogue | None = None
) -> Explanation:
    """Explain the thing that `text` names by IRI, identifier or name; records, repairs and the like by IRI.

    Raises:
        AmbiguousName: several things are so called.
        UsageError: nothing is.
    """
    resolver = Lookup(engine, index)
    node = resolver.resolve("thing", text)
    queries = catalogue or Catalogue.read()

    def rows(name: str) -> list[dict[str, Term]]:
        return list(engine.solutions(queries[name].bind({"thing": [node]})))

    return Explanation(
        iri=node.value,
        kinds=resolver.kinds(node),
        label=resolver.label(node),
        sources=_with_own(engine, [_origin(row) for row in rows("explain-sources")]),
        repairs=repairs_of(engine, node, queries),
        decisions=decisions_of(engine, node, queries),
    )


def decisions_of(engine: Engine, node: NamedNode, catalogue: Catalogue) -> tuple[ExplainedDecision, ...]:
    """Return the decisions that the description of `node` rests on."""
    return _decisions(list(engine.solutions(catalogue["explain-decisions"].bind({"thing": [node]}))))


def repairs_of(engine: Engine, node: NamedNode, catalogue: Catalogue) -> tuple[AppliedRepair, ...]:
    """Return the repairs that the description of `node` rests on, the least sure first, each once."""
    rows = engine.solutions(catalogue["explain-repairs"].bind({"thing": [node]}))
    found = {one.iri: one for one in map(_repair, rows)}
    return tuple(sorted(found.values(), key=_how_sure))


def _how_sure(repair: AppliedRepair) -> tuple[float, str]:
    return 1 if repair.confidence is None else repair.confidence, repair.iri


def _origin(row: Row) -> RecordOrigin:
    return RecordOrigin(
        file=_text(row, "file"),
        first_line=_integer(row, "firstLine"),
        last_line=_integer(row, "lastLine"),
        title=_text(row, "title"),
        position=_integer(row, "position"),
        printed=_text(row, "printed"),
        record=_text(row, "record"),
        source=_must(row, "source"),
        restated_by=_text(row, "restatedBy"),
    )


def _with_own(engine: Engine, origins: Sequence[RecordOrigin]) -> tuple[RecordOrigin, ...]:
    """Add what the records state beside what the graph says in the same words, each property in a word."""
    restated = {one.record for one in origins if one.record and one.restated_by}
    found: dict[str, list[str]] = {record: [] for record in sorted(restated)}
    for row in asked(engine, "record-properties", record=found):
        found[row["record"]].append(field(row["property"]))
    return tuple(replace(one, beside=tuple(found.get(one.record or "", ()))) for one in origins)


def _repair(row: Row) -> AppliedRepair:
    stated, confidence = _text(row, "certain"), _number(row, "confidence")
    certain = None if stated is None else stated == "true"
    sure = certainty(certain), "" if confidence is None else f"confidence {confidence:g}"
    return AppliedRepair(
        rule=_text(row, "rule"),
        kind=_text(row, "kind"),
        property=_text(row, "property"),
        original=_text(row, "original"),
        repaired=_text(row, "repaired"),
        certain=certain,
        confidence=confidence,
        note=_text(row, "note"),
        on=_must(row, "on"),
        used=_text(row, "used"),
        iri=_must(row, "repair"),
        field=field(_text(row, "property")),
        sure=", ".join(filter(None, sure)),
    )


def _decisions(rows: list[dict[str, Term]]) -> tuple[ExplainedDecision, ...]:
    grouped: dict[str, list[dict[str, Term]]] = {}
    for row in rows:
        grouped.setdefault(_must(row, "decision"), []).append(row)
    return tuple(
        ExplainedDecision(
            rule=_text(group[0], "rule"),
            outcome=_must(group[0], "outcome"),
            property=_text(group[0], "property"),
            confidence=_number(group[0], "confidence"),
            words=_text(group[0], "words"),
            about=_nodes(group, "about"),
            supported_by=_nodes(group, "for"),
            contradicted_by=_nodes(group, "against"),
            iri=iri,
            says=OUTCOMES.get(_must(group[0], "outcome"), _chosen(_text(group[0], "property"))),
        )
        for iri, group in grouped.items()
    )


def _chosen(prop: str | None) -> str:
    return f"Of several values of the {field(prop)} one was chosen"


def _nodes(rows: list[dict[str, Term]], role: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_must(row, "node") for row in rows if _text(row, "role") == role))


def _text(row: Row, name: str) -> str | None:
    term = row.get(name)
    return term.value if isinstance(term, NamedNode | Literal) else None


def _must(row: Row, name: str) -> str:
    text = _text(row, name)
    if text is None or isinstance(row[name], Triple):
        raise UsageError(f"the query that explains does not bind ?{name}; was its file changed?")
    return text


def _integer(row: Row, name: str) -> int | None:
    text = _text(row, name)
    return None if text is None else int(text)


def _number(row: Row, name: str) -> float | None:
    text = _text(row, name)
    return None if text is None else float(text)
