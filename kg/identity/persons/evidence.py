"""What speaks for two clusters of mentions being one person, weighed and put into words.

Each piece of evidence is a number (a feature); the numbers times the weights of `weights.json`, and
what the name alone lets one expect, add up to the log-odds that the two are one person. That is the
model of Fellegi and Sunter (1969), with weights learned by logistic regression.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import ceil, inf, log
from pathlib import Path
from typing import Any, Final, get_args

import orjson

from kg.identity.calibration import Calibration, calibration_of, probability
from kg.identity.persons.census import Census
from kg.identity.persons.features.declared import CONTEXT, KINDS
from kg.identity.persons.features.feature import ClusterPair, Features
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.namesakes import Namesakes
from kg.identity.persons.person_name import PersonName
from kg.identity.persons.relation import OF_INITIALS, Relation, relate

_LESS_ALIKE: Final[tuple[Relation, ...]] = get_args(Relation)
RARE_ALONE: Final = 0.5
"""Only names that fewer people are expected to bear are joined for nothing but the name."""
RARE_INITIALS: Final = 0.2
"""The same where both give initials only: of given names, no more than two may be known beside it."""
_NAMES_KNOWN: Final = (1_500, 5_000)
"""Only data of so many names show that the rarest is rare, and that one is at the limit of `RARE_ALONE`."""
LEAST_BEARERS: Final = 0.002
"""Names that fewer people are expected to bear count as borne by so many."""
_SAME_YEARS: Final = 8
_CAREER: Final = 25
"""Years that may lie between what a name alone joins: those of a career for the rarest, spelled out twice."""
_REMEMBERED: Final = 1 << 16
RARE: Final = 0.05
"""So few people (expected) make a name a rare one in words; it then is more likely borne by one alone."""
RARE_NAME: Final = "RARE-NAME"
"""The rule of joins for which nothing speaks but a name that the data show to be rare."""
LINES: Final = ("initials", "names")
"""Joins of equal initials are set right by themselves: a margin is taken off for the decision on them."""
_ONE_NAME: Final[tuple[Relation, ...]] = ("equal", "middle", "shorter")
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
        """Return the probability that they are one person, from 0 to 1.

        Of what is joined it is set right by how often such joins were right on gold; that decides nothing.
        """
        score = self.score
        if score >= weights()["join"]:
            score = max(calibrations()[line_of(self.relation)].odds(score), weights()["join"])
        sure = confidence_of(score)
        if self.rule != RARE_NAME:
            return sure
        if self.relation in OF_INITIALS:
            return min(sure, weights()["rare initials"])
        return min(sure, weights()["rare name" if self.bearers < RARE else "rare name, perhaps of two"])


UNLIKELY: Final = Weighed(-inf, "missing", "NAME-AND-YEARS", {}, 0.0, context=False)
"""Stands for a pair that cannot even be undecided, whatever is found."""


def confidence_of(score: float) -> float:
    """Return the probability, from 0 to 1, that log-odds stand for."""
    return round(probability(score), 3)


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature; the file says how they were found."""
    found: dict[str, float] = _learned()["weights"]
    return found


@cache
def calibrations() -> dict[str, Calibration]:
    """Return what sets the odds of joins right, by line (`LINES`)."""
    return {line: calibration_of(knots) for line, knots in _learned()["calibration"].items()}


@cache
def _learned() -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads((Path(__file__).parent / "weights.json").read_bytes())
    return found


def line_of(relation: Relation) -> str:
    """Return the line by which the odds of names that are related so are set right."""
    return "initials" if relation == "initials" else "names"


NOBODY: Final = Namesakes()
"""Stands for a block of which no names are known."""


class Scales:
    """Weighs the evidence for pairs of clusters by one census. What it finds of names is remembered."""

    def __init__(self, census: Census) -> None:
        self._census = census
        self._weights = weights()
        self._names: dict[tuple[str, str], tuple[Relation, float, float, PersonName] | None] = {}
        self._gains = [
            sum(max(self._weights[one.name], 0.0) * one.most for one in kind.features) for kind in KINDS
        ]

    def weigh(
        self,
        a: MentionCluster,
        b: MentionCluster,
        least: float | None = None,
        namesakes: Namesakes = NOBODY,
    ) -> Weighed | None:
        """Weigh the evidence that `a` and `b` are one person; None if their names contradict each other.

        What forbids it otherwise (`MentionCluster.forbids`) is not looked at here. Where nothing could
        lift the pair to `least` (log-odds; else that of undecided pairs), `UNLIKELY` is returned without
        looking closer. `namesakes` are the names of the block.
        """
        if len(a.names) == 1 == len(b.names):
            known = self._of_names(a.names[0], b.names[0])
        else:
            known = self._of_clusters(a, b)
        if known is None:
            return None
        relation, score, bearers, name = known
        pair = ClusterPair.of(a, b, relation, name, bearers, self._census, namesakes)
        found = self._features(pair, score, self._weights["undecided"] if least is None else least)
        if found is None:
            return UNLIKELY
        for feature, value in found.items():
            score += self._weights[feature] * value
        context = not CONTEXT.isdisjoint(found) or len(a.title.keys() & b.title.keys()) >= _TELLING_WORDS
        rare = (
            not context
            and "other affiliation" not in found
            and _is_rare(a, b, relation, name, bearers, self._census)
        )
        rule = RARE_NAME if rare else _rule(found)
        return Weighed(score, relation, rule, found, bearers, context or rare)

    def listed_twice(self, a: MentionCluster, b: MentionCluster) -> bool:
        """Tell whether a list that has both likely names one person twice: by one name, and a rare one."""
        known = None if a.papers.isdisjoint(b.papers) or a.sides or b.sides else self._of_clusters(a, b)
        return known is not None and known[0] in _ONE_NAME and known[2] < RARE

    def _features(self, pair: ClusterPair, score: float, aim: float) -> Features | None:
        """Return the features of a pair; None as soon as those to come cannot lift it to `aim` any more."""
        table, found = self._weights, Features()
        a, b = pair.a, pair.b
        open_to = [(kind, gain) for kind, gain in zip(KINDS, self._gains, strict=True) if kind.told(a, b)]
        rest = sum([gain for _, gain in open_to])
        for kind, gain in open_to:
            if score + rest < aim:
                return None
            kind.note(pair, found)
            rest -= gain
            for feature in kind.features:
                if feature.name in found:
                    score += table[feature.name] * found[feature.name]
        return found if score >= aim else None

    def _of_names(self, a: PersonName, b: PersonName) -> tuple[Relation, float, float, PersonName] | None:
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

    def _of_clusters(
        self, a: MentionCluster, b: MentionCluster
    ) -> tuple[Relation, float, float, PersonName] | None:
        """Return the same for clusters, by the two names that are most alike; None if any two contradict.

        Of a cluster that has a name spelled out only such names count: who is known as Ping Wang is not alike
        a P. Wang for being called so too.
        """
        best: Relation | None = None
        full, other = a.best_name.is_full, b.best_name.is_full
        for mine in a.names:
            for theirs in b.names:
                known = self._of_names(mine, theirs)
                if known is None:
                    return None
                if mine.is_full < full or theirs.is_full < other:
                    continue
                if best is None or _LESS_ALIKE.index(known[0]) < _LESS_ALIKE.index(best):
                    best = known[0]
        assert best is not None
        return self._prior(best, a.best_name, b.best_name)

    def _prior(
        self, relation: Relation, a: PersonName, b: PersonName
    ) -> tuple[Relation, float, float, PersonName]:
        table = self._weights
        name = min(a, b, key=_fullness)
        bearers = self._census.bearers(name)
        prior = table["bias"] + table["name"] * log(max(bearers, LEAST_BEARERS)) + table[f"name: {relation}"]
        if relation == "initials":
            prior += table["initials only" if len(name.given) == 1 else "several initials only"]
        return relation, prior, bearers, name


def _is_rare(
    a: MentionCluster, b: MentionCluster, relation: Relation, name: PersonName, bearers: float, census: Census
) -> bool:
    """Tell whether large data show the name to be of one person at most, and it stands there within years.

    Small data cannot show that a name is rare (`names_to_show`). Names of syllables must be the rarest: of
    joins by one that a person or two are expected to bear, two in three are right in the gold. Initials must
    be rarer than a name spelled out, and stand beside the whole family name. Years beyond
    which a career may have ended speak against it, fewer where the name is not one of the rarest, or an
    initial stands for it; and so do other affiliations: where they differ, a rare name joins nobody. Nor does
    one that is spelled otherwise, where a letter makes another name.
    """
    if relation == "misspelt" or (relation == "near" and name.syllabic):
        return False
    rarest = bearers < RARE and not name.syllabic and relation in _ONE_NAME
    years = _CAREER if rarest else _SAME_YEARS
    full = a.best_name.is_full or b.best_name.is_full
    if relation == "part" and not full:
        return False
    alone = RARE if name.syllabic else RARE_ALONE if full else RARE_INITIALS
    return (
        bearers < alone
        and census.forms >= names_to_show(bearers)
        and bool(a.first_year and b.first_year)
        and max(a.first_year, b.first_year) - min(a.last_year, b.last_year) <= years
    )


def names_to_show(bearers: float) -> int:
    """Return how many names data must have to show that one is rare that so many are expected to bear.

    The commoner it is the more, so that a few records more do not change what is held of all names at once.
    """
    fewest, most = _NAMES_KNOWN
    return 100 * ceil((fewest + (most - fewest) * min(bearers / RARE_ALONE, 1.0)) / 100)


def _fullness(name: PersonName) -> tuple[bool, int, int, str]:
    return name.is_full, len(name.given), len(name.joined), name.key


def _rule(found: Features) -> str:
    if "identifier" in found:
        return "SHARED-IDENTIFIER"
    if "profile" in found:
        return "AGGREGATOR-PROFILE"
    if "coauthor" in found or "coauthor by initials" in found or "team" in found:
        return "SHARED-COAUTHORS"
    if any(name in found for name in ("same place", "affiliation", "venue", "topic", "title")):
        return "NAME-AND-CONTEXT"
    return "LISTING-NAME-ONLY" if "heading" in found else "NAME-AND-YEARS"
