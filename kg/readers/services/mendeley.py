"""Mendeley: documents of its API, of a library or of its catalogue.

https://dev.mendeley.com/methods/#documents.
"""

from __future__ import annotations

from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers.date_parts import partial
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import filled, held, service

_KEPT: Final = "it says how the library keeps the document"
_KINDS: Final[dict[str, WorkType]] = {
    "journal": "journal-article", "book": "book", "book_section": "book-chapter", "report": "report",
    "thesis": "thesis",
    "conference_proceedings": "proceedings-article", "working_paper": "report",
    "computer_program": "software",
    "encyclopedia_article": "reference-entry",
}  # fmt: skip
_VENUES: Final[dict[str, VenueKind]] = {
    "journal": "journal", "magazine_article": "magazine", "newspaper_article": "newspaper",
    "book_section": "book",
    "conference_proceedings": "proceedings",
}  # fmt: skip

TABLE: Final = FieldTable(
    read={
        "id": "identifiers", "title": "title", "type": "work_type work_type_as_stated",
        "authors[].*": "authors",
        "editors[].*": "editors contributors", "translators[].*": "contributors", "year": "year published",
        "month": "published", "day": "published",
        "source": "venue", "identifiers.*": "doi arxiv_id identifiers venue_identifiers other_identifiers",
        "keywords[]": "keywords",
        "tags[]": "keywords", "pages": "pages", "volume": "volume", "issue": "issue",
        "publisher": "publisher", "city": "place",
        "edition": "edition", "institution": "publisher contributors", "series": "series",
        "series_number": "series_number", "websites[]": "url", "abstract": "abstract",
        "language": "language languages", "reader_count": "counts", "short_title": "titles",
        "series_editor": "contributors", "chapter": "comment",
    },
    dropped={
        "created": _KEPT, "last_modified": _KEPT, "profile_id": _KEPT, "group_id": _KEPT, "read": _KEPT,
        "starred": _KEPT, "authored": _KEPT,
        "confirmed": _KEPT, "hidden": _KEPT, "file_attached": _KEPT, "private_publication": _KEPT,
        "citation_key": _KEPT, "link": _KEPT,
        "accessed": _KEPT, "notes": "a note of whoever keeps the library is private",
        "reader_count_by_*": _KEPT, "client_data": _KEPT,
        "folder_uuids[]": _KEPT, "reader_count": "how many keep the document is no count of the work",
        "score": _KEPT,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    word = text(stated.get("type")) or ""
    fields["title"], fields["abstract"] = plain(stated.get("title")), text(stated.get("abstract"))
    short = plain(stated.get("short_title"))
    fields["titles"] = [{"text": short, "kind": "short"}] if short else []
    fields["work_type"] = kind = _KINDS.get(word)
    fields["work_type_as_stated"] = word if word and word != kind else None
    fields["authors"] = [_person(one) for one in objects(stated.get("authors"))]
    venue = plain(stated.get("source"))
    editors = [_person(one) for one in objects(stated.get("editors"))]
    fields["editors"] = editors if venue else []
    fields["contributors"] = [one | {"role": "editor"} for one in ([] if venue else editors)]
    fields["contributors"] += [
        _person(one) | {"role": "translator"} for one in objects(stated.get("translators"))
    ]
    fields["venue"], fields["venue_kind"] = venue, _VENUES.get(word) if venue else None
    place = plain(stated.get("institution"))
    if place and word == "thesis":
        fields["contributors"].append({"name": place, "kind": "collective", "role": "institution"})
    for field, key in (
        ("volume", "volume"), ("issue", "issue"), ("pages", "pages"), ("edition", "edition"),
        ("place", "city"), ("series", "series"), ("series_number", "series_number"),
    ):  # fmt: skip
        fields[field] = plain(stated.get(key))
    fields["publisher"] = plain(stated.get("publisher")) or (place if word != "thesis" else None)
    year = count(stated.get("year"))
    fields["published"] = partial(
        str(year) if year else None, text(stated.get("month")), text(stated.get("day"))
    )
    fields["year"] = year
    ids = {key.lower(): text(value) for key, value in held(stated, "identifiers").items()}
    fields["doi"], fields["arxiv_id"] = ids.get("doi"), ids.get("arxiv")
    part = word in ("book_section", "conference_proceedings")
    issns, isbns = (texts(inside(stated, "identifiers", key)) for key in ("issn", "isbn"))
    fields.update(issns_and_isbns(issns, isbns, part=part))
    fields["identifiers"] |= filled(
        {"pmid": ids.get("pmid"), "scopus": ids.get("scopus"), "mendeley": text(stated.get("id"))}
    )
    fields["keywords"] = list(dict.fromkeys([*texts(stated.get("keywords")), *texts(stated.get("tags"))]))
    fields |= spoken(*texts(stated.get("language")))
    fields["url"] = text(stated.get("websites"))
    return None


def _person(one: dict[str, Any]) -> dict[str, Any]:
    family, given = plain(one.get("last_name")), plain(one.get("first_name"))
    made: dict[str, Any] = (
        {"given": given, "family": family} if family and given else {"name": family or given}
    )
    if number := text(one.get("scopus_author_id")):
        made["identifiers"] = {"scopus": number}
    return filled(made)


service(
    "mendeley",
    "Mendeley's documents in JSON",
    _fill,
    TABLE,
    told_by=(
        "authors identifiers type profile_id",
        "authors identifiers type file_attached",
        "authors type last_modified profile_id",
        "authors identifiers type reader_count",
        "authors.first_name identifiers type source created",
    ),
    lists=("data",),
)
