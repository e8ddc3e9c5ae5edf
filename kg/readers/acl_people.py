"""Authors and editors as the ACL Anthology's XML states them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.people import write_out
from kg.records import Damage, Repair
from kg.repair.authorship.gate import part
from kg.repair.names import is_suffix

_ORCID: Final = re.compile(r"orcid\.org/.{0,40}(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])")
_FAMILY_FIRST: Final = frozenset(["hani", "hans", "hant", "hang", "jpan", "kore"])
"""Scripts (ISO 15924) in which a name begins with the family name, and has no blank."""


def text_of(element: Element | None) -> str | None:
    """Return all text in an element with single blanks, or None where there is none."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


@dataclass(frozen=True, slots=True)
class AclPeople:
    """A list of people as a record states them, what was repaired, what is odd, and whether all are there."""

    entries: list[dict[str, Any]]
    repairs: list[Repair]
    damage: list[Damage]
    complete: bool


def people(found: Sequence[Element], field: str) -> AclPeople:
    """Return the people of a list, each entry led through the gate (`kg.repair.authorship`).

    An entry without a name is left out; the places of the others stay.
    """
    damage: list[Damage] = []
    made = [person(entry) for entry in found]
    lost = None in made
    for place, one in enumerate(made):
        if one is None:
            note = f"entry {place + 1} of {len(found)} has no name"
            damage.append(Damage(kind="name_lost", field=field, note=note))
        elif lost or "family" not in one:  # with its place, a name in one part is not guessed apart
            one["position"] = place
    record: dict[str, Any] = {field: [one for one in made if one is not None]}
    write_out(record, field, set(), damage)
    complete = not lost and record.get("authors_complete", True)
    return AclPeople(record[field], record.get("repairs", []), damage, complete)


def person(entry: Element) -> dict[str, Any] | None:
    """Return one person as the entry states it; None where it has no name."""
    first, last = text_of(entry.find("first")), text_of(entry.find("last"))
    name = " ".join(filter(None, (first, last))) or " ".join((entry.text or "").split())
    if not name:
        return None
    one: dict[str, Any] = {"name": name}
    if first and last:
        one |= {"given": first, "family": last}
    words = part(last)[0].split(" ") if last else []  # a degree is none of the name
    if len(words) > 1 and is_suffix(words[-1]):
        one |= {"family": " ".join(words[:-1]).rstrip(","), "suffix": words[-1]}
    own = entry.get("id")
    if own and not own.endswith("/unverified"):  # by which the Anthology says that it is a guess
        one["identifiers"] = {"acl": own}
    if orcid := entry.get("orcid"):
        match = _ORCID.search(orcid)
        one["orcid"] = match[1] if match else orcid
    variants = [spelling for one_more in entry.findall("variant") if (spelling := _variant(one_more))]
    if variants:
        one["variants"] = list(dict.fromkeys(variants))
    if affiliations := [text for place_ in entry.findall("affiliation") if (text := text_of(place_))]:
        one["affiliations"] = affiliations
    return one


def _variant(entry: Element) -> str | None:
    first, last = text_of(entry.find("first")), text_of(entry.find("last"))
    if (entry.get("script") or "").lower() in _FAMILY_FIRST:
        return f"{last or ''}{first or ''}" or None
    return " ".join(filter(None, (first, last))) or None
