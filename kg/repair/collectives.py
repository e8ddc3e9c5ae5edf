"""Collective authors: teams, collaborations, consortia, institutions.

A collective is told by a word such as Team or Collaboration, or is one of a few organisations that sign
papers under their bare name. Telling it from a person with a single name ("Madonna") needs such a word:
a missing given name alone proves nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from kg.repair.lexicon import word_list


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BODIES: Final = _set("editors trialists reviewers writers correspondents")
_BODIES_WITH_ARTICLE: Final = _BODIES | _set("authors staff board members researchers")
"""Last words that are no family name: `PLOS ONE Editors`, behind an article also `The BMJ Staff`."""
_DIVISIONS: Final = frozenset(["ai", "research", "deepmind", "brain", "genai", "face"])
_AI_LAB: Final = re.compile(r"\w*[a-z\d.-]AI")
# Forms of companies and registered societies that are no initials of a person: `B. V.` may be
_LEGAL: Final = re.compile(r"(?:\be\.\s?V\.|\bS\.?p\.?A\.?|\b(?:LLC|LLP|PLC|Pty)\.?|&\sCo\.?)$")
_WORDS: Final = re.compile(r"[^\W_]+")


def words(name: str) -> list[str]:
    """Return the words of `name` in lower case; hyphens and points part them."""
    return [word.lower() for word in _WORDS.findall(name)]


def _team_words() -> frozenset[str]:
    return word_list("collectives", "words")


def _generic() -> frozenset[str]:
    return word_list("collectives", "generic")


def _organisations() -> frozenset[str]:
    return word_list("collectives", "organisations")


@cache
def _east_asian() -> tuple[str, ...]:
    return tuple(word for word in _team_words() if word[0] > "\u2fff")


def is_team_word(token: str) -> bool:
    """Tell whether `token` is, or ends in after a hyphen, a word that only collectives bear."""
    return not _team_words().isdisjoint(words(token))


@lru_cache(maxsize=1 << 14)
def is_collective(name: str) -> bool:
    """Tell whether `name`, in reading order, is surely a collective's."""
    found = words(name)
    if not found or not _team_words().isdisjoint(found):
        return bool(found)
    if _LEGAL.search(name.rstrip()):
        return True
    bodies = _BODIES_WITH_ARTICLE if found[0] == "the" else _BODIES
    if found[-1] in bodies and any(word not in _generic() and word not in bodies for word in found[:-1]):
        return True
    if found[0] == "groupe" and len(found) > 1:  # alone it is a family name
        return True
    if not name.isascii() and name.endswith(_east_asian()):
        return True
    alone, known = name.strip(), found[0] in _organisations()
    if alone in word_list("collectives", "letters"):
        return True
    if " " not in alone:
        return known or _AI_LAB.fullmatch(alone) is not None
    return known and found[-1] in _DIVISIONS


@lru_cache(maxsize=1 << 12)
def names_itself(name: str) -> bool:
    """Tell whether `name` is a collective's and says whose: `Gemma Team`, but not `The Collaboration`."""
    found = words(name)
    team = _team_words()
    return not team.isdisjoint(found) and any(word not in team and word not in _generic() for word in found)


def is_organisation(word: str) -> bool:
    """Tell whether `word` is the name of an organisation, so no given name."""
    return word.lower() in _organisations() or _AI_LAB.fullmatch(word) is not None


def is_generic(word: str) -> bool:
    """Tell whether `word` belongs to the wording of a collective's name and is no name itself."""
    return word.lower() in _generic() or is_team_word(word)


def is_namesake(name: str) -> bool:
    """Tell whether a collective's `name` begins with the whole name of a person it is called after."""
    folded = name.lower()
    return any(folded.startswith(namesake) for namesake in word_list("collectives", "namesakes"))


_INITIALS: Final = 2


def is_group_in_halves(given: str, family: str) -> bool:
    """Tell whether fields for given and family name hold the halves of a group's name.

    A word for groups alone proves nothing: there are people called Group and Institute.
    """
    if not is_collective(f"{given} {family}"):
        return False
    acronym = given.isupper() and len(given) > _INITIALS and "." not in given
    several = len(family.split()) > 1 and is_collective(family)
    return acronym or several or is_collective(given)
