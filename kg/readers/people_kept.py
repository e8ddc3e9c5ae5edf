"""People of a record in kg's own form: most are as they should be, and only the others are looked at closely.

A collaboration's list has thousands of names. One that is odd costs the look at one name, not at all of them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from pydantic import ValidationError

from kg.readers.people import People
from kg.readers.values import checked, sound_person
from kg.records import Author, Damage, Repair, WorkRecord

_LISTS: Final = ("authors", "editors")


def kept_people(record: WorkRecord) -> WorkRecord | None:
    """Return `record` with its odd authors and editors read by the gate, and all others as they are.

    None where the places of a list are not in order, or something in it has no place in a record: then
    all of it needs a closer look.
    """
    update: dict[str, Any] = {}
    damage: list[Damage] = []
    repairs: list[Repair] = []
    for field in _LISTS:
        people: tuple[Author, ...] = getattr(record, field)
        if not _rising(people):
            return None
        odd = [place for place, one in enumerate(people) if not sound_person(one)]
        if not odd:
            continue
        read = _read(people, odd, field, damage, repairs)
        if read is None:
            return None
        update[field], complete = read
        if field == "authors" and not complete:
            update["authors_complete"] = False
    if not update:
        return record
    update |= {"damage": (*record.damage, *damage), "repairs": (*record.repairs, *repairs)}
    return record.model_copy(update=update)


def _read(
    people: tuple[Author, ...], odd: list[int], field: str, damage: list[Damage], repairs: list[Repair]
) -> tuple[tuple[Author, ...], bool] | None:
    """Return a list with its `odd` entries read, and whether it is whole."""
    made: list[Author] = []
    done = 0
    complete = True
    for place in odd:
        made += people[done:place]
        done = place + 1
        gate = People(field, set(), damage)
        gate.skip_to(people[place].position)
        gate.add(people[place].model_dump(exclude_defaults=True))
        repairs += gate.repairs
        complete = complete and gate.complete
        entries: dict[str, Any] = {field: gate.entries}
        damage += checked(entries)
        try:
            made += map(Author.model_validate, entries[field])
        except ValidationError:
            return None
    made += people[done:]
    if not _rising(made):
        made = [one.model_copy(update={"position": place}) for place, one in enumerate(made)]
        note = "positions were not in order; counted anew"
        damage.append(Damage(kind="authors_odd", field=field, note=note))
    return tuple(made), complete


def _rising(people: tuple[Author, ...] | list[Author]) -> bool:
    return all(before.position < after.position for before, after in pairwise(people))
