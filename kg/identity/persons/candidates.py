"""Which clusters of a block are worth a comparison: all of a small block, else those that share something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from kg.identity.persons.profile import PersonProfile

_ALL_PAIRS: Final = 40
"""A block of up to so many clusters is compared pair by pair."""
_ALL_OF_KEY: Final = 12
"""So many that share a key are compared pair by pair; of more, each with those next to it."""
_WINDOW: Final = 4
_RARE_WORD: Final = 6
"""A word of titles that more of a block have says too little to compare them for."""


def pairs(profiles: Sequence[PersonProfile]) -> list[tuple[int, int]]:
    """Return the pairs to compare, as places in `profiles`, the smaller one first, in order.

    In a large block two clusters are compared where they share a co-author, a place, a rare word, a
    page, an identifier, or a name and a venue; under a key that many share, each only with those next
    to it by year, and a word that many share is none. So the number of pairs grows with that of mentions,
    not with its square.
    """
    if len(profiles) <= _ALL_PAIRS:
        return list(combinations(range(len(profiles)), 2))
    shared: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for key in _keys(profile):
            shared[key].append(number)
    found: set[tuple[int, int]] = set()
    for key, members in shared.items():
        if key[0] == "w" and len(members) > _RARE_WORD:
            continue
        if len(members) <= _ALL_OF_KEY:
            found.update(combinations(members, 2))
        else:
            near = sorted(members, key=lambda one: (profiles[one].first_year, profiles[one].key))
            for place, one in enumerate(near):
                for other in near[place + 1 : place + 1 + _WINDOW]:
                    found.add((min(one, other), max(one, other)))
    return sorted(found)


def _keys(profile: PersonProfile) -> Iterator[str]:
    for key in profile.coauthors:
        yield f"c{key}"
    for affiliation in profile.affiliations:
        yield "a" + " ".join(affiliation)
    for scheme, values in profile.identifiers.items():
        yield from (f"i{scheme}:{value}" for value in values)
    for page in (*profile.profiles, *profile.headings):
        yield f"p{page}"
    for name in profile.names:
        yield f"n{name.key}"
        for venue in profile.venues:
            yield f"v{name.key}|{venue}"
        for word in profile.title:
            yield f"w{name.key}|{word}"
