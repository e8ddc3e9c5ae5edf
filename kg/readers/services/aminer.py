"""AMiner: papers and people of its data sets (Open Academic Graph, DBLP citation network) and of its API.

https://www.aminer.org/oag-2-1 and https://www.aminer.org/citation describe the keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.openalex.abstract import abstract_of
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import filled, pages, service

_KEPT: Final = "it says how AMiner keeps or ranks it"
_KINDS: Final[dict[str, tuple[WorkType | None, VenueKind | None]]] = {
    "journal": ("journal-article", "journal"), "conference": ("proceedings-article", "proceedings"),
    "book": ("book", None), "bookchapter": ("book-chapter", "book"), "thesis": ("thesis", None),
    "dataset": ("dataset", None), "repository": ("preprint", "repository"),
}  # fmt: skip
TABLE: Final = FieldTable(
    read={
        "id": "identifiers", "_id": "identifiers", "doi": "doi", "title": "title", "abstract": "abstract",
        "indexed_abstract*": "abstract", "authors[].*": "authors", "year": "published year",
        "venue*": "venue venue_identifiers", "volume": "volume", "issue": "issue", "page_start": "pages",
        "page_end": "pages", "page_str": "pages", "issn": "venue_identifiers",
        "isbn": "identifiers venue_identifiers", "publisher": "publisher",
        "doc_type": "work_type work_type_as_stated", "lang": "language", "keywords[]": "keywords",
        "fos[]": "subjects", "fos[].name": "subjects", "n_citation": "counts", "url[]": "url",
        "references[]": "references",
    },
    dropped={"fos[].w": _KEPT, "pdf": "it says how the paper can be had", "update_times*": _KEPT},
)  # fmt: skip
PERSON: Final = FieldTable(
    read={
        "id": "identifiers", "_id": "identifiers", "name": "name", "name_zh": "variants",
        "orgs[]": "affiliations",
        "org": "affiliations", "affiliation": "affiliations", "orgs[].name": "affiliations",
        "normalized_name": "variants", "n_pubs": "papers_total", "n_citation": "citations",
        "h_index": "h_index",
    },
    dropped={"*": "a profile has no field for it"},
)  # fmt: skip


def _works(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if not _is_person(entry):
        yield entry


def _is_person(stated: dict[str, Any]) -> bool:
    return "title" not in stated and ("n_pubs" in stated or "pubs" in stated)


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    fields["title"], fields["doi"] = plain(stated.get("title")), text(stated.get("doi"))
    fields["authors"] = [_author(one) for one in objects(stated.get("authors"))]
    word = (text(stated.get("doc_type")) or "").lower()
    fields["work_type"], kind = _KINDS.get(word, (None, None))
    fields["work_type_as_stated"] = None if fields["work_type"] else text(stated.get("doc_type"))
    venue = stated.get("venue")
    held = venue if isinstance(venue, dict) else {"raw": venue}
    fields["venue"] = plain(held.get("raw")) or plain(held.get("name"))
    fields["venue_kind"] = kind if fields["venue"] else None
    part = bool(fields["venue"])
    fields |= issns_and_isbns(texts(stated.get("issn")), texts(stated.get("isbn")), part=part)
    if number := text(held.get("id")) or text(held.get("_id")):
        fields["venue_identifiers"] = {**fields["venue_identifiers"], "aminer": number}
    if number := text(stated.get("id")) or text(stated.get("_id")):
        fields["identifiers"] = {**fields["identifiers"], "aminer": number}
    for key in ("volume", "issue", "publisher"):
        fields[key] = text(stated.get(key))
    fields["pages"] = pages(stated.get("page_start"), stated.get("page_end")) or text(stated.get("page_str"))
    fields["abstract"] = text(stated.get("abstract")) or abstract_of(stated.get("indexed_abstract")).text
    if year := count(stated.get("year")):
        fields |= {"year": year, "published": str(year)}
    fields |= spoken(*texts(stated.get("lang")))
    fields["keywords"] = texts(stated.get("keywords"))
    terms = [*texts(stated.get("fos")), *(plain(one.get("name")) for one in objects(stated.get("fos")))]
    fields["subjects"] = [{"term": one, "scheme": "AMiner fields of study"} for one in terms if one]
    if (cited := count(stated.get("n_citation"))) is not None:
        fields["counts"] = [{"kind": "citations", "value": cited}]
    fields["url"] = next((one for one in texts(stated.get("url")) if one.startswith("http")), None)
    fields["references"] = [{"identifiers": {"aminer": one}} for one in texts(stated.get("references"))]
    return None


def _author(one: dict[str, Any]) -> dict[str, Any]:
    number = text(one.get("id")) or text(one.get("_id"))
    places = texts(one.get("orgs")) or texts(one.get("org"))
    return filled({
        "name": plain(one.get("name")), "identifiers": {"aminer": number} if number else {},
        "affiliations": places, "orcid": text(one.get("orcid")),
    })  # fmt: skip


def _person(stated: dict[str, Any]) -> dict[str, Any] | None:
    if not _is_person(stated):
        return None
    name, number = plain(stated.get("name")), text(stated.get("id")) or text(stated.get("_id"))
    orgs = stated.get("orgs")
    places = [*texts(orgs), *(plain(one.get("name")) for one in objects(orgs)), plain(stated.get("org"))]
    return {
        "name": name, "identifiers": {"aminer": number} if number else {},
        "variants": [one for one in (plain(stated.get("name_zh")),) if one and one != name],
        "affiliations": list(dict.fromkeys(one for one in places if one)),
        "papers_total": count(stated.get("n_pubs")), "citations": count(stated.get("n_citation")),
        "h_index": count(stated.get("h_index")),
    }  # fmt: skip


service(
    "aminer",
    "AMiner: papers and people of its data sets",
    _fill,
    TABLE,
    told_by=(
        "title authors n_citation",
        "title authors fos",
        "title authors page_start page_end",
        "title authors.org indexed_abstract",
        "title venue.raw",
        "name n_pubs",
        "name pubs orgs",
    ),
    of=_works,
    person=_person,
    of_person=PERSON,
)
