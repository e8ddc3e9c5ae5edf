"""Which clusters of a block are worth a comparison: all of a small block, else those that share most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import combinations
from typing import Final

from kg.identity.persons.mention_cluster import MentionCluster

_ALL_PAIRS: Final = 40
"""A block of up to so many clusters is compared pair by pair."""
_PAIRS_OF_ONE: Final = 4
"""And so are more, while there are no more pairs than so many for each mention."""
_ALL_OF_KEY: Final = 12
"""So many that share a key are compared pair by pair; of more, each with those next to it."""
_WINDOW: Final = 4
_MOST: Final = 3
"""A cluster is compared with so many others at most, unless it is one of the best for others too."""
_RARE_WORD: Final = 6
"""A word of titles that more of a block have says too little to compare them for."""
_WEIGHTS: Final = {"i": 100.0, "p": 100.0, "c": 3.0, "a": 2.0, "t": 2.0, "v": 1.0, "w": 1.0, "n": 1.0}
"""How much a key of each kind promises: identifier, page, co-author, place, team, venue, word, name."""


def pairs(profiles: Sequence[MentionCluster]) -> list[tuple[int, int]]:
    """Return the pairs to compare, as places in `profiles`, the smaller one first, in order.

    In a large block two clusters are candidates where they share a co-author, a place, a rare word, a
    page, an identifier, or a name and a venue; under a key that many share, each only with those next
    to it by year. Each is compared with those candidates that share the most and the rarest, so that the
    number of pairs grows with that of mentions, not with its square (meta-blocking: cardinality node
    pruning with reciprocal comparisons, Papadakis et al. 2014).
    """
    number = len(profiles)
    if number <= _ALL_PAIRS or number * (number - 1) <= 2 * _PAIRS_OF_ONE * sum(
        len(one.mentions) for one in profiles
    ):
        return list(combinations(range(len(profiles)), 2))
    promises = _promises(profiles)
    around: list[list[tuple[float, int]]] = [[] for _ in profiles]
    for (a, b), promise in promises.items():
        if profiles[a].papers.isdisjoint(profiles[b].papers):
            around[a].append((promise, -b))
            around[b].append((promise, -a))
    found: set[tuple[int, int]] = set()
    for one, others in enumerate(around):
        best = others if len(others) <= _MOST else nlargest(_MOST, others)
        found.update((one, -other) if one < -other else (-other, one) for _, other in best)
    return sorted(found)


def _promises(profiles: Sequence[MentionCluster]) -> dict[tuple[int, int], float]:
    """Return the pairs that share a key, with what the keys that they share promise."""
    shared: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for key in _keys(profile):
            shared[key].append(number)
    found: dict[tuple[int, int], float] = defaultdict(float)
    for key, members in shared.items():
        count = len(members)
        if count == 1 or (key[0] == "w" and count > _RARE_WORD):
            continue
        promise = _WEIGHTS[key[0]] / count
        if count <= _ALL_OF_KEY:
            for pair in combinations(members, 2):
                found[pair] += promise
        else:
            near = sorted(members, key=lambda one: (profiles[one].first_year, profiles[one].key))
            for place, one in enumerate(near):
                for other in near[place + 1 : place + 1 + _WINDOW]:
                    found[(one, other) if one < other else (other, one)] += promise
    return found


def _keys(profile: MentionCluster) -> Iterator[str]:
    if profile.circle:  # a list that is not a team's
        yield from (f"c{key}" for key in profile.coauthors)
    for affiliation in profile.affiliations:
        yield "a" + " ".join(affiliation)
    for scheme, values in profile.identifiers.items():
        yield from (f"i{scheme}:{value}" for value in values)
    for mark in profile.marks:
        yield "t" + mark
    for page in (*profile.profiles, *profile.headings):
        yield f"p{page}"
    for name in profile.names:
        yield f"n{name.key}"
        for venue in profile.venues:
            yield f"v{name.key}|{venue}"
        for word in profile.title:
            yield f"w{name.key}|{word}"
