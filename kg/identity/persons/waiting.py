"""Clusters whose names may be written in ways that stand in other blocks: they wait for those on disk.

Only what tells which of them belong together is held in memory, so that this does not grow with what is
known of each person.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.variants import own_key, skeleton_key, variant_keys
from kg.unions import Unions

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A cluster that waits: its key, the keys of its names and of their variants, and where it is laid aside.

    `place` is the first byte in the file of its segment; it is -1 of one that is held in memory.
    """

    key: str
    own: frozenset[str]
    variants: frozenset[str]
    segment: int = -1
    place: int = -1

    @classmethod
    def of(cls, profile: MentionCluster, segment: int = -1, place: int = -1) -> Waiting:
        """Return what is to be known of a cluster."""
        own = frozenset(map(own_key, profile.names))
        variants = frozenset(key for name in profile.names for key in variant_keys(name))
        skeletons = frozenset(key for name in profile.names if (key := skeleton_key(name)))
        return cls(profile.key, own | skeletons, variants | skeletons, segment, place)


def lay_aside(profiles: Sequence[MentionCluster], folder: Path, segment: int) -> list[Waiting]:
    """Write the clusters of a segment that wait, and return what is to be known of them."""
    found: list[Waiting] = []
    if not profiles:
        return found
    with _path(folder, segment).open("wb") as output:
        for profile in profiles:
            found.append(Waiting.of(profile, segment, output.tell()))
            pickle.dump(profile, output, pickle.HIGHEST_PROTOCOL)
    return found


def fetch(folder: Path, group: Sequence[Waiting]) -> list[MentionCluster]:
    """Read clusters back, in their order."""
    found = []
    for one in group:
        with _path(folder, one.segment).open("rb") as source:
            source.seek(one.place)
            found.append(pickle.load(source))  # noqa: S301 (written by this build)
    return found


def _path(folder: Path, segment: int) -> Path:
    return folder / f"waiting-{segment}.pickle"


def connected(waiting: Sequence[tuple[Waiting, _Thing]]) -> Iterator[list[_Thing]]:
    """Yield groups of what is connected by variants of names, each in the order of the clusters' keys."""
    ordered = sorted(waiting, key=lambda one: one[0].key)
    unions = Unions[int]()
    owners: dict[str, list[int]] = defaultdict(list)
    for number, (one, _) in enumerate(ordered):
        for key in one.own:
            owners[key].append(number)
    for number, (one, _) in enumerate(ordered):
        for key in sorted(one.variants & owners.keys()):
            for other in owners[key]:
                unions.join(number, other)
    groups: dict[int, list[_Thing]] = defaultdict(list)
    for number, (_, thing) in enumerate(ordered):
        groups[unions.root(number)].append(thing)
    yield from (group for group in groups.values() if len(group) > 1)
