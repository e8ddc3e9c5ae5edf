"""From mentions to persons: the steps that a build runs, and the same in memory.

1. Each process writes its mentions with `MentionWriter`. 2. `survey` counts one segment; the counts
are added up and laid aside with `write_census`. 3. `resolve_segment` clusters the blocks of one segment.
4. `resolve_across` joins clusters whose names are written in ways that stand in different blocks.
Segments are independent, so steps 2 and 3 can be shared out among processes; the result is the same
in any order.
"""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.identity.people import strength
from kg.identity.persons.blocking import blocks_of, name_of, segment_mentions
from kg.identity.persons.census import Census
from kg.identity.persons.clustering import Block, BlockResult, Join
from kg.identity.persons.evidence import confidence_of, weights
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.profile import PersonProfile
from kg.identity.persons.variants import own_key, variant_keys
from kg.works import IdentityDecision

_CENSUS: Final = "census.pickle"
_MOST_UNDECIDED: Final = 40
"""Undecided pairs of one block that are listed, the likeliest first; the others are counted."""
_MOST_JOINS: Final = 30
"""Joins of one cluster that are listed, the least sure first; the others are summed up."""


@dataclass(slots=True)
class Resolution:
    """What came of it.

    `persons` gives for each mention that is not alone, and each agent known to hold one, the key of the
    cluster: the strongest of its agents' and mentions' keys (specification, section 3.3). `decisions`
    say why, and what is open.
    `unlisted` counts the undecided pairs that are left out of `decisions`.
    """

    persons: dict[str, str] = field(default_factory=dict)
    decisions: list[IdentityDecision] = field(default_factory=list)
    mentions: int = 0
    clusters: int = 0
    undecided: int = 0
    unlisted: int = 0


def resolve_mentions(mentions: Iterable[PersonMention], census: Census | None = None) -> Resolution:
    """Resolve mentions in memory; keys must be different."""
    every = list(mentions)
    census = census or census_of(every)
    work = _Work(census)
    work.blocks(every)
    return work.finish()


def census_of(mentions: Sequence[PersonMention]) -> Census:
    """Count everything in memory."""
    census = Census()
    _count(census, mentions)
    return census


def survey(folder: Path, *segments: int) -> Census:
    """Count segments of the mentions that were laid aside in `folder`."""
    census = Census()
    for segment in segments:
        _count(census, list(segment_mentions(folder, segment)))
    return census


def _count(census: Census, mentions: Sequence[PersonMention]) -> None:
    census.count(mentions)
    names = {name_of(mention) for mention in mentions}
    census.count_names(names)
    census.count_circles(mentions)
    keys: Counter[str] = Counter()
    for name in names:
        keys["N" + own_key(name)] += 1
        keys.update("X" + key for key in variant_keys(name))
    census.sketch.update(keys)


def write_census(folder: Path, census: Census) -> None:
    """Lay the counts aside for the processes that resolve."""
    (folder / _CENSUS).write_bytes(pickle.dumps(census))


def _read_census(folder: Path) -> Census:
    path = folder / _CENSUS
    return _load_census(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _load_census(path: Path, _written: int) -> Census:
    found: Census = pickle.loads(path.read_bytes())  # noqa: S301 (written by this build)
    return found


@dataclass(slots=True)
class SegmentResult:
    """The result of one segment, before clusters are joined across blocks."""

    persons: dict[str, str]
    decisions: list[IdentityDecision]
    waiting: list[PersonProfile]
    mentions: int
    clusters: int
    undecided: int
    unlisted: int


def resolve_segment(folder: Path, segment: int) -> SegmentResult:
    """Cluster the blocks of one segment."""
    work = _Work(_read_census(folder))
    work.blocks(list(segment_mentions(folder, segment)))
    return work.segment()


def resolve_across(folder: Path, results: Iterable[SegmentResult]) -> Resolution:
    """Join clusters across blocks, and return the whole result."""
    work = _Work(_read_census(folder))
    for result in results:
        work.take(result)
    return work.finish()


class _Work:
    """Clusters being made, with the decisions that made them."""

    def __init__(self, census: Census) -> None:
        self._census = census
        self._result = Resolution()
        self._waiting: list[PersonProfile] = []
        self._joins: dict[str, list[Join]] = {}

    def blocks(self, mentions: Sequence[PersonMention]) -> None:
        """Cluster mentions block by block."""
        self._result.mentions += len(mentions)
        for _, block in blocks_of(mentions):
            self._add(Block([PersonProfile.of(mention) for mention in block], self._census).resolve())

    def take(self, part: SegmentResult) -> None:
        """Take in what another process made."""
        result = self._result
        result.persons.update(part.persons)
        result.decisions += part.decisions
        result.mentions += part.mentions
        result.clusters += part.clusters
        result.undecided += part.undecided
        result.unlisted += part.unlisted
        self._waiting += part.waiting

    def segment(self) -> SegmentResult:
        """Return what was made so far."""
        result = self._result
        return SegmentResult(
            result.persons, result.decisions, self._waiting, result.mentions, result.clusters,
            result.undecided, result.unlisted,
        )  # fmt: skip

    def finish(self) -> Resolution:
        """Join across blocks; return everything, in a total order."""
        waiting, self._waiting = sorted(self._waiting, key=lambda one: one.key), []
        for group in _connected(waiting):
            self._result.clusters -= len(group)
            self._add(Block(group, self._census).resolve(), again=True)
        self._result.decisions.sort(key=lambda one: (one.outcome, one.name))
        return self._result

    def _add(self, block: BlockResult, *, again: bool = False) -> None:
        result = self._result
        result.clusters += len(block.clusters)
        for profile in block.clusters:
            if len(profile.mentions) > 1:
                known = {agent for agent in profile.agents if not agent.startswith("profile:")}
                key = min((*profile.mentions, *known), key=strength)
                result.persons.update(dict.fromkeys((*profile.mentions, *profile.agents), key))
            if not again and self._has_variants(profile):
                self._waiting.append(profile)
        result.decisions += _joined(block.joins)
        open_pairs = block.undecided
        result.undecided += len(open_pairs)
        listed = sorted(open_pairs, key=lambda one: (-one.weighed.score, one.a, one.b))[:_MOST_UNDECIDED]
        result.unlisted += len(open_pairs) - len(listed)
        result.decisions += map(_decision, listed)

    def _has_variants(self, profile: PersonProfile) -> bool:
        sketch = self._census.sketch
        return any(
            sketch["X" + own_key(name)] or any(sketch["N" + key] for key in variant_keys(name))
            for name in profile.names
        )


def _connected(profiles: Sequence[PersonProfile]) -> Iterator[list[PersonProfile]]:
    """Yield groups of clusters that are connected by variants of their names."""
    parent = list(range(len(profiles)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = one = parent[parent[one]]
        return one

    owners: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for key in {own_key(name) for name in profile.names}:
            owners[key].append(number)
    for number, profile in enumerate(profiles):
        for key in sorted({key for name in profile.names for key in variant_keys(name)} & owners.keys()):
            for other in owners[key]:
                a, b = sorted((root(number), root(other)))
                parent[b] = a
    groups: dict[int, list[PersonProfile]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        groups[root(number)].append(profile)
    yield from (group for group in groups.values() if len(group) > 1)


def _joined(joins: Sequence[Join]) -> Iterator[IdentityDecision]:
    yield from map(_decision, joins)


def _decision(join: Join) -> IdentityDecision:
    verb, confidence = "joined", join.weighed.confidence
    if join.outcome != "same":  # whatever the numbers say, it was not enough
        verb, confidence = "left apart", min(confidence, confidence_of(weights()["join"]))
    return IdentityDecision(
        name=f"persons-{join.a}-{join.b}",
        outcome=join.outcome,
        rule=join.weighed.rule,
        confidence=confidence,
        things=[f"person:{join.a}", f"person:{join.b}"],
        words=f"{verb}: {join.words}",
    )
