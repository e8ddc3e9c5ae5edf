"""CORE: works and outputs of its API, version 3 (https://api.core.ac.uk/docs/v3)."""

from __future__ import annotations

from typing import Any, Final

from kg.kinds import WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.serials import serial_numbers
from kg.readers.services.service import day, filled, service

_KEPT: Final = "it says how CORE keeps its record"
_KINDS: Final[dict[str, WorkType]] = {"thesis": "thesis"}  # `research` is its word for all else

TABLE: Final = FieldTable(
    read={
        "id": "identifiers", "title": "title", "authors[].*": "authors", "contributors[]": "contributors",
        "abstract": "abstract", "doi": "doi", "arxivId": "arxiv_id", "pubmedId": "identifiers",
        "magId": "identifiers", "publishedDate": "published", "yearPublished": "published year",
        "publisher": "publisher", "journals[].title": "venue",
        "journals[].identifiers[]": "venue_identifiers other_identifiers", "language.*": "language languages",
        "documentType": "work_type work_type_as_stated", "downloadUrl": "url", "citationCount": "counts",
        "references[].*": "references", "fieldOfStudy": "subjects", "subjects[]": "keywords",
        "tags[]": "keywords", "updatedDate": "source",
    },
    dropped={
        "acceptedDate": _KEPT, "createdDate": _KEPT, "depositedDate": _KEPT, "dataProviders[].*": _KEPT,
        "fullText": "the text of the work is passed over", "identifiers[].*": "stated more fully beside it",
        "links[].*": _KEPT, "outputs[]": _KEPT, "sourceFulltextUrls*": _KEPT, "oaiIds[]": _KEPT,
        "setSpecs*": _KEPT,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    fields["observed"] = day(stated.get("updatedDate"))
    fields["title"], fields["abstract"] = plain(stated.get("title")), text(stated.get("abstract"))
    names = [plain(one.get("name")) for one in objects(stated.get("authors"))] or texts(stated.get("authors"))
    fields["authors"] = [person(one) for one in names if one]
    fields["contributors"] = [
        {"name": one, "role": "other", "role_as_stated": "contributor"}
        for one in texts(stated.get("contributors"))
    ]
    fields["doi"], fields["arxiv_id"] = text(stated.get("doi")), text(stated.get("arxivId"))
    own = {"core": "id", "pmid": "pubmedId", "mag": "magId"}
    fields["identifiers"] = filled({scheme: text(stated.get(key)) for scheme, key in own.items()})
    year = count(stated.get("yearPublished"))
    fields["published"] = day(stated.get("publishedDate")) or (str(year) if year else None)
    fields["year"] = year
    publisher = plain(stated.get("publisher")) or ""
    quoted = len(publisher) > 2 and publisher[0] == publisher[-1] == "'"  # as CORE often writes it
    fields["publisher"] = publisher[1:-1] if quoted else publisher
    journal = next(iter(objects(stated.get("journals"))), {})
    fields["venue"] = plain(journal.get("title"))
    numbers = [one.removeprefix("issn:") for one in texts(journal.get("identifiers"))]
    serials = serial_numbers(numbers, of_book=False, part=True)
    fields["venue_identifiers"] = serials["venue_identifiers"]
    fields["other_identifiers"] = serials["other_identifiers"]
    words = text(inside(stated, "language", "code")) or text(stated.get("language"))
    fields |= spoken(words)
    kind = text(stated.get("documentType")) or ""
    fields["work_type"], fields["work_type_as_stated"] = _KINDS.get(kind.lower()), kind or None
    fields["url"] = text(stated.get("downloadUrl"))
    fields["keywords"] = [*texts(stated.get("subjects")), *texts(stated.get("tags"))]
    if field := plain(stated.get("fieldOfStudy")):
        fields["subjects"] = [{"term": field, "scheme": "CORE fields of study"}]
    if (cited := count(stated.get("citationCount"))) is not None:
        fields["counts"] = [{"kind": "citations", "value": cited}]
    fields["references"] = [
        filled({
            "title": plain(one.get("title")), "doi": text(one.get("doi")), "text": text(one.get("raw")),
            "authors": "; ".join(texts(one.get("authors"))),
        })
        for one in objects(stated.get("references"))
    ]  # fmt: skip
    return None


service(
    "core",
    "CORE: works in JSON",
    _fill,
    TABLE,
    told_by=("yearPublished downloadUrl", "yearPublished documentType", "yearPublished dataProviders"),
    lists=("results", "data"),
)
