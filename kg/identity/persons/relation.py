"""How two names that may be one person's are related.

Two names are equal, or one may stand for the other (an initial, a missing middle name, a short form,
another order), or they contradict each other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from kg.identity.persons.given_names import (
    are_two_names,
    is_given_name,
    is_other_name,
    stand_for_one_another,
)
from kg.identity.persons.person_name import PersonName, surnames
from kg.identity.persons.spellings import plain, respelled, short_vowels
from kg.identity.persons.syllables import is_of_syllables, is_syllable, romanised
from kg.identity.persons.variants import skeleton_key

Relation = Literal[
    "equal", "middle", "shorter", "initials", "fewer initials", "initial", "short form", "near", "shifted",
    "called", "part", "reversed", "misspelt", "missing",
]  # fmt: skip
"""How two names that may be one person's are related, from the same to the least alike.

`middle`: a middle initial beside the name spelled out; `shorter`: a middle name only in one;
`initials`: both give the same initials only; `fewer initials`: one of them gives fewer; `initial`: an
initial beside a name; `short form`: Bob and Robert;
`near`: a slip of the pen or another transliteration; `shifted`: a first name is left out; `called`: an
initial fits, but behind it a name is spelled out that the other lacks (J. Edgar and John); `part`: one
bears only a part of the other's family name; `reversed`: family name first; `misspelt`: a vowel of the
family name differs, or a letter by transliteration; `missing`: no given name.
"""

_VOWELS_APART: Final = re.compile(r"[aeiouy][^aeiouy]++[aeiouy]")
_LEAST_SHORT_FORM: Final = 2
_ONE_SOUND: Final = frozenset("ch th ph sh zh kh ts yu ya".split())  # noqa: SIM905
"""Two letters that begin a name and stand for it as an initial does: Ch. Boitet, Th. Mann, Yu. Gurevich."""
_LEAST_NEAR: Final = 5
_LEAST_RESPELLED: Final = 4
_FIT: Final = ("equal", "middle", "shorter", "initial")
OF_INITIALS: Final[tuple[Relation, ...]] = ("initials", "fewer initials")
"""How two names are related of which neither has a given name spelled out."""


@lru_cache(maxsize=1 << 18)
def relate(a: PersonName, b: PersonName) -> Relation | None:
    """Say how two names are related; None if they contradict each other."""
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return None
    families = _families(a, b)
    given = _given(a, b)
    if families == "equal":
        return given
    if a.given + a.family == b.given + b.family or a.joined + a.whole_family == b.joined + b.whole_family:
        return "equal"  # the same words, split elsewhere
    if families == "part" and _fit_beside_a_part(given, a, b):
        return "part"
    if families == "near" and given in ("equal", "middle", "shorter") and a.is_full and b.is_full:
        return "near"
    if _part_elsewhere(a, b):
        return "part"
    if _turned_round(a, b):
        return "reversed"
    if given in ("equal", "middle", "shorter") or (
        given == "near" and respelled(a.first) == respelled(b.first)
    ):
        return "misspelt" if _misspelt(a, b) else None
    return None


def _families(a: PersonName, b: PersonName) -> Relation | None:
    if a.core == b.core or a.whole_family == b.whole_family:
        return "equal"
    if b.whole_family == a.spelled or a.whole_family == b.spelled:
        return "equal"
    if plain(a.core) == plain(b.core):
        return "near"  # Schuetze, and Schutze without its dots
    if short_vowels(a.core) == short_vowels(b.core):
        return "near"  # Itoh, Ito
    short, long = sorted((a.family, b.family), key=len)
    if len(short) < len(long) and (long[: len(short)] == short or long[-len(short) :] == short):
        return "part"
    return None


def _fit_beside_a_part(given: Relation | None, a: PersonName, b: PersonName) -> bool:
    """Tell whether given names say enough where one bears a part of the other's family name.

    Of a family name of syllables a part is another one, and initials fit too many.
    """
    if a.is_full or b.is_full:
        return given in _FIT
    return given in OF_INITIALS and not (a.syllabic or b.syllabic)


def _turned_round(a: PersonName, b: PersonName) -> bool:
    """Tell whether one has the family name first: Chan Tai Man, and Srinivasan R. with the initial last."""
    if not ((a.is_full or len(b.core) == 1) and (b.is_full or len(a.core) == 1)):
        return False
    mine, other = a.joined + a.core, b.joined + b.core
    return bool(a.given and b.given) and (mine == b.core + b.joined or other == a.core + a.joined)


def _misspelt(a: PersonName, b: PersonName) -> bool:
    """Tell whether the family name of one is likely a slip of the pen for that of the other.

    Two that are both known as family names, such as Hansen and Hanson, are two names.
    """
    key = skeleton_key(a)
    if key is None or key != skeleton_key(b) or (a.core in surnames() and b.core in surnames()):
        return False
    return _one_slip(a.core, b.core) or respelled(a.core) == respelled(b.core)


def _part_elsewhere(a: PersonName, b: PersonName) -> bool:
    """Tell whether a part of the family name of one stands among the given names of the other, or is cut off.

    Kevin, Bretonnel Reed and K. Bretonnel, Reed; Ada Mayfield and Ada Mayfield, Quill; A., Mayfield Quill and
    A. M., Quill.
    """
    if a.syllabic or b.syllabic:
        return False
    full = a.is_full and b.is_full
    if len(a.family) > 1 or len(b.family) > 1:
        mine, other = _with_one_family_name(a), _with_one_family_name(b)
        # an initial must stand for the part, where the others are initials as well
        if (
            (full or len(mine.given) == len(other.given))
            and mine.core == other.core
            and _given(mine, other) in _FIT
        ):
            return True
    if not full:
        return False
    short, long = sorted((a, b), key=lambda one: len(one.given))
    every = (*short.given, *short.family)
    return len(short.given) == 1 < len(short.first) and long.given[: len(every)] == every


def _with_one_family_name(name: PersonName) -> PersonName:
    last = name.family[-1]
    return PersonName((last,), last, (*name.given, *name.family[:-1]), name.suffix)


def _given(a: PersonName, b: PersonName) -> Relation | None:
    if not a.given or not b.given:
        return "missing"
    if a.joined == b.joined:
        return "equal" if a.is_full or b.is_full else "initials"
    syllabic = a.syllabic or b.syllabic
    if syllabic and a.is_full and b.is_full and romanised(a.joined) == romanised(b.joined):
        return "near"
    first = _word(a.first, b.first, syllabic)
    if first is None:
        return "reversed" if _turned(a.given, b.given) else _shifted(a, b, syllabic)
    if not _letters_fit(a, b, syllabic):
        return None
    rest = _rest(a.given[1:], b.given[1:], syllabic)
    if rest is None:
        return None
    if first == "initial" and _called(a, b):
        return None if syllabic else "called"
    if first == "equal" and len(a.first) == 1:
        return "fewer initials" if not (a.is_full or b.is_full) else "initial"
    if first != "equal":
        return first
    if rest == "shorter" and syllabic and _has_syllable(a, b):
        return None  # Jian Tang is not Jian-Xin Tang, but Jian Tang may be Jian Peter Tang
    return rest


def _word(a: str, b: str, syllabic: bool) -> Relation | None:
    """Compare one given name with another."""
    if a == b:
        return "equal"
    if len(a) == 1 or len(b) == 1:
        return "initial" if a[0] == b[0] else None
    if syllabic and not (_of_no_syllables(a) and _of_no_syllables(b)):
        return None
    if plain(a) == plain(b):
        return "equal"  # Jörg, Joerg
    short, long = sorted((a, b), key=len)
    if short in _ONE_SOUND and long.startswith(short):
        return "initial"
    if (
        len(short) >= (_LEAST_NEAR if len(short) < len(long) else _LEAST_RESPELLED)
        and respelled(a) == respelled(b)
        and (len(short) >= _LEAST_NEAR or not are_two_names(a, b))
    ):
        return "near"
    if stand_for_one_another(a, b):
        return "short form"
    if len(short) >= _LEAST_SHORT_FORM and len(long) - len(short) >= 2 and long.startswith(short):
        return None if is_other_name(short, long) else "short form"
    slip = len(short) >= _LEAST_NEAR and _one_slip(a, b) and not are_two_names(a, b)
    return "near" if slip else None


def _letters_fit(a: PersonName, b: PersonName, syllabic: bool) -> bool:
    """Tell whether the initials of one fit the syllables of the other (J.-X. and Jianxin, not Jianyu)."""
    if not syllabic or a.is_full == b.is_full:
        return True
    letters, name = (b.given, a.given) if a.is_full else (a.given, b.given)
    if len(letters) < 2 or len(name) > 1:
        return True
    return letters[1] in name[0][1:]


def _rest(a: tuple[str, ...], b: tuple[str, ...], syllabic: bool) -> Relation | None:
    """Compare the middle names: those of the shorter list must stand in the longer one, in its order."""
    short, long = sorted((a, b), key=len)
    place, spelled = 0, False
    for word in short:
        while place < len(long):
            found = _word(word, long[place], syllabic)
            place += 1
            if found:
                spelled |= found != "equal"
                break
        else:
            return None
    if len(short) < len(long):
        return "shorter"
    return "middle" if spelled else "equal"


def _called(a: PersonName, b: PersonName) -> bool:
    """Tell whether the one with the initial spells out a middle name that the other leaves out altogether."""
    short, long = (a, b) if len(a.first) == 1 else (b, a)
    return short.is_full and len(short.given) > len(long.given)


def _has_syllable(a: PersonName, b: PersonName) -> bool:
    """Tell whether the longer name has a syllable more than the shorter one, which makes it another name.

    A name that is not of syllables may be left out, or stand alone: Wei Mary Tang, Kevin Chi Kit Cheung.
    """
    short, long = sorted((a.given, b.given), key=len)
    if all(map(_of_no_syllables, short)):
        return False
    return any(len(word) > 1 and not _of_no_syllables(word) for word in long[len(short) :])


def _of_no_syllables(word: str) -> bool:
    """Tell whether a given name beside a family name of syllables is of another language: Alex, Helen.

    It is known as a given name, or cannot be read as syllables and has vowels in two places (Thanh has not).
    """
    if is_syllable(word):
        return False
    return is_given_name(word) or not (is_of_syllables(romanised(word)) or _VOWELS_APART.search(word) is None)


def _turned(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether the same given names, spelled out, stand in another order: Anh Minh and Minh Anh."""
    return a != b and sorted(a) == sorted(b) and all(len(word) > 1 for word in a)


def _shifted(a: PersonName, b: PersonName, syllabic: bool) -> Relation | None:
    """Tell whether one name leaves out the first name of the other: Sophia and A. Sophia."""
    short, long = sorted((a.given, b.given), key=len)
    if syllabic and len(short) == 1 and len(long) == 2 and len(long[0]) > 1 and is_of_syllables(long[0]):
        return None  # Xin Tang is not Jian-Xin Tang, but Geunbae Lee may be Gary Geunbae Lee
    rest = long[1:]
    if not rest or len(short[0]) == 1:
        return None
    kept = [word for word in short if len(word) > 1]
    return "shifted" if all(word in rest for word in kept) else None


def _one_slip(a: str, b: str) -> bool:
    """Tell whether one letter was left out, added, replaced, or swapped with its neighbour."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(rest_a) == len(rest_b):
        swapped = rest_a[:2] == rest_b[:2][::-1] and rest_a[2:] == rest_b[2:]
        return rest_a[1:] == rest_b[1:] or swapped
    short, long = sorted((rest_a, rest_b), key=len)
    return long[1:] == short and len(short) > 0  # Daniel and Daniela are two names
