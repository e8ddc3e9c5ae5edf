"""A cluster of mentions that are held to be one person's, and all that is known around them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from kg.identity.folding import name_key, tokens
from kg.identity.persons.mention import LONGEST_LIST, PersonMention, coauthor_keys, digest, initial_key
from kg.identity.persons.person_name import PersonName, parse_name

_ONE_PERSON: Final = frozenset({"orcid"})
"""Schemes of which no person has two identifiers."""
_MOST_AFFILIATIONS: Final = 12
LONGEST_SHORT: Final = 100
"""Who shares a longer list is a team, not co-authors one by one."""
_MOST_TEAMS: Final = 16
"""Teams of one person that are remembered: of those forgotten, it would be said that the lists are others."""
_SAME_TEAM: Final = 0.6
"""Sketches with so large a share in common are of one team at about one time."""
_MARKS: Final = 3
"""So many names of a sketch, the first ones, mark a team: two sketches of one team have most in common."""
_OTHER_SIDE: Final = {"+": "-", "-": "+"}


@dataclass(slots=True)
class MentionCluster:
    """What the mentions of one cluster have around them, together.

    `coauthors` gives for each co-author's name key the shortest list it was met on (a length); `circle` the
    same by first initial and family name, of lists that are not those of a team; `teams` are such keys of
    long lists (sketches of few that differ), and `marks` some of them, by which a team is found. `printed`
    are the lists of names as printed. `affiliations` are places, as folded words, with the first and last
    year (0 if unknown). `title` counts the words of titles. `agents` are keys of agents that hold any of the
    mentions. `square` is what comparisons of titles remember, negative where it is not known. `initialled`
    are those of `circle` that a list gives by initials, and `begun` keys by the first letters of given names
    (`CoauthorKeys`). `key` is the smallest key of the mentions: it names the cluster and orders ties.
    """

    key: str
    names: list[PersonName]
    mentions: list[str]
    papers: set[str]
    shown: str
    coauthors: dict[str, int] = field(default_factory=dict)
    circle: dict[str, int] = field(default_factory=dict)
    teams: list[frozenset[str]] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    venues: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    title: dict[str, int] = field(default_factory=dict)
    affiliations: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)
    first_year: int = 0
    last_year: int = 0
    identifiers: dict[str, set[str]] = field(default_factory=dict)
    profiles: set[str] = field(default_factory=set)
    headings: set[str] = field(default_factory=set)
    agents: set[str] = field(default_factory=set)
    printed: list[list[str]] = field(default_factory=list)
    sides: set[str] = field(default_factory=set)
    square: float = -1.0
    initialled: AbstractSet[str] = frozenset()
    begun: AbstractSet[str] = frozenset()

    @classmethod
    def of(cls, mention: PersonMention) -> MentionCluster:
        """Return the profile of one mention alone."""
        listed, year = mention.listed, mention.year or 0
        keys = [coauthor_keys(one) for one in mention.coauthors]
        coauthors = dict.fromkeys([one.name for one in keys], listed)
        coauthors.pop(name_key(mention.name), None)
        circle = dict.fromkeys([one.initial for one in keys], listed)
        circle.pop(initial_key(mention.name), None)
        team = frozenset(circle) if listed > LONGEST_LIST else frozenset()
        return cls(
            mention.key,
            [parse_name(mention.name, mention.given, mention.family, mention.suffix)],
            [mention.key],
            {mention.paper},
            mention.name,
            coauthors,
            circle if listed <= LONGEST_SHORT else {},
            [team] if team else [],
            set(sorted(team, key=digest)[:_MARKS]),
            {mention.venue} if mention.venue else set(),
            set(mention.topics),
            dict.fromkeys(mention.title, 1),
            dict.fromkeys(filter(None, map(place, mention.affiliations[:_MOST_AFFILIATIONS])), (year, year)),
            year,
            year,
            {scheme: {value} for scheme, value in mention.identifiers.items()},
            set(mention.profiles),
            set(mention.headings),
            {mention.agent} if mention.agent else set(),
            [mention.coauthors],
            set(mention.sides),
            initialled=frozenset([one.initial for one in keys if one.initialled]),
            begun=frozenset([one.begun for one in keys]) if listed <= LONGEST_SHORT else frozenset(),
        )

    @property
    def best_name(self) -> PersonName:
        """Return the fullest of its names."""
        if len(self.names) == 1:
            return self.names[0]
        return max(self.names, key=lambda name: (name.is_full, len(name.joined), name.key))

    def forbids(self, other: MentionCluster) -> str | None:
        """Return why the two are certainly not one person, in words; None if nothing forbids it."""
        if not self.papers.isdisjoint(other.papers):
            return "both stand on one paper"
        if self.sides and any(_OTHER_SIDE[side[0]] + side[1:] in other.sides for side in self.sides):
            return "people decided so"
        if not self.identifiers or not other.identifiers:
            return None
        for scheme in _ONE_PERSON & self.identifiers.keys() & other.identifiers.keys():
            if self.identifiers[scheme].isdisjoint(other.identifiers[scheme]):
                return f"different {scheme.upper()}"
        return None

    def absorb(self, other: MentionCluster) -> None:
        """Take in the mentions of another cluster."""
        self.key = min(self.key, other.key)
        known = set(self.names)
        self.names += [name for name in other.names if name not in known]
        self.names.sort(key=lambda name: name.key)
        self.shown = min(self.shown, other.shown, key=lambda text: (-len(text), text))
        self.mentions += other.mentions
        self.papers |= other.papers
        for key, length in other.coauthors.items():
            self.coauthors[key] = min(length, self.coauthors.get(key, length))
        for key, length in other.circle.items():
            self.circle[key] = min(length, self.circle.get(key, length))
        self._add_teams(other)
        self.marks |= other.marks
        self.venues |= other.venues
        self.topics |= other.topics
        for word, count in other.title.items():
            self.title[word] = self.title.get(word, 0) + count
        for words, years in other.affiliations.items():
            self.affiliations[words] = _spanned(self.affiliations.get(words), years)
        self._add_years(other)
        for scheme, values in other.identifiers.items():
            self.identifiers.setdefault(scheme, set()).update(values)
        self.profiles |= other.profiles
        self.headings |= other.headings
        self.agents |= other.agents
        self.sides |= other.sides
        self.initialled |= other.initialled
        self.begun |= other.begun
        self.printed += other.printed
        self.square = -1.0

    def _add_teams(self, other: MentionCluster) -> None:
        """Take in sketches of teams that are not yet known, up to a few."""
        for team in other.teams:
            if len(self.teams) < _MOST_TEAMS and all(in_common(team, one) < _SAME_TEAM for one in self.teams):
                self.teams.append(team)

    def _add_years(self, other: MentionCluster) -> None:
        if other.first_year:
            self.first_year = min(self.first_year or other.first_year, other.first_year)
            self.last_year = max(self.last_year, other.last_year)


def in_common(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share, from 0 to 1, of the smaller of two sketches of lists that is in the other."""
    return len(a & b) / min(len(a), len(b))


def _spanned(a: tuple[int, int] | None, b: tuple[int, int]) -> tuple[int, int]:
    """Return the span of years of both; 0 stands for years that are not known."""
    if a is None or not a[0]:
        return b
    return (min(a[0], b[0]), max(a[1], b[1])) if b[0] else a


@lru_cache(maxsize=1 << 16)
def place(affiliation: str) -> tuple[str, ...]:
    """Return the folded words of an affiliation, each once, in alphabetical order."""
    return tuple(sorted({word for word in tokens(affiliation) if len(word) > 1}))
