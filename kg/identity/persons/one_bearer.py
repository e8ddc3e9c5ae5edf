"""Whether two names under which one identifier is stated can be those of one person.

The question is another than that of `relation`, which asks what two names of strangers say: an identifier
says already that they are one person, and only names that nobody would bear one after or beside the other
say that it stands there by mistake. So they are taken to be of one person where anything explains the
difference: initials, short forms, another order, spelling or script, a lost letter, a changed family name.
Two given names beside one family name are two people's, if they are known as given names and do not begin
alike, or are of syllables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from kg.identity.folding import fold, tokens
from kg.identity.persons.blocking import block_key
from kg.identity.persons.given_names import forms_of, is_given_name, stand_for_one_another
from kg.identity.persons.person_name import PersonName, latin, parse_name
from kg.identity.persons.relation import relate
from kg.identity.persons.spellings import respelled
from kg.identity.persons.syllables import is_of_syllables, romanised

LOST: Final = "\ufffd"
"""Stands in a name for a letter that cannot be told any more."""

_OTHER_SCRIPT: Final = re.compile("[\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufaff\uff66-\uffdc]")
"""Letters that are not Latin, when those that are Cyrillic have been written in Latin ones."""
_ODD: Final = re.compile("[?\u0080-\u00bf\ufffd]")
"""What stands in a name that was wrongly decoded or lost letters; it is cut there."""
_LEAST_WORD: Final = 2
_LEAST_ALIKE: Final = 4
_ALIKE: Final = 0.75
"""Longer words that have so much in common may be slips of the pen (Ratcliff and Obershelp's measure)."""


@dataclass(frozen=True, slots=True)
class Borne:
    """A name as it is stated beside an identifier, with other spellings of it that are stated there too."""

    name: str
    given: str | None = None
    family: str | None = None
    alternates: tuple[str, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether the name tells people apart: Latin or Cyrillic, whole, with a given name spelled out.

        Any other may be that of too many.
        """
        return not (_foreign(self.name) or LOST in self.name) and _parsed(self).is_full


@lru_cache(maxsize=1 << 16)
def may_be_one(a: Borne, b: Borne) -> bool:
    """Tell whether one person may be stated under both names."""
    return any(_may_be_one(one, other) for one in _spellings(a) for other in _spellings(b))


def bearer_mark(borne: Borne) -> str:
    """Return a text that only names have in common that one person may bear (`may_be_one`)."""
    name = _parsed(borne)
    return name.text if name.syllabic else block_key(name)


def _spellings(borne: Borne) -> list[Borne]:
    """Return the name and its other spellings; those of another script only where there are no others."""
    found = [borne, *map(Borne, borne.alternates)]
    return [one for one in found if not _foreign(one.name)] or found


def _may_be_one(a: Borne, b: Borne) -> bool:
    if _foreign(a.name) or _foreign(b.name):
        return True
    one, other = _parsed(a), _parsed(b)
    if relate(one, other) is not None or _all_fit(a.name, b.name, _syllables(one) and _syllables(other)):
        return True
    if _same_given(one, other):
        return True  # the family name changed
    if _one_family(one, other):
        return not _two_given(one, other)
    return _initials_fit(one, other)


def _foreign(name: str) -> bool:
    """Tell whether a name is of letters that cannot be compared with Latin ones."""
    return not name.isascii() and _OTHER_SCRIPT.search(latin(name)) is not None


@lru_cache(maxsize=1 << 16)
def _parsed(borne: Borne) -> PersonName:
    return parse_name(borne.name, borne.given, borne.family)


def _syllables(name: PersonName) -> bool:
    """Tell whether a name is Chinese, Korean or the like: a letter or syllable more makes it another name."""
    return is_of_syllables(romanised(name.joined)) and (
        name.syllabic or is_of_syllables(romanised(name.core))
    )


def _same(a: str, b: str) -> bool:
    """Tell whether two folded words are one name, spelled or shortened in another way."""
    if min(len(a), len(b)) < _LEAST_WORD:
        return False
    short, long = sorted((a, b), key=len)
    return (
        a == b
        or (len(short) >= _LEAST_ALIKE and respelled(a) == respelled(b))
        or romanised(a) == romanised(b)
        or stand_for_one_another(a, b)
        or (len(short) > _LEAST_WORD and long.startswith(short))
    )


def _alike(a: str, b: str) -> bool:
    """Tell whether two folded words may be slips of the pen for one another."""
    if min(len(a), len(b)) < _LEAST_ALIKE:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


def _words(name: str) -> list[str]:
    """Return the folded words of a name, initials apart; a word is cut where a letter is lost."""
    found = []
    for word in latin(name).split():
        plain = word.replace(".", "")
        if 1 < len(plain) <= 3 and plain.isupper() and (word == name or not name.isupper()):
            found += list(fold(plain))
            continue
        found += tokens(_ODD.split(word)[0] if _ODD.search(word) else word)
    return [word for word in found if word]


def _all_fit(a: str, b: str, syllables: bool) -> bool:
    """Tell whether each word of the shorter name stands in the other, in any order, at least as an initial.

    Of letters alone there must be two: `M. R.` may be Maria Rossi.
    """
    short, long = sorted((_words(a), _words(b)), key=len)
    left, told = list(long), 0
    for word in sorted(short, key=lambda one: (-len(one), one)):
        found = next((one for one in left if _same(word, one)), None)
        found = found or next((one for one in left if not syllables and _alike(word, one)), None)
        found = found or next((one for one in left if _is_initial(word, one)), None)
        if found is None:
            return "".join(short) == "".join(long)
        left.remove(found)
        told += min(len(word), len(found), 2)
    return told > 1


def _is_initial(a: str, b: str) -> bool:
    return min(len(a), len(b)) == 1 and a[0] == b[0]


def _same_given(a: PersonName, b: PersonName) -> bool:
    """Tell whether both have a given name, spelled out, in common: all of it where it is of syllables."""
    if _syllables(a) and _syllables(b):
        return a.is_full and b.is_full and romanised(a.joined) == romanised(b.joined)
    mine, other = ([word for word in one.given if len(word) >= _LEAST_WORD] for one in (a, b))
    return _share(mine, other) or _turned_round(mine, b.family) or _turned_round(other, a.family)


def _turned_round(given: Sequence[str], family: Sequence[str]) -> bool:
    """Tell whether the first given name of one stands where the other has the family name: Bianchi Maria."""
    return _share(given[:1], [word for word in family if is_given_name(word)])


def _one_family(a: PersonName, b: PersonName) -> bool:
    """Tell whether two names have a family name in common, or a part of it, but for a slip of the pen."""
    if a.syllabic or b.syllabic:
        return _share(a.family, b.family)
    mine, other = ((*one.family, *one.given[1:]) for one in (a, b))
    return _share(a.family, other) or _share(mine, b.family) or _alike(a.core, b.core)


def _share(a: Sequence[str], b: Sequence[str]) -> bool:
    return any(_same(one, other) for one in a for other in b)


def _two_given(a: PersonName, b: PersonName) -> bool:
    """Tell whether those of one family name bear two given names, of which neither stands for the other."""
    if not (a.is_full and b.is_full):
        return False
    if a.syllabic or b.syllabic:
        return is_of_syllables(romanised(a.joined)) and is_of_syllables(romanised(b.joined))
    first, second = ([word for word in one.given if len(word) >= _LEAST_WORD] for one in (a, b))
    letters = {word[0] for word in (*a.given, *(form for one in first for form in forms_of(one)))}
    others = {word[0] for word in (*b.given, *(form for one in second for form in forms_of(one)))}
    return letters.isdisjoint(others) and any(map(is_given_name, (first[0], second[0])))


def _initials_fit(a: PersonName, b: PersonName) -> bool:
    """Tell whether of two names with different family names the given names agree as far as they are stated.

    One who married may print no more than initials.
    """
    if (a.is_full and b.is_full) or not a.given or not b.given:
        return False
    return all(one[0] == other[0] for one, other in zip(a.given, b.given, strict=False))
