"""When two names of a venue or publisher are the same: in full, abbreviated, or as an acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kg.identity.folding import fold

_WORD: Final = re.compile(r"[^\W_]+")
_GENITIVE: Final = re.compile(r"['’]s\b")
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_YEAR: Final = re.compile(r"(?:19|20)\d\d|['’]\d\d")
_ORDINAL: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_ARXIV: Final = re.compile(r"\b(?:arxiv|corr)\b", re.IGNORECASE)
_SMALL: Final = frozenset(
    """a al all an and at by d da dall de dei del dell della delle der des di die do du e en et for fur in
    into its l la las le les los na nel of on or para per por pour sur the to und van von with y zum
    zur""".split()  # noqa: SIM905
)
# what tells nothing of a series that is not told by the rest
_AROUND: Final = frozenset(
    """proceedings proc conference conf international intl int annual ann workshop symposium symp meeting acm
    ieee series first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth advances adv""".split()  # noqa: SIM905
)
_LEGAL: Final = frozenset(
    """inc ltd llc gmbh ag sa bv plc co corp company limited publishing publishers publisher publications
    verlag press group international media""".split()  # noqa: SIM905
)
_BEHIND: Final = re.compile(r"[:;=/]\s|(?<=[^\W\d_]{4})\.\s")
_LEAST_ACRONYM: Final = 3
_MOST_ACRONYM: Final = 12
_LEAST_CAPITALS: Final = 2


def is_arxiv(name: str) -> bool:
    """Tell whether a venue is arXiv, or CoRR as dblp calls it: that is no statement on where it appeared."""
    return _ARXIV.search(name) is not None


@lru_cache(maxsize=1 << 12)
def same(theirs: str, ours: str) -> bool:
    """Tell whether two names may be of one journal, series or volume."""
    if any(_fit(one, two) for one in _forms(theirs) for two in _forms(ours)):
        return True
    if _acronym(theirs, ours) or _acronym(ours, theirs):
        return True
    return any(bool(one and two) and _fit(one, two) for one in _cores(theirs) for two in _cores(ours))


@lru_cache(maxsize=1 << 12)
def same_publisher(theirs: str, ours: str) -> bool:
    """Tell whether two names may be of one publisher: Springer, and Springer International Publishing."""
    one, two = (_told(name, _LEGAL) for name in (theirs, ours))
    if _fit(one, two) or set(one) <= set(two) or set(two) <= set(one):
        return True
    return _acronym(theirs, ours) or _acronym(ours, theirs)


def _words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name; years, ordinals and what stands in brackets do not count."""
    plain = _YEAR.sub(" ", _BRACKETS.sub(" ", _GENITIVE.sub("s", name.replace("&", " and "))))
    return tuple(word for word in _WORD.findall(fold(plain)) if not _ORDINAL.fullmatch(word))


def _told(name: str, but: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the words that count, without those of `but` and small ones; all where there are no others."""
    words = _words(name)
    return tuple(word for word in words if word not in but and word not in _SMALL) or words


def _forms(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a name, and those without what stands behind it: `Wave Motion. A Journal of …`."""
    whole = _words(name)
    yield whole
    for match in _BEHIND.finditer(name):
        before = _words(name[: match.start()])
        if before and before != whole:
            yield before


def _cores(name: str) -> Iterator[tuple[str, ...]]:
    for words in _forms(name):
        yield tuple(w for w in words if w not in _AROUND and w not in _SMALL and not w.isdecimal())


@lru_cache(maxsize=1 << 14)
def _fit(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Tell whether two names have the same words, in full or shortened; small words may be left out."""
    if not one or not two:
        return all(word in _SMALL for word in one + two)
    if _shortens(one[0], two[0]) and _fit(one[1:], two[1:]):
        return True
    return (one[0] in _SMALL and _fit(one[1:], two)) or (two[0] in _SMALL and _fit(one, two[1:]))


def _shortens(short: str, long: str) -> bool:
    """Tell whether one word may be short for another: `Res` and `Research`, `Natl` and `National`."""
    if len(short) > len(long):
        short, long = long, short
    if short[0] != long[0]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _acronym(short: str, long: str) -> bool:
    """Tell whether a name is the acronym of another: in its brackets, or by the beginnings of its words."""
    left = _WORD.findall(_YEAR.sub(" ", _BRACKETS.sub(" ", short)))
    left = [word for word in left if fold(word) not in _AROUND | _SMALL and not word[0].isdecimal()] or left
    if len(left) != 1 or not _LEAST_ACRONYM <= len(left[0]) <= _MOST_ACRONYM:
        return False
    if sum(char.isupper() for char in left[0]) < _LEAST_CAPITALS:
        return False
    letters = fold(left[0])
    if letters in (fold(word) for word in _WORD.findall(long)):
        return True
    return _begun(letters, _told(long))


def _begun(letters: str, words: tuple[str, ...]) -> bool:
    """Tell whether letters are the beginnings of some of the words, in their order: N-eur-I-P-S."""
    reached = {0}
    for word in words:
        reached |= {
            start + size
            for start in reached
            for size in range(1, len(letters) - start + 1)
            if word.startswith(letters[start : start + size])
        }
    return len(letters) in reached
