"""Authors, editors and others of TEI: their names, identifiers and affiliations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.inverted_names import person as listed
from kg.readers.markup import text_of

_LABEL: Final = frozenset(["label"])
_CORRESPONDING: Final = frozenset(["corresp", "crp"])


def joined(elements: Iterable[Element]) -> str | None:
    """Return the texts of several elements with blanks between them; None where there is none."""
    return " ".join(text for one in elements if (text := text_of(one))) or None


def person(entry: Element) -> dict[str, Any] | None:
    """Return one `<author>` or `<editor>` with what stands at the name; None where nobody is named."""
    named = _named(entry)
    if named is None:
        return None
    places = [text for one in entry.findall("affiliation") if (text := affiliation(one))]
    made: dict[str, Any] = named | {
        "affiliations": list(dict.fromkeys(places)),
        "organisations": [known for one in entry.findall("affiliation") if (known := _organisation(one))],
        "email_domain": _domain(entry),
    }
    for one in (*entry.findall("idno"), *entry.findall("persName/idno")):
        if (one.get("type") or "").lower() == "orcid":
            made["orcid"] = text_of(one)
    if (entry.get("role") or "").lower() in _CORRESPONDING:
        made["corresponding"] = True
    return {key: value for key, value in made.items() if value}


def _named(entry: Element) -> dict[str, Any] | None:
    held = entry.find("persName")
    at = entry if held is None else held
    given, family = joined(at.findall("forename")), joined(at.findall("surname"))
    if family and (before := joined(at.findall("nameLink"))):
        family = f"{before} {family}"
    if given and family:
        return {"given": given, "family": family, "suffix": joined(at.findall("genName"))}
    if (name := family or given) is not None:
        return {"name": name}
    if (team := entry.find("orgName")) is not None and (name := text_of(team)):
        return {"name": name, "kind": "collective"}
    whole = at.find("name")
    text = text_of(whole) if whole is not None else " ".join((at.text or "").split())
    if not text:
        return None
    found = listed(text)
    return found if isinstance(found, dict) else {"name": found}


def affiliation(stated: Element) -> str | None:
    """Return an affiliation as it is printed, where that is kept, or its parts in their order."""
    for note in stated.findall("note"):
        if note.get("type") == "raw_affiliation":
            return text_of(note, without=_LABEL)
    parts = [text_of(one) for one in stated if one.tag in ("orgName", "placeName", "settlement", "country")]
    parts += [text_of(one) for address in stated.findall("address") for one in address]
    loose = " ".join((stated.text or "").split())
    named = dict.fromkeys(part.strip(" ,;") for part in (loose, *parts) if part)
    return ", ".join(part for part in named if part) or None


def _organisation(stated: Element) -> dict[str, Any] | None:
    """Return the organisation of an affiliation where there is a code of its country or an identifier."""
    country = next((code for one in stated.iter("country") if (code := one.get("key"))), None)
    rors = [text for one in stated.iter("idno") if one.get("type") == "ROR" and (text := text_of(one))]
    if not country and len(rors) != 1:
        return None
    names = [
        text
        for one in stated.findall("orgName")
        if one.get("type") == "institution" and (text := text_of(one))
    ]
    name = names[0] if len(names) == 1 else affiliation(stated)
    return {"name": name, "country": country, "identifiers": {"ror": rors[0]} if len(rors) == 1 else {}}


def _domain(entry: Element) -> str | None:
    domains = {
        domain for one in entry.findall("email") if (domain := (text_of(one) or "").rpartition("@")[2])
    }
    return domains.pop() if len(domains) == 1 else None
