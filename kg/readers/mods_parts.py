"""People, dates and host of a MODS record.

https://www.loc.gov/standards/mods/userguide/ (name, originInfo, part, relatedItem).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.kinds import WorkType
from kg.readers.date_parts import stated_date, year_in
from kg.readers.draft import Draft
from kg.readers.isbd import bare, named
from kg.readers.mail_address import without_addresses
from kg.readers.marc_people import AUTHORS, EDITORS, ROLES
from kg.readers.markup import text_of
from kg.repair.names import is_stated_suffix

_IDENTIFIERS: Final = {
    "orcid": "orcid", "gnd": "gnd", "viaf": "viaf", "isni": "isni", "naf": "loc", "lcnaf": "loc",
    "ror": "ror",
}  # fmt: skip
_DATES: Final = {
    "dateIssued": "issued", "dateCreated": "created", "dateCaptured": "collected",
    "copyrightDate": "copyrighted",
    "dateModified": "updated", "dateValid": "available", "dateOther": "other",
}  # fmt: skip
_KINDS: Final[dict[str, WorkType]] = {
    "journal article": "journal-article", "article": "journal-article",
    "conference paper": "proceedings-article",
    "book chapter": "book-chapter", "book section": "book-chapter", "chapter": "book-chapter", "book": "book",
    "thesis": "thesis", "theses": "thesis", "academic theses": "thesis", "doctoral thesis": "dissertation",
    "doctoral dissertation": "dissertation", "phd thesis": "dissertation", "master thesis": "masters-thesis",
    "masters thesis": "masters-thesis", "technical report": "report", "report": "report",
    "dataset": "dataset",
    "research data": "dataset", "software": "software", "conference publication": "proceedings",
    "conference proceedings": "proceedings", "preprint": "preprint", "review article": "review-article",
}  # fmt: skip


def people(holder: Element, *, of_part: bool) -> dict[str, Any]:
    """Return the names of a record or host by field; a name of the type `conference` is the event.

    Of an article or chapter (`of_part`) the editors are its own, not those of what it stands in.
    """
    found: dict[str, Any] = {}
    for name in holder.findall("name"):
        person = _person(name)
        if name.get("type") == "conference":
            found["event"] = {"name": person.get("name")} if person.get("name") else None
        elif person:
            for field, one in _by_role(name, person, of_part=of_part, first="authors" not in found):
                found.setdefault(field, []).append(one)
    return found


def _by_role(
    name: Element, person: dict[str, Any], *, of_part: bool, first: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the field of each role, and the person in it; the first without a role is an author."""
    roles = roles_of(name)
    if any(role in AUTHORS for role in roles) or (not roles and (first or name.get("usage") == "primary")):
        yield "authors", person
    elif not roles:
        yield "contributors", person | {"role": "other"}
    for role in roles:
        if role in EDITORS and not of_part:
            yield "editors", person
        elif role not in AUTHORS:
            word = "editor" if role in EDITORS else ROLES.get(role, "other")
            yield "contributors", person | {"role": word, "role_as_stated": None if word == role else role}


def roles_of(name: Element) -> list[str]:
    """Return the roles of a name, each once, as codes or terms in lower case."""
    meant: dict[str, str] = {}
    for term in name.iterfind("role/roleTerm"):
        role = (text_of(term) or "").rpartition("/")[2].strip(" .,").lower()
        if role:
            key = "author" if role in AUTHORS else "editor" if role in EDITORS else ROLES.get(role, role)
            meant.setdefault(key, role)
    return list(meant.values())


def _person(name: Element) -> dict[str, Any]:
    parts: dict[str, list[str]] = {}
    for part in name.findall("namePart"):
        if text := text_of(part):
            parts.setdefault(part.get("type") or "", []).append(text.strip(" ,;"))
    made = _named(name, parts)
    for text in parts.get("termsOfAddress", []):
        if is_stated_suffix(text) and "family" in made:
            made["suffix"] = text
    if affiliations := [
        text for one in name.findall("affiliation") if (text := without_addresses(text_of(one) or "")[0])
    ]:
        made["affiliations"] = affiliations
    for scheme, value in _authorities(name):
        if scheme == "orcid":
            made.setdefault("orcid", value)
        else:
            made.setdefault("identifiers", {}).setdefault(scheme, value)
    return made if made.keys() & {"name", "family"} else {}


def _named(name: Element, parts: dict[str, list[str]]) -> dict[str, Any]:
    """Return a name by its parts: of a group as it stands, of a person under given and family name."""
    whole = " ".join(parts.get("", []))
    if name.get("type") in ("corporate", "family", "conference"):
        several = parts.get("", [])
        joined = ". ".join(text.rstrip(".") for text in several) if name.get("type") == "corporate" else whole
        return {"name": joined, "kind": "collective"} if joined else {}
    if parts.get("family") and parts.get("given"):
        return {"family": " ".join(parts["family"]), "given": " ".join(parts["given"])}
    if parts.get("family") or parts.get("given"):
        return {"name": " ".join(parts.get("given", []) + parts.get("family", []))}
    if whole:
        family, mark, given = whole.partition(",")
        if mark and given.strip():
            return {"family": family.strip(), "given": given.strip()}
        return {"name": whole}
    text = text_of(name.find("displayForm"))
    return {"name": text} if text else {}


def _authorities(name: Element) -> list[tuple[str, str]]:
    found = []
    for one in name.findall("nameIdentifier"):
        scheme, value = (one.get("type") or "").lower(), text_of(one)
        if value and (known := "orcid" if "orcid" in value.lower() else _IDENTIFIERS.get(scheme)):
            found.append((known, value.rpartition("/")[2] if "://" in value and known != "ror" else value))
    address = name.get("valueURI") or ""
    for mark, scheme in (("orcid.org/", "orcid"), ("d-nb.info/gnd/", "gnd"), ("viaf.org/viaf/", "viaf")):
        if mark in address:
            found.append((scheme, address.partition(mark)[2].strip("/")))
    return found


def origin(holder: Element, draft: Draft, *, of_host: bool = False) -> None:
    """State place, publisher, edition and dates of `<originInfo>`; a host's only where the part has none."""
    fields = draft.fields
    for info in holder.findall("originInfo"):
        texts = [one for one in info.iterfind("place/placeTerm") if one.get("type") != "code"]
        places = [place for one in texts if (place := named(text_of(one)))]
        publishers = [name for one in info.findall("publisher") if (name := named(text_of(one)))]
        for key, values in (("place", places), ("publisher", publishers)):
            if values:
                fields.setdefault(key, values[0])
        if edition := bare(text_of(info.find("edition"))):
            fields.setdefault("edition", edition)
        _dates(info, draft, of_host=of_host)


def _dates(info: Element, draft: Draft, *, of_host: bool) -> None:
    for tag, kind in _DATES.items():
        held = [one for one in info.findall(tag) if text_of(one)]
        if not held or (of_host and draft.fields.get("published")):
            continue
        start = next((one for one in held if one.get("point") == "start"), None)
        end = next((one for one in held if one.get("point") == "end"), None)
        best = start if start is not None else next((one for one in held if one.get("encoding")), held[0])
        printed = text_of(best) or ""
        day = stated_date(printed)
        made = {"kind": kind, "date": day, "end": stated_date(text_of(end)) if end is not None else None}
        made["as_stated"] = None if day else printed
        made["note"] = best.get("type") if kind == "other" else None
        draft.fields.setdefault("dates", []).append(made)
        year = int(day[:4]) if day else year_in(printed)
        if kind in ("issued", "copyrighted", "created") and year and not draft.fields.get("year"):
            draft.fields |= (
                {"year": year, "published": day or str(year)} if kind == "issued" else {"year": year}
            )


def part(holder: Element, draft: Draft) -> None:
    """State volume, issue and pages of `<part>`."""
    for one in holder.findall("part"):
        for detail in one.findall("detail"):
            key = {"volume": "volume", "issue": "issue", "number": "issue"}.get(detail.get("type") or "")
            if key and (text := text_of(detail.find("number")) or text_of(detail.find("caption"))):
                draft.fields.setdefault(key, text)
        for extent in one.findall("extent"):
            if (extent.get("unit") or "page").lower() in ("page", "pages", "pp"):
                start, end = text_of(extent.find("start")), text_of(extent.find("end"))
                both = f"{start}-{end}" if start and end and start != end else start
                if pages := both or text_of(extent.find("list")):
                    draft.fields.setdefault("pages", re.sub(r"^pp?\. ?", "", pages))
                elif total := text_of(extent.find("total")):
                    draft.fields.setdefault("extent", total)
        if (day := stated_date(text_of(one.find("date")))) and not draft.fields.get("published"):
            draft.fields |= {"published": day, "year": int(day[:4])}


def kind(mods: Element, draft: Draft) -> None:
    """State the kind of work by genre, else by the issuance."""
    genres = [text for one in mods.findall("genre") if (text := text_of(one))]
    host = mods.find("relatedItem[@type='host']")
    for genre in genres:
        if made := _KINDS.get(genre.strip(" .").lower().replace("-", " ")):
            draft.fields["work_type"] = made
            break
    if genres and not draft.fields.get("work_type"):
        draft.kind(genres[0])
    elif genres:
        draft.fields["work_type_as_stated"] = genres[0]
    issuance = text_of(mods.find("originInfo/issuance")) or ""
    textual = text_of(mods.find("typeOfResource")) in (None, "text")
    if (
        not draft.fields.get("work_type")
        and not genres
        and issuance == "monographic"
        and textual
        and host is None
    ):
        draft.fields["work_type"] = "book"
