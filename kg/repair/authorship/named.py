"""Whom a text names, as the gate tells it: people and collectives, what stood at them, and its record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.records import Damage, Repair
from kg.repair.authorship import name_order

SPLIT_RULE: Final = "AUTHOR-SPLIT"
ENTRY_RULE: Final = "AUTHOR-ENTRY"
TURNED_RULE: Final = "NAME-ORDER-GUESS"
ENTRY_CONFIDENCE: Final = 0.97
"""That what was taken off an entry is no part of the name."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person or collective: the name in reading order, its parts, and what stood at it."""

    name: str
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    collective: bool = False
    affiliations: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    orcid: str | None = None
    printed: str = ""
    removed: tuple[str, ...] = ()
    turned: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class NamedPeople:
    """What one text names: people in order, whether it says that there are others, and what it dropped.

    `confidence` is that of the cut, where there are several.
    """

    people: tuple[Person, ...]
    complete: bool = True
    dropped: tuple[str, ...] = ()
    confidence: float = 1.0
    doubt: str | None = None

    def notes(self, printed: str, field: str, position: int | None) -> tuple[list[Damage], list[Repair]]:
        """Return damage and repairs of the text `printed`, whose first person stands at `position`."""
        damage = [
            Damage(kind="authors_odd", field=field, position=position, note=note) for note in self.dropped
        ]
        repairs: list[Repair] = []
        if self.doubt:
            note = f"{self.doubt}: {printed[:200]}"
            damage.append(Damage(kind="authors_odd", field=field, position=position, note=note))
        if len(self.people) > 1:
            after = "; ".join(person.name for person in self.people)
            repairs.append(_repair(field, position, SPLIT_RULE, printed, after, self.confidence))
        for place, person in enumerate(self.people):
            at = position + place if position is not None else None
            if person.removed:
                note = ", ".join(person.removed)
                repairs.append(
                    _repair(field, at, ENTRY_RULE, person.printed, person.name, ENTRY_CONFIDENCE, note)
                )
            if person.turned:
                repairs.append(
                    _repair(
                        field, at, TURNED_RULE, person.printed, person.name, name_order.TURNED_CONFIDENCE,
                        person.turned,
                    )
                )  # fmt: skip
            if person.doubt:
                note = f"{person.doubt}: {person.printed[:200]}"
                damage.append(Damage(kind="authors_odd", field=field, position=at, note=note))
        return damage, repairs


def _repair(
    field: str,
    position: int | None,
    rule: str,
    before: str,
    after: str,
    confidence: float,
    note: str | None = None,
) -> Repair:
    return Repair(
        field=field,
        position=position,
        rule=rule,
        before=before[:2000],
        after=after[:2000],
        certain=False,
        confidence=confidence,
        note=note,
    )
