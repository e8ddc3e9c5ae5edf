"""When two lists of people are the same, however their names are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.identity.folding import fold
from kg.identity.persons.person_name import PersonName, parse_name
from kg.identity.persons.relation import relate
from kg.writers.references import Name

_CONTRADICT: Final = frozenset({None, "near", "called"})
"""Relations of two names by which one is not the other as it may be written: a slip of the pen is a slip."""


_UMLAUTS: Final = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa",
    "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa",
})  # fmt: skip


def same_name(theirs: Name, ours: Name) -> bool:
    """Tell whether two names may stand for one another in a list of authors.

    Initials stand for given names, particles and accents may be left out, and so may middle names.
    """
    if theirs.team or ours.team:
        return _letters(theirs.whole) == _letters(ours.whole)
    if _letters(theirs.whole) == _letters(ours.whole):
        return True
    if any(_related(_parsed(one), _parsed(two)) for one in _spellings(theirs) for two in _spellings(ours)):
        return True
    return _words(theirs) == _words(ours)


def _related(one: PersonName, two: PersonName) -> bool:
    if _families(one) & _families(two) and not (one.given and two.given):
        return True
    return relate(one, two) not in _CONTRADICT


def _spellings(name: Name) -> list[Name]:
    """Return a name as it is, and with its umlauts written out, where it has any: Jürgen and Juergen."""
    given, family = (part.translate(_UMLAUTS) for part in (name.given, name.family))
    return (
        [name]
        if (given, family) == (name.given, name.family)
        else [name, replace(name, given=given, family=family)]
    )


def family_shared(theirs: Sequence[Name], ours: Sequence[Name]) -> float:
    """Return the share of the names of the shorter list whose family name the other list has; 0 to 1."""
    some = [_families(_parsed(name)) for name in theirs]
    others = {family for name in ours for family in _families(_parsed(name))}
    if not some or not others:
        return 0.0
    return sum(bool(families & others) for families in some) / min(len(some), max(1, len(ours)))


def differences(
    theirs: Sequence[Name], ours: Sequence[Name], *, whole: bool, ours_whole: bool
) -> list[tuple[int | None, str, str]]:
    """Return where two lists differ: the place from 0 or None for the list as a whole, and both values.

    The same people in another order are one difference. `whole` and `ours_whole` say whether the lists name
    everybody; of a cut list its beginning counts.
    """
    if not theirs or not ours:
        return []
    found: list[tuple[int | None, str, str]] = []
    if whole and ours_whole and len(theirs) != len(ours):
        odd = _odd(theirs, ours) or _odd(ours, theirs)
        who = f" ({odd.whole})" if odd else ""
        found.append((None, f"{len(theirs)} names", f"{len(ours)} names{who}"))
        return found
    for place, (one, two) in enumerate(zip(theirs, ours, strict=False)):
        if not same_name(one, two):
            found.append((place, one.whole, two.whole))
    if len(found) > 1 and all(any(same_name(one, two) for two in ours) for one in theirs):
        return [(None, ", ".join(one.whole for one in theirs), ", ".join(two.whole for two in ours))]
    if not ours_whole or whole or len(theirs) <= len(ours):
        return found
    return [*found, (None, f"{len(theirs)} names and others", f"{len(ours)} names")]


def _odd(some: Sequence[Name], others: Sequence[Name]) -> Name | None:
    """Return the first of some names that the other list has not, where one is missing or too many."""
    return next((one for one in some if not any(same_name(one, other) for other in others)), None)


def _parsed(name: Name) -> PersonName:
    family = name.family if name.given else None
    return parse_name(name.whole, name.given or None, family, name.suffix or None)


def _families(name: PersonName) -> set[str]:
    return {found for found in (name.core, name.whole_family, name.spelled) if found}


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _words(name: Name) -> list[str]:
    """Return the words of a name, sorted: which of them is the family name is told differently."""
    return sorted("".join(char if char.isalnum() else " " for char in fold(name.whole)).split())
