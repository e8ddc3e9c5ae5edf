"""Dryad: data sets of its API, version 2 (https://datadryad.org/api)."""

from __future__ import annotations

from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.services.service import day, filled, service

_KEPT: Final = "it says how Dryad keeps the data set"
_RELATIONS: Final = {"primary_article": "supplement-to", "supplemental_information": "has-supplement"}
_COUNTS: Final = {"views": "views", "downloads": "downloads", "citations": "citations"}

TABLE: Final = FieldTable(
    read={
        "identifier": "doi", "id": "identifiers", "title": "title", "abstract": "abstract",
        "authors[].*": "authors", "authors[].affiliations[].*": "authors", "keywords[]": "keywords",
        "fieldOfScience": "subjects", "funders[].*": "funding", "publicationDate": "published year",
        "lastModificationDate": "source", "license": "licenses", "sharingLink": "url",
        "relatedWorks[].*": "relations", "metrics.*": "counts",
    },
    dropped={
        "_links.*": _KEPT, "storageSize": _KEPT, "versionNumber": _KEPT, "versionStatus": _KEPT,
        "curationStatus": _KEPT, "visibility": _KEPT, "userId": _KEPT, "changedFields[]": _KEPT,
        "versionChanges": _KEPT, "relatedPublicationISSN": _KEPT, "skip*": _KEPT, "preserve*": _KEPT,
        "loosenValidation": _KEPT, "authors[].order": _KEPT, "funders[].order": _KEPT, "editLink": _KEPT,
        "funders[].awardDescription": _KEPT, "locations[].*": "where the data are of is not kept",
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    fields["title"], fields["abstract"] = plain(stated.get("title")), text(stated.get("abstract"))
    fields["doi"] = text(stated.get("identifier"))
    fields["identifiers"] = filled({"dryad": text(stated.get("id"))})
    fields["work_type"] = "dataset"
    people = sorted(objects(stated.get("authors")), key=lambda one: _place(one.get("order")))
    fields["authors"] = [_author(one) for one in people]
    date = day(stated.get("publicationDate"))
    fields["published"], fields["year"] = date, int(date[:4]) if date else None
    fields["observed"] = day(stated.get("lastModificationDate"))
    fields["keywords"] = texts(stated.get("keywords"))
    if field := plain(stated.get("fieldOfScience")):
        fields["subjects"] = [{"term": field, "scheme": "OECD fields of science"}]
    fields["funding"] = [_grant(one) for one in objects(stated.get("funders"))]
    if license_ := text(stated.get("license")):
        fields["licenses"] = [{"license": license_}]
    fields["url"] = text(stated.get("sharingLink"))
    fields["relations"] = [made for one in objects(stated.get("relatedWorks")) if (made := _relation(one))]
    fields["counts"] = [
        {"kind": kind, "value": value}
        for key, kind in _COUNTS.items()
        if (value := count(inside(stated, "metrics", key))) is not None
    ]
    return None


def _place(order: object) -> int:
    found = count(order)
    return 1 << 30 if found is None else found


def _author(one: dict[str, Any]) -> dict[str, Any]:
    family, given = plain(one.get("lastName")), plain(one.get("firstName"))
    made: dict[str, Any] = {"orcid": text(one.get("orcid"))}
    made |= {"family": family, "given": given} if family and given else {"name": family or given}
    if (mail := text(one.get("email"))) and "@" in mail:
        made["email_domain"] = mail
    listed = objects(one.get("affiliations"))
    first = {"name": one.get("affiliation"), "ror_id": one.get("affiliationROR")}
    places = [
        (name, text(held.get("ror_id"))) for held in listed or [first] if (name := plain(held.get("name")))
    ]
    made["affiliations"] = [name for name, _ in places]
    made["organisations"] = [{"name": name, "identifiers": {"ror": ror}} for name, ror in places if ror]
    return filled(made)


def _grant(one: dict[str, Any]) -> dict[str, Any]:
    name, number = plain(one.get("organization")), text(one.get("identifier")) or ""
    scheme = "ror" if "ror.org/" in number else "funder" if "10.13039/" in number else None
    value = number[number.index("10.13039/") :] if scheme == "funder" else number
    funder = filled({"name": name, "identifiers": {scheme: value} if scheme else {}})
    made = {"award": text(one.get("awardNumber")), "award_title": plain(one.get("awardTitle"))}
    return filled({"funder": funder} | made)


def _relation(one: dict[str, Any]) -> dict[str, Any] | None:
    word, number = text(one.get("relationship")), text(one.get("identifier"))
    if not number:
        return None
    kind = _RELATIONS.get(word or "", "related")
    scheme = (text(one.get("identifierType")) or "url").lower()
    return filled(
        {
            "kind": kind,
            "scheme": scheme,
            "identifier": number,
            "as_stated": word if kind == "related" else None,
        }
    )


service(
    "dryad",
    "Dryad: data sets of its API in JSON",
    _fill,
    TABLE,
    told_by=(
        "identifier storageSize", "identifier versionNumber", "identifier curationStatus",
        "_embedded.stash:datasets",
    ),
    lists=("_embedded.stash:datasets",),
)  # fmt: skip
