"""The Directory of Open Access Journals: articles of its API and its public data dump.

https://doaj.github.io/doaj-docs/master/data_models/OutgoingAPIArticle. Journals are refused by name.
"""

from __future__ import annotations

from typing import Any, Final

from kg.readers.date_parts import partial
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import count, objects, plain, text, texts
from kg.readers.languages import language
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import day, filled, held, pages, service

_KEPT: Final = "it says how DOAJ keeps its record"
_VENUE: Final = "venue venue_kind volume issue publisher venue_identifiers other_identifiers language"

TABLE: Final = FieldTable(
    read={
        "id": "identifiers", "last_updated": "source", "bibjson.title": "title",
        "bibjson.author[].*": "authors",
        "bibjson.identifier[].*": "doi venue_identifiers other_identifiers", "bibjson.journal.*": _VENUE,
        "bibjson.year": "published year", "bibjson.month": "published", "bibjson.start_page": "pages",
        "bibjson.end_page": "pages", "bibjson.keywords[]": "keywords", "bibjson.link[].url": "url",
        "bibjson.abstract": "abstract", "bibjson.subject[].*": "subjects",
    },
    dropped={
        "created_date": _KEPT, "es_type": _KEPT, "admin.*": _KEPT, "bibjson.link[].*": _KEPT,
        "bibjson.journal.country": _KEPT,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields, said = draft.fields, held(stated, "bibjson")
    if "journal" not in said and "author" not in said:
        return "it describes a journal, not an article"
    fields["observed"] = day(stated.get("last_updated"))
    fields["title"], fields["abstract"] = plain(said.get("title")), text(said.get("abstract"))
    fields["work_type"] = "journal-article"
    fields["authors"] = [_author(one) for one in objects(said.get("author"))]
    known = [(text(one.get("type")) or "", text(one.get("id"))) for one in objects(said.get("identifier"))]
    fields["doi"] = next((value for kind, value in known if kind.lower() == "doi"), None)
    fields["identifiers"] = filled({"doaj": text(stated.get("id"))})
    journal = held(said, "journal")
    fields["venue"], fields["venue_kind"] = plain(journal.get("title")), "journal"
    fields["volume"], fields["issue"] = text(journal.get("volume")), text(journal.get("number"))
    fields["publisher"] = plain(journal.get("publisher"))
    electronic = [value for kind, value in known if value and kind.lower() == "eissn"]
    numbers = [
        *texts(journal.get("issns")),
        *(value for kind, value in known if value and "issn" in kind.lower()),
    ]
    others = [one for one in dict.fromkeys(numbers) if one not in electronic]
    serials = issns_and_isbns(others, [], part=True, eissns=list(dict.fromkeys(electronic)))
    fields["venue_identifiers"], fields["other_identifiers"] = (
        serials["venue_identifiers"],
        serials["other_identifiers"],
    )
    words = texts(journal.get("language"))
    fields["language"] = language(words[0]) if len(words) == 1 else None
    fields["published"] = partial(text(said.get("year")), text(said.get("month")))
    fields["year"] = count(said.get("year"))
    fields["pages"] = pages(said.get("start_page"), said.get("end_page"))
    fields["keywords"] = texts(said.get("keywords"))
    fields["subjects"] = [
        filled({key: plain(one.get(key)) for key in ("term", "scheme", "code")})
        for one in objects(said.get("subject"))
    ]
    fields["url"] = next((url for one in objects(said.get("link")) if (url := text(one.get("url")))), None)
    return None


def _author(one: dict[str, Any]) -> dict[str, Any]:
    found = person(name) if (name := plain(one.get("name"))) else None
    made: dict[str, Any] = dict(found) if isinstance(found, dict) else {"name": found}
    number, place = text(one.get("orcid_id")), plain(one.get("affiliation"))
    return filled(made | {"orcid": number, "affiliations": [place] if place else []})


service(
    "doaj",
    "DOAJ: articles in JSON",
    _fill,
    TABLE,
    told_by=("bibjson",),
    lists=("results",),
)
