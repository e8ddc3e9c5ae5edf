"""The people of InvenioRDM and Zenodo: creators and contributors, in both forms."""

from __future__ import annotations

from typing import Any, Final

from kg.readers.inverted_names import person
from kg.readers.json_values import inside, objects, plain, text, texts
from kg.readers.services.service import filled, held

_ROLES: Final = {
    "editor": "editor", "supervisor": "supervisor", "sponsor": "sponsor", "datacollector": "collector",
    "datacurator": "curator", "contactperson": "contact", "translator": "translator",
}  # fmt: skip


def person_of(one: dict[str, Any]) -> dict[str, Any]:
    """Return an author, of either form: `person_or_org`, or a name written `Family, Given`."""
    stated = held(one, "person_or_org") or one
    family, given, name = (plain(stated.get(key)) for key in ("family_name", "given_name", "name"))
    made: dict[str, Any]
    if text(stated.get("type")) == "organizational":
        made = {"name": name, "kind": "collective"}
    elif family and given:
        made = {"given": given, "family": family}
    elif family or name:
        found = person(name or family or "")
        made = dict(found) if isinstance(found, dict) else {"name": found}
    else:
        made = {}
    identifiers = {}
    for each in objects(stated.get("identifiers")):
        scheme, value = (text(each.get("scheme")) or "").lower(), text(each.get("identifier"))
        if value and scheme == "orcid":
            made["orcid"] = value
        elif value and scheme:
            identifiers[scheme] = value
    if number := text(one.get("orcid")):
        made["orcid"] = number
    if number := text(one.get("gnd")):
        identifiers["gnd"] = number
    made |= {"identifiers": identifiers, "affiliations": texts(one.get("affiliation"))}
    for each in objects(one.get("affiliations")):
        name, known = plain(each.get("name")), text(each.get("id"))
        made["affiliations"] += [name] if name else []
        if known and len(known) == 9:  # InvenioRDM's own vocabulary of affiliations is that of ROR
            made.setdefault("organisations", []).append(filled({"name": name, "identifiers": {"ror": known}}))
    return filled(made)


def creators_of(stated: object) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return authors and others among creators; one who is said to be editor, or the like, is no author."""
    authors, others = [], []
    for one in objects(stated):
        word = text(inside(one, "role", "id")) or text(one.get("role")) or ""
        if word.lower().replace("_", "") in _ROLES:
            others.append(contributor_of(one))
        else:
            authors.append(person_of(one))
    return authors, others


def contributor_of(one: dict[str, Any]) -> dict[str, Any]:
    """Return one who contributed in another role than that of author."""
    word = text(inside(one, "role", "id")) or text(one.get("role")) or text(one.get("type")) or ""
    role = _ROLES.get(word.lower().replace("_", ""), "other")
    return person_of(one) | {"role": role} | ({"role_as_stated": word} if role == "other" and word else {})
