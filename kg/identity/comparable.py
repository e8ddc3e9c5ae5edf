"""What two records are compared by (`kg.identity.paper_evidence`), taken from each of them once.

A record meets many others. What is told by its title, authors, place and abstract takes longer to find than
to compare, so it is found once, and can be kept as a line of JSON.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from zlib import crc32

import orjson

from kg.identity.blocking_keys import hashed, identifiers, isbns_of
from kg.identity.bylines import Byline, Name
from kg.identity.folding import title_key, tokens
from kg.identity.imprints import Imprint
from kg.identity.relations import same_keys
from kg.identity.titles import FoldedTitle
from kg.records import WorkRecord

_OPTIONS: Final = orjson.OPT_APPEND_NEWLINE


@dataclass(frozen=True, slots=True)
class AbstractWords:
    """An abstract: 64 bits that stand for its letters, and 32 for each of its different words, ascending."""

    letters: int
    words: array[int]

    @classmethod
    def of(cls, text: str) -> AbstractWords:
        """Take the text of an abstract."""
        return cls(hashed(title_key(text)), array("I", sorted(set(map(_bits, tokens(text))))))


@lru_cache(maxsize=1 << 14)
def _bits(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Comparable:
    """What a record is compared by.

    `identifiers` are those of the paper, by scheme; `isbns` those of a book itself; `same` are the keys of
    what the record says to be the same work.
    """

    title: FoldedTitle | None
    byline: Byline
    imprint: Imprint
    identifiers: Mapping[str, frozenset[str]]
    isbns: frozenset[str]
    same: frozenset[str]
    abstract: AbstractWords | None

    @classmethod
    def of(cls, record: WorkRecord) -> Comparable:
        """Take what a record states."""
        by_scheme: dict[str, set[str]] = {}
        for scheme, value in identifiers(record):
            by_scheme.setdefault(scheme, set()).add(value)
        return cls(
            FoldedTitle.of(record.title) if record.title else None,
            Byline.of(record),
            Imprint.of(record),
            {scheme: frozenset(values) for scheme, values in by_scheme.items()},
            isbns_of(record),
            frozenset(same_keys(record)) if record.relations else frozenset(),
            AbstractWords.of(record.abstract) if record.abstract else None,
        )

    def dump(self) -> bytes:
        """Return it as a line of JSON."""
        title, byline, place, abstract = self.title, self.byline, self.imprint, self.abstract
        told: list[Any] = [
            title
            and [
                title.stated,
                title.plain,
                title.key,
                title.words,
                title.telling if title.telling != title.words else None,
                sorted(title.numbers),
                title.notice,
            ],
            [byline.names, sorted(byline.words), byline.length, byline.complete],
            [place.date, place.year, place.venue, sorted(place.identifiers)],
            [place.medium, place.volume, place.page, place.reference],
            {scheme: sorted(values) for scheme, values in self.identifiers.items()},
            sorted(self.isbns),
            sorted(self.same),
            abstract and [abstract.letters, abstract.words.tolist()],
        ]
        return orjson.dumps(told, option=_OPTIONS)

    @classmethod
    def load(cls, line: bytes, known: dict[Name, Name]) -> Comparable:
        """Return what `dump` made a line of; equal names of people are those of `known`."""
        title, byline, (date, year, venue, series), place, by_scheme, isbns, same, abstract = orjson.loads(
            line
        )
        names, words, length, complete = byline
        people = tuple(known.setdefault(one, one) for one in map(tuple, names))
        return cls(
            _title(title) if title else None,
            Byline(people, frozenset(words), length, complete),
            Imprint(date, year, venue, frozenset(map(tuple, series)), *place),
            {scheme: frozenset(values) for scheme, values in by_scheme.items()},
            frozenset(isbns),
            frozenset(same),
            AbstractWords(abstract[0], array("I", abstract[1])) if abstract else None,
        )


def _title(told: list[Any]) -> FoldedTitle:
    stated, plain, key, words, telling, numbers, notice = told
    every = tuple(words)
    return FoldedTitle(
        stated, plain, key, every, every if telling is None else tuple(telling), frozenset(numbers), notice
    )
