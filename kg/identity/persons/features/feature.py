"""A feature: a number that says something for or against two clusters being one person's, and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import log
from typing import Final, Literal

from kg.identity.persons.census import Census
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.namesakes import Namesakes
from kg.identity.persons.person_name import PersonName
from kg.identity.persons.relation import Relation

Features = dict[str, float]
"""The features of a pair, by name; those that are zero are left out."""
_SHOWN: Final = 3


@dataclass(slots=True)
class ClusterPair:
    """Two clusters that are weighed, and what is needed for it.

    `name` is the less telling of their best names, which about `bearers` people are thought to bear;
    `size` is the logarithm of the mean of their numbers of papers (geometric): the more papers, the more
    is in common by chance.
    """

    a: MentionCluster
    b: MentionCluster
    relation: Relation
    name: PersonName
    bearers: float
    census: Census
    namesakes: Namesakes
    size: float

    @classmethod
    def of(
        cls, a: MentionCluster, b: MentionCluster, relation: Relation, name: PersonName, bearers: float,
        census: Census, namesakes: Namesakes,
    ) -> ClusterPair:  # fmt: skip
        """Return a pair with its size."""
        return cls(a, b, relation, name, bearers, census, namesakes, 0.5 * log(len(a.papers) * len(b.papers)))


Note = Callable[[ClusterPair, Features], None]
"""Notes features of a pair, those that are not zero."""
Said = Callable[[MentionCluster, MentionCluster, Features], str | None]
"""Says a feature that two clusters have in words; null where another feature says it."""


def unsaid(*_: object) -> None:
    """Leave a feature to the words of another."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature: its name, which is that of its weight; what its number is; its largest; its words.

    `context` tells that it says more than the name: without any such, nothing is joined. `start` is the
    weight that one expects before any gold, a hand-set guess; `speaks` tells for which side the feature may
    speak, which no gold overrules, so that its words stay true; what is not `learned` keeps its start, as
    the gold says nothing of it.
    """

    name: str
    about: str
    start: float
    speaks: Literal["for", "against", "both"]
    most: float = 1.0
    said: Said = unsaid
    context: bool = False
    learned: bool = True


@dataclass(frozen=True, slots=True)
class FeatureGroup:
    """Features that one function notes, and whether two clusters have what it takes (`told`)."""

    note: Note
    features: tuple[Feature, ...]
    told: Callable[[MentionCluster, MentionCluster], object]


def listed(what: str, common: Iterable[str], of: str = "") -> str:
    """Say what is in common: how many, and the first of them."""
    every = sorted(common)
    more = ", …" if len(every) > _SHOWN else ""
    plural = "s" if len(every) > 1 else ""
    return f"{len(every)} {what}{plural}{of} in common ({', '.join(every[:_SHOWN])}{more})"


def words(text: str) -> Said:
    """Return what says the same of every pair."""

    def said(_: MentionCluster, __: MentionCluster, ___: Features) -> str:
        return text

    return said
