"""People around both: co-authors by name and by initials, and teams whose lists are long."""

from __future__ import annotations

from math import log
from typing import Final

from kg.identity.folding import name_key
from kg.identity.persons.features.feature import ClusterPair, Features, listed
from kg.identity.persons.mention_cluster import LONGEST_SHORT, MentionCluster, in_common

_LEAST_GAIN: Final = 0.3
_MOST_GAIN: Final = 8.0


def coauthors(pair: ClusterPair, found: Features) -> None:
    """Weigh shared co-authors by how rare the name and how short the list is; the first counts most."""
    a, b = pair.a.coauthors, pair.b.coauthors
    lengths = [(key, a[key], b[key]) for key in a.keys() & b.keys()]
    gains = [
        _gain(pair, "n" + key, max(mine, theirs))
        for key, mine, theirs in lengths
        if mine <= LONGEST_SHORT or theirs <= LONGEST_SHORT  # of two long lists, see `teams`
    ]
    if not gains:
        a, b = pair.a.circle, pair.b.circle
        if lights := _alike(pair.a, pair.b):
            gains = sorted([_gain(pair, "i" + key, max(a[key], b[key])) for key in lights], reverse=True)
            found["coauthor by initials"] = gains[0] / 4
            if len(gains) > 1:
                found["coauthors by initials"] = min(sum(gains[1:6]), 16.0) / 8
        elif a and b:
            found["no coauthor"] = min(log(1 + min(len(a), len(b))), 3.0)
        return
    gains.sort(reverse=True)
    found["coauthor"] = gains[0] / 4
    if len(gains) > 1:
        found["coauthors"] = min(sum(gains[1:6]), 16.0) / 8
        if pair.relation == "initials":
            found["coauthors of initials"] = found["coauthors"]


def _alike(a: MentionCluster, b: MentionCluster) -> set[str]:
    """Return by initial and family name the co-authors of both that are not printed with two given names.

    One list gives an initial only, or the given names begin alike.
    """
    found = a.circle.keys() & b.circle.keys()
    if not found:
        return found
    begun = {f"{one[0]} {one.rpartition(' ')[2]}" for one in a.begun & b.begun if one}
    return {one for one in found if one in begun or one in a.initialled or one in b.initialled}


def _gain(pair: ClusterPair, key: str, longest: int) -> float:
    return min(max(pair.census.rarity(key) - log(longest) - pair.size, _LEAST_GAIN), _MOST_GAIN)


def shared_team(a: MentionCluster, b: MentionCluster) -> float:
    """Return the share of a long list of one that is on the list of the other most like it, from 0 to 1."""
    return max([in_common(mine, theirs) for mine in a.teams for theirs in b.teams], default=0.0)


def say_coauthors(a: MentionCluster, b: MentionCluster, _: Features) -> str:
    """Name co-authors that both have."""
    return listed("co-author", _printed(a, a.coauthors.keys() & b.coauthors.keys()))


def say_initials(a: MentionCluster, b: MentionCluster, _: Features) -> str:
    """Name co-authors that both have if initials are taken for names."""
    return listed("co-author", _alike(a, b), " by initial and family name")


def _printed(profile: MentionCluster, keys: set[str]) -> set[str]:
    """Return the names of co-authors as printed, one for each key."""
    left, found = set(keys), set()
    for printed in profile.printed:
        for name in printed:
            if (key := name_key(name)) in left:
                left.remove(key)
                found.add(name)
        if not left:
            break
    return found
