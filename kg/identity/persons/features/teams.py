"""Teams whose author lists are long: whether both were of one, or of two at once."""

from __future__ import annotations

from typing import Final

from kg.identity.persons.features.feature import ClusterPair, Features
from kg.identity.persons.features.people import shared_team
from kg.identity.persons.features.places import at_one_place
from kg.identity.persons.mention_cluster import MentionCluster

_SAME_TEAM: Final = 0.2


def teams(pair: ClusterPair, found: Features) -> None:
    """Estimate how much of the shorter of two long lists stands on the other, initials for given names.

    Who works at one institute goes from one collaboration to the next, and is in several there: that lists
    have others on them says something only of the same years, and of other places.
    """
    share = shared_team(pair.a, pair.b)
    if share >= _SAME_TEAM:
        found["team"] = share
    elif _in_like_years(pair.a, pair.b) and not at_one_place(pair):
        found["other team"] = 1.0


def _in_like_years(a: MentionCluster, b: MentionCluster) -> bool:
    """Tell whether the years of both meet, as far as they are known."""
    if not (a.first_year and b.first_year):
        return True
    return max(a.first_year, b.first_year) <= min(a.last_year, b.last_year)


def say_team(_: MentionCluster, __: MentionCluster, found: Features) -> str:
    """Say how much of a long list is the same."""
    return f"about {found['team']:.0%} of a long list of authors in common"
