"""INSPIRE: its literature records in JSON, answers of its API and files of records.

https://inspire-schemas.readthedocs.io/en/latest/schemas/, schema `hep`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.kinds import WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.relation_words import status, updated_by
from kg.readers.services.inspire_people import people
from kg.readers.services.service import day, filled, held, pages, service
from kg.records.statement import RelationKind

_KEPT: Final = "it says how INSPIRE keeps its record"
_KINDS: Final[dict[str, WorkType]] = {
    "article": "journal-article", "book": "book", "book chapter": "book-chapter", "report": "report",
    "conference paper": "proceedings-article", "proceedings": "proceedings", "thesis": "thesis",
}  # fmt: skip
_DEGREES: Final[dict[str, WorkType]] = {"phd": "dissertation", "master": "masters-thesis"}
# what a DOI is of that is not of the work itself (schema `material`)
_MATERIALS: Final[dict[str, RelationKind]] = {
    "data": "has-supplement", "software": "has-supplement", "translation": "has-translation",
    "reprint": "has-version", "addendum": "related", "editorial note": "related",
}  # fmt: skip
_NOTICES: Final = ("erratum", "corrigendum", "retraction")
_PLACE: Final = "venue venue_kind volume issue pages article_number year published relations"

TABLE: Final = FieldTable(
    read={
        "titles[].*": "title subtitle titles", "title_translations[].*": "titles",
        "authors[].*": "authors contributors",
        "authors[].raw_affiliations[].value": "authors", "corporate_author[]": "authors",
        "collaborations[].value": "authors contributors", "abstracts[].value": "abstract abstracts",
        "dois[].value": "doi other_identifiers relations", "arxiv_eprints[].value": "arxiv_id",
        "arxiv_eprints[].categories[]": "categories primary_category",
        "publication_info[].*": _PLACE, "document_type[]": "work_type work_type_as_stated",
        "imprints[].*": "published publisher place",
        "preprint_date": "submitted", "earliest_date": "dates",
        "isbns[].value": "identifiers other_identifiers",
        "report_numbers[].value": "report_no", "thesis_info.*": "work_type contributors published dates",
        "keywords[].value": "keywords", "keywords[].schema": "keywords",
        "inspire_categories[].term": "subjects",
        "external_system_identifiers[].*": "identifiers", "control_number": "identifiers",
        "citation_count": "counts",
        "number_of_pages": "extent", "references[].*": "references", "license[].*": "licenses",
        "languages[]": "language languages", "dois[].material": "relations statuses", "withdrawn": "statuses",
        "number_of_references": "counts", "funding_info[].*": "funding", "public_notes[].value": "comment",
        "urls[].value": "url", "author_count": "authors_complete",
        "persistent_identifiers[].*": "other_identifiers",
    },
    dropped={
        "$schema": _KEPT, "_*": _KEPT, "self.*": _KEPT, "legacy_*": _KEPT, "texkeys[]": _KEPT, "core": _KEPT,
        "acquisition_source.*": _KEPT, "authors[].uuid": _KEPT, "authors[].signature_block": _KEPT,
        "authors[].record.*": _KEPT,
        "authors[].curated_relation": _KEPT, "authors[].affiliations[].record.*": _KEPT,
        "authors[].emails[]": "an e-mail address is not published",
        "authors[].full_name_unicode_normalized": _KEPT, "authors[].recid": _KEPT, "authors[].bai": _KEPT,
        "authors[].affiliations_identifiers[].*": _KEPT, "authors[].raw_affiliations[].source": _KEPT,
        "authors[].last_name": "the whole name has it", "authors[].first_name": "the whole name has it",
        "first_author.*": "it is the first of the authors", "refereed": _KEPT, "citeable": _KEPT,
        "curated": _KEPT,
        "documents[].*": _KEPT, "figures[].*": _KEPT, "facet_*": _KEPT, "abstracts[].source": _KEPT,
        "titles[].source": _KEPT, "dois[].source": _KEPT,
        "copyright[].*": _KEPT,
        "citation_count_without_self_citations": _KEPT, "number_of_documents": _KEPT,
        "references[].raw_refs[].*": "it is taken apart beside it", "references[].record.*": _KEPT,
        "publication_info[].conference_record.*": _KEPT, "publication_info[].journal_record.*": _KEPT,
        "accelerator_experiments[].*": _KEPT, "fulltext*": _KEPT, "related_records[].*": _KEPT, "rt_*": _KEPT,
    },
)  # fmt: skip


def _records(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    held = entry.get("metadata")
    yield held if isinstance(held, dict) else entry


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    titles = objects(stated.get("titles"))
    if not titles:
        return "it is no literature record of INSPIRE: it has no titles"
    fields["title"], fields["subtitle"] = plain(titles[0].get("title")), plain(titles[0].get("subtitle"))
    fields["titles"] = [
        {"text": words, "kind": "alternative"}
        for one in titles[1:]
        if (words := plain(one.get("title"))) and words != fields["title"]
    ] + [
        {"text": words, "kind": "translated", "language": text(one.get("language"))}
        for one in objects(stated.get("title_translations"))
        if (words := plain(one.get("title")))
    ]
    people(stated, draft)
    _identify(stated, draft)
    _kind(stated, draft)
    _place(stated, draft)
    several = [found for one in objects(stated.get("abstracts")) if (found := text(one.get("value")))]
    fields["abstract"] = next(iter(several), None)
    fields["abstracts"] = [{"text": one} for one in dict.fromkeys(several[1:]) if one != several[0]]
    fields |= spoken(*texts(stated.get("languages")))
    fields["keywords"] = [
        words
        for one in objects(stated.get("keywords"))
        if not one.get("schema") and (words := plain(one.get("value")))
    ]
    fields["subjects"] = [
        {"term": words, "scheme": text(one.get("schema"))}
        for one in objects(stated.get("keywords"))
        if one.get("schema") and (words := plain(one.get("value")))
    ] + [
        {"term": words, "scheme": "INSPIRE categories"}
        for one in objects(stated.get("inspire_categories"))
        if (words := plain(one.get("term")))
    ]
    fields["extent"] = text(stated.get("number_of_pages"))
    fields["comment"] = (
        "; ".join(found for one in objects(stated.get("public_notes")) if (found := text(one.get("value"))))
        or None
    )
    fields["counts"] = [
        {"kind": kind, "value": value}
        for kind, key in (("citations", "citation_count"), ("references", "number_of_references"))
        if (value := count(stated.get(key))) is not None
    ]
    fields["licenses"] = [
        {"license": words}
        for one in objects(stated.get("license"))
        if (words := text(one.get("url")) or text(one.get("license")))
    ]
    fields["funding"] = [
        filled(
            {
                "funder": {"name": name} if (name := plain(one.get("agency"))) else None,
                "award": text(one.get("grant_number")),
            }
        )
        for one in objects(stated.get("funding_info"))
    ]
    fields["references"] = [_reference(one) for one in objects(stated.get("references"))]
    return None


def _identify(stated: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    dois, fields["relations"] = _dois(stated)
    fields["doi"] = next(iter(dois), None)
    fields["statuses"] = [
        {"kind": became, "note": what, "by": one["identifier"]}
        for one in fields["relations"]
        if (what := one["as_stated"]) in _NOTICES and (became := status(what))
    ]
    if stated.get("withdrawn") is True:
        fields["statuses"].append({"kind": "withdrawn", "note": "withdrawn"})
    further = [{"scheme": "doi", "value": one} for one in dois[1:]]
    eprints = objects(stated.get("arxiv_eprints"))
    if eprints:
        fields["arxiv_id"] = text(eprints[0].get("value"))
        fields["categories"] = texts(eprints[0].get("categories"))
        fields["primary_category"] = next(iter(fields["categories"]), None)
    isbns = [found for one in objects(stated.get("isbns")) if (found := text(one.get("value")))]
    further += [{"scheme": "isbn", "value": one} for one in isbns[1:]]
    number = text(stated.get("control_number"))
    own = {"inspire": number, "isbn": next(iter(isbns), None)}
    for one in objects(stated.get("external_system_identifiers")):
        scheme, value = (text(one.get("schema")) or "").lower(), text(one.get("value"))
        if scheme == "ads":
            own.setdefault("bibcode", value)
        elif scheme in ("osti", "spires", "hal", "cds") and value:
            own.setdefault(scheme, value)
    fields["identifiers"], fields["other_identifiers"] = filled(own), further
    reports = [found for one in objects(stated.get("report_numbers")) if (found := text(one.get("value")))]
    fields["report_no"] = "; ".join(dict.fromkeys(reports)) or None
    fields["url"] = next(
        (found for one in objects(stated.get("urls")) if (found := text(one.get("value")))), None
    )


def _dois(stated: dict[str, Any]) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the DOIs of the work, and as relations those of what corrects or supplements it."""
    own: dict[str, None] = {}
    relations = []
    for one in objects(stated.get("dois")):
        number, what = text(one.get("value")), text(one.get("material")) or ""
        if number and (kind := _MATERIALS.get(what) or (what in _NOTICES and updated_by(what)) or None):
            relations.append({"kind": kind, "scheme": "doi", "identifier": number, "as_stated": what})
        elif number:
            own[number] = None
    return list(own), relations


def _kind(stated: dict[str, Any], draft: Draft) -> None:
    words = texts(stated.get("document_type"))
    found = [_KINDS[word] for word in words if word in _KINDS]
    kind = found[0] if len(set(found)) == 1 else None
    published = any(one.get("journal_title") for one in objects(stated.get("publication_info")))
    if kind == "thesis":
        kind = _DEGREES.get((text(inside(stated, "thesis_info", "degree_type")) or "").lower(), "thesis")
        draft.fields.setdefault("contributors", []).extend(
            {"name": name, "kind": "collective", "role": "institution"}
            for one in objects(inside(stated, "thesis_info", "institutions"))
            if (name := plain(one.get("name")))
        )
    elif (
        kind == "journal-article" and not published
    ):  # `article` is INSPIRE's word for what is not published, too
        kind = "preprint" if draft.fields.get("arxiv_id") else None
    draft.fields["work_type"], draft.fields["work_type_as_stated"] = kind, ", ".join(words) or None


def _place(stated: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    places = objects(stated.get("publication_info"))
    place = next((one for one in places if one.get("journal_title")), next(iter(places), {}))
    fields["venue"] = plain(place.get("journal_title"))
    fields["venue_kind"] = "journal" if fields["venue"] and fields["work_type"] == "journal-article" else None
    fields["volume"], fields["issue"] = text(place.get("journal_volume")), text(place.get("journal_issue"))
    fields["pages"] = pages(place.get("page_start"), place.get("page_end"))
    fields["article_number"] = (
        text(place.get("artid")) if text(place.get("artid")) != text(place.get("page_start")) else None
    )
    if not fields["venue"] and (free := plain(place.get("pubinfo_freetext"))):
        fields["journal_ref"] = free
    imprint = held(stated, "imprints")
    fields["publisher"], fields["place"] = plain(imprint.get("publisher")), plain(imprint.get("place"))
    year = count(place.get("year"))
    fields["published"] = (
        day(imprint.get("date"))
        or (str(year) if year else None)
        or day(inside(stated, "thesis_info", "date"))
    )
    fields["submitted"] = day(stated.get("preprint_date"))
    fields["year"] = int(fields["published"][:4]) if fields["published"] else None
    if defended := day(inside(stated, "thesis_info", "defense_date")):
        fields["dates"] = [{"kind": "presented", "date": defended}]


def _reference(one: dict[str, Any]) -> dict[str, Any]:
    inner = held(one, "reference")
    place = held(inner, "publication_info")
    names = [name for each in objects(inner.get("authors")) if (name := plain(each.get("full_name")))]
    return filled({
        "key": text(inner.get("label")), "doi": text(inner.get("dois")),
        "arxiv_id": text(inner.get("arxiv_eprint")),
        "title": plain(inside(inner, "title", "title")), "authors": "; ".join(names),
        "year": count(place.get("year")),
        "venue": plain(place.get("journal_title")), "volume": text(place.get("journal_volume")),
        "issue": text(place.get("journal_issue")),
        "pages": pages(place.get("page_start"), place.get("page_end")),
        "text": "; ".join(texts(inner.get("misc"))) or None,
    })  # fmt: skip


service(
    "inspire",
    "INSPIRE literature records in JSON",
    _fill,
    TABLE,
    told_by=(
        "metadata.document_type",
        "metadata.titles metadata.control_number",
        "metadata.titles metadata.authors metadata.dois",
        "document_type titles",
        "control_number titles",
        "titles arxiv_eprints",
        "metadata.titles metadata.arxiv_eprints",
        "metadata.titles metadata.citation_count",
    ),
    lists=("hits.hits", "hits"),
    of=_records,
)
