"""How common names, words and places are in the data: counted in any order, and part by part.

The counts of parts of the data add up to those of all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import log
from typing import Final

from kg.identity.folding import name_key, tokens
from kg.identity.persons.counts import StringCounts
from kg.identity.persons.mention import PersonMention, initial_key
from kg.identity.persons.person_name import PersonName, surnames

_FIELD: Final = 50_000
"""Researchers in whose field a mention may stand: how many homonyms there are beyond the data."""
_SHORT_SYLLABLE: Final = 4
_GIVEN_SHARE: Final = {"syllable": 1 / 150, "syllables": 1 / 4_000, "name": 1 / 300, "initial": 1 / 15}
_UNKNOWN_FAMILY: Final = 0.3
_MOST_OF_NAME: Final = 12
_LEAST_TOGETHER: Final = 5
_LEAST_NAMES: Final = 1_000
_REMEMBERED: Final = 1 << 18
_LEAST_NUMBER: Final = 20_000
"""Data of fewer mentions are taken for a part of so many: what is seen once in them need not be rare."""


@dataclass(slots=True)
class Census:
    """What was counted: mentions, distinct names, and the rest by keys.

    Keys begin with the kind: `n` full name and `i` initial and family name (mentions), `g` first given
    name (distinct families beside it), `f` family name (distinct given names beside it), `v` venue, `t`
    topic, `w` word of a title and `a` word of an affiliation (mentions each); `V` and `T` two venues or two
    topics, one a line (names that stand in both, or with one venue only: names that stand in it).

    In `spellings` they are `N` a name and `X` another way to write it (`variants`), `S` the consonants of one
    (names that have them). These tell what names there are, and are always of the data themselves, where the
    rest may be of data that are nearly the same.

    `names` are distinct names with a given name spelled out, `initialled` those of initials only.
    """

    counts: StringCounts = field(default_factory=StringCounts)
    mentions: int = 0
    names: int = 0
    initialled: int = 0
    spellings: StringCounts = field(default_factory=StringCounts)
    _known: dict[str, float] = field(default_factory=dict)
    _pairs: dict[tuple[str, str, str], float] = field(default_factory=dict)

    def count(self, mentions: Iterable[PersonMention]) -> None:
        """Count what stands around mentions; names are counted by `count_names`."""
        found: Counter[str] = Counter()
        number = 0
        for mention in mentions:
            number += 1
            found["n" + name_key(mention.name)] += 1
            found["i" + initial_key(mention.name)] += 1
            if mention.venue:
                found["v" + mention.venue] += 1
            for topic in mention.topics:
                found["t" + topic] += 1
            for word in mention.title:
                found["w" + word] += 1
            for word in {word for one in mention.affiliations for word in tokens(one)}:
                found["a" + word] += 1
        self.mentions += number
        self.counts.update(found)

    def count_names(self, names: Iterable[PersonName]) -> None:
        """Count distinct names; each must be given to one census only, once."""
        found: Counter[str] = Counter()
        for name in names:
            found["f" + name.core] += 1
            if name.is_full:
                found["g" + name.first] += 1
                self.names += 1
            elif name.given:
                self.initialled += 1
        self.counts.update(found)

    def count_circles(self, mentions: Sequence[PersonMention]) -> None:
        """Count the venues and topics that mentions of one full name stand in, one and two at a time.

        Venues that have many names in common are of one circle of people. `mentions` must be all that
        there are of the names in them.
        """
        around: dict[str, tuple[set[str], set[str]]] = {}
        for mention in mentions:
            venues, topics = around.setdefault(name_key(mention.name), (set(), set()))
            if mention.venue:
                venues.add(mention.venue)
            topics.update(mention.topics)
        found: Counter[str] = Counter()
        for venues, topics in around.values():
            for letter, members in (("V", venues), ("T", topics)):
                if len(members) > _MOST_OF_NAME:
                    continue  # a name of many people says nothing of what belongs together
                found[f"{letter}*"] += bool(members)
                found.update(letter + member for member in members)
                found.update(f"{letter}{a}\n{b}" for a, b in combinations(sorted(members), 2))
        self.counts.update(found)

    def affinity(self, letter: str, a: str, b: str) -> float:
        """Return the logarithm of how many more names two venues (`V`) or topics (`T`) share than by chance.

        It is 0 where the data are too few to say.
        """
        pair = (letter, a, b) if a < b else (letter, b, a)
        value = self._pairs.get(pair)
        if value is None:
            key = f"{letter}{pair[1]}\n{pair[2]}"
            together, every = self.counts[key], self.counts[f"{letter}*"]
            chance = self.counts[letter + a] * self.counts[letter + b] / max(every, 1)
            enough = together >= _LEAST_TOGETHER and every >= _LEAST_NAMES
            value = log((together + 1) / (chance + 1)) if enough else 0.0
            if len(self._pairs) >= _REMEMBERED:
                self._pairs.clear()
            self._pairs[pair] = value
        return value

    def __iadd__(self, other: Census) -> Census:
        """Add what was counted of another part of the data."""
        self.counts += other.counts
        self.spellings += other.spellings
        self.mentions += other.mentions
        self.names += other.names
        self.initialled += other.initialled
        return self

    @property
    def forms(self) -> int:
        """Return of how many distinct names it is that tell which are rare: spelled out, or by initials only.

        Whichever there are more of, as the same people may stand under both.
        """
        return max(self.names, self.initialled)

    def rarity(self, key: str) -> float:
        """Return the logarithm of how many mentions there are to one that has `key` (kind and text)."""
        known = self._known
        value = known.get(key)
        if value is not None:
            return value
        if len(known) >= _REMEMBERED:
            known.clear()
        known[key] = log(max(self.mentions, _LEAST_NUMBER) / max(self.counts[key], 1))
        return known[key]

    def bearers(self, name: PersonName) -> float:
        """Estimate how many people, of those the data are a part of, bear a name like this.

        The part of all given names that is this one, times the people of the family name: taken from
        the data, and added to what a table of common family names lets one expect. For an initial,
        the names that begin with it count together.
        """
        shares, initial = _GIVEN_SHARE, not name.is_full
        family = self.counts["f" + name.core]
        if initial:
            seen = family * shares["initial"] * (0.1 if len(name.given) > 1 else 1.0)
        else:
            seen = family * self.counts["g" + name.first] / max(self.names, 1)
        expected = _FIELD * surnames().get(name.core, (_UNKNOWN_FAMILY, False))[0] / 100_000
        if initial:
            share = shares["initial"] * (0.1 if len(name.given) > 1 else 1.0)
        elif name.syllabic:
            share = shares["syllable" if len(name.joined) <= _SHORT_SYLLABLE else "syllables"]
        else:
            share = shares["name"]
        if len(name.given) > 1 and not initial and not name.syllabic:
            seen, share = seen * 0.1, share * 0.1  # a middle name tells people apart
        return seen + expected * share
