"""Authors and editors as the ACL Anthology's XML states them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.records import Damage
from kg.repair.names import is_suffix

_ORCID: Final = re.compile(r"orcid\.org/.{0,40}(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])")
_FAMILY_FIRST: Final = frozenset(["hani", "hans", "hant", "hang", "jpan", "kore"])
"""Scripts (ISO 15924) in which a name begins with the family name, and has no blank."""


def text_of(element: Element | None) -> str | None:
    """Return all text in an element with single blanks, or None where there is none."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def people(found: Sequence[Element], field: str, damage: list[Damage]) -> tuple[list[dict[str, Any]], bool]:
    """Return the people of a list as a record states them, and whether one of them is lost.

    An entry without a name is left out, and added to `damage`.
    """
    made, lost = [], False
    for place, entry in enumerate(found):
        if (one := person(entry, place)) is not None:
            made.append(one)
        else:
            lost = True
            note = f"entry {place + 1} of {len(found)} has no name"
            damage.append(Damage(kind="name_lost", field=field, note=note))
    return made, lost


def person(entry: Element, place: int) -> dict[str, Any] | None:
    """Return one person, at `place` of the list from 0; None where the entry has no name."""
    first, last = text_of(entry.find("first")), text_of(entry.find("last"))
    name = " ".join(filter(None, (first, last))) or " ".join((entry.text or "").split())
    if not name:
        return None
    one: dict[str, Any] = {"position": place, "name": name}
    if first and last:
        one |= {"given": first, "family": last}
    if last and len(words := last.split(" ")) > 1 and is_suffix(words[-1]):
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
