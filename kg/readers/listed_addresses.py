"""Lists of authors, written out, in which addresses stand as authors: they become affiliations."""

from __future__ import annotations

from typing import Any

from kg.records import Damage, Repair
from kg.repair.authorship.addresses import ADDRESS_CONFIDENCE, ADDRESS_RULE, holders, is_address


def part_addresses(
    entries: list[dict[str, Any]], field: str, repairs: list[Repair], damage: list[Damage]
) -> list[dict[str, Any]]:
    """Return the entries of a list without addresses, which are affiliations where it is known whose.

    Where it is not known they are left out, as `damage` says: they are no authors. `repairs` gets what was
    taken for an affiliation; the places of earlier ones follow.
    """
    if not any("," in str(one.get("name")) for one in entries):
        return entries
    whose = holders([_is_address(one) for one in entries])
    if not whose:
        return entries
    for place, holder in whose.items():
        name = str(entries[place]["name"])
        if holder is None:
            note = f"an address among the authors, of whom is not known: {name[:200]}"
            damage.append(Damage(kind="authors_odd", field=field, note=note))
            continue
        person = entries[holder]
        known = person.get("affiliations")
        person["affiliations"] = list(dict.fromkeys([*(known if isinstance(known, list) else ()), name]))
        repairs.append(
            Repair(
                field=field, position=person["position"], rule=ADDRESS_RULE, before=name[:2000],
                after=f"{person.get('name')} ({name})"[:2000], certain=False, confidence=ADDRESS_CONFIDENCE,
                note="an address stands as an author; it is taken for an author's affiliation",
            )
        )  # fmt: skip
    left = [one for place, one in enumerate(entries) if place not in whose]
    new = {one["position"]: place for place, one in enumerate(left)}
    repairs[:] = [one.model_copy(update={"position": new.get(one.position)}) for one in repairs]
    return [one | {"position": new[one["position"]]} for one in left]


def _is_address(author: dict[str, Any]) -> bool:
    """Tell whether an entry is an address alone: what has an identifier is an organisation that signs."""
    if {"orcid", "identifiers", "organisations"} & author.keys():
        return False
    return isinstance(name := author.get("name"), str) and is_address(name)
