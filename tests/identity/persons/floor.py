"""An invented field of research, with homonyms, initials and moves, and who everybody is.

Thirty laboratories of a few people each write papers on their own subjects. Names are drawn from few
family and given names, so that different people share one; a fifth of the mentions give an initial only.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from kg.identity.persons.mention import PersonMention, sample

_FAMILIES = (
    "Quill", "Reed", "Sun", "Said", "Okoro", "Lind", "Tanaka", "Wang", "Moreau", "Novak", "Castillo", "Berg",
)  # fmt: skip
_GIVEN = (
    "Ada", "Tom", "Mei", "Omar", "Ines", "Yuki", "Pavel", "Lena", "Jonas", "Wei", "Carla", "Hugo", "Nadia",
    "Ravi",
)  # fmt: skip
_SUBJECTS = (
    "lantern wick flame oil glass", "canal silt lock barge weir", "chime metal wind tone rod",
    "umbrella rib fabric rain gust", "kite string tail lift bamboo", "kettle steam lid whistle copper",
)  # fmt: skip


@dataclass(frozen=True)
class _Person:
    number: int
    given: str
    family: str


def field(papers: int = 400, seed: int = 7) -> tuple[list[PersonMention], dict[str, str]]:
    """Return mentions and, by their keys, whose they are."""
    chance = random.Random(seed)
    labs: list[list[_Person]] = []
    number = 0
    for _ in range(30):
        lab = []
        for _ in range(chance.randint(3, 6)):
            lab.append(_Person(number, chance.choice(_GIVEN), chance.choice(_FAMILIES)))
            number += 1
        labs.append(lab)
    mentions: list[PersonMention] = []
    gold: dict[str, str] = {}
    for paper in range(papers):
        which = chance.randrange(len(labs))
        people = chance.sample(labs[which], min(len(labs[which]), chance.randint(2, 4)))
        if chance.random() < 0.1:
            people.append(chance.choice(labs[(which + 1) % len(labs)]))
        printed = [
            f"{one.given if chance.random() < 0.8 else one.given[0] + '.'} {one.family}" for one in people
        ]
        words = _SUBJECTS[which % len(_SUBJECTS)].split()
        for position, (one, name) in enumerate(zip(people, printed, strict=True)):
            key = f"paper-{paper}#{position}"
            gold[key] = f"person {one.number}"
            given, family = name.split()
            mentions.append(
                PersonMention(
                    key, f"paper-{paper}", name, given, family,
                    coauthors=sample(printed), listed=len(printed), venue=f"venue {which % 10}",
                    year=2000 + paper * 20 // papers, title=chance.sample(words, 3),
                )
            )  # fmt: skip
    return mentions, gold
