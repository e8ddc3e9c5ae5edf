"""Elements of Crossref's XML under the keys that the same statements have in Crossref's JSON.

The XML is that of deposits (https://data.crossref.org/reports/help/schema_doc/5.3.1/index.html) and of what
Crossref answers with (UNIXREF, UNIXSD); its JSON is made from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.markup import paragraphs, text_of

_DATES: Final = {
    "acceptance_date": "accepted", "posted_date": "posted", "approval_date": "approved",
    "creation_date": "content-created", "update_date": "content-updated", "review_date": "posted",
}  # fmt: skip
_MEDIA: Final = {"print": "published-print", "online": "published-online"}
_ROLES: Final = {"editor": "editor", "chair": "chair", "translator": "translator"}
_REFERENCE: Final = {
    "journal_title": "journal-title", "author": "author", "volume": "volume", "issue": "issue",
    "first_page": "first-page", "elocation_id": "article-number", "cYear": "year", "doi": "DOI",
    "article_title": "article-title", "volume_title": "volume-title", "series_title": "series-title",
    "isbn": "ISBN", "issn": "ISSN", "unstructured_citation": "unstructured",
}  # fmt: skip
_HEADINGS: Final = frozenset(["abstract", "summary", "résumé", "zusammenfassung", "resumen", "аннотация"])


def work_of(element: Element) -> dict[str, Any]:
    """Return what an element that describes a work (or what it is in) states."""
    made: dict[str, Any] = {"language": element.get("language")}
    _titles(element, made)
    _people(element, made)
    _dates(element, made)
    _numbers(element, made)
    doi_data = element.find("doi_data")
    if doi_data is not None:
        made["DOI"] = text_of(doi_data.find("doi"))
        made["resource"] = {"primary": {"URL": text_of(doi_data.find("resource"))}}
    made["publisher"] = text_of(element.find("publisher/publisher_name"))
    made["publisher-location"] = text_of(element.find("publisher/publisher_place"))
    made["institution"] = [_institution(one) for one in element.findall("institution")]
    made["institution"] += [_institution(one) for one in element.findall("standards_body")]
    made["degree"] = [text_of(one) for one in element.findall("degree")]
    made["edition-number"] = text_of(element.find("edition_number"))
    made["version"] = {"version": text_of(element.find("version_info/version"))}
    made["reference"] = [_reference(one) for one in element.findall("citation_list/citation")]
    _programs(element, made)
    _crossmark(element.find("crossmark"), made)
    return made


def abstracts_of(element: Element) -> list[tuple[str, str | None]]:
    """Return the abstracts with their languages; a heading that says only that it is one is left out."""
    found = []
    for one in element.findall("abstract"):
        lines = paragraphs(one)
        if len(lines) > 1 and lines[0].rstrip(".:").casefold() in _HEADINGS:
            lines = lines[1:]
        if lines:
            found.append(("\n".join(lines), one.get("lang")))
    return found


def event_of(element: Element) -> dict[str, Any]:
    """Return the event of an `event_metadata`; days are stated where they are attributes."""
    made: dict[str, Any] = {
        key: text_of(element.find(f"conference_{key}")) for key in ("name", "acronym", "number", "location")
    }
    made["sponsor"] = [text_of(one) for one in element.findall("conference_sponsor")]
    if (day := element.find("conference_date")) is not None:
        for key in ("start", "end"):
            parts = [day.get(f"{key}_{part}") for part in ("year", "month", "day")]
            made[key] = {"date-parts": [[part for part in parts if part]]}
    return made


def _titles(element: Element, made: dict[str, Any]) -> None:
    blocks = element.findall("titles")
    made["title"] = [found for one in blocks if (found := text_of(one.find("title")))]
    made["subtitle"] = [
        found for block in blocks for one in block.findall("subtitle") if (found := text_of(one))
    ]
    made["original-title"] = [
        found
        for block in blocks
        for one in block.findall("original_language_title")
        if (found := text_of(one))
    ]


def _people(element: Element, made: dict[str, Any]) -> None:
    holder = element.find("contributors")
    alone = [*element.findall("person_name"), *element.findall("organization")]  # of a dissertation
    for one in alone if holder is None else holder:
        role = one.get("contributor_role") or "author"
        key = _ROLES.get(role, "author" if role == "author" else "other")
        if one.tag == "anonymous":
            made["anonymous"] = True
        elif key == "other":
            made.setdefault("other", []).append(_person(one) | {"as-stated": role})
        else:
            made.setdefault(key, []).append(_person(one))


def _person(element: Element) -> dict[str, Any]:
    if element.tag == "organization":
        return {"name": text_of(element)}
    made: dict[str, Any] = {
        "given": text_of(element.find("given_name")), "family": text_of(element.find("surname")),
        "suffix": text_of(element.find("suffix")), "ORCID": text_of(element.find("ORCID")),
    }  # fmt: skip
    made["affiliation"] = [{"name": text_of(one)} for one in element.findall("affiliation")]
    made["affiliation"] += [_institution(one) for one in element.findall("affiliations/institution")]
    return made


def _institution(element: Element) -> dict[str, Any]:
    prefix = "standards_body" if element.tag == "standards_body" else "institution"
    made: dict[str, Any] = {
        "name": text_of(element.find(f"{prefix}_name")),
        "acronym": [text_of(one) for one in element.findall(f"{prefix}_acronym")],
        "place": [text_of(one) for one in element.findall("institution_place")],
        "department": [text_of(one) for one in element.findall("institution_department")],
    }
    made["id"] = [
        {"id": text_of(one), "id-type": one.get("type")} for one in element.findall("institution_id")
    ]  # fmt: skip
    return made


def _dates(element: Element, made: dict[str, Any]) -> None:
    for one in element.findall("publication_date"):
        made.setdefault(_MEDIA.get(one.get("media_type") or "print", "published-other"), _date(one))
    for holder in (element, *element.findall("database_date")):
        for name, key in _DATES.items():
            if (day := holder.find(name)) is not None:
                made.setdefault(key, _date(day))


def _date(element: Element) -> dict[str, Any]:
    parts = [text_of(element.find(name)) for name in ("year", "month", "day")]
    return {"date-parts": [[part for part in parts if part]]}


def _numbers(element: Element, made: dict[str, Any]) -> None:
    first, last = (text_of(element.find(f"pages/{name}_page")) for name in ("first", "last"))
    made["page"] = f"{first}-{last}" if first and last and first != last else first or last
    made["alternative-id"] = [text_of(one) for one in element.findall("publisher_item/identifier")]
    for one in element.findall("publisher_item/item_number"):
        is_article = "article" in (one.get("item_number_type") or "")
        if is_article and not made.get("article-number"):
            made["article-number"] = text_of(one)
        else:
            made["alternative-id"].append(text_of(one))
    made["isbn-type"] = [_typed(one) for one in element.findall("isbn")]
    made["issn-type"] = [_typed(one) for one in element.findall("issn")]
    made["volume"] = text_of(element.find("volume"))


def _typed(element: Element) -> dict[str, Any]:
    return {"value": text_of(element), "type": element.get("media_type") or "print"}


def _reference(element: Element) -> dict[str, Any]:
    made = {key: text_of(element.find(name)) for name, key in _REFERENCE.items()}
    return made | {"key": element.get("key")}


def _programs(element: Element, made: dict[str, Any]) -> None:
    """Add licences, funders and relations, which also stand in Crossmark's metadata; each is taken once."""
    for holder in (element, *element.findall("crossmark/custom_metadata")):
        for program in holder.findall("program"):
            for one in program.findall("license_ref"):
                start = (one.get("start_date") or "").split("-")
                _add(made, "license", {
                    "URL": text_of(one), "content-version": one.get("applies_to"),
                    "start": {"date-parts": [start if start[0] else []]},
                })  # fmt: skip
            for funder in _funders(program):
                _add(made, "funder", funder)
            for one in program.findall("related_item"):
                for link in (*one.findall("inter_work_relation"), *one.findall("intra_work_relation")):
                    word = link.get("relationship-type") or "related"
                    entry = {"id-type": link.get("identifier-type"), "id": text_of(link)}
                    several = made.setdefault("relation", {}).setdefault(word, [])
                    several += [entry] if entry not in several else []


def _add(made: dict[str, Any], key: str, entry: dict[str, Any]) -> None:
    several = made.setdefault(key, [])
    if entry not in several:
        several.append(entry)


def _funders(program: Element) -> Iterator[dict[str, Any]]:
    """Yield the funders of a program, each a group or a name alone (FundRef's `assertion` in one another)."""
    groups: list[list[Element]] = [[]]  # the first: what stands in no group
    for one in program.findall("assertion"):
        if one.get("name") == "fundgroup":
            groups.append(list(one))
        else:
            groups[0].append(one)
    for parts in groups:
        awards = [_own(one) for one in parts if one.get("name") == "award_number"]
        funders = [one for one in parts if one.get("name") in ("funder_name", "ror")]
        for one in funders:
            identifiers = [each for each in (*one, *parts) if each.get("name") == "funder_identifier"]
            entry: dict[str, Any] = {"name": _own(one), "award": [award for award in awards if award]}
            if one.get("name") == "ror":
                entry = entry | {"name": None, "id": [{"id": _own(one), "id-type": "ROR"}]}
            if identifiers and (value := _own(identifiers[0])):
                entry["DOI"] = value if "10." in value else f"10.13039/{value}"
            yield entry


def _own(element: Element) -> str | None:
    """Return the text of an element itself, without that of those in it."""
    parts = [element.text or "", *(child.tail or "" for child in element)]
    return " ".join(" ".join(parts).split()) or None


def _crossmark(element: Element | None, made: dict[str, Any]) -> None:
    if element is None:
        return
    made["update-to"] = [
        {"DOI": text_of(one), "type": one.get("type"), "label": one.get("label"),
         "updated": {"date-parts": [(one.get("date") or "").split("-")]}}
        for one in element.findall("updates/update")
    ]  # fmt: skip
    made["assertion"] = [
        {"name": one.get("name"), "label": one.get("label"), "value": text_of(one)}
        for one in element.findall("custom_metadata/assertion")
    ]
