"""A DataCite `<resource>` under the keys that the same properties have in DataCite's JSON."""

from __future__ import annotations

from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.markup import paragraphs, text_of

_KEYS: Final = {
    "schemeURI": "schemeUri",
    "rightsURI": "rightsUri",
    "valueURI": "valueUri",
    "awardURI": "awardUri",
}
_OWN: Final = {
    "title": "title", "subject": "subject", "date": "date", "rights": "rights", "description": "description",
    "relatedIdentifier": "relatedIdentifier", "alternateIdentifier": "alternateIdentifier",
    "nameIdentifier": "nameIdentifier", "affiliation": "name", "publisher": "name",
}  # fmt: skip
_LISTS: Final = {
    "titles": "title", "subjects": "subject", "dates": "date", "rightsList": "rights",
    "descriptions": "description", "relatedIdentifiers": "relatedIdentifier",
    "alternateIdentifiers": "alternateIdentifier",
}  # fmt: skip
_TEXTS: Final = ("publicationYear", "language", "version")


def attributes(resource: Element) -> dict[str, Any]:
    """Return what an element `<resource>`, with local names, states, as DataCite's JSON would."""
    made: dict[str, Any] = {key: text_of(resource.find(key)) for key in _TEXTS}
    for key, name in _LISTS.items():
        made[key] = [_flat(one, name) for one in resource.findall(f"{key}/{name}")]
    made["rightsList"] += [_flat(one, "rights") for one in resource.findall("rights")]  # kernel 2
    identifier = resource.find("identifier")
    if identifier is not None:
        kind = (identifier.get("identifierType") or "").upper()
        if kind in ("DOI", ""):
            made["doi"] = text_of(identifier)
        else:
            made["identifiers"] = [{"identifier": text_of(identifier), "identifierType": kind.lower()}]
    if (publisher := resource.find("publisher")) is not None:
        made["publisher"] = _flat(publisher, "publisher")
    for key, name in (("creators", "creator"), ("contributors", "contributor")):
        made[key] = [
            one for each in resource.findall(f"{key}/{name}") for one in _people(each, f"{name}Name")
        ]
    kind_of = resource.find("resourceType")
    if kind_of is not None:
        made["types"] = {
            "resourceTypeGeneral": kind_of.get("resourceTypeGeneral"), "resourceType": text_of(kind_of)
        }  # fmt: skip
    made["sizes"] = [found for one in resource.findall("sizes/size") if (found := text_of(one))]
    made["fundingReferences"] = [
        _funding(one) for one in resource.findall("fundingReferences/fundingReference")
    ]
    made["relatedItems"] = [_item(one) for one in resource.findall("relatedItems/relatedItem")]
    return made


def _flat(element: Element, name: str) -> dict[str, Any]:
    """Return an element as an object of its attributes, its own text under the key that JSON has for it."""
    made: dict[str, Any] = {_KEYS.get(key, key): value for key, value in element.attrib.items()}
    lines = paragraphs(element)
    made[_OWN.get(name, name)] = ("\n" if name == "description" else " ").join(lines) or None
    return made


def _people(element: Element, name: str) -> list[dict[str, Any]]:
    """Return those whom a creator or contributor names: one, or several that share an element."""
    made: list[dict[str, Any]] = []
    for child in element:
        if child.tag == name:
            made.append(
                {"name": text_of(child), "nameType": child.get("nameType"), "lang": child.get("lang")}
            )
            made[-1] |= {"contributorType": element.get("contributorType")}
        elif not made:
            made.append({"contributorType": element.get("contributorType")})
        if child.tag in ("givenName", "familyName"):
            made[-1].setdefault(child.tag, text_of(child))
        elif child.tag == "nameIdentifier":
            made[-1].setdefault("nameIdentifiers", []).append(_flat(child, child.tag))
        elif child.tag == "affiliation":
            made[-1].setdefault("affiliation", []).append(_flat(child, child.tag))
    return made


def _funding(element: Element) -> dict[str, Any]:
    made: dict[str, Any] = {key: text_of(element.find(key)) for key in ("funderName", "awardTitle")}
    for key in ("funderIdentifier", "awardNumber"):
        if (child := element.find(key)) is not None:
            made[key] = text_of(child)
            made |= {
                _KEYS.get(name, name): value for name, value in child.attrib.items() if name != "schemeURI"
            }
    return made


def _item(element: Element) -> dict[str, Any]:
    made: dict[str, Any] = dict(element.attrib)
    for key in (
        "publicationYear",
        "volume",
        "issue",
        "number",
        "firstPage",
        "lastPage",
        "publisher",
        "edition",
    ):
        made[key] = text_of(element.find(key))
    made["titles"] = [_flat(one, "title") for one in element.findall("titles/title")]
    for key, name in (("creators", "creator"), ("contributors", "contributor")):
        made[key] = [one for each in element.findall(f"{key}/{name}") for one in _people(each, f"{name}Name")]
    if (identifier := element.find("relatedItemIdentifier")) is not None:
        made["relatedItemIdentifier"] = dict(identifier.attrib) | {
            "relatedItemIdentifier": text_of(identifier)
        }
    return made
