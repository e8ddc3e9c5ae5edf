"""Theses in refinements of Dublin Core: UKETD_DC of British repositories, and ETD-MS of the NDLTD.

https://ethostoolkit.cranfield.ac.uk (uketdterms), https://www.ndltd.org/standards/metadata (ETD-MS 1.1).
"""

from __future__ import annotations

from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.identifiers import Orcid
from kg.readers.date_parts import stated_date
from kg.readers.dublin_core.places import ElementValues, add
from kg.readers.inverted_names import person
from kg.readers.ris_kinds import DEGREES

NAMES: Final = (
    "uketddc", "uketd_dc", "{http://www.ndltd.org/standards/metadata/etdms/1.0/}thesis",
    "{http://www.ndltd.org/standards/metadata/etdms/1.1/}thesis",
)  # fmt: skip
_ROOTS: Final = frozenset(["uketddc", "uketd_dc", "thesis"])


def is_thesis(element: Element) -> bool:
    """Tell whether an element, whose names are local, is a thesis; what holds its degree is taken apart."""
    if element.tag not in _ROOTS:
        return False
    for degree in element.findall("degree"):
        element.remove(degree)
        for part in degree:
            part.tag = f"degree.{part.tag}"
            element.append(part)
    return True


def set_address(values: ElementValues, fields: dict[str, Any]) -> None:
    """Set the address of the page about the thesis, which UKETD_DC has where others have what cites it."""
    for value in values.of("isReferencedBy"):
        if value.text.startswith("http") and not fields.get("url"):
            fields["url"] = value.text
            value.read = True


def set_thesis(values: ElementValues, fields: dict[str, Any]) -> None:
    """Set degree, institution, supervisors, who paid, and the end of an embargo."""
    words = " ".join(values.texts("qualificationlevel", "qualificationname", "degree.level", "degree.name"))
    fields["work_type"] = next((kind for sign, kind in DEGREES if sign in words.lower()), "thesis")
    contributors: list[dict[str, Any]] = fields.setdefault("contributors", [])
    for text in values.texts("advisor"):
        one = person(text)
        contributors.append(({"name": one} if isinstance(one, str) else one) | {"role": "supervisor"})
    contributors += [
        {"name": text, "kind": "collective", "role": "institution"}
        for text in dict.fromkeys(values.texts("institution", "degree.grantor"))
    ]
    sponsors, awards = values.texts("sponsor"), values.texts("grantnumber")
    if len(sponsors) == len(awards):
        pairs = zip(sponsors, awards, strict=True)
        grants: list[dict[str, Any]] = [{"funder": {"name": name}, "award": award} for name, award in pairs]
    else:  # which is whose is not stated
        grants = [{"funder": {"name": name}} for name in sponsors] + [{"award": award} for award in awards]
    add(fields, "funding", *grants)
    authors = fields.get("authors", [])
    for value in values.of("authoridentifier"):
        if (orcid := Orcid.parse(value.text)) and len(authors) == 1:
            authors[0]["orcid"] = str(orcid)
        else:
            value.placed = False
    for value in values.of("embargodate"):
        if day := stated_date(value.text):
            add(fields, "dates", {"kind": "available", "date": day, "note": "end of embargo"})
        else:
            value.placed = False
