"""All that evidence says of organisations brought together: what is joined, what is left open, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from kg.identity.organisations.joining import OrganisationJoin
from kg.identity.people import Aliases
from kg.works import IdentityDecision

DOUBT: Final = 0.5
"""The confidence of a join that something else speaks against."""

Sides = tuple[Sequence[str], Sequence[str]]
"""Keys of two organisations that people hold apart."""


def settled(
    found: Iterable[OrganisationJoin], together: Iterable[tuple[str, str]] = (), apart: Sequence[Sides] = ()
) -> tuple[list[tuple[str, str]], list[IdentityDecision]]:
    """Return the pairs of keys that are of one organisation, and the decisions.

    The surest join goes first; one that would give an organisation two RORs is left open. `together` are
    pairs that people hold to be one, and what they hold `apart` is not joined.
    """
    aliases = Aliases()
    for group, key in together:
        aliases.join(group, key)
    pairs, decisions = [], []
    for join in sorted(set(found), key=lambda one: (not one.sure, -one.confidence, one.rule, one.keys)):
        if join.sure and any(_reaches(aliases, join.keys, *sides) for sides in apart):
            continue  # people said so, and their decision stands in the graph
        if join.sure and aliases.join(*join.keys):
            pairs.append((join.keys[0], join.keys[1]))
            decisions.append(join.decision)
        elif join.sure:
            words = f"{join.words}; but another is known to be it"
            decisions.append(replace(join, sure=False, confidence=DOUBT, words=words).decision)
        elif len({aliases.canonical(key) for key in join.keys}) > 1:
            decisions.append(join.decision)
    return pairs, decisions


def _reaches(aliases: Aliases, keys: Sequence[str], some: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether joining two keys would bring together what people hold apart."""
    joined = {aliases.canonical(key) for key in keys}
    return all(joined & {aliases.canonical(key) for key in side} for side in (some, others))
