"""Author lists whose given and family names slipped against each other.

Some exports keep given names and family names in two columns and zip them. A collective has a family
name only (`Gemma Team`), so from it on each family name is printed with the given name of the next
person, and the last family name is cut off: `Thomas Gemma Team, Cassidy Mesnard, …, Kathleen Andreev`
was `Gemma Team, Thomas Mesnard, Cassidy …, Kathleen (lost)`. Where the collective stood in the column
of given names, given names lag in the same way and the last given name is lost.

The evidence is the list itself: a collective's name joined to a given name. A long list without one is
never touched, however unfamiliar its names. Other sources can confirm a realignment: `support`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from kg.repair.collectives import (
    is_collective,
    is_generic,
    is_namesake,
    is_organisation,
    is_team_word,
    names_itself,
    words,
)

CONFIDENCE: Final = 0.85
"""That a realigned name is right while no other source knows it (mapping specification, section 6)."""

CONFIRMED: Final = 0.95
"""The same where another source knows it."""

_INITIALS: Final = re.compile(r"(?:\w\.[-‐]?){1,3}")
# Institutes are called after people, given name and all: the Robert Koch Institute.
_CALLED_AFTER_PEOPLE: Final = frozenset(
    [
        "institute",
        "institution",
        "university",
        "foundation",
        "center",
        "centre",
        "laboratory",
        "lab",
        "observatory",
    ]
)
_TEAMS: Final = frozenset(["team", "collaboration", "consortium", "project", "initiative", "alliance"])
Half = tuple[str | None, str | None]
"""Given and family name; for a collective (None, its name)."""


@dataclass(frozen=True, slots=True)
class Realigned:
    """One name of a list put right.

    `given_from` and `family_from` tell which printed entry each half comes from; `lost` which half was
    cut off.
    """

    given: str | None
    family: str | None
    collective: str | None = None
    given_from: int | None = None
    family_from: int | None = None
    lost: Literal["given", "family"] | None = None


@cache
def _given_names() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "given_names.txt").read_text("utf-8").split())


def is_common_given_name(word: str) -> bool:
    """Tell whether `word` is among the common given names of many countries."""
    return word.lower() in _given_names()


def slipped_collective(entry: str, context: str = "") -> tuple[str, str] | None:
    """Return (given name, collective) where `entry` is a collective's name with a given name before it.

    Args:
        entry: one name, given name first.
        context: title and abstract, whose words tell what belongs to the collective's name.
    """
    tokens = entry.split()
    if len(tokens) < 2 or not is_team_word(tokens[-1]):
        return None
    if len(tokens) == 2 and not _complete(tokens[1]):
        return None
    known = set(words(context))
    for start in range(1, len(tokens)):
        given, collective = tokens[:start], " ".join(tokens[start:])
        if not names_itself(collective) or any(_never_given(token, known) for token in given):
            break
        rest = [word for word in words(collective) if not is_generic(word)]
        initials = all(_INITIALS.fullmatch(token) for token in given)
        named_there = bool(known.intersection(rest)) and rest[0] in known
        if start + 1 < len(tokens) and _INITIALS.fullmatch(tokens[start]):
            continue  # "Samuel L. Gemma Team"
        if initials:
            return " ".join(given), collective
        if is_namesake(entry) or tokens[-1].lower() in _CALLED_AFTER_PEOPLE:
            break
        if named_there or _stranger(given[0], collective):
            return " ".join(given), collective
    return None


def _stranger(given: str, collective: str) -> bool:
    """Tell whether a common given name stands before a short collective, not called after a person."""
    found = words(collective)
    return is_common_given_name(given) and found[-1] in _TEAMS and len(found) == 2


def leading_collective(entry: str, context: str) -> tuple[str, str] | None:
    """Return (collective, family name) where `entry` is a collective of the context, and a word more."""
    tokens = entry.split()
    if len(tokens) < 3 or tokens[-2].lower() not in _TEAMS:
        return None
    known = set(words(context))
    collective, family = " ".join(tokens[:-1]), tokens[-1]
    if words(collective)[0] not in known or not names_itself(collective) or _never_given(family, known):
        return None
    return collective, family


def _complete(token: str) -> bool:
    """Tell whether one token is a whole collective, such as Imagen-Team-Google."""
    return names_itself(token) and len(words(token)) > 1


def _never_given(token: str, known: Collection[str]) -> bool:
    if _INITIALS.fullmatch(token):
        return False
    return (
        is_organisation(token)
        or is_generic(token)
        or not token[:1].isalpha()
        or (token.isupper() and len(token) > 2)
        or any(character.isdigit() for character in token)
        or any(word in known for word in words(token))
    )


def realign(halves: Sequence[Half]) -> list[Realigned] | None:
    """Return the names of a list whose halves slipped, or None where no collective is in the way.

    Args:
        halves: given and family name of each printed entry; a family name that is a collective's is
            the sign, and so is a given name that is one.
    """
    families = [family for _, family in halves]
    givens = [given for given, _ in halves]
    if any(given and family and names_itself(family) for given, family in halves):
        return _merge(families, givens, lagging="family")
    if any(given and family and names_itself(given) and not is_generic(family) for given, family in halves):
        return _merge(givens, families, lagging="given")
    return None


def _merge(
    whole: Sequence[str | None], other: Sequence[str | None], lagging: Literal["family", "given"]
) -> list[Realigned]:
    """Walk the column that holds the collectives, giving each person the next half of the other column.

    Entries printed without the other half (a sound collective, a single name) stay as they are.
    """
    source = [place for place, half in enumerate(other) if half]
    found: list[Realigned] = []
    taken = 0
    for place, half in enumerate(whole):
        if half is None or (other[place] is None and (taken == 0 or is_collective(half))):
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
