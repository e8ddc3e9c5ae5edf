"""A corpus of mentions whose persons are known: what every loader of persons returns."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from zlib import crc32

from kg.identity.persons.blocking import block_key, name_of
from kg.identity.persons.mention import PersonMention

_LARGE: Final = 300_000
"""Mentions of a corpus that are resolved whole; it takes about 1 GB and a minute of processor time."""


@dataclass(slots=True)
class Listed:
    """The mentions of one paper, the person of those whose person is known, and those checked by hand."""

    mentions: list[PersonMention]
    gold: dict[str, str]
    curated: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Corpus:
    """Mentions, the person of those whose person is known, and those that were checked by hand.

    `notes` say what a reader of the scores should know, such as gold that names no mention.
    """

    name: str
    mentions: list[PersonMention] = field(default_factory=list)
    gold: dict[str, str] = field(default_factory=dict)
    curated: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, papers: Iterable[Listed], blocks: int | None = None) -> Corpus:
        """Return the corpus of some papers, or of those that hold gold of a sample of blocks of names.

        The sample is the same in every run. Names, words and places are then counted in it alone.
        """
        corpus, same = cls(name), _Same()
        sample = _Sample(blocks) if blocks else None
        for paper in papers:
            chosen = sample.seen(paper) if sample else True
            if chosen:
                corpus.mentions += map(same.lean, paper.mentions)
                corpus.gold |= paper.gold
                corpus.curated |= paper.curated
        if sample:
            inside = sample.blocks
            corpus.gold = {
                one.key: corpus.gold[one.key]
                for one in corpus.mentions
                if one.key in corpus.gold and block_key(name_of(one)) in inside
            }
            papers_of_gold = {one.paper for one in corpus.mentions if one.key in corpus.gold}
            corpus.mentions = [one for one in corpus.mentions if one.paper in papers_of_gold]
            corpus.curated &= corpus.gold.keys()
            corpus.notes.append(
                f"a sample of {len(inside)} blocks of names: names, words and places are counted in it alone"
            )
        return corpus

    def concerned(self) -> list[PersonMention]:
        """Return the mentions to resolve: all, but of a large corpus those of blocks of names that hold gold.

        Other blocks could change the score by what they join across blocks only.
        """
        if len(self.mentions) <= _LARGE:
            return self.mentions
        keys = {one.key: block_key(name_of(one)) for one in self.mentions}
        blocks = {keys[key] for key in self.gold}
        return [one for one in self.mentions if keys[one.key] in blocks]


class _Sample:
    """The blocks of gold with the smallest digests, found as papers come."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._lowest: list[tuple[int, str]] = []

    def seen(self, paper: Listed) -> bool:
        """Take in the blocks of a paper's gold; tell whether one of them may be in the sample."""
        may_be = False
        for block in _blocks(paper):
            entry = (crc32(block[::-1].encode("utf-8", "surrogatepass")), block)
            if entry not in self._lowest and (len(self._lowest) < self._number or entry < self._lowest[-1]):
                insort(self._lowest, entry)
                del self._lowest[self._number :]
            may_be |= entry in self._lowest
        return may_be

    @property
    def blocks(self) -> set[str]:
        return {block for _, block in self._lowest}


def _blocks(paper: Listed) -> Iterator[str]:
    return (block_key(name_of(one)) for one in paper.mentions if one.key in paper.gold)


class _Same:
    """Values that many mentions have alike, kept once: author lists of thousands stay small in memory."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._lists: dict[tuple[str, ...], list[str]] = {}
        self._none: dict[str, Any] = {}

    def lean(self, mention: PersonMention) -> PersonMention:
        """Return the mention, its lists and texts shared with equal ones; nobody writes into them."""
        text = self._texts
        mention.name = text.setdefault(mention.name, mention.name)
        for name in ("topics", "title", "affiliations", "profiles", "headings", "alternates", "sides"):
            values: list[str] = getattr(mention, name)
            setattr(mention, name, self._lists.setdefault(tuple(values), values))
        mention.identifiers = mention.identifiers or self._none
        return mention
