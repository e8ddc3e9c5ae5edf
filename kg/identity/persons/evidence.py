"""What speaks for two clusters of mentions being one person, weighed and put into words.

Each piece of evidence is a number (a feature); the numbers times the weights of `weights.json`, and
what the name alone lets one expect, add up to the log-odds that the two are one person. That is the
model of Fellegi and Sunter (1969), with weights learned by logistic regression.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp, inf, log
from pathlib import Path
from typing import Final, get_args

import orjson

from kg.identity.persons import features
from kg.identity.persons.census import Census
from kg.identity.persons.features import Features
from kg.identity.persons.person_name import PersonName
from kg.identity.persons.profile import PersonProfile
from kg.identity.persons.relation import Relation, relate

_LESS_ALIKE: Final[tuple[Relation, ...]] = get_args(Relation)
RARE_ALONE: Final = 0.5
"""Only names that fewer people are expected to bear are joined for nothing but the name."""
NAMES_KNOWN: Final = 5_000
"""Only data of so many names show that one is rare."""
LEAST_BEARERS: Final = 0.002
"""Names that fewer people are expected to bear count as borne by so many."""
_SAME_YEARS: Final = 8
_REMEMBERED: Final = 1 << 16
_CONTEXT: Final = frozenset(
    {"related venue", "related topic", "coauthor", "affiliation", "venue", "topic", "identifier", "profile"}
)
"""Features that say more than the name: without one of them, or words of the titles, nothing is joined."""
RARE: Final = 0.05
"""So few people (expected) make a name a rare one in words; it then is more likely borne by one alone."""
RARE_NAME: Final = "RARE-NAME"
"""The rule of joins for which nothing speaks but a name that the data show to be rare."""
_TELLING_WORDS: Final = 2
"""Words that two titles must share to say more than the name; one of them may be common everywhere."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The log-odds that two clusters are one person's, by which rule, and the features.

    `bearers` is how many people are thought to bear the less telling of the two names; `context` tells
    whether anything but the names speaks for it, or the names are so rare that they do. The rule then is
    `RARE-NAME`.
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
        sure = confidence_of(self.score)
        if self.rule != RARE_NAME:
            return sure
        return min(sure, weights()["rare name" if self.bearers < RARE else "rare name, perhaps of two"])


UNLIKELY: Final = Weighed(-inf, "missing", "NAME-AND-YEARS", {}, 0.0, context=False)
"""Stands for a pair that cannot even be undecided, whatever is found."""


def confidence_of(score: float) -> float:
    """Return the probability, from 0 to 1, that log-odds stand for."""
    return round(1 / (1 + exp(-max(-30.0, min(30.0, score)))), 3)


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature; the file says how they were found."""
    found: dict[str, float] = orjson.loads((Path(__file__).parent / "weights.json").read_bytes())["weights"]
    return found


class Scales:
    """Weighs the evidence for pairs of clusters by one census. What it finds of names is remembered."""

    def __init__(self, census: Census) -> None:
        self._census = census
        self._weights = weights()
        self._names: dict[tuple[str, str], tuple[Relation, float, float] | None] = {}
        gain = {name: max(weight, 0.0) for name, weight in self._weights.items()}
        self._most_words = gain["title"] + 2 * gain["word"]
        self._most_place = gain["affiliation"]
        self._most_related = (3 * gain["related venue"], 3 * gain["related topic"])

    def weigh(self, a: PersonProfile, b: PersonProfile, least: float | None = None) -> Weighed | None:
        """Weigh the evidence that `a` and `b` are one person; None if their names contradict each other.

        What forbids it otherwise (`PersonProfile.forbids`) is not looked at here. Where nothing could
        lift the pair to `least` (log-odds; else that of undecided pairs), `UNLIKELY` is returned without
        looking closer.
        """
        if len(a.names) == 1 == len(b.names):
            known = self._of_names(a.names[0], b.names[0])
        else:
            known = self._of_clusters(a, b)
        if known is None:
            return None
        relation, prior, bearers = known
        found = self._features(a, b, prior, self._weights["undecided"] if least is None else least)
        if found is None:
            return UNLIKELY
        score = prior
        for name, value in found.items():
            score += self._weights[name] * value
        context = not _CONTEXT.isdisjoint(found) or len(a.title.keys() & b.title.keys()) >= _TELLING_WORDS
        rare = not context and "other affiliation" not in found and _is_rare(a, b, bearers, self._census)
        rule = RARE_NAME if rare else _rule(found)
        return Weighed(score, relation, rule, found, bearers, context or rare)

    def _features(self, a: PersonProfile, b: PersonProfile, prior: float, aim: float) -> Features | None:
        """Return the features of a pair; None as soon as those to come cannot lift it to `aim` any more."""
        table, census, found = self._weights, self._census, Features()
        size = 0.5 * log(len(a.papers) * len(b.papers))
        venues, topics = bool(a.venues and b.venues), bool(a.topics and b.topics)
        features.coauthors(a, b, census, size, found)
        features.identifiers(a, b, found)
        features.years(a, b, found)
        score = prior
        for name, value in found.items():
            score += table[name] * value
        rest = self._most_place if a.affiliations and b.affiliations else 0.0
        if venues:
            if features.shared("venue", a.venues, b.venues, census, size, found):
                score, venues = score + table["venue"] * found["venue"], False
            else:
                rest += self._most_related[0]
        if topics:
            if features.shared("topic", a.topics, b.topics, census, size, found):
                score, topics = score + table["topic"] * found["topic"], False
            else:
                rest += self._most_related[1]
        least = aim - rest
        if score < least and (a.title.keys().isdisjoint(b.title) or score + self._most_words < least):
            return None
        features.titles(a, b, census, size, found)
        if score + sum([table[name] * found.get(name, 0.0) for name in ("title", "word", "no word")]) < least:
            return None
        if a.affiliations and b.affiliations:
            features.affiliations(a, b, census, found)
        if venues:
            features.related("venue", a.venues, b.venues, census, found)
        if topics:
            features.related("topic", a.topics, b.topics, census, found)
        return found

    def _of_names(self, a: PersonName, b: PersonName) -> tuple[Relation, float, float] | None:
        """Return how two names are related, what that says (log-odds), and how many bear the less full."""
        key = (a.text, b.text)
        try:
            return self._names[key]
        except KeyError:
            pass
        relation = relate(a, b)
        known = None if relation is None else self._prior(relation, a, b)
        if len(self._names) >= _REMEMBERED:
            self._names.clear()
        self._names[key] = self._names[b.text, a.text] = known
        return known

    def _of_clusters(self, a: PersonProfile, b: PersonProfile) -> tuple[Relation, float, float] | None:
        """Return the same for clusters, by the two names that are most alike; None if any two contradict."""
        best: Relation | None = None
        for mine in a.names:
            for theirs in b.names:
                known = self._of_names(mine, theirs)
                if known is None:
                    return None
                if best is None or _LESS_ALIKE.index(known[0]) < _LESS_ALIKE.index(best):
                    best = known[0]
        assert best is not None
        return self._prior(best, a.best_name, b.best_name)

    def _prior(self, relation: Relation, a: PersonName, b: PersonName) -> tuple[Relation, float, float]:
        table = self._weights
        bearers = self._census.bearers(min(a, b, key=_fullness))
        prior = table["bias"] + table["name"] * log(max(bearers, LEAST_BEARERS)) + table[f"name: {relation}"]
        return relation, prior, bearers


def _is_rare(a: PersonProfile, b: PersonProfile, bearers: float, census: Census) -> bool:
    """Tell whether large data show the name to be of one person at most, and it stands there within years.

    Small data cannot show that a name is rare. Years beyond which a career may have ended speak against it,
    and so do other affiliations: where they differ, a rare name alone joins nobody.
    """
    return (
        bearers < RARE_ALONE
        and census.names >= NAMES_KNOWN
        and bool(a.first_year and b.first_year)
        and max(a.first_year, b.first_year) - min(a.last_year, b.last_year) <= _SAME_YEARS
    )


def _fullness(name: PersonName) -> tuple[bool, int, int, str]:
    return name.is_full, len(name.given), len(name.joined), name.key


def _rule(found: Features) -> str:
    if "identifier" in found:
        return "SHARED-IDENTIFIER"
    if "profile" in found:
        return "AGGREGATOR-PROFILE"
    if "coauthor" in found:
        return "SHARED-COAUTHORS"
    if any(name in found for name in ("affiliation", "venue", "topic", "title")):
        return "NAME-AND-CONTEXT"
    return "LISTING-NAME-ONLY" if "heading" in found else "NAME-AND-YEARS"
