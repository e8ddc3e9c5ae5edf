"""bioRxiv and medRxiv: preprints of their API, by server (`details`) and by where they appeared (`pubs`).

https://api.biorxiv.org. An entry is one version of a preprint; `published` is the DOI of the article that it
became. Only who answers letters is named whole, and by the initials in the list of authors.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import count, objects, plain, text
from kg.readers.services.service import day, filled, service
from kg.repair.names import split

_KEPT: Final = "it says where the text is kept"
_OF_ARTICLE: Final = "it is of the article that the preprint became, which the relation names"
_NAMES: Final = {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}
_PUBLISHED: Final = "preprint_"
_WITHDRAWN: Final = re.compile(r"withdrawn|withdrawal", re.IGNORECASE)
_AHEAD: Final = "publishaheadofprint"

_AUTHORS: Final = "authors contributors"
_READ: Final = {
    "doi": "doi", "title": "title", "authors": "authors", "author_corresponding": _AUTHORS,
    "author_corresponding_institution": _AUTHORS, "date": "submitted updated published", "version": "version",
    "type": "work_type_as_stated statuses", "license": "licenses", "category": "subjects",
    "abstract": "abstract", "published": "relations", "server": "venue", "funder": "funding",
    "funder[].*": "funding", "funding[].*": "funding",
}  # fmt: skip
TABLE: Final = FieldTable(
    read=_READ
    | {f"{_PUBLISHED}{name}": field for name, field in _READ.items()}
    | {"biorxiv_doi": "doi", "medrxiv_doi": "doi", "published_doi": "relations"}
    | {"preprint_platform": "venue"},
    dropped={
        "jatsxml": _KEPT, "jats_xml_path": _KEPT, "published_journal": _OF_ARTICLE,
        "published_date": _OF_ARTICLE, "published_citation_count": _OF_ARTICLE,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields

    def said(name: str) -> str | None:
        found = plain(stated.get(f"{_PUBLISHED}{name}")) or plain(stated.get(name))
        return None if found in ("NA", "N/A") else found

    fields["title"], fields["abstract"] = said("title"), said("abstract")
    fields["doi"] = said("doi") or text(stated.get("biorxiv_doi")) or text(stated.get("medrxiv_doi"))
    fields["work_type"] = "preprint"
    word = said("type")
    if word and _WITHDRAWN.search(word):
        fields["statuses"] = [{"kind": "withdrawn"}]
    elif word and word.lower() != _AHEAD:
        fields["work_type_as_stated"] = word
    server = said("platform") or said("server") or ("bioRxiv" if stated.get("biorxiv_doi") else None)
    fields["venue"] = _NAMES.get((server or "").lower(), server)
    fields["venue_kind"] = "repository" if server else None
    fields["authors"] = [person(one) for one in re.split(r";\s*", said("authors") or "") if one.strip(" ,")]
    name, place = said("author_corresponding"), said("author_corresponding_institution")
    if name and not _corresponds(fields["authors"], name, place):
        whom = {"name": name, "affiliations": [place] if place else [], "role": "contact"}
        fields["contributors"] = [whom]
    _dates(fields, day(said("date")), count(said("version")))
    if words := said("license"):
        fields["licenses"] = [{"license": words}]
    if category := said("category"):
        fields["subjects"] = [filled({"term": category, "scheme": fields["venue"]})]
    article = plain(stated.get("published_doi")) or plain(stated.get("published"))
    if article and article.startswith("10."):
        fields["relations"] = [{"kind": "preprint-of", "scheme": "doi", "identifier": article}]
    fields["funding"] = [
        filled({"funder": _funder(one), "award": text(one.get("award"))})
        for one in (*objects(stated.get("funder")), *objects(stated.get("funding")))
    ]
    return None


def _dates(fields: dict[str, Any], date: str | None, version: int | None) -> None:
    """State when the version at hand appeared: the first is when the work did."""
    fields["version"] = version
    if version is not None and version > 1:
        fields["updated"] = date
        return
    fields["published"] = date
    fields["submitted"] = date if version == 1 else None
    fields["year"] = int(date[:4]) if date else None


def _corresponds(authors: list[Any], name: str, place: str | None) -> bool:
    """Give the place to the one author that has family name and initial of `name`; tell whether one has."""
    halves = split(name)
    key = (halves.family or "").casefold(), (halves.given or "")[:1].casefold()
    same = [
        one
        for one in authors
        if isinstance(one, dict)
        and (str(one.get("family", "")).casefold(), str(one.get("given", ""))[:1].casefold()) == key
    ]
    if len(same) != 1 or not all(key):
        return False
    same[0] |= {"corresponding": True, "affiliations": [place] if place else []}
    same[0] |= {"variants": [name]} if name != f"{same[0]['given']} {same[0]['family']}" else {}
    return True


def _funder(one: dict[str, Any]) -> dict[str, Any]:
    number = text(one.get("id"))
    scheme = "ror" if number and "ror" in f"{text(one.get('id-type'))}{number}".lower() else "funder"
    return filled({"name": plain(one.get("name")), "identifiers": {scheme: number} if number else {}})


service(
    "biorxiv",
    "bioRxiv and medRxiv: preprints of their API in JSON",
    _fill,
    TABLE,
    told_by=(
        "doi author_corresponding",
        "doi jatsxml",
        "preprint_doi published_doi",
        "biorxiv_doi published_doi",
        "medrxiv_doi published_doi",
    ),
    lists=("collection",),
)
