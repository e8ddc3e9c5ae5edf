"""Author lists whose given and family names slipped against each other.

Some exports keep given names and family names in two columns and zip them. A collective has a family
name only (`Gemma Team`), so from it on each family name is printed with the given name of the next
person, and the last family name is cut off: `Thomas Gemma Team, Cassidy Mesnard, …, Kathleen Andreev`
was `Gemma Team, Thomas Mesnard, Cassidy …, Kathleen (lost)`. Where the collective stood in the column
of given names, given names lag in the same way and the last given name is lost.

A list that begins `OpenAI, :, Christopher …` slips by two: the colon is a family name without a given
name as well.

The evidence is the list itself: a collective's name joined to a given name, or a given name whose family
name is a colon, which proves the slip. A long list without either is never touched, however unfamiliar its
names. Other sources can confirm a realignment: `kg.repair.misaligned_names.support`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from kg.repair.collectives import (
    is_collective,
    is_generic,
    is_namesake,
    is_organisation,
    is_team_word,
    names_itself,
    words,
)
from kg.repair.lexicon import word_list
from kg.repair.misaligned_names import CONFIDENCE, GUESSED

_INITIALS: Final = re.compile(r"(?:\w\.[-‐]?){1,3}")
# A digit, or capitals within: no family name is written so.
_CODED: Final = re.compile(r"[A-Z][A-Za-z]*+\d++|[A-Z][a-z]{3,}+[A-Z]{2}[A-Za-z]*+\d*+")
_TEAMS: Final = frozenset(["team", "collaboration", "consortium", "project", "initiative", "alliance"])


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
    if len(tokens) < 2:
        return None
    if bears_no_person(tokens[-1]) and all(_given(token) for token in tokens[:-1]):
        return " ".join(tokens[:-1]), tokens[-1]
    if found := _after_given_names(tokens):
        return found
    if not is_team_word(tokens[-1]):
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
        if is_namesake(entry) or tokens[-1].lower() in word_list("names", "called-after-people"):
            break
        if named_there or _stranger(given[0], collective):
            return " ".join(given), collective
    return None


def _after_given_names(tokens: Sequence[str]) -> tuple[str, str] | None:
    """Return both halves where a collective that begins so stands after given names: The …, Team …."""
    for start in range(1, len(tokens)):
        if not _given(tokens[start - 1]):
            return None
        collective = " ".join(tokens[start:])
        if tokens[start].lower() in ("the", "team") and start + 1 < len(tokens) and names_itself(collective):
            return " ".join(tokens[:start]), collective
    return None


def doubtful_collective(entry: str) -> bool:
    """Tell whether a collective's name may be a given name and a collective, or called after a person."""
    tokens = entry.split()
    return (
        len(tokens) > 2
        and is_common_given_name(tokens[0])
        and tokens[-1].lower() in _TEAMS
        and not is_namesake(entry)
    )


def bears_no_person(token: str) -> bool:
    """Tell whether `token` is a collective's whole name, and nobody's family name: OpenAI, InternLM2."""
    return (
        token.lower() in word_list("names", "of-nobody")
        or (is_organisation(token) and token.endswith("AI"))
        or _CODED.fullmatch(token) is not None
    )


def _given(token: str) -> bool:
    return _INITIALS.fullmatch(token) is not None or is_common_given_name(token)


def before_separator(entry: str, context: str = "") -> tuple[str | None, str, float]:
    """Return given name, collective and confidence of the entry before one whose family name is a colon.

    Where nothing else tells, the first name and initials after it are the given name.
    """
    tokens = entry.split()
    given = next((n for n, token in enumerate(tokens) if not _given(token)), len(tokens) - 1)
    if len(tokens) == 1 or is_namesake(entry) or (given == 0 and _collective(entry)):
        return None, entry, CONFIDENCE
    known = set(words(context))
    for start in range(1, given + 1):
        rest = " ".join(tokens[start:])
        if _collective(rest) or known.intersection(words(tokens[start])):
            return " ".join(tokens[:start]), rest, CONFIDENCE
    end = next((n for n in range(1, len(tokens)) if not _INITIALS.fullmatch(tokens[n])), len(tokens) - 1)
    return " ".join(tokens[:end]), " ".join(tokens[end:]), GUESSED


def _collective(name: str) -> bool:
    return names_itself(name) or is_organisation(name) or is_collective(name)


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
