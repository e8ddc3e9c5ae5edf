"""Invented authors for the generated records, spread over names as real ones are.

A few family names carry many people and most names carry few, so that namesakes occur; people work
in circles that write together, so that shared co-authors mean something. A person is a number: the
same number always has the same name and the same ORCID iD (or none).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

from .words import words

CIRCLE = 40
"""People in one circle of co-authors."""

_WORDS = words("people")


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person."""

    given: str
    family: str
    orcid: str | None


@lru_cache(maxsize=200_000)
def person(number: int) -> Person:
    """Return the person with this number, always the same."""
    chance = random.Random(f"person:{number}")
    draw = chance.random()
    if draw < 0.45:
        family = _WORDS["common"][int(len(_WORDS["common"]) * chance.random() ** 2)]
    elif draw < 0.6:
        family = chance.choice(_WORDS["marked"])
    else:
        family = (
            chance.choice(_WORDS["heads"]) + chance.choice(_WORDS["middles"]) + chance.choice(_WORDS["tails"])
        )
    given = _WORDS["given"][int(len(_WORDS["given"]) * chance.random() ** 1.5)]
    if chance.random() < 0.35:
        given += f" {chance.choice('ABCDEFGHJKLMNPRSTW')}."
    return Person(given, family, orcid(number) if chance.random() < 0.3 else None)


def orcid(number: int) -> str:
    """Return a well-formed ORCID iD (0009-…) with the check digit of ISO 7064 mod 11-2."""
    digits = f"{900_000_000_000 + number:015d}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    text = digits + ("X" if check == 10 else str(check))
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))


def group(chance: random.Random, size: int, circles: int) -> list[Person]:
    """Draw `size` different people: mostly of one circle, now and then of another."""
    home = chance.randrange(circles)
    elsewhere = max(circles * 2, size * 4 // CIRCLE)  # room enough for the longest list in a small corpus
    found: dict[int, None] = {}
    while len(found) < size:
        circle = home if chance.random() < 0.9 and len(found) < CIRCLE // 2 else chance.randrange(elsewhere)
        found[circle * CIRCLE + int(CIRCLE * chance.random() ** 1.6)] = None
    return [person(number) for number in found]
