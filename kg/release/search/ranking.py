"""In which order hits are shown.

A hit belongs to a tier by where the words stand: an identifier, the whole name, in the name, in another
name, an initial for a name, elsewhere (a paper found by its authors). Inside a tier it is scored by
BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) with one
simplification: since every hit holds all words, what is left of it is how much of the name they make
up. Words that begin the name and stand in the order typed count a little more, and so do people and
venues with many papers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from kg.release.search.index_entry import EntryKind, IndexEntry
from kg.release.search.search_query import SearchQuery
from kg.release.search.tables import identifier_token
from kg.release.search.words import index_words, is_plain, words

_K1: Final = 1.2
_B: Final = 0.75
_USUAL_WORDS: Final = 6.0
_WHOLE_WORD: Final = 0.25
_IN_ORDER: Final = 0.3
_AT_START: Final = 0.2
_PAPERS: Final = 0.15
_LESS: Final = 100.0  # more than any score has


class Tier(IntEnum):
    """Where the words were found, the best place last."""

    ELSEWHERE = 0
    LIKELY = 1
    OTHER_NAME = 2
    NAME = 3
    WHOLE_NAME = 4
    IDENTIFIER = 5


@dataclass(frozen=True, slots=True)
class Ranked:
    """How well an entry fits: its tier, its score in it, and the other name that fits, if one does."""

    tier: Tier
    score: float
    other: str | None = None


def rank(entry: IndexEntry, wanted: SearchQuery, *, strict: bool = True) -> Ranked:
    """Tell how well `entry` fits that was found for `wanted`: by all words if `strict`, or less."""
    if wanted.identifiers and any(
        identifier_token(value) in wanted.identifiers for value in entry.identifiers
    ):
        return Ranked(Tier.IDENTIFIER, _weight(entry))
    own = words(entry.name)
    if sorted(own) == wanted.whole:
        same = own == [forms[0] for forms in wanted.words]
        return Ranked(Tier.WHOLE_NAME, _weight(entry) + same)
    if _holds(wanted, own) or (not is_plain(entry.name) and _holds(wanted, index_words(entry.name))):
        return Ranked(Tier.NAME, _fit(wanted, own) + _weight(entry))
    for other in entry.also:
        found = index_words(other)
        if _holds(wanted, found):
            return Ranked(Tier.OTHER_NAME, _fit(wanted, found) + _weight(entry), other)
    tier = Tier.LIKELY if entry.kind in (EntryKind.PERSON, EntryKind.TEAM) else Tier.ELSEWHERE
    return Ranked(tier, _fit(wanted, own) + _weight(entry) - (0 if strict else _LESS))


def _holds(wanted: SearchQuery, found: Sequence[str]) -> bool:
    """Tell whether each word wanted is one of those found, or the beginning of one."""
    line = " " + " ".join(found)
    return bool(wanted.words) and all(any(f" {form}" in line for form in forms) for forms in wanted.words)


def _fit(wanted: SearchQuery, found: Sequence[str]) -> float:
    """Return the share that the words wanted have in those found, as BM25 has it, and small bonuses."""
    length = _K1 * (1 - _B + _B * len(found) / _USUAL_WORDS)
    score, places = 0.0, []
    for forms in wanted.words:
        begun = [at for at, word in enumerate(found) if word.startswith(forms)]
        if begun:
            whole = len(forms[0]) > 1 and any(found[at] in forms for at in begun)
            score += len(begun) * (_K1 + 1) / (len(begun) + length) + (_WHOLE_WORD if whole else 0)
            places.append(begun[0])
    if places and places == sorted(places):
        score += _IN_ORDER * (places[-1] - places[0] == len(places) - 1) + _AT_START * (places[0] == 0)
    return score


def _weight(entry: IndexEntry) -> float:
    return _PAPERS * math.log1p(entry.papers)
