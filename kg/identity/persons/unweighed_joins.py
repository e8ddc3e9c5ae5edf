"""Joins that need no weighing against others: one full name, and the same people or identifier around it.

Most mentions of a person share co-authors under one name. Joined first, along chains rather than pair
by pair, they leave few clusters to compare, so that the work grows with the number of mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.identity.persons.evidence import Scales, Weighed, weights
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.namesakes import Namesakes
from kg.keys import key_of
from kg.unions import Unions

Pair = tuple[int, int, Weighed]


def sure_pairs(profiles: Sequence[MentionCluster], scales: Scales, namesakes: Namesakes) -> list[Pair]:
    """Return pairs of mentions that are surely one person's, by their places in `profiles`.

    Each joins two that no pair before it has joined. Names that stand twice on one paper, or with two
    ORCIDs, or beside another name with the same ORCID, or that people parted, are left out: what fits
    several needs a comparison of all.
    """
    names: dict[str, list[int]] = defaultdict(list)
    bearers: dict[str, set[int]] = defaultdict(set)
    for number, profile in enumerate(profiles):
        if profile.names[0].given:
            names[profile.names[0].text].append(number)
        for orcid in profile.identifiers.get("orcid", ()):
            bearers[orcid].add(number)
    found: list[Pair] = []
    for members in names.values():
        orcids = {orcid for one in members for orcid in profiles[one].identifiers.get("orcid", ())}
        concerned = set(members).union(*(bearers[orcid] for orcid in orcids))
        if len(members) > 1 and not _conflict([profiles[one] for one in concerned]):
            found += _chained(profiles, members, scales, namesakes)
    return found


def _conflict(profiles: Sequence[MentionCluster]) -> bool:
    papers = set().union(*(one.papers for one in profiles))
    orcids = set().union(*(one.identifiers.get("orcid", ()) for one in profiles))
    return len(papers) < len(profiles) or len(orcids) > 1 or any(one.sides for one in profiles)


def _chained(
    profiles: Sequence[MentionCluster], members: list[int], scales: Scales, namesakes: Namesakes
) -> Iterator[Pair]:
    """Yield sure pairs among mentions of one name, each weighed with the next that shares a key only."""
    enough = weights()["sure"]
    unions = Unions[int]()
    last: dict[str, int] = {}
    members.sort(key=lambda one: (profiles[one].first_year, profiles[one].key))
    for one in members:
        for key in _keys(profiles[one]):
            before = last.get(key)
            last[key] = one
            if before is None:
                continue
            if unions.root(before) == unions.root(one):
                continue
            weighed = scales.weigh(profiles[before], profiles[one], enough, namesakes)
            if weighed is not None and weighed.score >= enough and weighed.context:
                unions.join(before, one)
                yield before, one, weighed


def _keys(profile: MentionCluster) -> Iterator[str]:
    if profile.circle:  # a list that is not a team's
        yield from profile.coauthors
    yield from profile.marks
    for scheme, values in profile.identifiers.items():
        yield from (key_of(scheme, value) for value in values)
    yield from profile.profiles
