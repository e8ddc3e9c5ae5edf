"""From mentions to persons: the steps that a build runs, and the same in memory.

1. Each process writes its mentions with `MentionWriter`. 2. `survey` counts one segment; the counts
are added up and laid aside (`census_files`). 3. `resolve_segment` clusters the blocks of one segment.
4. `resolve_across` joins clusters whose names are written in ways that stand in different blocks.
Segments are independent, so steps 2 and 3 can be shared out among processes; the result is the same
in any order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.identity.people import strength
from kg.identity.persons.blocking import blocks_of, name_of
from kg.identity.persons.census import Census
from kg.identity.persons.census_files import read_census
from kg.identity.persons.clustering import Block, BlockResult, ClusterJoin
from kg.identity.persons.evidence import Scales, confidence_of, weights
from kg.identity.persons.known_blocks import KnownBlocks, ResolvedBlock, digest_of
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.person_name import PersonName
from kg.identity.persons.surveying import census_of, no_cycles
from kg.identity.persons.variants import own_key, skeleton_key, variant_keys
from kg.identity.persons.waiting import Waiting, connected, fetch, lay_aside
from kg.identity.persons.wording import counted
from kg.keys import is_profile_key, key_of
from kg.works import IdentityDecision

_MOST_JOINS: Final = 12
"""Joins of one cluster whose evidence is told, the least sure first; the others are counted."""


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


def resolve_mentions(
    mentions: Iterable[PersonMention], census: Census | None = None, told: list[ClusterJoin] | None = None
) -> Resolution:
    """Resolve mentions in memory; keys must be different. Each join is added to `told`, if it is given."""
    every = list(mentions)
    census = census or census_of(every)
    with no_cycles():
        work = _Work(census, told)
        work.blocks(every)
        return work.finish()


@dataclass(slots=True)
class SegmentResult:
    """The result of one segment, before clusters are joined across blocks."""

    persons: dict[str, str]
    decisions: list[IdentityDecision]
    waiting: list[Waiting]
    mentions: int
    clusters: int
    undecided: int
    unlisted: int


def resolve_segment(
    folder: Path, segment: int, mentions: Sequence[PersonMention], known: KnownBlocks | None = None
) -> SegmentResult:
    """Cluster the blocks of one segment, given all its mentions; the census of all is read in `folder`.

    Clusters that wait for those of other blocks are laid aside there. What is `known` is not resolved again.
    """
    with no_cycles():
        work = _Work(read_census(folder))
        work.blocks(mentions, known)
        return work.segment(folder, segment)


def resolve_across(folder: Path, results: Iterable[SegmentResult]) -> Resolution:
    """Join clusters across blocks, and return the whole result."""
    work = _Work(read_census(folder))
    for result in results:
        work.take(result)
    return work.finish_from(folder)


class _Work:
    """Clusters being made, with the decisions that made them."""

    def __init__(self, census: Census, told: list[ClusterJoin] | None = None) -> None:
        self._census, self._told = census, told
        self._scales = Scales(census)
        self._result = Resolution()
        self._waiting: list[MentionCluster] = []
        self._aside: list[Waiting] = []
        self._variants: dict[str, bool] = {}

    def blocks(self, mentions: Sequence[PersonMention], known: KnownBlocks | None = None) -> None:
        """Cluster mentions block by block."""
        self._result.mentions += len(mentions)
        for key, block in blocks_of(mentions):
            if len(block) == 1:
                self._lone(block[0])
            elif known is None or any(self._has_variants(name) for name in set(map(name_of, block))):
                self._add(self._resolved(block))
            else:
                digest = digest_of(block)
                if (outcome := known.recall(key, digest)) is None:
                    known.note(key, digest, self._add(self._resolved(block)))
                else:
                    self._count_in(outcome)

    def _resolved(self, block: Sequence[PersonMention]) -> BlockResult:
        return Block([MentionCluster.of(mention) for mention in block], self._scales).resolve()

    def take(self, part: SegmentResult) -> None:
        """Take in what another process made."""
        self._count_in(part)
        self._result.mentions += part.mentions
        self._aside += part.waiting

    def segment(self, folder: Path, number: int) -> SegmentResult:
        """Return what was made so far; clusters that wait are laid aside in `folder`."""
        result = self._result
        return SegmentResult(
            result.persons, result.decisions, lay_aside(self._waiting, folder, number), result.mentions,
            result.clusters, result.undecided, result.unlisted,
        )  # fmt: skip

    def finish(self) -> Resolution:
        """Join across blocks; return everything, in a total order."""
        return self._finish(connected([(Waiting.of(profile), profile) for profile in self._waiting]))

    def finish_from(self, folder: Path) -> Resolution:
        """Do the same with what was laid aside in `folder`, of which one group at a time is read."""
        groups = connected([(one, one) for one in self._aside])
        return self._finish(fetch(folder, group) for group in groups)

    def _finish(self, groups: Iterable[list[MentionCluster]]) -> Resolution:
        for group in groups:
            self._result.clusters -= len(group)
            self._add(Block(group, self._scales).resolve(), again=True)
        self._result.decisions.sort(key=lambda one: (one.outcome, one.name))
        return self._result

    def _lone(self, mention: PersonMention) -> None:
        self._result.clusters += 1
        if self._has_variants(name_of(mention)):
            self._waiting.append(MentionCluster.of(mention))

    def _add(self, block: BlockResult, *, again: bool = False) -> ResolvedBlock:
        found = ResolvedBlock(clusters=len(block.clusters))
        if self._told is not None:
            self._told += block.joins
        owner: dict[str, int] = {}
        for number, profile in enumerate(block.clusters):
            if len(profile.mentions) > 1:
                known = {agent for agent in profile.agents if not is_profile_key(agent)}
                key = min((*profile.mentions, *known), key=strength)
                found.persons.update(dict.fromkeys((*profile.mentions, *profile.agents), key))
                owner.update(dict.fromkeys(profile.mentions, number))
            if not again and any(map(self._has_variants, profile.names)):
                self._waiting.append(profile)
        joins: dict[int, list[ClusterJoin]] = defaultdict(list)
        for join in block.joins:
            joins[owner[join.a]].append(join)
        found.decisions = [_joined(of_one, self._census) for of_one in joins.values()]
        found.decisions += [_undecided(join, self._census) for join in block.undecided]
        found.undecided, found.unlisted = len(block.undecided) + block.left_out, block.left_out
        self._count_in(found)
        return found

    def _count_in(self, found: ResolvedBlock | SegmentResult) -> None:
        """Add what came of a block or segment."""
        result = self._result
        result.persons.update(found.persons)
        result.decisions += found.decisions
        result.clusters += found.clusters
        result.undecided += found.undecided
        result.unlisted += found.unlisted

    def _has_variants(self, name: PersonName) -> bool:
        """Tell whether the data have a name that is another way to write this one."""
        known = self._variants.get(name.text)
        if known is None:
            counts = self._census.spellings
            skeleton = skeleton_key(name)
            known = (
                bool(counts["X" + own_key(name)])
                or any(counts["N" + key] for key in variant_keys(name))
                or (skeleton is not None and counts["S" + skeleton] > 1)
            )
            self._variants[name.text] = known
        return known


def _joined(joins: Sequence[ClusterJoin], census: Census) -> IdentityDecision:
    """Return the decision that made one cluster of several: as sure as the least sure of its joins."""
    ordered = sorted(joins, key=lambda one: (one.weighed.confidence, one.weighed.score, one.a, one.b))
    least = ordered[0]
    words = f"joined: {least.words}"
    if len(ordered) > 1:
        told = [
            f"{one.weighed.confidence:g} by {one.weighed.rule}: {one.words}" for one in ordered[:_MOST_JOINS]
        ]
        more = [f"{len(ordered) - len(told)} surer ones"] if len(ordered) > len(told) else []
        words = f"joined by {len(ordered)} joins, the least sure first: {' | '.join(told + more)}"
    mentions = sorted({key for one in ordered for key in (one.a, one.b)})
    return IdentityDecision(
        name=f"persons-{'-'.join(mentions)}",
        outcome="same",
        rule=least.weighed.rule,
        confidence=least.weighed.confidence,
        things=[key_of("person", key) for key in mentions],
        words=f"{words} | {counted(census)}",
    )


def _undecided(join: ClusterJoin, census: Census) -> IdentityDecision:
    return IdentityDecision(
        name=f"persons-{join.a}-{join.b}",
        outcome="undecided",
        rule=join.weighed.rule,
        # whatever the numbers say, it was not enough
        confidence=min(join.weighed.confidence, confidence_of(weights()["join"])),
        things=[key_of("person", join.a), key_of("person", join.b)],
        words=f"left apart: {join.words} | {counted(census, join.weighed)}",
    )
