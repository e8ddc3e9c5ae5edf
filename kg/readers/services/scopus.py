"""Scopus and ScienceDirect: entries of the answers of Elsevier's search in JSON.

https://dev.elsevier.com/sc_search_views.html. The shorter view names the first author alone, so that its list
is not whole.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers.date_parts import stated_date
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.page_range import is_article_number
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import day, filled, service

_KEPT: Final = "it says how Scopus keeps its record"
_KINDS: Final[dict[str, WorkType]] = {
    "Article": "journal-article", "Conference Paper": "proceedings-article", "Review": "review-article",
    "Book": "book", "Book Chapter": "book-chapter", "Erratum": "correction", "Report": "report",
}  # fmt: skip
_VENUES: Final[dict[str, VenueKind]] = {
    "Journal": "journal", "Conference Proceeding": "proceedings", "Book": "book",
    "Book Series": "book-series",
    "Trade Journal": "magazine",
}  # fmt: skip
_SHORT: Final = re.compile(r"([^\d,;]{1,80}) ((?:[^\W\d_]{1,2}\.-?){1,6})")
_NUMBERS: Final = "venue_identifiers identifiers other_identifiers"

TABLE: Final = FieldTable(
    read={
        "dc:title": "title", "dc:creator": "authors", "dc:creator[].*": "authors", "author[].*": "authors",
        "authors.*": "authors", "affiliation[].*": "authors institutions", "author-count.*": "authors",
        "eid": "identifiers", "dc:identifier": "identifiers doi", "pubmed-id": "identifiers",
        "pii": "identifiers", "prism:doi": "doi", "prism:publicationName": "venue",
        "prism:issn*": _NUMBERS, "prism:eIssn*": _NUMBERS, "prism:isbn*": _NUMBERS,
        "prism:volume": "volume", "prism:issueIdentifier": "issue", "prism:pageRange": "pages article_number",
        "prism:startingPage": "pages", "prism:endingPage": "pages", "article-number": "article_number",
        "prism:coverDate": "published year", "prism:coverDisplayDate": "published",
        "prism:aggregationType": "venue_kind", "subtypeDescription": "work_type work_type_as_stated statuses",
        "citedby-count": "counts", "authkeywords": "keywords", "authkeywords[]": "keywords",
        "dc:description": "abstract", "fund-sponsor": "funding", "fund-no": "funding",
    },
    dropped={
        "@_fa": _KEPT, "link[].*": _KEPT, "prism:url": _KEPT, "subtype": _KEPT, "source-id": _KEPT,
        "openaccess": _KEPT, "openaccessFlag": _KEPT, "freetoread*": _KEPT, "fund-acr": _KEPT,
        "author[].@_fa": _KEPT, "author[].@seq": _KEPT, "author[].author-url": _KEPT,
        "affiliation[].@_fa": _KEPT, "affiliation[].affiliation-url": _KEPT, "load-date": _KEPT,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    if "error" in stated:
        return "the search found nothing"
    if "preferred-name" in stated:
        return "it is an author of Scopus, not a work"
    fields, word = draft.fields, text(stated.get("subtypeDescription")) or ""
    fields["title"], fields["abstract"] = plain(stated.get("dc:title")), text(stated.get("dc:description"))
    _people(stated, draft)
    number = text(stated.get("dc:identifier")) or ""
    fields["doi"] = text(stated.get("prism:doi")) or (number[4:] if number.startswith("DOI:") else None)
    fields["identifiers"] = filled({
        "scopus": text(stated.get("eid")), "pmid": text(stated.get("pubmed-id")),
        "pii": text(stated.get("pii")),
    })  # fmt: skip
    fields["venue"] = plain(stated.get("prism:publicationName"))
    kind = text(stated.get("prism:aggregationType")) or ""
    fields["venue_kind"] = _VENUES.get(kind) if fields["venue"] else None
    fields["work_type"], fields["work_type_as_stated"] = _KINDS.get(word), word or None
    if word == "Retracted":
        fields["statuses"] = [{"kind": "retracted"}]
    issns, eissns, isbns = (_numbers(stated.get(f"prism:{key}")) for key in ("issn", "eIssn", "isbn"))
    whole = word == "Book"
    found = issns_and_isbns(issns, isbns, part=not whole, eissns=eissns)
    fields["venue_identifiers"] = found["venue_identifiers"]
    fields["identifiers"] |= found["identifiers"]
    fields["other_identifiers"] = found["other_identifiers"]
    fields["volume"] = text(stated.get("prism:volume"))
    fields["issue"] = text(stated.get("prism:issueIdentifier"))
    fields["article_number"] = text(stated.get("article-number"))
    pages = text(stated.get("prism:pageRange")) or text(stated.get("prism:startingPage"))
    if pages and is_article_number(pages):
        fields["article_number"] = fields["article_number"] or pages
    else:
        fields["pages"] = pages
    _date(stated, draft)
    cited = count(stated.get("citedby-count"))
    fields["counts"] = [{"kind": "citations", "value": cited}] if cited is not None else []
    words = stated.get("authkeywords")
    parts = words.split("|") if isinstance(words, str) else texts(words)
    fields["keywords"] = [one.strip() for one in parts if one.strip()]
    sponsor, award = plain(stated.get("fund-sponsor")), text(stated.get("fund-no"))
    grant = filled({"funder": {"name": sponsor} if sponsor else None, "award": award if sponsor else None})
    fields["funding"] = [grant] if grant else []
    return None


def _numbers(value: object) -> list[str]:
    """Return ISSN or ISBN, which stand alone, in a list, or in objects; the lists may be written as text."""
    known = [text(one.get("$")) for one in objects(value)]
    return [
        piece for one in (*known, *texts(value)) for piece in re.split(r"[\[\],\s]{1,4}", one or "") if piece
    ]


def _people(stated: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    held = [(text(one.get("afid")), _place(one)) for one in objects(stated.get("affiliation"))]
    places = {number: place for number, place in held if number}
    listed = objects(stated.get("author"))
    named = stated.get("authors")
    if listed:
        fields["authors"] = [_author(one, places) for one in listed]
    elif isinstance(named, dict | str):
        several = named if isinstance(named, str) else named.get("author")
        names = [text(one.get("$")) for one in objects(several)] or texts(several)
        fields["authors"] = [name for name in names if name]
    else:
        creator = stated.get("dc:creator")
        names = [text(one.get("$")) for one in objects(creator)] or texts(creator)
        fields["authors"] = [_short(name) for name in names if name]
    total = count(inside(stated, "author-count", "@total")) or count(inside(stated, "author-count", "$"))
    known = len(fields["authors"])
    short = known < total if total is not None else not listed and named is None
    if known and short:
        said = f"{known} of {total} authors are named" if total else "only the first author is named"
        draft.odd("authors", said)
        fields["authors_complete"] = False
    people = [one for one in fields["authors"] if isinstance(one, dict)]
    given = {place for one in people for place in one.get("affiliations", ())}
    fields["institutions"] = list(dict.fromkeys(one for _, one in held if one and one not in given))


def _place(one: dict[str, Any]) -> str | None:
    parts = [plain(one.get(key)) for key in ("affilname", "affiliation-city", "affiliation-country")]
    return ", ".join(part for part in parts if part) or None


def _author(one: dict[str, Any], places: dict[str, str | None]) -> dict[str, Any]:
    family, given = plain(one.get("surname")), plain(one.get("given-name")) or plain(one.get("initials"))
    made: dict[str, Any] = {"orcid": text(one.get("orcid"))}
    if number := text(one.get("authid")):
        made["identifiers"] = {"scopus": number}
    if family and given:
        made |= {"family": family, "given": given}
    else:
        made |= _short(plain(one.get("authname")) or family or "")
    at = [text(held.get("$")) for held in objects(one.get("afid"))] or texts(one.get("afid"))
    made["affiliations"] = [place for number in at if (place := places.get(number or ""))]
    return filled(made)


def _short(name: str) -> dict[str, Any]:
    """Return a name such as `Lind A.M.`, of which the initials stand last, or `Lind, A.M.`."""
    if match := _SHORT.fullmatch(name):
        return {"family": match[1], "given": match[2]}
    found = person(name)
    return dict(found) if isinstance(found, dict) else {"name": found}


def _date(stated: dict[str, Any], draft: Draft) -> None:
    """State the date as finely as it is shown: what is not known of `coverDate` is filled up by ones."""
    cover, shown = day(stated.get("prism:coverDate")), text(stated.get("prism:coverDisplayDate"))
    if cover is None:
        return
    known = stated_date(shown) if shown else None
    if known and cover.startswith(known):
        cover = known
    elif shown and not known and cover.endswith("-01"):
        cover = cover[:4]
    if cover.endswith("-01-01"):  # shown as a day, too, where only the year is known
        cover = cover[:4]
    draft.fields["published"], draft.fields["year"] = cover, int(cover[:4])


service(
    "scopus",
    "Scopus and ScienceDirect: answers of Elsevier's search in JSON",
    _fill,
    TABLE,
    told_by=("search-results", "search-results.entry", "eid dc:title", "dc:creator prism:publicationName"),
    lists=("search-results.entry",),
)
