"""Springer Nature: records of its Meta and Open Access APIs in JSON (https://docs-dev.springernature.com/docs/)."""

from __future__ import annotations

from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import day, event, filled, pages, service

_KEPT: Final = "it says how Springer Nature keeps its record"
_KINDS: Final[dict[str, WorkType]] = {
    "Article": "journal-article", "Chapter": "book-chapter", "Chapter ConferencePaper": "proceedings-article",
    "Chapter ReferenceWork": "reference-entry", "Chapter Protocol": "book-chapter", "Book": "book",
}  # fmt: skip
_GENRES: Final[dict[str, WorkType]] = {
    "ReviewPaper": "review-article", "Erratum": "correction", "Correction": "correction",
    "Publisher Correction": "correction", "Author Correction": "correction",
    "Retraction Note": "retraction", "Retraction": "retraction",
}  # fmt: skip
_VENUES: Final[dict[str, VenueKind]] = {"Journal": "journal", "Book": "book"}
_NUMBERS: Final = "venue_identifiers identifiers other_identifiers"

TABLE: Final = FieldTable(
    read={
        "title": "title", "creators[].*": "authors", "bookEditors[].*": "editors", "abstract*": "abstract",
        "identifier": "doi", "doi": "doi", "publicationName": "venue", "publisher": "publisher",
        "publicationDate": "published year", "onlineDate": "dates", "printDate": "dates",
        "publicationType": "venue_kind", "contentType": "work_type work_type_as_stated",
        "genre": "work_type work_type_as_stated", "genre[]": "work_type work_type_as_stated",
        "issn": _NUMBERS, "eIssn": _NUMBERS, "isbn": _NUMBERS, "printIsbn": _NUMBERS,
        "electronicIsbn": _NUMBERS, "volume": "volume", "number": "issue", "startingPage": "pages",
        "endingPage": "pages", "url[].value": "url", "language": "language languages",
        "keyword[]": "keywords",
        "keyword": "keywords", "subjects[]": "subjects", "disciplines[].*": "subjects",
        "conferenceInfo[].confEventFullName": "event", "conferenceInfo[].confEventLocation.*": "event",
        "conferenceInfo[].confEventDateStart": "event", "conferenceInfo[].confEventDateEnd": "event",
        "conferenceInfo[].confEventAbbreviation": "event",
    },
    dropped={
        "url[].*": _KEPT, "openaccess": _KEPT, "journalId": _KEPT, "copyright": _KEPT, "issueType": _KEPT,
        "topicalCollection": _KEPT, "coverDate": _KEPT, "disciplines[].id": _KEPT, "openAccess": _KEPT,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    fields["title"] = plain(stated.get("title"))
    fields["abstract"] = _abstract(stated.get("abstract"))
    fields["authors"] = [_person(one, "creator") for one in objects(stated.get("creators"))]
    fields["editors"] = [_person(one, "bookEditor") for one in objects(stated.get("bookEditors"))]
    number = text(stated.get("identifier")) or ""
    fields["doi"] = text(stated.get("doi")) or (number[4:] if number.startswith("doi:") else None)
    fields["venue"], fields["publisher"] = (
        plain(stated.get("publicationName")),
        plain(stated.get("publisher")),
    )
    _kind(stated, draft)
    date = day(stated.get("publicationDate"))
    fields["published"], fields["year"] = date, int(date[:4]) if date else None
    fields["dates"] = [
        {"kind": kind, "date": on}
        for kind, key in (("published-online", "onlineDate"), ("published-print", "printDate"))
        if (on := day(stated.get(key)))
    ]
    isbns = [one for key in ("isbn", "printIsbn", "electronicIsbn") for one in texts(stated.get(key))]
    issns, eissns = (texts(stated.get(key)) for key in ("issn", "eIssn"))
    part = fields["work_type"] != "book"
    fields.update(issns_and_isbns(issns, list(dict.fromkeys(isbns)), part=part, eissns=eissns))
    fields["volume"], fields["issue"] = text(stated.get("volume")), text(stated.get("number"))
    fields["pages"] = pages(stated.get("startingPage"), stated.get("endingPage"))
    fields["url"] = next((url for one in objects(stated.get("url")) if (url := text(one.get("value")))), None)
    fields |= spoken(text(stated.get("language")))
    fields["keywords"] = texts(stated.get("keyword"))
    terms = [
        *texts(stated.get("subjects")),
        *(text(one.get("term")) for one in objects(stated.get("disciplines"))),
    ]
    fields["subjects"] = [
        {"term": one, "scheme": "Springer Nature subjects"} for one in dict.fromkeys(terms) if one
    ]
    meetings = [made for one in objects(stated.get("conferenceInfo")) if (made := _event(one))]
    fields["event"] = meetings[0] if meetings else None
    return None


def _abstract(value: object) -> str | None:
    """Return an abstract, which may be cut into its head and its paragraphs."""
    if isinstance(value, dict):
        return "\n".join(texts(value.get("p"))) or None
    return text(value)


def _person(one: dict[str, Any], key: str) -> dict[str, Any]:
    found = person(name) if (name := plain(one.get(key))) else None
    made: dict[str, Any] = dict(found) if isinstance(found, dict) else {"name": found}
    return filled(made | {"orcid": text(one.get("ORCID"))})


def _kind(stated: dict[str, Any], draft: Draft) -> None:
    fields, word = draft.fields, text(stated.get("contentType")) or ""
    genres = texts(stated.get("genre"))
    kind = next((_GENRES[one] for one in genres if one in _GENRES), None)
    fields["work_type"] = kind or _KINDS.get(word)
    fields["work_type_as_stated"] = ", ".join(dict.fromkeys(filter(None, (word, *genres)))) or None
    of_venue = _VENUES.get(text(stated.get("publicationType")) or "")
    if word == "Chapter ConferencePaper":
        of_venue = "proceedings"
    fields["venue_kind"] = of_venue if fields["venue"] else None


def _event(one: dict[str, Any]) -> dict[str, Any] | None:
    held = one.get("confEventLocation")
    parts = [plain(held.get(key)) for key in ("city", "country")] if isinstance(held, dict) else [plain(held)]
    place = ", ".join(part for part in parts if part)
    made = event(
        one.get("confEventFullName"), place, one.get("confEventDateStart"), one.get("confEventDateEnd")
    )
    short = plain(one.get("confEventAbbreviation"))
    return filled((made or {}) | {"acronym": short}) or None


service(
    "springer",
    "Springer Nature: records of its Meta and Open Access APIs in JSON",
    _fill,
    TABLE,
    told_by=("apiMessage records", "contentType publicationName", "records.contentType", "creators.creator"),
    lists=("records",),
)
