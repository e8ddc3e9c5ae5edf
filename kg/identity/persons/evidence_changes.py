"""What two releases say of one decision, side by side: what only the older says, and what only the newer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.identity.persons.wording import COMMON, COUNTED

_HEAD: Final = re.compile(
    r"(?:joined: |left apart: |joined by \d++ joins, the least sure first: )?+(?:[\d.]++ by [A-Z-]++: )?+"
)
_VERDICTS: Final = frozenset(["nothing but the name speaks for it", "nothing but the names says so"])
"""Clauses that follow from how common the name is held to be."""


@dataclass(frozen=True, slots=True)
class EvidenceDifference:
    """The pieces of evidence that differ, in words.

    `only_census` tells that both have the same evidence: but for how common names are held to be, all is as
    it was.
    """

    then: tuple[str, ...]
    now: tuple[str, ...]
    only_census: bool


def retold(then: str, now: str) -> EvidenceDifference:
    """Compare the words of a decision in an older release with those in a newer one."""
    old, new = _clauses(then), _clauses(now)
    known = bool(COUNTED.search(then) and COUNTED.search(now))
    return EvidenceDifference(
        tuple(one for one in old if one not in new),
        tuple(one for one in new if one not in old),
        known and old != new and _evidence(old) == _evidence(new),
    )


def _clauses(words: str) -> list[str]:
    """Return the pieces of evidence of the words of a decision, each once."""
    joins = (join[match.end() :] for join in words.split(" | ") if (match := _HEAD.match(join)))
    return list(dict.fromkeys(clause for join in joins for clause in join.split("; ") if clause))


def _evidence(clauses: list[str]) -> set[str]:
    """Return the pieces that do not depend on the census."""
    return {COMMON.sub(")", one) for one in clauses if one not in _VERDICTS and not COUNTED.match(one)}
