"""What the release before decided of the same mentions of persons, and what is other now.

The same two mentions may be undecided in one release and one person in the next, only because unrelated
files made their name rarer or commoner among all names. Decisions are matched by the authorships that they
rest on, whose IRIs stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.engine import Engine
from kg.identity.persons.evidence_changes import retold
from kg.iris import PERSON_DECISIONS
from kg.queries.asking import Row, asked
from kg.queries.explanation import Earlier, ExplainedDecision
from kg.vocab import CODE

_CODE: Final = CODE["outcome-"]
_PERSONS: Final = f"/{PERSON_DECISIONS}"
_AT_ONCE: Final = 500
"""Things that one query asks about."""


def with_earlier(
    decisions: Sequence[ExplainedDecision], now: Engine, then: Engine, release: str
) -> tuple[ExplainedDecision, ...]:
    """Return the decisions, each with what `release`, whose engine is `then`, decided otherwise.

    That is what rests on the same authorships and had another outcome or confidence, and what rests on more
    or on fewer of them and had another outcome.
    """
    asked = [one.iri for one in decisions if _PERSONS in one.iri]
    supports = _supports(now, asked)
    known = sorted({authorship for every in supports.values() for authorship in every})
    old = {
        row["decision"]: row for row in _rows(then, "decisions-resting", known) if _PERSONS in row["decision"]
    }
    old_supports = _supports(then, sorted(old))
    resting: dict[str, set[str]] = defaultdict(set)
    for iri, every in old_supports.items():
        for authorship in every:
            resting[authorship].add(iri)
    found = []
    for one in decisions:
        mine = supports.get(one.iri, set())
        near = sorted({iri for authorship in mine for iri in resting[authorship]})
        before = [
            _earlier(one, old[iri], release)
            for iri in near
            if _differ(one, mine, old[iri], old_supports[iri])
        ]
        found.append(replace(one, before=tuple(before)) if before else one)
    return tuple(found)


def _differ(one: ExplainedDecision, mine: set[str], row: Row, theirs: set[str]) -> bool:
    if row["outcome"].removeprefix(_CODE) != one.outcome:
        return mine <= theirs or theirs <= mine
    return mine == theirs and float(row["confidence"]) != one.confidence


def _earlier(one: ExplainedDecision, row: Row, release: str) -> Earlier:
    difference = retold(row["words"], one.words or "")
    return Earlier(
        release=release,
        outcome=row["outcome"].removeprefix(_CODE),
        rule=row["rule"],
        confidence=float(row["confidence"]),
        then=difference.then,
        now=difference.now,
        only_census=difference.only_census,
        iri=row["decision"],
    )


def _supports(engine: Engine, decisions: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in _rows(engine, "decision-supports", decisions):
        found[row["decision"]].add(row["authorship"])
    return found


def _rows(engine: Engine, query: str, things: Sequence[str]) -> Iterator[Row]:
    for start in range(0, len(things), _AT_ONCE):
        yield from asked(engine, query, thing=things[start : start + _AT_ONCE])
