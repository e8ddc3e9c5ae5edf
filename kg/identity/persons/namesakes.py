"""Who else of a name is found at an institute, in a team or on a paper: how many people are left open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.person_name import PersonName
from kg.identity.persons.relation import relate

Place = str | tuple[str, ...]
"""A mark of a team (`MentionCluster.marks`), or the words of an affiliation."""


_EVERYWHERE: Final = ""


class Namesakes:
    """The names of a block, by the places and teams they are found in.

    `P. Wang` of an institute where the data know a Ping, a Peng and a Pei Wang may be any of the three;
    where they know a Ping alone, it is likely her, however many there are elsewhere.
    """

    def __init__(self, profiles: Sequence[MentionCluster] = ()) -> None:
        self._names: dict[Place, dict[str, PersonName]] = defaultdict(dict)
        self._known: dict[tuple[Place, str], int] = {}
        for profile in profiles:
            places: list[Place] = [*profile.affiliations, *profile.marks]
            for place in places:
                found = self._names[place]
                for name in profile.names:
                    found[name.text] = name
            everywhere = self._names[_EVERYWHERE]
            for name in profile.names:
                everywhere[name.text] = name

    def everywhere(self, name: PersonName) -> int:
        """Return how many people of the block may bear `name`, at least 1."""
        return self._number(_EVERYWHERE, name)

    def at(self, places: Iterable[Place], name: PersonName) -> int:
        """Return how many people may bear `name`, at that of the places where the fewest do; at least 1."""
        return min((self._number(place, name) for place in places), default=1)

    def _number(self, place: Place, name: PersonName) -> int:
        key = (place, name.text)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = max(1, _different(name, self._names.get(place, {}).values()))
        return known


def _different(name: PersonName, others: Iterable[PersonName]) -> int:
    """Return how many names that `name` may stand for contradict one another."""
    if name.is_full:
        return 1
    found: list[PersonName] = []
    for one in sorted(others, key=lambda other: (-len(other.joined), other.text)):
        if relate(name, one) is not None and all(relate(one, other) is None for other in found):
            found.append(one)
    return len(found)


def listed_beside_namesakes(profiles: Mapping[int, MentionCluster]) -> list[int]:
    """Return the numbers of those whose paper gives the same initials to another, in order.

    Which of the two somebody is that all know by these initials, the paper leaves open. Taken for one of them
    by chance, somebody else's mention would part him from his papers that list the other, so that they are
    told last, by what is known of all the others. On the long lists of teams namesakes stand together time
    and again, which does tell them apart.
    """
    if any(len(one.mentions) > 1 for one in profiles.values()):
        return []  # these have been told already
    listed: dict[str, list[int]] = defaultdict(list)
    for number, one in profiles.items():
        if (one.circle or not one.teams) and not one.names[0].is_full:
            listed[next(iter(one.papers))].append(number)
    return sorted(
        {
            number
            for members in listed.values()
            for pair in combinations(members, 2)
            if relate(*(profiles[one].names[0] for one in pair)) == "initials"
            for number in pair
        }
    )
