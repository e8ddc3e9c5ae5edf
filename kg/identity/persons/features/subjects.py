"""What both write about and where it appears: venues, topics, words of titles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import sqrt
from typing import Final

from kg.identity.persons.census import Census
from kg.identity.persons.features.feature import ClusterPair, Features, listed
from kg.identity.persons.mention_cluster import MentionCluster

_LOOKED_AT: Final = 8
_LEAST_AFFINITY: Final = 0.1


def venues(pair: ClusterPair, found: Features) -> None:
    """Note the rarest venue that both have, else how many people two of theirs have in common."""
    _shared("venue", pair.a.venues, pair.b.venues, pair, found)


def topics(pair: ClusterPair, found: Features) -> None:
    """Note the rarest topic that both have, else how many people two of theirs have in common."""
    _shared("topic", pair.a.topics, pair.b.topics, pair, found)


def _shared(kind: str, a: set[str], b: set[str], pair: ClusterPair, found: Features) -> None:
    if both := a & b:
        gain = max([pair.census.rarity(kind[0] + key) for key in both]) - pair.size / 2
        found[kind] = min(max(gain, 0.5), 8.0) / 4
    else:
        _related(kind, a, b, pair.census, found)


def _related(kind: str, a: set[str], b: set[str], census: Census, found: Features) -> None:
    near, affinity, upper = 0.0, census.affinity, kind[0].upper()
    some = _first(b)
    for mine in _first(a):
        for theirs in some:
            if (gain := affinity(upper, mine, theirs)) > near:
                near = gain
    if near > _LEAST_AFFINITY:
        found[f"related {kind}"] = min(near, 3.0)
    else:
        found[f"other {kind}"] = 1.0


def _first(found: Collection[str]) -> Sequence[str]:
    return sorted(found)[:_LOOKED_AT] if len(found) > 1 else tuple(found)


def titles(pair: ClusterPair, found: Features) -> None:
    """Note how alike the words of the titles are (cosine), and the rarest word in common."""
    a, b, census = pair.a, pair.b, pair.census
    common = a.title.keys() & b.title.keys()
    if not common:
        found["no word"] = 1.0
        return
    rarity = {word: census.rarity("w" + word) for word in common}
    dot = sum([a.title[word] * b.title[word] * gain * gain for word, gain in rarity.items()])
    lengths = sqrt(_square(a, census) * _square(b, census))
    found["title"] = dot / max(lengths, 1e-9)
    found["word"] = min(max(max(rarity.values()) - pair.size, 0.0), 8.0) / 4


def _square(profile: MentionCluster, census: Census) -> float:
    if profile.square < 0:
        profile.square = sum(
            (count * census.rarity("w" + word)) ** 2 for word, count in profile.title.items()
        )
    return profile.square


def say_words(a: MentionCluster, b: MentionCluster, _: Features) -> str:
    """Name words of titles that both have."""
    return listed("word", a.title.keys() & b.title.keys(), " of the titles")


def say_venues(a: MentionCluster, b: MentionCluster, _: Features) -> str:
    """Name venues that both have."""
    return listed("venue", a.venues & b.venues)


def say_topics(a: MentionCluster, b: MentionCluster, _: Features) -> str:
    """Name topics that both have."""
    return listed("topic", a.topics & b.topics)
