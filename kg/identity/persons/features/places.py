"""Where both work, and when: places that are alike, in like years, and places that differ in one year."""

from __future__ import annotations

from collections.abc import Collection
from math import log
from typing import Final

from kg.identity.persons.census import Census
from kg.identity.persons.features.feature import ClusterPair, Features
from kg.identity.persons.features.people import shared_team
from kg.identity.persons.mention_cluster import MentionCluster

_LOOKED_AT: Final = 12
_ALIKE: Final = 0.05
_SAME: Final = 0.5
"""Places that are alike by so much, or more, are one."""
_FADES: Final = 4.0
"""Years after which the same place says half as much."""
_MOST_TOLD: Final = 20.0

Years = tuple[int, int]


def affiliations(pair: ClusterPair, found: Features) -> None:
    """Weigh the two places that are most alike, by their words and how rare those are, and by the years."""
    best, near, clash = 0.0, 0.0, False
    for mine, when in list(pair.a.affiliations.items())[:_LOOKED_AT]:
        for theirs, then in list(pair.b.affiliations.items())[:_LOOKED_AT]:
            alike, common = _likeness(mine, theirs, pair.census)
            best = max(best, alike * min(common, _MOST_TOLD) / _MOST_TOLD)
            apart = _apart(when, then)
            if alike >= _SAME:
                near = max(near, alike / (1 + apart / _FADES))
            elif apart == 0 and when[0]:
                clash = True
    if near:
        found["same place"] = near
    if best > _ALIKE:
        found["affiliation"] = best
    elif not near:
        found["other affiliation"] = 1.0
        if clash:
            found["other affiliation, same year"] = 1.0


def at_one_place(pair: ClusterPair) -> bool:
    """Tell whether both work, or worked, at one place."""
    return any(
        _likeness(mine, theirs, pair.census)[0] >= _SAME
        for mine in list(pair.a.affiliations)[:_LOOKED_AT]
        for theirs in list(pair.b.affiliations)[:_LOOKED_AT]
    )


def _likeness(a: tuple[str, ...], b: tuple[str, ...], census: Census) -> tuple[float, float]:
    """Return how alike two places are, from 0 to 1, and how rare the words are that they share."""
    if a == b:
        return 1.0, sum([census.rarity("a" + word) for word in a])
    both = set(a) & set(b)
    if not both:
        return 0.0, 0.0
    common = sum([census.rarity("a" + word) for word in both])
    mine, theirs = (sum([census.rarity("a" + word) for word in one]) for one in (a, b))
    every, shorter = mine + theirs - common, min(mine, theirs)
    return max(common / max(every, 0.01), 0.8 * common / max(shorter, 0.01)), common


def _apart(a: Years, b: Years) -> int:
    """Return how many years lie between two spans of years; 0 where they meet or one is not known."""
    return max(0, max(a[0], b[0]) - min(a[1], b[1])) if a[0] and b[0] else 0


def initials(pair: ClusterPair, found: Features) -> None:
    """Note how many names of the block an initial fits that are names of different people."""
    if not pair.name.is_full and (fitting := pair.namesakes.everywhere(pair.name)) > 1:
        found["fitting names"] = log(fitting)


def company(pair: ClusterPair, found: Features) -> None:
    """Weigh who else of the name is known at the place or in the team that both share."""
    shared: Collection[str | tuple[str, ...]] = (
        *(pair.a.affiliations.keys() & pair.b.affiliations.keys()),
        *(pair.a.marks & pair.b.marks if shared_team(pair.a, pair.b) >= _SAME else ()),
    )
    if not shared:
        return
    found["name in company"] = log(max(pair.bearers, 1.0))
    others = pair.namesakes.at(shared, pair.name)
    if others > 1:
        found["namesakes"] = log(others)


def say_affiliation(_: MentionCluster, __: MentionCluster, found: Features) -> str | None:
    """Say that places are alike, where they are not one."""
    return None if "same place" in found else "similar affiliation"


def say_other(_: MentionCluster, __: MentionCluster, found: Features) -> str:
    """Say that places differ, and if so, in one year."""
    return "different affiliations" + " in one year" * ("other affiliation, same year" in found)
