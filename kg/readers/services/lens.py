"""The Lens: scholarly works of its API and of its exports in JSON and JSON Lines.

https://docs.api.lens.org/response-scholar.html.
"""

from __future__ import annotations

from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import day, event, filled, held, pages, service

_KEPT: Final = "it says how the Lens keeps and counts its records"
_KINDS: Final[dict[str, WorkType]] = {
    "journal article": "journal-article", "book chapter": "book-chapter", "book": "book",
    "preprint": "preprint",
    "conference proceedings article": "proceedings-article", "conference proceedings": "proceedings",
    "dissertation": "thesis", "report": "report", "dataset": "dataset", "software": "software",
    "review": "review-article",
    "reference entry": "reference-entry",
}  # fmt: skip
_VENUES: Final[dict[str, VenueKind]] = {
    "journal": "journal", "conference": "conference-series", "conference proceedings": "proceedings",
    "book series": "book-series", "repository": "repository",
}  # fmt: skip
_SCHEMES: Final = {
    "doi": "doi",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "magid": "mag",
    "openalex": "openalex",
    "coreid": "core",
}
_PEOPLE: Final = {"orcid": "orcid", "magid": "mag", "openalex": "openalex"}

TABLE: Final = FieldTable(
    read={
        "lens_id": "identifiers", "title": "title", "abstract": "abstract", "authors[].*": "authors",
        "date_published": "published",
        "date_published_parts[]": "published", "year_published": "year published",
        "source.*": "venue venue_kind publisher venue_identifiers other_identifiers",
        "volume": "volume", "issue": "issue", "start_page": "pages", "end_page": "pages",
        "external_ids[].*": "doi identifiers",
        "publication_type": "work_type work_type_as_stated", "keywords[]": "keywords",
        "fields_of_study[]": "subjects",
        "mesh_terms[].*": "subjects", "funding[].*": "funding", "references[].*": "references",
        "references_count": "counts",
        "scholarly_citations_count": "counts", "languages[]": "language languages",
        "source_urls[].url": "url",
        "conference.*": "event",
        "open_access.license": "licenses", "author_count": "authors_complete",
    },
    dropped={
        "created": _KEPT, "record_lens_id": _KEPT, "lens_internal*": _KEPT, "open_access.*": _KEPT,
        "is_open_access": _KEPT,
        "scholarly_citations[]": "what cites the work is stated there", "patent_citation*": _KEPT,
        "source.asjc*": _KEPT, "source.country": _KEPT,
        "source_urls[].type": _KEPT, "publication_supplementary_type[]": _KEPT,
        "references_resolved_count": _KEPT,
        "has_*": _KEPT, "referenced_by_*": _KEPT, "authors[].affiliations[].grid.addresses[].*": _KEPT,
        "authors[].affiliations[].score": _KEPT, "authors[].affiliations[].ids[].*": _KEPT,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    if stated.keys() & {"biblio", "doc_key", "inventors"}:
        return "it describes a patent, not a scholarly work"
    fields["title"], fields["abstract"] = plain(stated.get("title")), text(stated.get("abstract"))
    fields["authors"] = [_author(one) for one in objects(stated.get("authors"))]
    total = count(stated.get("author_count"))
    if total is not None and fields["authors"] and total > len(fields["authors"]):
        fields["authors_complete"] = False
    found: dict[str, str] = filled({"lens": text(stated.get("lens_id"))})
    for one in objects(stated.get("external_ids")):
        scheme, value = _SCHEMES.get((text(one.get("type")) or "").lower()), text(one.get("value"))
        if scheme and value:
            found.setdefault(scheme, f"PMC{value}" if scheme == "pmcid" and value.isdigit() else value)
    fields["doi"], fields["identifiers"] = found.pop("doi", None), found
    word = (text(stated.get("publication_type")) or "").lower()
    fields["work_type"] = kind = _KINDS.get(word)
    fields["work_type_as_stated"] = word if word and word != kind else None
    source = held(stated, "source")
    fields["venue"], fields["publisher"] = plain(source.get("title")), plain(source.get("publisher"))
    fields["venue_kind"] = _VENUES.get((text(source.get("type")) or "").lower()) if fields["venue"] else None
    given = source.get("issn")
    numbers: dict[bool, list[str]] = {True: [], False: []}
    for one in given if isinstance(given, list) else []:
        if number := _number(one):
            numbers[isinstance(one, dict) and one.get("type") == "electronic"].append(number)
    serials = issns_and_isbns(numbers[False], [], part=True, eissns=numbers[True])
    fields["venue_identifiers"] = serials["venue_identifiers"]
    fields["other_identifiers"] = serials["other_identifiers"]
    fields["volume"], fields["issue"] = text(stated.get("volume")), text(stated.get("issue"))
    fields["pages"] = pages(stated.get("start_page"), stated.get("end_page"))
    year = count(stated.get("year_published"))
    fields["published"] = _date(stated) or (str(year) if year else None)
    fields["year"] = year
    fields["keywords"] = texts(stated.get("keywords"))
    fields["subjects"] = [
        {"term": one, "scheme": "Lens fields of study"} for one in texts(stated.get("fields_of_study"))
    ]
    for one in objects(stated.get("mesh_terms")):
        parts = [plain(one.get("mesh_heading")), plain(one.get("qualifier_name"))]
        term = {"term": "/".join(filter(None, parts)), "scheme": "MeSH", "code": text(one.get("mesh_id"))}
        fields["subjects"].append(filled(term))
    fields["funding"] = [
        filled({"funder": filled({"name": plain(one.get("org"))}), "award": text(one.get("funding_id"))})
        for one in objects(stated.get("funding"))
    ]
    fields["references"] = [
        filled({"identifiers": filled({"lens": text(one.get("lens_id"))}), "text": text(one.get("text"))})
        for one in objects(stated.get("references"))
    ]
    fields["counts"] = [
        {"kind": kind, "value": found_count}
        for kind, key in (("citations", "scholarly_citations_count"), ("references", "references_count"))
        if (found_count := count(stated.get(key))) is not None
    ]
    fields |= spoken(*texts(stated.get("languages")))
    fields["url"] = next(
        (found_url for one in objects(stated.get("source_urls")) if (found_url := text(one.get("url")))), None
    )
    fields["event"] = event(inside(stated, "conference", "name"), inside(stated, "conference", "location"))
    if words := text(inside(stated, "open_access", "license")):
        fields["licenses"] = [{"license": words}]
    return None


def _date(stated: dict[str, Any]) -> str | None:
    """Return the date with the precision of its parts: the date alone gives 1 January for a year."""
    parts = stated.get("date_published_parts")
    if isinstance(parts, list) and parts and all(isinstance(one, int) for one in parts):
        return "-".join([f"{parts[0]:04}", *(f"{one:02}" for one in parts[1:3])])
    return day(stated.get("date_published"))


def _author(one: dict[str, Any]) -> dict[str, Any]:
    family, given = plain(one.get("last_name")), plain(one.get("first_name")) or plain(one.get("initials"))
    made: dict[str, Any] = {}
    if group := plain(one.get("collective_name")):
        made |= {"name": group, "kind": "collective"}
    elif family and given:
        made |= {"given": given, "family": family}
    else:
        made["name"] = family or given
    identifiers = {}
    for each in objects(one.get("ids")):
        scheme, value = _PEOPLE.get((text(each.get("type")) or "").lower()), text(each.get("value"))
        if scheme == "orcid":
            made["orcid"] = value
        elif scheme and value:
            identifiers[scheme] = value
    places = objects(one.get("affiliations"))
    made |= {
        "identifiers": identifiers,
        "affiliations": [
            name for each in places if (name := plain(each.get("name_original")) or plain(each.get("name")))
        ],
        "organisations": [
            _organisation(each) for each in places if each.get("ror_id") or each.get("grid_id")
        ],
    }
    return filled(made)


def _organisation(one: dict[str, Any]) -> dict[str, Any]:
    return filled({
        "name": plain(one.get("name")), "country": text(one.get("country_code")),
        "identifiers": filled({"ror": text(one.get("ror_id")), "grid": text(one.get("grid_id"))}),
    })  # fmt: skip


def _number(one: object) -> str | None:
    """Return an ISSN, which stands alone or with its kind; without its hyphen it is one all the same."""
    value = text(one.get("value")) if isinstance(one, dict) else text(one)
    return f"{value[:4]}-{value[4:]}" if value and len(value) == 8 else value


service(
    "lens",
    "the Lens: scholarly works in JSON",
    _fill,
    TABLE,
    told_by=("lens_id",),
    lists=("data", "results"),
)
