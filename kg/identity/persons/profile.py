"""A cluster of mentions that are held to be one person's, and all that is known around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from kg.identity.names import name_key, tokens
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.person_name import PersonName, parse_name

_ONE_PERSON: Final = frozenset({"orcid"})
"""Schemes of which no person has two identifiers."""
_MOST_AFFILIATIONS: Final = 12
_OTHER_SIDE: Final = {"+": "-", "-": "+"}


@dataclass(slots=True)
class PersonProfile:
    """What the mentions of one cluster have around them, together.

    `coauthors` gives for each co-author's name key the shortest list it was met on (a length); `printed`
    are the lists of names as printed. `title` counts the words of titles. `agents` are keys of agents that
    hold any of the mentions. `square` is what comparisons of titles remember, negative where it is not known.
    `key` is the smallest key of the mentions: it names the cluster and orders ties.
    """

    key: str
    names: list[PersonName]
    mentions: list[str]
    papers: set[str]
    shown: str
    coauthors: dict[str, int] = field(default_factory=dict)
    venues: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    title: dict[str, int] = field(default_factory=dict)
    affiliations: dict[tuple[str, ...], None] = field(default_factory=dict)
    first_year: int = 0
    last_year: int = 0
    identifiers: dict[str, set[str]] = field(default_factory=dict)
    profiles: set[str] = field(default_factory=set)
    headings: set[str] = field(default_factory=set)
    agents: set[str] = field(default_factory=set)
    printed: list[list[str]] = field(default_factory=list)
    sides: set[str] = field(default_factory=set)
    square: float = -1.0

    @classmethod
    def of(cls, mention: PersonMention) -> PersonProfile:
        """Return the profile of one mention alone."""
        own = name_key(mention.name)
        coauthors = dict.fromkeys(map(name_key, mention.coauthors), mention.listed)
        coauthors.pop(own, None)
        year = mention.year or 0
        return cls(
            mention.key,
            [parse_name(mention.name, mention.given, mention.family, mention.suffix)],
            [mention.key],
            {mention.paper},
            mention.name,
            coauthors,
            {mention.venue} if mention.venue else set(),
            set(mention.topics),
            dict.fromkeys(mention.title, 1),
            dict.fromkeys(filter(None, map(place, mention.affiliations[:_MOST_AFFILIATIONS]))),
            year,
            year,
            {scheme: {value} for scheme, value in mention.identifiers.items()},
            set(mention.profiles),
            set(mention.headings),
            {mention.agent} if mention.agent else set(),
            [mention.coauthors],
            set(mention.sides),
        )

    @property
    def best_name(self) -> PersonName:
        """Return the fullest of its names."""
        if len(self.names) == 1:
            return self.names[0]
        return max(self.names, key=lambda name: (name.is_full, len(name.joined), name.key))

    def forbids(self, other: PersonProfile) -> str | None:
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

    def absorb(self, other: PersonProfile) -> None:
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
        self.venues |= other.venues
        self.topics |= other.topics
        for word, count in other.title.items():
            self.title[word] = self.title.get(word, 0) + count
        self.affiliations.update(other.affiliations)
        self._add_years(other)
        for scheme, values in other.identifiers.items():
            self.identifiers.setdefault(scheme, set()).update(values)
        self.profiles |= other.profiles
        self.headings |= other.headings
        self.agents |= other.agents
        self.sides |= other.sides
        self.printed += other.printed
        self.square = -1.0

    def _add_years(self, other: PersonProfile) -> None:
        if other.first_year:
            self.first_year = min(self.first_year or other.first_year, other.first_year)
            self.last_year = max(self.last_year, other.last_year)


@lru_cache(maxsize=1 << 16)
def place(affiliation: str) -> tuple[str, ...]:
    """Return the folded words of an affiliation, each once, in alphabetical order."""
    return tuple(sorted({word for word in tokens(affiliation) if len(word) > 1}))
