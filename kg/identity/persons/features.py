"""Pieces of evidence that two clusters are one person's, each a number; those that are zero are left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log, sqrt
from typing import Final

from kg.identity.persons.census import Census
from kg.identity.persons.profile import PersonProfile

Features = dict[str, float]

_LOOKED_AT: Final = 8


def years(a: PersonProfile, b: PersonProfile, found: Features) -> None:
    """Note how many decades lie between the years of one and those of the other."""
    if a.first_year and b.first_year:
        gap = max(a.first_year, b.first_year) - min(a.last_year, b.last_year)
        if gap > 0:
            found["gap"] = min(gap, 30) / 10


def identifiers(a: PersonProfile, b: PersonProfile, found: Features) -> None:
    """Note identifiers, pages and headings that both have, and identifiers of one scheme that differ."""
    if a.identifiers and b.identifiers:
        for scheme in a.identifiers.keys() & b.identifiers.keys():
            same = not a.identifiers[scheme].isdisjoint(b.identifiers[scheme])
            name = "identifier" if same else "identifiers differ"
            found[name] = found.get(name, 0.0) + 1.0
    if a.profiles and not a.profiles.isdisjoint(b.profiles):
        found["profile"] = 1.0
    if a.headings and not a.headings.isdisjoint(b.headings):
        found["heading"] = 1.0


def coauthors(a: PersonProfile, b: PersonProfile, census: Census, size: float, found: Features) -> None:
    """Weigh shared co-authors by how rare the name and how short the list is; the first counts most."""
    if not a.coauthors or not b.coauthors:
        return
    gains: list[float] = []
    for key in a.coauthors.keys() & b.coauthors.keys():
        longest = max(a.coauthors[key], b.coauthors[key])
        gain = census.rarity("n" + key) - log(longest) - size
        gains.append(max(gain, 0.3))
    if not gains:
        found["no coauthor"] = min(log(1 + min(len(a.coauthors), len(b.coauthors))), 3.0)
        return
    gains.sort(reverse=True)
    found["coauthor"] = min(gains[0], 8.0) / 4
    if len(gains) > 1:
        found["coauthors"] = min(sum(gains[1:6]), 16.0) / 8


def affiliations(a: PersonProfile, b: PersonProfile, census: Census, found: Features) -> None:
    """Weigh the two places that are most alike, by their words and how rare those are."""
    best = 0.0
    for mine in list(a.affiliations)[:12]:
        for theirs in list(b.affiliations)[:12]:
            if mine == theirs:
                alike, common = 1.0, sum(census.rarity("a" + word) for word in mine)
            else:
                both = set(mine) & set(theirs)
                common = sum(census.rarity("a" + word) for word in both)
                every = sum(census.rarity("a" + word) for word in set(mine) | set(theirs))
                shorter = min(sum(census.rarity("a" + word) for word in one) for one in (mine, theirs))
                alike = max(common / max(every, 0.01), 0.8 * common / max(shorter, 0.01))
            best = max(best, alike * min(common, 20.0) / 20)
    if best > 0.05:
        found["affiliation"] = best
    else:
        found["other affiliation"] = 1.0


def shared(kind: str, a: set[str], b: set[str], census: Census, size: float, found: Features) -> bool:
    """Note the rarest that both have of venues or topics; tell whether there is any."""
    both = a & b
    if not both:
        return False
    gain = max([census.rarity(kind[0] + key) for key in both]) - size / 2
    found[kind] = min(max(gain, 0.5), 8.0) / 4
    return True


def related(kind: str, a: set[str], b: set[str], census: Census, found: Features) -> None:
    """Weigh venues or topics that have people in common, where none is shared."""
    near, affinity, upper = 0.0, census.affinity, kind[0].upper()
    some = _first(b)
    for mine in _first(a):
        for theirs in some:
            if (gain := affinity(upper, mine, theirs)) > near:
                near = gain
    if near > 0.1:
        found[f"related {kind}"] = min(near, 3.0)
    else:
        found[f"other {kind}"] = 1.0


def _first(found: Collection[str]) -> Sequence[str]:
    return sorted(found)[:_LOOKED_AT] if len(found) > 1 else tuple(found)


def titles(a: PersonProfile, b: PersonProfile, census: Census, size: float, found: Features) -> None:
    """Titles: how alike their words are (cosine), and the rarest word in common."""
    if not a.title or not b.title:
        return
    common = a.title.keys() & b.title.keys()
    if not common:
        found["no word"] = 1.0
        return
    rarity = {word: census.rarity("w" + word) for word in common}
    dot = sum(a.title[word] * b.title[word] * gain * gain for word, gain in rarity.items())
    lengths = sqrt(_square(a, census) * _square(b, census))
    found["title"] = dot / max(lengths, 1e-9)
    found["word"] = min(max(max(rarity.values()) - size, 0.0), 8.0) / 4


def _square(profile: PersonProfile, census: Census) -> float:
    if profile.square < 0:
        profile.square = sum(
            (count * census.rarity("w" + word)) ** 2 for word, count in profile.title.items()
        )
    return profile.square
