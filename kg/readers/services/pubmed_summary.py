"""PubMed's summaries in JSON: answers of ESummary, an object by number.

https://www.ncbi.nlm.nih.gov/books/NBK25499/. Authors are a family name with initials.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.kinds import WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import count, objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.page_range import expanded
from kg.readers.printed_dates import slashed, state_publication
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import filled, held, service

_KEPT: Final = "it says how PubMed keeps its record"
_KINDS: Final[dict[str, WorkType]] = {
    "preprint": "preprint", "review": "review-article", "retraction of publication": "retraction",
    "published erratum": "correction", "book": "book", "journal article": "journal-article",
}  # fmt: skip
_SCHEMES: Final = {
    "pubmed": "pmid",
    "pmc": "pmcid",
    "doi": "doi",
    "pii": "pii",
    "bookaccession": "ncbi-bookshelf",
}
_HISTORY: Final = {
    "received": "received", "accepted": "accepted", "revised": "revised", "epublish": "published-online",
    "ppublish": "published-print",
}  # fmt: skip

TABLE: Final = FieldTable(
    read={
        "uid": "identifiers", "pubdate": "published dates date_as_stated", "epubdate": "dates",
        "source": "venue_abbreviation venue",
        "fulljournalname": "venue", "authors[].name": "authors", "authors[].authtype": "authors",
        "title": "title",
        "volume": "volume", "issue": "issue", "pages": "pages", "lang[]": "language languages",
        "issn": "venue_identifiers",
        "essn": "venue_identifiers other_identifiers", "pubtype[]": "work_type work_type_as_stated",
        "articleids[].value": "doi identifiers", "articleids[].idtype": "doi identifiers",
        "history[].*": "dates",
        "booktitle": "venue", "edition": "edition", "publisherlocation": "place",
        "publishername": "publisher",
        "reportnumber": "report_no", "vernaculartitle": "titles", "elocationid": "doi",
        "nlmuniqueid": "venue_identifiers",
        "availablefromurl": "url", "pmcrefcount": "counts",
    },
    dropped={
        "sort*": _KEPT, "lastauthor": "it is the last of the authors", "pubstatus": _KEPT,
        "recordstatus": _KEPT,
        "attributes[]": _KEPT, "viewcount": _KEPT, "doctype": _KEPT, "articleids[].idtypen": _KEPT,
        "authors[].clusterid": _KEPT, "references[].*": _KEPT, "srcdate": _KEPT, "docdate": _KEPT,
        "medium": _KEPT,
    },
)  # fmt: skip


def _summaries(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the summaries of an answer in the order of its list of numbers."""
    summaries = held(entry, "result") or entry
    numbers = texts(summaries.get("uids"))
    if not numbers:
        yield summaries
    for number in numbers:
        if isinstance(one := summaries.get(number), dict):
            yield one


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    if why := text(stated.get("error")):
        return f"PubMed says of {text(stated.get('uid'))}: {why}"
    title = plain(stated.get("title"))
    fields["title"] = title[:-1].strip("[]") if title and title.endswith(".") else title
    if original := plain(stated.get("vernaculartitle")):
        fields["titles"] = [{"text": original.rstrip("."), "kind": "original"}]
    people = [
        (person(name), text(one.get("authtype")))
        for one in objects(stated.get("authors"))
        if (name := plain(one.get("name")))
    ]
    fields["authors"] = [
        {"name": one, "kind": "collective"} if kind == "CollectiveName" and isinstance(one, str) else one
        for one, kind in people
        if kind in (None, "Author", "CollectiveName")
    ]
    fields["editors"] = [one for one, kind in people if kind == "Editor"]
    _identify(stated, draft)
    _place(stated, draft)
    if printed := text(stated.get("pubdate")):
        state_publication(slashed(printed), draft)
    online = slashed(printed).date if (printed := text(stated.get("epubdate"))) else None
    fields["dates"] = [
        *fields.get("dates", ()),
        *([{"kind": "published-online", "date": online}] if online else []),
    ]
    fields["dates"] += [
        {"kind": _HISTORY[word], "date": (text(one.get("date")) or "")[:10].replace("/", "-")}
        for one in objects(stated.get("history"))
        if (word := text(one.get("pubstatus")) or "") in _HISTORY
    ]
    fields |= spoken(*texts(stated.get("lang")))
    words = texts(stated.get("pubtype"))
    found_kinds = [kind for word, kind in _KINDS.items() if word in {one.lower() for one in words}]
    fields["work_type"], fields["work_type_as_stated"] = (
        next(iter(found_kinds), None),
        "; ".join(words) or None,
    )
    if any(word.lower() == "retracted publication" for word in words):
        fields["statuses"] = [{"kind": "retracted", "note": "Retracted Publication"}]
    if (cited := count(stated.get("pmcrefcount"))) is not None:
        fields["counts"] = [{"kind": "citations", "value": cited}]
    return None


def _identify(stated: dict[str, Any], draft: Draft) -> None:
    found: dict[str, str] = {}
    for one in objects(stated.get("articleids")):
        scheme, value = _SCHEMES.get(text(one.get("idtype")) or ""), text(one.get("value"))
        if scheme and value and value != "0":
            found.setdefault(scheme, value)
    if number := text(stated.get("uid")):
        found.setdefault("pmid", number)
    elsewhere = (text(stated.get("elocationid")) or "").partition("doi:")[2].strip().split(" ")[0]
    draft.fields["doi"] = found.pop("doi", None) or elsewhere or None
    draft.fields["identifiers"] = found


def _place(stated: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    name, short, book = (plain(stated.get(key)) for key in ("fulljournalname", "source", "booktitle"))
    fields["venue"] = name or book or short
    fields["venue_kind"] = "journal" if name else "book" if book else None
    fields["venue_abbreviation"] = short if short != fields["venue"] else None
    serials = issns_and_isbns(texts(stated.get("issn")), [], part=True, eissns=texts(stated.get("essn")))
    fields["venue_identifiers"] = serials["venue_identifiers"] | filled(
        {"nlm": text(stated.get("nlmuniqueid"))}
    )
    fields["other_identifiers"] = serials["other_identifiers"]
    for field, key in (
        ("volume", "volume"), ("issue", "issue"), ("edition", "edition"), ("place", "publisherlocation"),
        ("publisher", "publishername"), ("report_no", "reportnumber"), ("url", "availablefromurl"),
    ):  # fmt: skip
        fields[field] = plain(stated.get(key))
    if printed := text(stated.get("pages")):
        fields["pages"], repair = expanded(printed)
        if repair is not None:
            fields["repairs"] = [repair]


service(
    "pubmed-summary",
    "PubMed's summaries in JSON (ESummary)",
    _fill,
    TABLE,
    told_by=("header result.uids", "uids", "uid sortpubdate", "uid pubtype articleids", "result.uids"),
    lists=(),
    of=_summaries,
)
