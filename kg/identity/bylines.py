"""Two author lists compared: whether they name the same people, as far as one paper needs it.

Lists are cut, names have initials or not, letters are lost (`M. Tamer ?zsu`) or written as entities
(`&#214;zsu`), and a list that was taken apart wrongly still has the words of its names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final, Literal

from kg.identity.folding import title_key, tokens
from kg.identity.slips import slip
from kg.records import Author, WorkRecord

BylineKinship = Literal[
    "all of many", "all of three", "all of two", "the one author", "first of many", "all words",
    "most", "half", "some", "none",
]  # fmt: skip
"""How two author lists stand to each other."""

Name = tuple[str, str]
"""Folded family name, with `?` for a lost letter, and the initial of the given name or nothing."""

_LOST: Final = "?\ufffd"
_COMPARED: Final = 60  # names of a list that are compared one by one
_LEAST_WORD: Final = 3
_LONG_NAME: Final = 6
_LONG_LIST: Final = 40
_HELD: Final = 20_000  # names of long lists that are kept: a collaboration's papers are compared in turn

# by the record's identity, which holds as the record is kept here, too
_taken: dict[int, tuple[WorkRecord, list[Name]]] = {}


@dataclass(frozen=True, slots=True)
class Byline:
    """An author list as it is compared: its `names`, each once, in order, and all words of them, folded.

    `length` is the number of its entries; it is `complete` where the record says so.
    """

    names: tuple[Name, ...] = ()
    words: frozenset[str] = frozenset()
    length: int = 0
    complete: bool = False

    @classmethod
    def of(cls, record: WorkRecord) -> Byline:
        """Take the list of a record."""
        words = {word for one in record.authors for word in _words(one.name)}
        return cls(tuple(names(record)), frozenset(words), len(record.authors), bool(record.authors_complete))


def compare_bylines(a: Byline, b: Byline) -> tuple[BylineKinship, str] | None:
    """Return how two author lists stand to each other, and in words; null where one is empty."""
    if not a.names or not b.names:
        return None
    short, long = (a.names, b.names) if len(a.names) <= len(b.names) else (b.names, a.names)
    common = _common(short, long)
    share = common / len(short)
    words = f"{common} of {len(short)} authors in common"
    if share < 1 and len(long) <= _COMPARED and _words_agree(a.words, b.words):
        return "all words", f"{words}, but the words of their names agree"
    if share < 1:
        kinship: BylineKinship = (
            "most" if share >= 0.75 else "half" if share >= 0.5 else "some" if common else "none"
        )
        return kinship, words
    gap = len(long) - len(short) if a.complete and b.complete else 0
    if gap > 2 and gap > len(long) // 2:
        return "first of many", words
    if common >= 4:
        return "all of many", words
    return ("all of three" if common == 3 else "all of two" if common == 2 else "the one author"), words


def names(record: WorkRecord) -> list[Name]:
    """Return the names of the authors, each once, in order."""
    if len(record.authors) < _LONG_LIST:
        return _names(record)
    known = _taken.get(id(record))
    if known is None:
        while _taken and sum(len(found) for _, found in _taken.values()) + len(record.authors) > _HELD:
            del _taken[next(iter(_taken))]
        known = _taken[id(record)] = record, _names(record)
    return known[1]


def _names(record: WorkRecord) -> list[Name]:
    return list(dict.fromkeys(name for one in record.authors if (name := _name(one))[0]))


def families(record: WorkRecord) -> list[str]:
    """Return the folded family names of the authors in order; a name with a lost letter is left out."""
    return [family for family, _ in names(record) if "?" not in family]


def _name(author: Author) -> Name:
    if author.family:
        return _folded(author.family), _folded(author.given or "")[:1]
    return _taken_apart(author.name)


@lru_cache(maxsize=1 << 14)
def _taken_apart(name: str) -> Name:
    words = [one for word in name.replace(".", " ").split() if (one := _folded(word))]
    return (words[-1], words[0][:1] if len(words) > 1 else "") if words else ("", "")


@lru_cache(maxsize=1 << 16)
def _folded(name: str) -> str:
    """Return the letters of a name, entities read, each lost letter as `?`."""
    if "&" in name:
        name = unescape(name)
    if not any(letter in name for letter in _LOST):
        return title_key(name)
    return "?".join(title_key(part) for part in name.replace("\ufffd", "?").split("?"))


def _common(short: Sequence[Name], long: Sequence[Name]) -> int:
    """Count the names of the shorter list that stand in the longer one, each once."""
    left = dict.fromkeys(long)
    rest = []
    for name in short:
        if name in left:
            del left[name]
        else:
            rest.append(name)
    found = len(short) - len(rest)
    others = list(left)[:_COMPARED]
    for name in rest[:_COMPARED]:
        begins = name[0][0]
        like = next(
            (
                one
                for one in others
                if (begins == "?" or one[0][0] in (begins, "?"))
                and _alike(name, one)  # nearly all begin otherwise
            ),
            None,
        )
        if like is not None:
            others.remove(like)
            found += 1
    return found


def _alike(a: Name, b: Name) -> bool:
    """Tell whether two names may be one: a lost letter, a slip, an initial that one lacks, another order."""
    (family, initial), (other, letter) = a, b
    if initial and letter and initial != letter and "?" not in (initial, letter):
        return False
    return family == other or _fits(family, other) or (len(family) >= _LONG_NAME and slip(family, other))


def _fits(a: str, b: str) -> bool:
    """Tell whether two words are one where `?` stands for a letter that was lost."""
    if "?" not in a and "?" not in b:
        return False
    return len(a) == len(b) > 1 and all(x == y or "?" in (x, y) for x, y in zip(a, b, strict=True))


def _words_agree(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether the longer words of the shorter list stand in the other, however they were taken apart."""
    mine, other = ([word for word in words if len(word) >= _LEAST_WORD] for words in (a, b))
    short, long = (mine, b) if len(mine) <= len(other) else (other, a)
    return bool(short) and all(
        word in long or any(word[0] == one[0] and len(one) >= _LEAST_WORD and slip(word, one) for one in long)
        for word in short
    )


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> tuple[str, ...]:
    return tuple(tokens(unescape(name)))
