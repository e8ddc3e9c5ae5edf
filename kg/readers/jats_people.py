"""Authors, editors and others of a JATS article: who they are, in which role, of which group.

https://jats.nlm.nih.gov/archiving/tag-library/1.3/element/contrib.html. The members of a group that is an
author (`<collab>` with a `<contrib-group>` in it) are contributors, and have only affiliations of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.draft import Draft
from kg.readers.jats_affiliations import Affiliations
from kg.readers.jats_marks import Marks
from kg.readers.markup import NOTES, text_of
from kg.repair.names import is_stated_suffix

_ROLES: Final = {
    "editor": "editor", "translator": "translator", "illustrator": "illustrator", "compiler": "compiler",
    "reviewer": "reviewer", "interviewer": "interviewer", "contact": "contact",
}  # fmt: skip
_AUTHOR: Final = frozenset(
    ["", "author", "authors", "first-author", "senior-author", "corresp-author", "collab"]
)
_EDITOR: Final = re.compile(r"(?:.{0,30}[\s_-])?editors?(?:[\s_-].{0,30})?", re.IGNORECASE)
_VOLUME: Final = re.compile(r"volume|issue|proceedings|book|collection", re.IGNORECASE)
_ORCID: Final = re.compile(r"orcid", re.IGNORECASE)
_NOT_NAME: Final = NOTES | {
    "contrib-group",
    "address",
    "aff",
    "email",
    "institution-id",
    "label",
    "country",
    "uri",
    "sup",
}
_ON_BEHALF: Final = re.compile(r"^(?:(?:and )?on behalf of|(?:and|for)(?= the )) ", re.IGNORECASE)
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af々]+")


def people(meta: Element, draft: Draft, *, volume_editors: bool) -> None:
    """State the people of `<article-meta>`.

    `volume_editors`: its editors are those of the volume that it stands in.
    """
    affiliations = Affiliations(meta)
    for group in meta.findall("contrib-group"):
        stated = (group.get("content-type") or group.get("specific-use") or "").strip()
        of_volume = volume_editors or bool(_VOLUME.search(stated))
        for entry in group:
            if entry.tag in ("contrib", "collab", "on-behalf-of"):
                _contributor(entry, stated, group, affiliations, draft, of_volume=of_volume)
    if rest := affiliations.of_nobody():
        draft.fields["institutions"] = rest


def _contributor(
    entry: Element,
    group_kind: str,
    group: Element,
    affiliations: Affiliations,
    draft: Draft,
    *,
    of_volume: bool,
) -> None:
    kind = (entry.get("contrib-type") or "").strip()
    if not kind and group_kind and not _VOLUME.fullmatch(group_kind):
        kind = group_kind if _EDITOR.fullmatch(group_kind) or group_kind.lower() in _ROLES else ""
    word = kind.lower().rstrip(".")
    if entry.find("anonymous") is not None:
        draft.odd("authors", "an author is anonymous, and left out")
        draft.fields["authors_complete"] = False
        return
    person = _person(entry, group, affiliations)
    if not person.keys() & {"name", "family", "given"}:
        draft.odd("authors", f"an entry of the kind {kind or 'author'!r} has no name, and is left out")
        return
    if entry.tag == "on-behalf-of":
        _other(draft, person | {"kind": "collective"}, "other", "on-behalf-of")
    elif word in _AUTHOR or (word.endswith("author") and "reviewed" not in word):
        draft.fields.setdefault("authors", []).append(person)
    elif _EDITOR.fullmatch(word) and of_volume:
        draft.fields.setdefault("editors", []).append(person)
    else:
        role = _ROLES.get(word, "editor" if _EDITOR.fullmatch(word) else "other")
        _other(draft, person, role, None if role == word else kind)
    for member in _members(entry):
        made = _person(member, member, affiliations)
        if made.keys() & {"name", "family", "given"}:
            _other(draft, made, "other", f"member of {person.get('name', 'the group')}")


def _members(entry: Element) -> Iterator[Element]:
    """Yield the people of a group, which stand in its `<collab>`."""
    for collab in [entry] if entry.tag == "collab" else entry.findall("collab"):
        for group in collab.iter("contrib-group"):
            yield from group.findall("contrib")


def _other(draft: Draft, person: dict[str, Any], role: str, stated: str | None) -> None:
    made = person | {"role": role, "role_as_stated": stated}
    draft.fields.setdefault("contributors", []).append(made)


def _person(entry: Element, group: Element, affiliations: Affiliations) -> dict[str, Any]:
    """Return one person or group, with identifiers, roles and affiliations."""
    person = _named(entry)
    for one in (*entry.findall("contrib-id"), *entry.findall("uri"), *entry.findall("ext-link")):
        value = one.get("href") or text_of(one) or "" if one.tag != "contrib-id" else text_of(one) or ""
        kind = one.get("contrib-id-type") or one.get("content-type") or one.get("ext-link-type") or ""
        if _ORCID.search(kind) or "orcid.org/" in value:
            person.setdefault("orcid", value) if value else None
        elif one.tag == "contrib-id" and kind and value:
            person.setdefault("identifiers", {})[kind.strip().lower()] = value
    roles = [text for role in entry.findall("role") if (text := text_of(role))]
    if credit := [text for role, text in zip(entry.findall("role"), roles, strict=False) if _is_credit(role)]:
        person["roles"] = credit
    marks = Marks(entry, affiliations.notes)
    person |= {"corresponding": True} if marks.corresponding else {}
    person |= {"equal_contribution": True} if marks.equal else {}
    found = affiliations.of(entry, group)
    person |= {key: value for key, value in found.items() if value}
    return person


def _is_credit(role: Element) -> bool:
    stated = " ".join((*role.attrib.values(),)).lower()
    return "credit" in stated or "casrai" in stated


def _named(entry: Element) -> dict[str, Any]:
    """Return the name of one entry: of a person in its parts, of a group as it is."""
    if entry.tag in ("collab", "on-behalf-of"):
        return _group(entry)
    held = entry.find("name-alternatives")
    names = [
        one for one in (held if held is not None else entry) if one.tag in ("name", "string-name", "collab")
    ]
    if not names and (alternatives := entry.find("collab-alternatives")) is not None:
        names = alternatives.findall("collab")
    if not names:
        return {}
    names.sort(
        key=lambda one: not (text_of(one) or "~")[:1].isascii()
    )  # a name in Latin letters first, if any
    person = _group(names[0]) if names[0].tag == "collab" else _parts(names[0])
    variants = [name for one in names[1:] if (name := _whole(one)) and name != _whole(names[0])]
    return person | ({"variants": variants} if variants else {})


def _group(collab: Element) -> dict[str, Any]:
    institution = collab.find("institution")
    name = text_of(collab, without=_NOT_NAME) or (text_of(institution, without=_NOT_NAME))
    if not name:
        return {}
    name = name.strip(" ,;:")
    made = {"name": _ON_BEHALF.sub("", name) or name, "kind": "collective"}
    return made if made["name"] == name else made | {"printed": name}


def _parts(name: Element) -> dict[str, Any]:
    family, given = (text_of(name.find(tag), without=NOTES) for tag in ("surname", "given-names"))
    suffix = text_of(name.find("suffix"))
    made: dict[str, Any] = {}
    if family and given:
        made |= {"given": given, "family": family}
        if _CJK.fullmatch(family) and _CJK.fullmatch(given):
            made["name"] = family + given
    elif family or given:
        made["name"] = family or given
    elif text := text_of(name, without=NOTES | {"prefix", "suffix", "degrees"}):
        made["name"] = text.strip(" ,;")
    if suffix and is_stated_suffix(suffix.strip(" ,")):
        made["suffix"] = suffix.strip(" ,")
    return made


def _whole(name: Element) -> str:
    """Return a name in one text, given name first where it has one."""
    made = _group(name) if name.tag == "collab" else _parts(name)
    return made.get("name") or " ".join(filter(None, (made.get("given"), made.get("family"))))


def names_in(element: Element) -> str | None:
    """Return the people that a citation names, given name first, apart by `;`."""
    found = []
    for one in element.iter():
        if one.tag in ("name", "string-name", "collab"):
            found.append(_whole(one))
        elif one.tag == "etal":
            found.append("et al.")
    return "; ".join(filter(None, dict.fromkeys(found))) or None
