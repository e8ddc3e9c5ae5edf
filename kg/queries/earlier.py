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

from pyoxigraph import Literal, NamedNode

from kg.engine import Engine, Request, Term
from kg.engine.template import Template
from kg.identity.persons.retelling import retold
from kg.iris import PERSON_DECISIONS
from kg.queries.explanation import Decision, Earlier
from kg.vocab import CODE, PREFIXES

_CODE: Final = CODE["outcome-"]
_PERSONS: Final = f"/{PERSON_DECISIONS}"
_AT_ONCE: Final = 500
"""Things that one query asks about."""
_PREFIXES: Final = "\n".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in ("kgo", "rdfs"))
_SUPPORTS: Final = Template(
    _PREFIXES
    + """
SELECT DISTINCT ?decision ?authorship WHERE {
  VALUES $thing { <https://kg.example.org/curation/identity-persons-a> }
  GRAPH ?g { $thing kgo:supportedBy ?authorship }
  BIND($thing AS ?decision)
}"""
)
_RESTING: Final = Template(
    _PREFIXES
    + """
SELECT DISTINCT ?decision ?outcome ?rule ?confidence ?words WHERE {
  VALUES $thing { <https://kg.example.org/authorship/a-1> }
  GRAPH ?g {
    ?decision kgo:supportedBy $thing .
    ?decision kgo:outcome ?outcome ; kgo:rule ?rule ; kgo:confidence ?confidence ; rdfs:comment ?words
  }
}
ORDER BY ?decision ?words"""
)


def with_earlier(
    decisions: Sequence[Decision], now: Engine, then: Engine, release: str
) -> tuple[Decision, ...]:
    """Return the decisions, each with what `release`, whose engine is `then`, decided otherwise.

    That is what rests on the same authorships and had another outcome or confidence, and what rests on more
    or on fewer of them and had another outcome.
    """
    asked = [one.iri for one in decisions if _PERSONS in one.iri]
    supports = _supports(now, asked)
    known = sorted({authorship for every in supports.values() for authorship in every})
    old = {row["decision"]: row for row in _rows(then, _RESTING, known) if _PERSONS in row["decision"]}
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


def _differ(one: Decision, mine: set[str], row: dict[str, str], theirs: set[str]) -> bool:
    if row["outcome"].removeprefix(_CODE) != one.outcome:
        return mine <= theirs or theirs <= mine
    return mine == theirs and float(row["confidence"]) != one.confidence


def _earlier(one: Decision, row: dict[str, str], release: str) -> Earlier:
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
    for row in _rows(engine, _SUPPORTS, decisions):
        found[row["decision"]].add(row["authorship"])
    return found


def _rows(engine: Engine, template: Template, things: Sequence[str]) -> Iterator[dict[str, str]]:
    for start in range(0, len(things), _AT_ONCE):
        nodes = [NamedNode(iri) for iri in things[start : start + _AT_ONCE]]
        for row in engine.solutions(Request(template.bind({"thing": nodes}))):
            yield {name: _text(term) for name, term in row.items()}


def _text(term: Term) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value
