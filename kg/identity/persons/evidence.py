"""What speaks for two clusters of mentions being one person, weighed and put into words.

Each piece of evidence is a number (a feature); the numbers times the weights of `weights.json`, and
what the name alone lets one expect, add up to the log-odds that the two are one person. That is the
model of Fellegi and Sunter (1969), with weights learned by logistic regression.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import exp, log, sqrt
from pathlib import Path
from typing import Final

import orjson

from kg.identity.persons.census import Census
from kg.identity.persons.person_name import PersonName
from kg.identity.persons.profile import PersonProfile
from kg.identity.persons.relation import Relation, relate

_LESS_ALIKE: Final[tuple[Relation, ...]] = (
    "equal", "middle", "shorter", "initials", "initial", "short form", "near", "shifted", "part", "reversed",
    "missing",
)  # fmt: skip
_LOOKED_AT: Final = 8
_RARE: Final = 0.05
_NAMES_KNOWN: Final = 5_000
_SAME_YEARS: Final = 2
_CONTEXT: Final = (
    "related venue", "related topic",
    "coauthor", "coauthors", "affiliation", "venue", "topic", "identifier", "profile",
)  # fmt: skip
"""Features that say more than the name: without one of them, or words of the titles, nothing is joined."""
_TELLING_WORDS: Final = 2
"""Words that two titles must share to say more than the name; one of them may be common everywhere."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The log-odds that two clusters are one person's, by which rule, and the features.

    `bearers` is how many people are thought to bear the less telling of the two names; `context` tells
    whether anything but the names speaks for it.
    """

    score: float
    relation: Relation
    rule: str
    features: dict[str, float]
    bearers: float
    context: bool

    @property
    def confidence(self) -> float:
        """Return the probability that they are one person, from 0 to 1."""
        return confidence_of(self.score)


def confidence_of(score: float) -> float:
    """Return the probability, from 0 to 1, that log-odds stand for."""
    return round(1 / (1 + exp(-max(-30.0, min(30.0, score)))), 3)


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature; the file says how they were found."""
    found: dict[str, float] = orjson.loads((Path(__file__).parent / "weights.json").read_bytes())["weights"]
    return found


def weigh(a: PersonProfile, b: PersonProfile, census: Census) -> Weighed | None:
    """Weigh the evidence that `a` and `b` are one person; None if their names contradict each other.

    What forbids it otherwise (`PersonProfile.forbids`) is not looked at here.
    """
    if (relation := relation_of(a, b)) is None:
        return None
    table = weights()
    features = features_of(a, b, census)
    less = min(a.best_name, b.best_name, key=_fullness)
    bearers = census.bearers(less)
    prior = table["name"] * log(max(bearers, 0.002)) + table[f"name: {relation}"]
    score = table["bias"] + prior + sum(table[name] * value for name, value in features.items())
    context = (
        any(features.get(name, 0.0) > 0 for name in _CONTEXT)
        or len(a.title.keys() & b.title.keys()) >= _TELLING_WORDS
        or _is_rare(a, b, bearers, census)
    )
    return Weighed(score, relation, _rule(features), features, bearers, context)


def _is_rare(a: PersonProfile, b: PersonProfile, bearers: float, census: Census) -> bool:
    """Tell whether the name is known to be rare in large data, and stands there in the same few years.

    Small data cannot show that a name is rare.
    """
    return (
        bearers < _RARE
        and census.names >= _NAMES_KNOWN
        and bool(a.first_year and b.first_year)
        and max(a.first_year, b.first_year) - min(a.last_year, b.last_year) <= _SAME_YEARS
    )


def relation_of(a: PersonProfile, b: PersonProfile) -> Relation | None:
    """Return how the two names that are most alike are related; None if any two contradict."""
    if len(a.names) == 1 and len(b.names) == 1:
        return relate(a.names[0], b.names[0])
    best: Relation | None = None
    for mine in a.names:
        for theirs in b.names:
            found = relate(mine, theirs)
            if found is None:
                return None
            if best is None or _LESS_ALIKE.index(found) < _LESS_ALIKE.index(best):
                best = found
    return best


def _fullness(name: PersonName) -> tuple[bool, int, int, str]:
    return name.is_full, len(name.given), len(name.joined), name.key


def features_of(a: PersonProfile, b: PersonProfile, census: Census) -> dict[str, float]:
    """Return the features of a pair; those that are zero are left out."""
    size = 0.5 * log(len(a.papers) * len(b.papers))
    found: dict[str, float] = {}
    _coauthors(a, b, census, size, found)
    _affiliations(a, b, census, found)
    _shared("venue", a.venues, b.venues, census, size, found)
    _shared("topic", a.topics, b.topics, census, size, found)
    _titles(a, b, census, size, found)
    if a.first_year and b.first_year:
        gap = max(a.first_year, b.first_year) - min(a.last_year, b.last_year)
        if gap > 0:
            found["gap"] = min(gap, 30) / 10
    for scheme in a.identifiers.keys() & b.identifiers.keys():
        same = not a.identifiers[scheme].isdisjoint(b.identifiers[scheme])
        name = "identifier" if same else "identifiers differ"
        found[name] = found.get(name, 0.0) + 1.0
    if not a.profiles.isdisjoint(b.profiles):
        found["profile"] = 1.0
    if not a.headings.isdisjoint(b.headings):
        found["heading"] = 1.0
    return found


def _coauthors(
    a: PersonProfile, b: PersonProfile, census: Census, size: float, found: dict[str, float]
) -> None:
    """Weigh shared co-authors by how rare the name and how short the list is; the first counts most."""
    if not a.coauthors or not b.coauthors:
        return
    gains = []
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


def _affiliations(a: PersonProfile, b: PersonProfile, census: Census, found: dict[str, float]) -> None:
    """Weigh the two places that are most alike, by their words and how rare those are."""
    if not a.affiliations or not b.affiliations:
        return
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


def _shared(
    kind: str, a: Counter[str], b: Counter[str], census: Census, size: float, found: dict[str, float]
) -> None:
    """Return the rarest that both have of venues or topics."""
    if not a or not b:
        return
    letter = kind[0]
    gains = [census.rarity(letter + key) - size / 2 for key in a.keys() & b.keys()]
    if gains:
        found[kind] = min(max(max(gains), 0.5), 8.0) / 4
        return
    near = 0.0
    for mine in islice(sorted(a), _LOOKED_AT):
        for theirs in islice(sorted(b), _LOOKED_AT):
            near = max(near, census.affinity(letter.upper(), mine, theirs))
    if near > 0.1:
        found[f"related {kind}"] = min(near, 3.0)
    else:
        found[f"other {kind}"] = 1.0


def _titles(a: PersonProfile, b: PersonProfile, census: Census, size: float, found: dict[str, float]) -> None:
    """Titles: how alike their words are (cosine), and the rarest word in common."""
    if not a.title or not b.title:
        return
    common = a.title.keys() & b.title.keys()
    if not common:
        found["no word"] = 1.0
        return
    rarity = {word: census.rarity("w" + word) for word in common}
    dot = sum(a.title[word] * b.title[word] * gain * gain for word, gain in rarity.items())
    lengths = sqrt(_square(a.title, census) * _square(b.title, census))
    found["title"] = dot / max(lengths, 1e-9)
    found["word"] = min(max(max(rarity.values()) - size, 0.0), 8.0) / 4


def _square(words: Counter[str], census: Census) -> float:
    return sum((count * census.rarity("w" + word)) ** 2 for word, count in words.items())


def _rule(features: dict[str, float]) -> str:
    if "identifier" in features:
        return "SHARED-IDENTIFIER"
    if "profile" in features:
        return "AGGREGATOR-PROFILE"
    if "coauthor" in features:
        return "SHARED-COAUTHORS"
    if any(name in features for name in ("affiliation", "venue", "topic", "title")):
        return "NAME-AND-CONTEXT"
    return "LISTING-NAME-ONLY" if "heading" in features else "NAME-AND-YEARS"
