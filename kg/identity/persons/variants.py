"""Other ways to write a name that stand in other blocks: reversed, short forms, umlauts, double names, slips.

Each way is a pair of first given name and family name. A cluster looks for others under such a pair
only where the data have it, so few clusters take part.
"""

from __future__ import annotations

import re
from typing import Final

from kg.identity.persons.given_names import forms_of
from kg.identity.persons.person_name import PersonName
from kg.identity.persons.spellings import plain, respelled, short_vowels

LEAST_MISSPELT: Final = 6
"""Shorter family names are too much alike for a slip of the pen to be told from another name."""
_VOWELS: Final = re.compile("[aeiouy]")
_DOUBLE: Final = re.compile(r"(.)\1+")
_ONCE: Final = r"\1"


def own_key(name: PersonName) -> str:
    """Return the key under which a name is found by its variants."""
    return f"{name.first} {name.core}"


def variant_keys(name: PersonName) -> set[str]:
    """Return the keys of other ways to write a name; of initials only those of another family name."""
    umlauts = {
        f"{name.first[:1]} {family}"
        for family in (name.spelled, plain(name.core))
        if family and family != name.core
    }
    if not name.is_full:
        return umlauts - {own_key(name)} if name.first else set()
    found = {f"{form} {name.core}" for form in forms_of(name.first) if form[0] != name.first[0]}
    found |= {f"{middle} {name.core}" for middle in name.given[1:] if len(middle) > 1}
    found |= {f"{name.first} {part}" for part in name.family if len(part) > 2}
    if not name.syllabic:  # Ada Mayfield may have become Ada Mayfield Quill
        found |= {f"{name.first} {middle}" for middle in name.given[1:] if len(middle) > 2}
    found |= {f"{name.first} {family}" for family in (name.spelled, name.whole_family) if family}
    found |= {
        f"{plain(name.first)} {plain(name.core)}",
        f"{short_vowels(name.first)} {short_vowels(name.core)}",
    }
    found |= {f"{name.core} {name.joined}", f"{name.core} {name.first}", f"{name.core} {name.given[-1]}"}
    return (found | umlauts) - {own_key(name)}


def skeleton_key(name: PersonName) -> str | None:
    """Return a key that names share whose family names differ by vowels; null of one that has no such key.

    Ada Quillamore and Ada Quillamare. Names of syllables and short ones have none: there a vowel makes two
    names.
    """
    if name.syllabic or len(name.first) < 2 or len(name.core) < LEAST_MISSPELT:
        return None
    consonants = _VOWELS.sub("", name.core)
    return f"{respelled(name.first)} ~{_DOUBLE.sub(_ONCE, consonants)}"
