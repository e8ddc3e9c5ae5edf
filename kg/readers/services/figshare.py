"""figshare: what it publishes, as its API gives it (https://docs.figshare.com); 4TU.ResearchData's is alike.

Lists of the API name no authors; the answer for one article does.
"""

from __future__ import annotations

from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import objects, plain, text, texts
from kg.readers.services.service import day, filled, service

_KEPT: Final = "it says how figshare keeps it"
_RELATIONS: Final = {
    "IsSupplementTo": "supplement-to", "IsSupplementedBy": "has-supplement", "References": "cites",
    "Cites": "cites", "IsReferencedBy": "cited-by", "IsCitedBy": "cited-by", "IsPartOf": "part-of",
    "HasPart": "has-part", "IsNewVersionOf": "version-of", "IsPreviousVersionOf": "has-version",
    "IsIdenticalTo": "same-as", "Reviews": "review-of", "IsReviewedBy": "has-review",
}  # fmt: skip

TABLE: Final = FieldTable(
    read={
        "id": "identifiers", "title": "title", "doi": "doi", "handle": "identifiers",
        "published_date": "published year", "created_date": "dates", "modified_date": "source",
        "description": "abstract", "authors[].*": "authors", "tags[]": "keywords", "keywords[]": "keywords",
        "categories[].*": "subjects", "license.*": "licenses", "url_public_html": "url",
        "figshare_url": "url",
        "defined_type_name": "work_type work_type_as_stated", "references[]": "references",
        "related_materials[].*": "relations", "resource_doi": "relations", "resource_title": "relations",
        "funding_list[].*": "funding",
    },
    dropped={
        "url": _KEPT, "url_*": _KEPT, "thumb": _KEPT, "defined_type": _KEPT, "group_id": _KEPT,
        "timeline.*": _KEPT, "files[].*": _KEPT, "version": _KEPT, "citation": "it is made of the rest",
        "is_*": _KEPT, "has_*": _KEPT, "size": _KEPT, "status": _KEPT, "embargo*": _KEPT,
        "metadata_reason": _KEPT,
        "confidential_reason": _KEPT, "custom_fields[].*": _KEPT, "authors[].is_active": _KEPT, "uuid": _KEPT,
        "authors[].url_name": _KEPT, "account_id": _KEPT, "download_disabled": _KEPT,
        "folder_structure.*": _KEPT,
        "funding_list[].id": _KEPT, "funding_list[].is_user_defined": _KEPT, "related_materials[].id": _KEPT,
        "related_materials[].is_linkout": _KEPT, "related_materials[].link": _KEPT,
        "categories[].parent_id": _KEPT, "categories[].path": _KEPT, "categories[].taxonomy_id": _KEPT,
        "categories[].source_id": _KEPT, "curation_status*": _KEPT,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    fields["title"], fields["abstract"] = plain(stated.get("title")), text(stated.get("description"))
    fields["doi"] = text(stated.get("doi"))
    number = text(stated.get("id"))
    fields["identifiers"] = filled({"figshare": number, "handle": text(stated.get("handle"))})
    fields["authors"] = [_author(one) for one in objects(stated.get("authors"))]
    draft.kind(text(stated.get("defined_type_name")))
    date = day(stated.get("published_date"))
    fields["published"], fields["year"] = date, int(date[:4]) if date else None
    if created := day(stated.get("created_date")):
        fields["dates"] = [{"kind": "created", "date": created}]
    fields["observed"] = day(stated.get("modified_date"))
    fields["keywords"] = list(dict.fromkeys([*texts(stated.get("tags")), *texts(stated.get("keywords"))]))
    fields["subjects"] = [
        {"term": term, "scheme": "figshare categories", "code": text(one.get("id"))}
        for one in objects(stated.get("categories"))
        if (term := plain(one.get("title")))
    ]
    fields["licenses"] = [
        {"license": words}
        for one in objects(stated.get("license"))
        if (words := text(one.get("url")) or text(one.get("name")))
    ]
    fields["url"] = text(stated.get("url_public_html")) or text(stated.get("figshare_url"))
    fields["references"] = [{"text": one} for one in texts(stated.get("references"))]
    fields["relations"] = _relations(stated)
    fields["funding"] = [_grant(one) for one in objects(stated.get("funding_list"))]
    return None


def _author(one: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"orcid": text(one.get("orcid_id")) or text(one.get("orcid"))}
    if number := text(one.get("id")):
        made["identifiers"] = {"figshare": number}
    family, given = plain(one.get("last_name")), plain(one.get("first_name"))
    if family and given:
        return filled(made | {"family": family, "given": given})
    whole = plain(one.get("full_name")) or family or given
    found = person(whole) if whole else None
    return filled(made | (found if isinstance(found, dict) else {"name": found}))


def _relations(stated: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    doi, title = text(stated.get("resource_doi")), plain(stated.get("resource_title"))
    own = (text(stated.get("doi")) or "").lower()
    if (doi or title) and (doi or "").lower() != own:
        found.append(filled({"kind": "supplement-to", "title": title} | _named(doi, "doi")))
    for one in objects(stated.get("related_materials")):
        word, number = text(one.get("relation")), text(one.get("identifier"))
        kind = _RELATIONS.get(word or "", "related")
        made = {
            "kind": kind,
            "title": plain(one.get("title")),
            "as_stated": word if kind == "related" else None,
        }
        found.append(filled(made | _named(number, (text(one.get("identifier_type")) or "").lower())))
    return found


def _named(value: str | None, scheme: str) -> dict[str, str]:
    return {"scheme": scheme, "identifier": value} if value and scheme else {}


def _grant(one: dict[str, Any]) -> dict[str, Any]:
    name = plain(one.get("funder_name"))
    return filled({
        "funder": {"name": name} if name else None, "award": text(one.get("grant_code")),
        "award_title": plain(one.get("title")), "url": text(one.get("url")),
    })  # fmt: skip


service(
    "figshare",
    "figshare: articles of its API in JSON",
    _fill,
    TABLE,
    told_by=("url_public_api title", "figshare_url", "defined_type_name doi", "url_public_html doi"),
    lists=("articles", "items"),
)
