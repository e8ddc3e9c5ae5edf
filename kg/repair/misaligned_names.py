"""Two columns of given and family names that were zipped against each other, walked into step again.

What tells that they slipped is in `kg.repair.shift`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from kg.repair.collectives import is_collective, is_generic, names_itself

CONFIDENCE: Final = 0.85
"""That a realigned name is right while no other source knows it (mapping specification, section 6)."""

GUESSED: Final = 0.5
"""That a collective is called so where only the place before a colon says that it is one."""

CONFIRMED: Final = 0.95
"""The same where another source knows it."""

SEPARATOR: Final = ":"
"""What parts a collective from its members; in a column of family names it stands in a place of its own."""

Half = tuple[str | None, str | None]
"""Given and family name; for a collective (None, its name)."""


@dataclass(frozen=True, slots=True)
class Realigned:
    """One name of a list put right.

    `given_from` and `family_from` tell which printed entry each half comes from; `lost` which half was
    cut off. `confidence` is the probability that the name is right.
    """

    given: str | None
    family: str | None
    collective: str | None = None
    given_from: int | None = None
    family_from: int | None = None
    lost: Literal["given", "family"] | None = None
    confidence: float = CONFIDENCE


def realign(
    halves: Sequence[Half], heads: Mapping[int, float] = MappingProxyType({})
) -> list[Realigned] | None:
    """Return the names of a list whose halves slipped, or None where no collective is in the way.

    Args:
        halves: given and family name of each printed entry; a family name that is a collective's is
            the sign, and so is a given name that is one, or a colon as a family name.
        heads: the places whose family name is a collective's though no word in it says so, with the
            confidence that it is.
    """
    families = [family for _, family in halves]
    givens = [given for given, _ in halves]
    if any(
        given and family and (names_itself(family) or family == SEPARATOR or place in heads)
        for place, (given, family) in enumerate(halves)
    ):
        return _merge(families, givens, lagging="family", heads=heads)
    if any(given and family and names_itself(given) and not is_generic(family) for given, family in halves):
        return _merge(givens, families, lagging="given")
    return None


def _merge(
    whole: Sequence[str | None],
    other: Sequence[str | None],
    lagging: Literal["family", "given"],
    heads: Mapping[int, float] = MappingProxyType({}),
) -> list[Realigned]:
    """Walk the column that holds the collectives, giving each person the next half of the other column.

    Entries printed without the other half (a sound collective, a single name) stay as they are; a colon
    is nobody.
    """
    source = [place for place, half in enumerate(other) if half]
    found: list[Realigned] = []
    taken = 0
    for place, half in enumerate(whole):
        if half == SEPARATOR:
            continue
        if place in heads:
            found.append(Realigned(None, None, half, family_from=place, confidence=heads[place]))
        elif half is None or (other[place] is None and (taken == 0 or is_collective(half))):
            found.append(_one(half, None, place, None, lagging))
        elif names_itself(half):
            found.append(Realigned(None, None, half, family_from=place))
        else:
            start = source[taken] if taken < len(source) else None
            found.append(_one(half, None if start is None else other[start], place, start, lagging))
            taken += 1
    for start in source[taken:]:
        half = other[start]
        if lagging == "family":
            found.append(Realigned(half, None, given_from=start, lost="family"))
        else:
            found.append(Realigned(None, half, family_from=start, lost="given"))
    return found


def _one(
    half: str | None, other: str | None, place: int, start: int | None, lagging: Literal["family", "given"]
) -> Realigned:
    collective = half if half and other is None and is_collective(half) else None
    if collective:
        return Realigned(None, None, collective, family_from=place)
    if lagging == "family":
        return Realigned(other, half, given_from=start, family_from=place)
    return Realigned(half, other, given_from=place, family_from=start)


def support(names: Iterable[str], known: Collection[str]) -> int:
    """Return how many of `names` other sources know: to be compared between a list as printed and realigned.

    Both must be folded in the same way. Of the list in the docstring above, 2 of 107 printed names
    and 69 realigned ones stand in two other lists of the same project.
    """
    return sum(name in known for name in names)
