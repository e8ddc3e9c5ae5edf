"""Authors, editors and other contributors of Crossref works, with their affiliations."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.json_values import inside, objects, plain, text, texts
from kg.readers.mail_address import without_addresses
from kg.records import Repair
from kg.repair.authorship.gate import is_plain
from kg.repair.collectives import is_collective
from kg.repair.countries import is_country

SPLIT_RULE: Final = "AFFILIATION-SPLIT"
_SPLIT: Final = 0.9
"""That bare pieces which end with a country are one affiliation; by the looks of Crossref's works."""

_OTHERS: Final = re.compile(r"(?:and )?(?:et\.? ?al\.?|others)", re.IGNORECASE)
_ROLES: Final = {"translator": "translator", "chair": "other"}
_CORRESPONDING: Final = re.compile(r"corresponding(?:[ _-]author)?", re.IGNORECASE)
_PART: Final = frozenset(["author", "editor", "chair", "translator", "first", "additional"])


def read_people(stated: dict[str, Any], draft: Draft) -> None:
    """State authors, editors, translators and chairs in their order."""
    for key, field in (("author", "authors"), ("editor", "editors")):
        draft.fields[field] = [
            _person(one, field, place, draft) for place, one in enumerate(_list(stated, key))
        ]
    contributors = draft.fields.setdefault("contributors", [])
    for key, role in _ROLES.items():
        for one in _list(stated, key):
            person = _person(one, "contributors", len(contributors), draft) | {"role": role}
            contributors.append(person | ({"role_as_stated": key} if role == "other" else {}))


def _list(stated: dict[str, Any], key: str) -> list[dict[str, Any]]:
    people = stated.get(key)
    several = people if isinstance(people, list) else [people]
    return [
        {"literal": one} if isinstance(one, str) else one
        for one in several
        if isinstance(one, dict | str) and one
    ]


def _person(stated: dict[str, Any], field: str, place: int, draft: Draft) -> dict[str, Any]:
    """Return an author's object as `kg.readers.people` takes it; `name` stands for a group in Crossref."""
    given, family = plain(stated.get("given")), plain(stated.get("family"))
    name = plain(stated.get("name"))
    person: dict[str, Any] = {"suffix": plain(stated.get("suffix")), "orcid": text(stated.get("ORCID"))}
    if name and not (given or family):
        person["name"] = name
        if not _OTHERS.fullmatch(name):
            person["kind"] = "collective"
    elif printed := plain(stated.get("literal")):
        person["name"] = printed
    else:
        person |= {"given": given, "family": family}
        if family and not given and is_collective(family):
            person = {**person, "name": family, "family": None}
        elif family and not given and is_plain(family):  # a family name of several words, as stated
            person |= {"name": family, "printed": family}
    roles = [word for one in objects(stated.get("role")) if (word := text(one.get("role")))]
    person["roles"] = [one for one in roles if one not in _PART and not _CORRESPONDING.fullmatch(one)]
    person["corresponding"] = any(map(_CORRESPONDING.fullmatch, roles))
    affiliations = objects(stated.get("affiliation"))
    pieces = [one for each in affiliations if (one := _printed(each))]
    joined = _joined(pieces)
    if joined != pieces:
        draft.fields.setdefault("repairs", []).append(
            Repair(
                field=field, position=place, rule=SPLIT_RULE,
                before=without_addresses(" | ".join(pieces))[0][:2000],
                after=without_addresses(" | ".join(joined))[0][:2000], certain=False, confidence=_SPLIT,
                note="one affiliation that the source states in pieces",
            )
        )  # fmt: skip
    person["affiliations"] = list(dict.fromkeys(joined))
    person["organisations"] = [found for each in affiliations if (found := _organisation(each))]
    return {key: value for key, value in person.items() if value}


def _printed(stated: dict[str, Any]) -> str | None:
    """Return an affiliation as printed: department, name and place, as far as they are stated."""
    parts = [*texts(stated.get("department")), *texts(stated.get("name")), *texts(stated.get("place"))]
    return ", ".join(dict.fromkeys(found for part in parts if (found := plain(part)))) or None


def _joined(pieces: list[str]) -> list[str]:
    """Return pieces of affiliations put together, each of which ends with the name of a country.

    Only where no piece has a comma of its own, and the last one is a country.
    """
    if len(pieces) < 2 or not is_country(pieces[-1]) or any("," in piece or ";" in piece for piece in pieces):
        return pieces
    made: list[str] = []
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if is_country(piece):
            made.append(", ".join(held))
            held = []
    return made


def _organisation(stated: dict[str, Any]) -> dict[str, Any]:
    """Return the organisation of an affiliation that has identifiers; nothing where it has none."""
    identifiers: dict[str, str] = {}
    for one in objects(stated.get("id")):
        value, scheme = text(one.get("id")), (text(one.get("id-type")) or "").lower()
        if value and scheme:
            identifiers.setdefault("funder" if scheme == "doi" else scheme, value)
    name = plain(inside(stated, "name"))
    return {"name": name, "identifiers": identifiers} if identifiers else {}
