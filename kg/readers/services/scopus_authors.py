"""Authors of Scopus as profiles: answers of Elsevier's author retrieval and of its author search, in JSON.

https://dev.elsevier.com/documentation/AuthorRetrievalAPI.wadl and AuthorSearchAPI.wadl.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.identifiers import Orcid
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, inside, objects, plain, text
from kg.readers.services.service import service

_NO_FIELD: Final = "a profile has no field for it"
_LISTS: Final = ("author-retrieval-response", "search-results.entry")
TABLE: Final = FieldTable(
    read={
        "coredata.dc:identifier": "identifiers", "dc:identifier": "identifiers",
        "coredata.orcid": "identifiers",
        "orcid": "identifiers", "coredata.document-count": "papers_total", "document-count": "papers_total",
        "coredata.citation-count": "citations", "h-index": "h_index",
        "author-profile.preferred-name.*": "name given family", "preferred-name.*": "name given family",
        "preferred-name.surname": "name family", "preferred-name.given-name": "name given",
        "author-profile.name-variant[].*": "variants", "name-variant[].*": "variants",
        "author-profile.affiliation-current.*": "affiliations", "affiliation-current.*": "affiliations",
    },
    dropped={"*": _NO_FIELD},
)  # fmt: skip


def _no_works(_entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from ()


def _fill(_stated: dict[str, Any], _draft: Draft) -> str | None:
    return "it is an author of Scopus, not a work"


def _person(stated: dict[str, Any]) -> dict[str, Any]:
    core = stated.get("coredata") if isinstance(stated.get("coredata"), dict) else stated
    profile = stated.get("author-profile") if isinstance(stated.get("author-profile"), dict) else stated
    preferred = inside(profile, "preferred-name")
    name = _name(preferred)
    number = (text(inside(core, "dc:identifier")) or "").rpartition(":")[2]
    identifiers = {"scopus": number} if number.isascii() and number.isdigit() else {}
    if orcid := Orcid.parse(text(inside(core, "orcid")) or ""):
        identifiers["orcid"] = str(orcid)
    variants = [_name(one) for one in objects(inside(profile, "name-variant"))]
    current = inside(profile, "affiliation-current")
    places = [
        plain(inside(one, "ip-doc", "afdispname")) or plain(one.get("affiliation-name"))
        for one in (*objects(inside(current, "affiliation")), *objects(current))
    ]
    return {
        "name": name, "given": plain(inside(preferred, "given-name")),
        "family": plain(inside(preferred, "surname")),
        "identifiers": identifiers,
        "variants": list(dict.fromkeys(one for one in variants if one and one != name)),
        "affiliations": list(dict.fromkeys(one for one in places if one)),
        "papers_total": count(inside(core, "document-count")),
        "citations": count(inside(core, "citation-count")), "h_index": count(stated.get("h-index")),
    }  # fmt: skip


def _name(stated: object) -> str | None:
    given, family = plain(inside(stated, "given-name")), plain(inside(stated, "surname"))
    return " ".join(filter(None, (given or plain(inside(stated, "initials")), family))) or None


service(
    "scopus-authors",
    "Scopus: authors, of Elsevier's author retrieval and search in JSON",
    _fill,
    TABLE,
    told_by=("coredata author-profile", "dc:identifier preferred-name", "preferred-name document-count"),
    lists=_LISTS,
    of=_no_works,
    person=_person,
    of_person=TABLE,
    sure=0.98,  # more than that it is an answer of Scopus
)
