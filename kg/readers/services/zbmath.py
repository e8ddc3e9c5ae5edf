"""zbMATH Open: documents of its REST API in JSON (https://api.zbmath.org).

What may not be given away there is a sentence that says so, and no value. A review is of zbMATH, not of the
work, and is passed over; a summary is the author's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.identifiers import Issn
from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft, first
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import filled, held, service

_KEPT: Final = "it says how zbMATH keeps its record"
_REVIEW: Final = "it is zbMATH's review of the work, not the work's"
_MADE: Final = "it is made of the rest"
_WITHHELD: Final = "zbMATH Open Web Interface contents unavailable"
_KINDS: Final[dict[str, WorkType]] = {"j": "journal-article", "b": "book", "p": "preprint"}
"""By code, where it means one; `a` is an article of a book or of proceedings, `b` also one of either."""
_VENUES: Final[dict[str, VenueKind]] = {"j": "journal", "p": "repository"}
_SERIAL: Final = ("journal article", "serial article")
_PARTS: Final = ("j", "a", "p")
_LINKS: Final = {"doi": "doi", "arxiv": "arxiv_id"}
_SOURCE: Final = "venue venue_abbreviation volume issue pages series series_number publisher place edition"

TABLE: Final = FieldTable(
    read={
        "id": "identifiers", "identifier": "identifiers", "title.title": "title", "title": "title",
        "title.subtitle": "subtitle", "title.original": "titles", "title.addition": "comment",
        "contributors.authors[].name": "authors", "contributors.authors[].codes[]": "authors",
        "contributors.editors[].name": "editors contributors",
        "contributors.editors[].codes[]": "editors contributors", "year": "published year",
        "document_type.*": "work_type work_type_as_stated", "language.languages[]": "language languages",
        "source.series[].*": f"{_SOURCE} venue_identifiers other_identifiers",
        "source.book[].*": f"{_SOURCE} identifiers venue_identifiers other_identifiers",
        "source.pages": "pages extent", "links[].identifier": "doi arxiv_id", "links[].url": "url",
        "msc[].*": "subjects", "keywords[]": "keywords", "references[].*": "references",
        "editorial_contributions.summary[].text": "abstract", "zbmath_url": "url",
    },
    dropped={
        "database": _KEPT, "datestamp": _KEPT, "states*": _KEPT, "license*": _KEPT, "links[].type": _KEPT,
        "source.source": _MADE, "source.series[].series_id": _KEPT, "source.book[].book_id": _KEPT,
        "source.series[].year": _MADE, "source.book[].year": _MADE, "source.series[].issn[].type": _KEPT,
        "source.series[].issue_id": _KEPT, "source.series[].parallel_title": _KEPT,
        "contributors.authors[].checked": _KEPT, "contributors.authors[].aliases[]": _KEPT,
        "contributors.author_references*": _KEPT, "biographic_references*": _KEPT,
        "document_type.code": _KEPT, "editorial_contributions.review*": _REVIEW,
        "editorial_contributions.summary*": _KEPT,
        "references[].zbmath.author_codes[]": _KEPT, "references[].zbmath.msc[]": _KEPT,
        "references[].zbmath.year": _MADE, "references[].zbmath.react*": _KEPT, "language.addition": _KEPT,
    },
)  # fmt: skip


def _documents(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the document of an entry, with what zbMATH adds to it by its kind."""
    added = entry.get("editorial_contributions")
    if isinstance(added, list) and added:
        kinds: dict[str, list[Any]] = {}
        for one in added:
            word = text(one.get("contribution_type")) if isinstance(one, dict) else None
            kinds.setdefault((word or "other").lower(), []).append(one)
        entry["editorial_contributions"] = kinds
    yield entry


def _told(value: object) -> str | None:
    """Return a text that is one: null where it says that it may not be shown."""
    found = plain(value)
    return None if found and found.startswith(_WITHHELD) else found


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    titles = stated.get("title") if isinstance(stated.get("title"), dict) else {"title": stated.get("title")}
    fields["title"] = _told(inside(titles, "title")) or _told(inside(titles, "original"))
    fields["subtitle"], fields["comment"] = (
        _told(inside(titles, "subtitle")),
        _told(inside(titles, "addition")),
    )
    original = _told(inside(titles, "original"))
    if original and original != fields["title"]:
        fields["titles"] = [{"text": original, "kind": "original"}]
    fields["authors"] = _people(inside(stated, "contributors", "authors"))
    if year := count(stated.get("year")):
        fields |= {"published": str(year), "year": year}
    code = (text(inside(stated, "document_type", "code")) or "").lower()
    words = text(inside(stated, "document_type", "description")) or ""
    code = "j" if words.lower() in _SERIAL else code
    fields["work_type"] = None if code == "b" and "article" in words else _KINDS.get(code)
    fields["work_type_as_stated"] = words or None
    _place(stated, fields, code)
    _numbers(stated, fields)
    fields |= spoken(*(one for one in texts(inside(stated, "language", "languages")) if _told(one)))
    fields["subjects"] = [
        filled({"term": _told(one.get("text")), "code": text(one.get("code")), "scheme": _scheme(one)})
        for one in objects(stated.get("msc"))
    ]
    fields["keywords"] = [one for one in texts(stated.get("keywords")) if _told(one)]
    fields["abstract"] = first(
        _told(one.get("text")) for one in objects(inside(stated, "editorial_contributions", "summary"))
    )
    fields["references"] = [_reference(one) for one in objects(stated.get("references"))]
    return None


def _people(value: object) -> list[Any]:
    made = []
    for one in objects(value):
        found = person(name) if (name := _told(one.get("name"))) else None
        if found is None:
            continue
        parts: dict[str, Any] = dict(found) if isinstance(found, dict) else {"name": found}
        codes = texts(one.get("codes"))
        made.append(parts | ({"identifiers": {"zbmath": codes[0]}} if len(codes) == 1 else {}))
    return made


def _place(stated: dict[str, Any], fields: dict[str, Any], code: str) -> None:
    """State journal, series and book; a series around a book is none that its article is in."""
    series, book = held(held(stated, "source"), "series"), held(held(stated, "source"), "book")
    pages = _told(inside(stated, "source", "pages"))
    name, short = _told(series.get("title")), _told(series.get("short_title"))
    part = code in _PARTS
    editors = _people(inside(stated, "contributors", "editors"))
    if code in ("j", "p"):
        fields["venue"], fields["venue_kind"] = name or short, _VENUES[code]
        fields["venue_abbreviation"] = short if name and short != name else None
        fields["volume"], fields["issue"] = _told(series.get("volume")), _told(series.get("issue"))
    else:
        fields["series"], fields["series_number"] = name or short, _told(series.get("volume"))
        fields["venue"] = _told(book.get("title"))
        fields["venue_kind"] = "book" if fields["venue"] else None
    fields["publisher"] = _told(book.get("publisher")) or _told(series.get("publisher"))
    fields["pages" if part else "extent"] = pages
    if part:
        fields["editors"] = editors
    else:
        fields["contributors"] = [one | {"role": "editor"} for one in editors]
    _serials(series, book, fields, part=part, of_series=code not in ("j", "p"))


def _serials(
    series: dict[str, Any], book: dict[str, Any], fields: dict[str, Any], *, part: bool, of_series: bool
) -> None:
    """State the ISSN of the journal, or of the series that the book is in, and the ISBN."""
    numbers: dict[bool, list[str]] = {True: [], False: texts(series.get("issn"))}
    for one in objects(series.get("issn")):
        if number := text(one.get("number")):
            numbers[text(one.get("type")) in ("online", "electronic")].append(number)
    isbns = [number for one in objects(book.get("isbn")) if (number := text(one.get("number")))]
    isbns += texts(book.get("isbn"))
    if not of_series:
        fields |= issns_and_isbns(numbers[False], isbns, part=part, eissns=numbers[True])
        return
    fields |= issns_and_isbns([], isbns, part=part)
    fields["other_identifiers"] += [
        {"scheme": scheme, "value": one, "of": "series"}
        for scheme, several in (("issn", numbers[False]), ("eissn", numbers[True]))
        for one in several
        if Issn.parse(one)
    ]


def _numbers(stated: dict[str, Any], fields: dict[str, Any]) -> None:
    fields["identifiers"] = filled({
        "zbl": _told(stated.get("identifier")), "zbmath-de": text(stated.get("id")),
    })  # fmt: skip
    for one in objects(stated.get("links")):
        kind, value = (text(one.get("type")) or "").lower(), _told(one.get("identifier"))
        if (field := _LINKS.get(kind)) and value:
            fields.setdefault(field, value)
        elif address := _told(one.get("url")):
            fields.setdefault("url", address)
    fields.setdefault("url", text(stated.get("zbmath_url")))


def _scheme(one: dict[str, Any]) -> str:
    return (text(one.get("scheme")) or "msc").upper()


def _reference(one: dict[str, Any]) -> dict[str, Any]:
    zbl = text(inside(one, "zbmath", "identifier")) or None
    number = text(inside(one, "zbmath", "document_id"))
    return filled({
        "text": _told(one.get("text")), "doi": text(one.get("doi")), "key": text(one.get("position")),
        "identifiers": filled({"zbl": zbl if zbl and _told(zbl) else None, "zbmath-de": number}),
    })  # fmt: skip


service(
    "zbmath",
    "zbMATH Open: documents of its API in JSON",
    _fill,
    TABLE,
    told_by=("id zbmath_url", "id editorial_contributions", "id msc contributors document_type"),
    lists=("result",),
    of=_documents,
)
