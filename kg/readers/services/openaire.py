"""OpenAIRE: research products of its Graph, of the API and of the dumps.

https://graph.openaire.eu/docs/data-model/entities/research-product. Its keys changed their spelling over the
years (`maintitle`, `mainTitle`); both are read.
"""

from __future__ import annotations

from typing import Any, Final

from kg.kinds import WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.services.service import day, filled, held, pages, service

_KEPT: Final = "it says how OpenAIRE keeps and counts its records"
_KINDS: Final[dict[str, WorkType]] = {
    "article": "journal-article", "preprint": "preprint", "book": "book",
    "conference object": "proceedings-article",
    "part of book or chapter of book": "book-chapter", "doctoral thesis": "dissertation",
    "master thesis": "masters-thesis", "thesis": "thesis", "report": "report", "dataset": "dataset",
    "software": "software", "review": "peer-review",
}  # fmt: skip
_SCHEMES: Final = {
    "doi": "doi",
    "pmid": "pmid",
    "pmc": "pmcid",
    "arxiv": "arxiv_id",
    "handle": "hdl",
    "mag_id": "mag",
}
_CONTAINER: Final = "venue venue_kind volume issue pages venue_identifiers other_identifiers edition event"

TABLE: Final = FieldTable(
    read={
        "id": "identifiers", "mainTitle": "title", "maintitle": "title", "subTitle": "subtitle",
        "subtitle": "subtitle",
        "authors[].*": "authors", "author[].*": "authors", "publicationDate": "published",
        "publicationdate": "published", "publisher": "publisher", "container.*": _CONTAINER,
        "pids[].*": "doi arxiv_id identifiers",
        "pid[].*": "doi arxiv_id identifiers", "descriptions[]": "abstract abstracts",
        "description[]": "abstract abstracts",
        "subjects[].subject.*": "subjects", "subjects[].*": "subjects", "language.*": "language languages",
        "type": "work_type work_type_as_stated", "instances[].type": "work_type work_type_as_stated",
        "instance[].type": "work_type work_type_as_stated", "instances[].license": "licenses",
        "instance[].license": "licenses",
        "instances[].urls[]": "url", "instance[].url[]": "url",
        "indicators.citationImpact.citationCount": "counts",
        "formats[]": "extent", "contributors[]": "contributors", "contributor[]": "contributors",
        "projects[].code": "funding", "projects[].title": "funding", "projects[].acronym": "funding",
        "projects[].funder*": "funding", "projects[].funding.*": "funding",
    },
    dropped={
        "originalIds[]": _KEPT, "originalId[]": _KEPT, "instances[].*": _KEPT, "instance[].*": _KEPT,
        "bestAccessRight.*": _KEPT,
        "bestaccessright.*": _KEPT, "indicators.*": _KEPT, "collectedFrom[].*": _KEPT,
        "collectedfrom[].*": _KEPT,
        "countries[].*": _KEPT, "country[].*": _KEPT, "dateOfCollection": _KEPT, "lastUpdateTimeStamp": _KEPT,
        "lastupdatetimestamp": _KEPT, "dateofcollection": _KEPT, "is*": _KEPT, "openAccessColor": _KEPT,
        "publiclyFunded": _KEPT,
        "organizations[].*": _KEPT, "communities[].*": _KEPT, "sources[]": _KEPT, "source[]": _KEPT,
        "coverages*": _KEPT,
        "formats[]": _KEPT, "projects[].*": _KEPT, "authors[].rank": _KEPT, "author[].rank": _KEPT,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    fields["title"] = plain(stated.get("mainTitle")) or plain(stated.get("maintitle"))
    fields["subtitle"] = plain(stated.get("subTitle")) or plain(stated.get("subtitle"))
    people = objects(stated.get("authors")) or objects(stated.get("author"))
    ordered = sorted(people, key=lambda one: count(one.get("rank")) or 1 << 30)
    fields["authors"] = [_author(one) for one in ordered]
    found: dict[str, str] = {}
    for one in (*objects(stated.get("pids")), *objects(stated.get("pid"))):
        word = (text(one.get("scheme")) or text(inside(one, "qualifier", "classid")) or "").lower()
        if (scheme := _SCHEMES.get(word)) and (value := text(one.get("value"))):
            found.setdefault(scheme, value)
    fields["doi"], fields["arxiv_id"] = found.pop("doi", None), found.pop("arxiv_id", None)
    fields["identifiers"] = found | filled({"openaire": text(stated.get("id"))})
    date = day(stated.get("publicationDate")) or day(stated.get("publicationdate"))
    fields["published"] = date
    fields["year"] = int(date[:4]) if date else None
    fields["publisher"] = plain(stated.get("publisher"))
    several = texts(stated.get("descriptions")) or texts(stated.get("description"))
    fields["abstract"] = next(iter(several), None)
    fields["abstracts"] = [{"text": one} for one in several[1:]]
    fields["subjects"] = [_subject(held(one, "subject") or one) for one in objects(stated.get("subjects"))]
    words = text(inside(stated, "language", "code"))
    fields |= spoken(words)
    places = objects(stated.get("instances")) or objects(stated.get("instance"))
    kinds = list(dict.fromkeys(filter(None, (text(one.get("type")) for one in places)))) or texts(
        stated.get("type")
    )
    known = {_KINDS[one.lower()] for one in kinds if one.lower() in _KINDS}
    fields["work_type"] = known.pop() if len(known) == 1 else None
    fields["work_type_as_stated"] = ", ".join(kinds) or None
    licences = list(dict.fromkeys(filter(None, (text(one.get("license")) for one in places))))
    fields["licenses"] = [{"license": one} for one in licences]
    links = [url for one in places for url in (*texts(one.get("urls")), *texts(one.get("url")))]
    fields["url"] = next(iter(links), None)
    cited = count(inside(stated, "indicators", "citationImpact", "citationCount"))
    fields["counts"] = [{"kind": "citations", "value": cited}] if cited is not None else []
    _container(held(stated, "container"), draft)
    fields["contributors"] = [
        {"role": "other", "role_as_stated": "contributor"}
        | (dict(found) if isinstance(found, dict) else {"name": found})
        for found in map(person, texts(stated.get("contributors")) or texts(stated.get("contributor")))
    ]
    fields["funding"] = [_grant(one) for one in objects(stated.get("projects"))]
    return None


def _grant(one: dict[str, Any]) -> dict[str, Any]:
    """Return a project as a grant; the funder is a name in the API, and has a name and a country in dumps."""
    funder = one.get("funder")
    given = funder if isinstance(funder, dict) else held(one, "funding")
    name = plain(given.get("name")) or plain(given.get("shortName")) or plain(funder)
    return filled({
        "funder": filled({"name": name}), "award": text(one.get("code")),
        "award_title": plain(one.get("title")) or plain(one.get("acronym")),
    })  # fmt: skip


def _author(one: dict[str, Any]) -> dict[str, Any]:
    family, given = plain(one.get("surname")), plain(one.get("name"))
    printed = plain(one.get("fullName")) or plain(one.get("fullname"))
    if family and given:
        made: dict[str, Any] = {"given": given, "family": family}
    else:
        found = person(printed or family or given or "")
        made = dict(found) if isinstance(found, dict) else {"name": found}
    identifier = held(held(one, "pid"), "id")
    if (text(identifier.get("scheme")) or "").lower().startswith("orcid"):
        made["orcid"] = text(identifier.get("value"))
    return filled(made)


def _subject(one: dict[str, Any]) -> dict[str, Any]:
    return filled({"term": plain(one.get("value")), "scheme": text(one.get("scheme"))})


def _container(stated: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    fields["venue"], fields["edition"] = plain(stated.get("name")), text(stated.get("edition"))
    if fields["venue"] and fields["work_type"] == "journal-article":
        fields["venue_kind"] = "journal"
    fields["volume"] = text(stated.get("vol")) or text(stated.get("volume"))
    fields["issue"] = text(stated.get("iss")) or text(stated.get("issue"))
    fields["pages"] = pages(stated.get("sp"), stated.get("ep"))
    numbers = {
        "issn": stated.get("issnPrinted"),
        "eissn": stated.get("issnOnline"),
        "issn-l": stated.get("issnLinking"),
    }
    fields["venue_identifiers"] = filled({scheme: text(value) for scheme, value in numbers.items()})
    if name := plain(stated.get("conferencePlace")):
        fields["event"] = {"place": name}


service(
    "openaire",
    "OpenAIRE Graph: research products in JSON",
    _fill,
    TABLE,
    told_by=(
        "mainTitle bestAccessRight",
        "maintitle bestaccessright",
        "mainTitle instances",
        "maintitle instance",
    ),
    lists=("results",),
)
