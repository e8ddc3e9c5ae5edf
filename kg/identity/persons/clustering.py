"""Clusters of one block: mentions joined surest first, as long as nothing forbids it.

Agglomerative clustering with cannot-links (Davidson and Ravi 2005): after each join the evidence is
weighed anew for the joined cluster. Two clusters that fit a third equally well, and cannot both be
that person, are not joined to it by chance: the pair stays undecided. Mentions on papers that give two
people the same initials come last (`listed_beside_namesakes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Final

from kg.identity.persons.candidates import pairs
from kg.identity.persons.evidence import UNLIKELY, Scales, Weighed, weights
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.namesakes import Namesakes, listed_beside_namesakes
from kg.identity.persons.unweighed_joins import sure_pairs
from kg.identity.persons.wording import words_of

_MOST_UNDECIDED: Final = 12
"""Undecided pairs of one block that are listed, the likeliest first; the others are counted."""
_LARGE: Final = 40
"""In a block of more mentions a pair must be likelier to be listed as undecided: there are many that are."""
_RIVAL: Final = 0.8
"""A rival that fits worse by less than this (log-odds) makes a join a matter of chance."""


_Entry = tuple[float, str, str, int, int, bool]


@dataclass(slots=True)
class ClusterJoin:
    """Two clusters that were joined, or not: their keys, the evidence, and why, in words."""

    a: str
    b: str
    weighed: Weighed
    outcome: str
    words: str


@dataclass(slots=True)
class BlockResult:
    """The clusters of a block, how they came about, and what stayed undecided, the likeliest first.

    `left_out` counts undecided pairs that are not listed.
    """

    clusters: list[MentionCluster]
    joins: list[ClusterJoin] = field(default_factory=list)
    undecided: list[ClusterJoin] = field(default_factory=list)
    left_out: int = 0


class Block:
    """Mentions of like names, being clustered."""

    def __init__(self, profiles: Sequence[MentionCluster], scales: Scales) -> None:
        self._scales = scales
        self._profiles: dict[int, MentionCluster] = dict(enumerate(profiles))
        self._near: dict[int, dict[int, Weighed | None]] = {}
        self._heap: list[_Entry] = []
        self._next = len(self._profiles)
        self._begun = 0
        self._namesakes = Namesakes(profiles)
        self._join_from = weights()["join"]
        self._undecided_from = weights()["undecided" if len(profiles) <= _LARGE else "undecided of many"]

    def resolve(self) -> BlockResult:
        """Join what is one person's, and return the clusters in the order of their keys."""
        result = BlockResult([])
        profiles = self._profiles
        last = {number: profiles.pop(number) for number in listed_beside_namesakes(profiles)}
        self._rounds(result)
        if last:
            profiles.update(last)
            self._rounds(result)
        result.clusters = sorted(profiles.values(), key=lambda one: one.key)
        return result

    def _rounds(self, result: BlockResult) -> None:
        """Join what is one person's of the clusters that there are."""
        profiles = self._profiles
        if len(profiles) > 1:
            self._join_sure(result)
        before = 0
        while 1 < len(profiles) != before:  # who was not compared may be once there are fewer
            before = len(profiles)
            self._round(result)

    def _round(self, result: BlockResult) -> None:
        """Compare the clusters that there are, and join; what was compared and has not changed stays so."""
        profiles, known, unchanged = self._profiles, self._near, self._begun
        numbers = sorted(profiles, key=lambda one: profiles[one].key)
        self._near = {number: {} for number in numbers}
        self._heap, self._begun = [], self._next
        for place, other in pairs([profiles[number] for number in numbers]):
            a, b = numbers[place], numbers[other]
            if a < unchanged and b < unchanged and b in known.get(a, ()):
                self._note(a, b, known[a][b])
            else:
                self._compare(a, b)
        heapify(self._heap)
        self._agglomerate(result)

    def _join_sure(self, result: BlockResult) -> None:
        """Join what needs no weighing against others."""
        profiles = self._profiles
        numbers, ordered = list(profiles), list(profiles.values())
        if any(len(one.mentions) > 1 for one in ordered):
            return
        sure = sure_pairs(ordered, self._scales, self._namesakes)
        result.joins += [
            _join(ordered[a], ordered[b], weighed, "same") for a, b, weighed in sure
        ]  # before any takes in another
        place = list(range(len(ordered)))
        for a, b, _ in sure:
            while place[a] != a:
                a = place[a]
            while place[b] != b:
                b = place[b]
            into, taken = (a, b) if len(ordered[a].mentions) >= len(ordered[b].mentions) else (b, a)
            ordered[into].absorb(ordered[taken])
            place[taken] = into
            del profiles[numbers[taken]]

    def _compare(self, a: int, b: int, *, push: bool = False) -> None:
        """Weigh a pair and note it; None is noted where it is forbidden."""
        mine, other = self._profiles[a], self._profiles[b]
        weighed = (
            None
            if mine.forbids(other)
            else self._scales.weigh(mine, other, self._undecided_from, self._namesakes)
        )
        self._note(a, b, weighed, push=push)

    def _note(self, a: int, b: int, weighed: Weighed | None, *, push: bool = False) -> None:
        """Note what was weighed, and that it may be joined."""
        self._near[a][b] = self._near[b][a] = weighed
        if weighed is None or weighed.score < self._undecided_from:
            return
        entry = self._entry(weighed.score, a, b, guessed=False)
        if push:
            heappush(self._heap, entry)
        else:
            self._heap.append(entry)

    def _entry(self, score: float, a: int, b: int, *, guessed: bool) -> _Entry:
        one, two = self._profiles[a].key, self._profiles[b].key
        return (-score, one, two, a, b, guessed) if one < two else (-score, two, one, a, b, guessed)

    def _agglomerate(self, result: BlockResult) -> None:
        profiles, near = self._profiles, self._near
        left: list[tuple[int, int, str]] = []
        while self._heap:
            score, _, _, a, b, guessed = heappop(self._heap)
            if a not in profiles or b not in profiles:
                continue
            if guessed:
                self._compare(a, b, push=True)
                continue
            weighed = near[a][b]
            assert weighed is not None
            if -score < self._join_from or not weighed.context:
                left.append((a, b, "" if weighed.context else "nothing but the names says so"))
            elif (rival := self._rival(a, b, -score) or self._rival(b, a, -score)) is not None:
                left.append((a, b, f"{rival.shown} fits as well, and cannot be the same"))
            else:
                result.joins.append(self._record(a, b, "same"))
                self._join(a, b)
        # of the pairs that were left, those whose clusters nothing joined later are undecided
        still = [one for one in left if one[0] in profiles and one[1] in profiles]
        result.undecided = [self._record(a, b, "undecided", note) for a, b, note in still[:_MOST_UNDECIDED]]
        result.left_out = len(still) - len(result.undecided)

    def _rival(self, a: int, b: int, score: float) -> MentionCluster | None:
        """Return another cluster that fits `b` nearly as well as `a` does but cannot be one with `a`."""
        near = self._near
        for other, weighed in near[b].items():
            if other == a or weighed is None or weighed.score < score - _RIVAL:
                continue
            if other not in near[a]:
                self._compare(*sorted((a, other)), push=True)
            if near[a][other] is None and not self._scales.listed_twice(
                self._profiles[a], self._profiles[other]
            ):
                return self._profiles[other]
        return None

    def _join(self, a: int, b: int) -> None:
        """Replace two clusters by one, and take for its neighbours what is known of those of both.

        A pair is weighed anew only once it is its turn, so what is unlikely never is.
        """
        profiles, near = self._profiles, self._near
        small, large = sorted(
            (profiles.pop(a), profiles.pop(b)), key=lambda one: (len(one.mentions), one.key)
        )
        large.absorb(small)
        number, self._next = self._next, self._next + 1
        profiles[number] = large
        mine, others = near.pop(a), near.pop(b)
        around = near[number] = {}
        for other in mine.keys() | others.keys():
            if other in (a, b):
                continue
            of_other = near[other]
            of_other.pop(a, None)
            of_other.pop(b, None)
            one, two = mine.get(other, UNLIKELY), others.get(other, UNLIKELY)
            if one is None or two is None:
                around[other] = of_other[number] = None
                continue
            better = one if one.score >= two.score else two
            around[other] = of_other[number] = better
            if better.score >= self._undecided_from:
                heappush(self._heap, self._entry(better.score, number, other, guessed=True))

    def _record(self, a: int, b: int, outcome: str, note: str = "") -> ClusterJoin:
        weighed = self._near[a][b]
        assert weighed is not None
        return _join(self._profiles[a], self._profiles[b], weighed, outcome, note)


def _join(
    a: MentionCluster, b: MentionCluster, weighed: Weighed, outcome: str, note: str = ""
) -> ClusterJoin:
    one, two = (a, b) if a.key < b.key else (b, a)
    return ClusterJoin(one.key, two.key, weighed, outcome, words_of(one, two, weighed, note))
