"""Marks on both: identifiers, pages of aggregators, headings of name searches, e-mail domains; and years."""

from __future__ import annotations

from math import log
from typing import Final

from kg.identity.persons.features.feature import ClusterPair, Features
from kg.identity.persons.mention_cluster import MentionCluster

_MOST_YEARS: Final = 30
_MOST_PAPERS: Final = 5.0


def years(pair: ClusterPair, found: Features) -> None:
    """Note how many decades lie between the years of one and those of the other."""
    a, b = pair.a, pair.b
    gap = max(a.first_year, b.first_year) - min(a.last_year, b.last_year)
    if gap > 0:
        found["gap"] = min(gap, _MOST_YEARS) / 10


def papers(pair: ClusterPair, found: Features) -> None:
    """Note of how many papers the smaller of two clusters is: more should show what joins them."""
    fewer = min(len(pair.a.papers), len(pair.b.papers))
    if fewer > 1:
        found["papers"] = min(log(fewer), _MOST_PAPERS)


def identifiers(pair: ClusterPair, found: Features) -> None:
    """Note identifiers that both have, and identifiers of one scheme that differ."""
    a, b = pair.a.identifiers, pair.b.identifiers
    for scheme in a.keys() & b.keys():
        name = "identifiers differ" if a[scheme].isdisjoint(b[scheme]) else "identifier"
        found[name] = found.get(name, 0.0) + 1.0


def profiles(pair: ClusterPair, found: Features) -> None:
    """Note a profile page that lists both."""
    if not pair.a.profiles.isdisjoint(pair.b.profiles):
        found["profile"] = 1.0


def headings(pair: ClusterPair, found: Features) -> None:
    """Note a heading of a name search that lists both."""
    if not pair.a.headings.isdisjoint(pair.b.headings):
        found["heading"] = 1.0


def say_identifiers(a: MentionCluster, b: MentionCluster, _: Features) -> str:
    """Name identifiers that both have, and say which schemes differ."""
    words = []
    for scheme in sorted(a.identifiers.keys() & b.identifiers.keys()):
        same = a.identifiers[scheme] & b.identifiers[scheme]
        words.append(f"same {scheme} {min(same)}" if same else f"different {scheme}")
    return "; ".join(words)


def say_differing(a: MentionCluster, b: MentionCluster, found: Features) -> str | None:
    """Say which schemes differ, where none is the same."""
    return None if "identifier" in found else say_identifiers(a, b, found)


def say_years(_: MentionCluster, __: MentionCluster, found: Features) -> str:
    """Say how many years lie between both."""
    apart = round(found["gap"] * 10)
    return f"{apart} year{'s' * (apart > 1)} apart"
