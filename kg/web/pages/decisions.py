"""The page of a decision on identity: both sides, the evidence, and the line that overrules it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import orjson
from starlette.requests import Request

from kg.engine import Engine
from kg.errors import KgError
from kg.identity.decisions import Decision
from kg.queries.asking import asked
from kg.queries.explanation import OUTCOMES
from kg.queries.naming import NamedThing, Namer
from kg.vocab import KGO, RDFS
from kg.web.http.exchange import served_release, serving
from kg.web.pages.description import reasons
from kg.web.pages.description.entity import Description, short
from kg.web.pages.description.names import NamedLink
from kg.web.pages.description.properties import Context, ListedPaper
from kg.web.pages.lists.listings import described

SHOWN_PAPERS: Final = 12
SHOWN_SIDES: Final = 12
_KINDS: Final = ("paper", "person", "team")
_SPLIT: Final = ("paper", "person")


@dataclass(frozen=True, slots=True)
class DecidedSide:
    """One of the things that a decision is about: its papers, newest first, and how many there are."""

    link: NamedLink
    papers: tuple[ListedPaper, ...]
    total: int


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A line for the file of decisions, and what it says."""

    says: str
    text: str


def decision(request: Request, d: Description) -> Context:
    """Return what the page of a decision shows."""
    engine = served_release(request).engine
    outcome = short(next(iter(d.iris(KGO["outcome"])), "")).removeprefix("kgc:outcome-")
    things = sorted(d.iris(KGO["onResource"]))[:SHOWN_SIDES]
    words, *more = (d.text(RDFS["comment"]) or "").split(" | ")
    return {
        "kind": "Decision",
        "title": f"{OUTCOMES.get(outcome, 'Decision')}: {' / '.join(d.label(one) for one in things)}",
        "outcome": outcome,
        "reasons": [part for part in words.split("; ") if part],
        "further": more,
        "rule": d.text(KGO["rule"]),
        "confidence": d.text(KGO["confidence"]),
        "sides": [_side(engine, d, one) for one in things],
        "told": reasons.told(engine, d.iri, serving(request).catalogue),
        "lines": _lines(engine, things) if outcome != "same" else [],
    }


def _side(engine: Engine, d: Description, iri: str) -> DecidedSide:
    signed = asked(engine, "agent-papers", agent=[iri])
    dates = {row["paper"]: row.get("date") for row in signed} or {iri: None}
    newest = sorted(sorted(dates), key=lambda one: dates[one] or "", reverse=True)[:SHOWN_PAPERS]
    papers = described(engine, [(one, dates[one]) for one in newest])
    return DecidedSide(NamedLink(iri, d.label(iri)), tuple(papers), len(signed and dates))


def _lines(engine: Engine, things: list[str]) -> list[DecisionLine]:
    """Return the lines that decide it, where it is about two things of which that can be said."""
    try:
        named = [Namer(engine).named(one) for one in things] if len(things) == 2 else []
    except KgError:  # what has no key of its own cannot be named in a decision
        return []
    if not named or named[0].kind != named[1].kind or named[0].kind not in _KINDS:
        return []
    one, other = named
    found = [_line("They are one", "merge", one, one.all_keys, other.all_keys, other)]
    if one.kind in _SPLIT:
        found.append(_line("They are two", "split", one, _part_keys(one), _part_keys(other), other))
    return [line for line in found if line]


def _part_keys(side: NamedThing) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for part in side.parts for key in part.keys))


def _line(
    says: str, what: str, one: NamedThing, keys: tuple[str, ...], others: tuple[str, ...], other: NamedThing
) -> DecisionLine | None:
    if not keys or not others:
        return None
    entry = Decision.model_validate(
        {
            "decision": what,
            "kind": one.kind,
            "keys": keys,
            "others": others,
            "about": sorted((one.local, other.local)),
            "by": "YOUR NAME",
            "why": "YOUR REASON",
        }
    )
    return DecisionLine(says, orjson.dumps(entry.model_dump(exclude_defaults=True)).decode())
