"""Where authors work, named once behind all works: the `<listOrg>` of HAL's TEI, to which affiliations point.

https://api.archives-ouvertes.fr/docs (AOfr). A laboratory names the institutions that it directly belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from kg.readers.markup import text_of

PIECE: Final = "org.structure"
"""The name under which the values of such an `<org>` are counted."""
TOLD: Final = "org.told"
"""The name of one whose values are counted."""


def pointing(holder: Element) -> Iterator[Element]:
    """Yield the affiliations of a holder that say nothing but where the place is named."""
    for one in holder.iter("affiliation"):
        if (one.get("ref") or "").startswith("#") and not len(one) and not text_of(one):
            yield one


def resolve(holder: Element, structures: Mapping[str, Element]) -> list[Element]:
    """Write the names of structures into the affiliations that point to them; return those that were used."""
    used: dict[str, Element] = {}
    for one in list(pointing(holder)):
        mark = one.attrib["ref"].removeprefix("#")
        if (org := structures.get(mark)) is None:
            continue
        used[mark] = org
        name = _name(org)
        if name is None:
            continue
        parents = []
        for link in org.findall("listRelation/relation"):
            above = (link.get("active") or "").removeprefix("#")
            parent = structures.get(above)
            if link.get("type") == "direct" and parent is not None and (whole := _name(parent)):
                parents.append(whole)
                used[above] = parent
        SubElement(one, "orgName", {"type": "institution"}).text = name
        for parent_name in dict.fromkeys(parents):
            SubElement(one, "orgName").text = parent_name
        country = org.find("desc/address/country")
        if country is not None and country.get("key"):
            SubElement(one, "country", {"key": country.attrib["key"]})
        for number in org.findall("idno"):
            if number.get("type") == "ROR" and (ror := text_of(number)):
                SubElement(one, "idno", {"type": "ROR"}).text = ror
    return list(used.values())


def _name(org: Element) -> str | None:
    names = [one for one in org.findall("orgName") if one.get("type") != "acronym"]
    return next((text for one in names if (text := text_of(one))), None)
