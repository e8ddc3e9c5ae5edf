"""Clusters of one block: mentions joined surest first, as long as nothing forbids it.

Agglomerative clustering with cannot-links (Davidson and Ravi 2005): after each join the evidence is
weighed anew for the joined cluster. Two clusters that fit a third equally well, and cannot both be
that person, are not joined to it by chance: the pair stays undecided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Final

from kg.identity.persons.candidates import pairs
from kg.identity.persons.census import Census
from kg.identity.persons.evidence import Weighed, weigh, weights
from kg.identity.persons.profile import PersonProfile
from kg.identity.persons.wording import words_of

_RIVAL: Final = 0.8
"""A rival that fits worse by less than this (log-odds) makes a join a matter of chance."""


@dataclass(slots=True)
class Join:
    """Two clusters that were joined, or not: their keys, the evidence, and why, in words."""

    a: str
    b: str
    weighed: Weighed
    outcome: str
    shown: tuple[str, str]
    sizes: tuple[int, int]
    words: str


@dataclass(slots=True)
class BlockResult:
    """The clusters of a block, how they came about, and what stayed undecided."""

    clusters: list[PersonProfile]
    joins: list[Join] = field(default_factory=list)
    undecided: list[Join] = field(default_factory=list)


class Block:
    """Mentions of like names, being clustered."""

    def __init__(self, profiles: Sequence[PersonProfile], census: Census) -> None:
        self._census = census
        self._profiles: dict[int, PersonProfile] = dict(enumerate(profiles))
        self._near: dict[int, dict[int, Weighed | None]] = {number: {} for number in self._profiles}
        self._heap: list[tuple[float, str, str, int, int]] = []
        self._next = len(self._profiles)
        self._join_from = weights()["join"]
        self._undecided_from = weights()["undecided"]

    def resolve(self) -> BlockResult:
        """Join what is one person's, and return the clusters in the order of their keys."""
        result = BlockResult([])
        profiles = self._profiles
        if len(profiles) > 1:
            ordered = [profiles[number] for number in range(len(profiles))]
            for a, b in pairs(ordered):
                self._compare(a, b)
            heapify(self._heap)
            self._agglomerate(result)
        result.clusters = sorted(profiles.values(), key=lambda one: one.key)
        return result

    def _compare(self, a: int, b: int, *, push: bool = False) -> None:
        """Weigh a pair and note it; None is noted where it is forbidden."""
        mine, other = self._profiles[a], self._profiles[b]
        weighed = None if mine.forbids(other) else weigh(mine, other, self._census)
        self._near[a][b] = self._near[b][a] = weighed
        if weighed is None or weighed.score < self._undecided_from:
            return
        first, second = sorted((mine.key, other.key))
        entry = (-weighed.score, first, second, a, b)
        if push:
            heappush(self._heap, entry)
        else:
            self._heap.append(entry)

    def _agglomerate(self, result: BlockResult) -> None:
        profiles, near = self._profiles, self._near
        left: list[tuple[int, int, str]] = []
        while self._heap:
            score, _, _, a, b = heappop(self._heap)
            if a not in profiles or b not in profiles:
                continue
            weighed = near[a][b]
            assert weighed is not None
            if -score < self._join_from or not weighed.context:
                left.append((a, b, "" if weighed.context else "nothing but the names says so"))
            elif rival := self._rival(a, b, -score) or self._rival(b, a, -score):
                left.append((a, b, f"{profiles[rival].shown} fits as well, and cannot be the same"))
            else:
                result.joins.append(self._record(a, b, "same"))
                self._join(a, b)
        # of the pairs that were left, those whose clusters nothing joined later are undecided
        result.undecided = [
            self._record(a, b, "undecided", note) for a, b, note in left if a in profiles and b in profiles
        ]

    def _rival(self, a: int, b: int, score: float) -> int | None:
        """Return another cluster that fits `b` nearly as well as `a` does but cannot be one with `a`."""
        near = self._near
        for other, weighed in near[b].items():
            if other == a or weighed is None or weighed.score < score - _RIVAL:
                continue
            if other not in near[a]:
                self._compare(*sorted((a, other)), push=True)
            if near[a][other] is None:
                return other
        return None

    def _join(self, a: int, b: int) -> None:
        """Replace two clusters by one, and weigh it against the neighbours of both."""
        profiles, near = self._profiles, self._near
        small, large = sorted(
            (profiles.pop(a), profiles.pop(b)), key=lambda one: (len(one.mentions), one.key)
        )
        large.absorb(small)
        number, self._next = self._next, self._next + 1
        profiles[number] = large
        neighbours = sorted((near.pop(a).keys() | near.pop(b).keys()) - {a, b})
        near[number] = {}
        for other in neighbours:
            near[other].pop(a, None)
            near[other].pop(b, None)
            self._compare(number, other, push=True)

    def _record(self, a: int, b: int, outcome: str, note: str = "") -> Join:
        weighed = self._near[a][b]
        assert weighed is not None
        one, two = sorted((self._profiles[a], self._profiles[b]), key=lambda profile: profile.key)
        return Join(
            one.key, two.key, weighed, outcome, (one.shown, two.shown),
            (len(one.mentions), len(two.mentions)), words_of(one, two, weighed, note),
        )  # fmt: skip
