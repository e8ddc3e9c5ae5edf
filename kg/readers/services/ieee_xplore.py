"""IEEE Xplore: answers of its Metadata API in JSON (https://developer.ieee.org/docs).

The date of a meeting's paper is that of the meeting, as printed: `15-17 Dec. 2014`.
"""

from __future__ import annotations

from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.printed_dates import slashed, state_publication
from kg.readers.serials import serial_numbers
from kg.readers.services.service import event, filled, pages, service

_KEPT: Final = "it says how IEEE Xplore keeps its record"
_ACCESS: Final = "it says how to come by the work"
_CITING: Final = "it counts patents, not works"
_KINDS: Final[dict[str, tuple[WorkType | None, VenueKind | None]]] = {
    "journals": ("journal-article", "journal"), "magazines": ("journal-article", "magazine"),
    "early access": ("journal-article", "journal"), "early access articles": ("journal-article", "journal"),
    "journals & magazines": ("journal-article", None),
    "conferences": ("proceedings-article", "proceedings"), "books": ("book-chapter", "book"),
    "ebooks": ("book-chapter", "book"), "ebook chapters": ("book-chapter", "book"),
}  # fmt: skip
_TERMS: Final = {"ieee_terms": "IEEE Terms", "mesh_terms": "MeSH", "dynamic_index_terms": "INSPEC"}
_NUMBERS: Final = "venue_identifiers identifiers other_identifiers"

TABLE: Final = FieldTable(
    read={
        "title": "title", "doi": "doi", "abstract": "abstract", "publisher": "publisher",
        "article_number": "identifiers", "publication_title": "venue title", "volume": "volume",
        "issue": "issue", "start_page": "pages", "end_page": "pages", "publication_year": "year published",
        "publication_date": "published dates", "conference_location": "event", "conference_dates": "event",
        "content_type": "work_type work_type_as_stated", "issn": _NUMBERS, "isbn": _NUMBERS,
        "isbn_formats.*": _NUMBERS, "citing_paper_count": "counts", "html_url": "url", "abstract_url": "url",
        "standard_number": "report_no",
        "index_terms.author_terms.terms[]": "keywords", "index_terms.author_terms": "keywords",
        "index_terms.ieee_terms.terms[]": "subjects", "index_terms.mesh_terms.terms[]": "subjects",
        "index_terms.dynamic_index_terms.terms[]": "subjects",
        **{
            f"{path}.{key}": "authors"
            for path in ("authors.authors[]", "authors[]")
            for key in ("full_name", "affiliation", "author_affiliations*", "author_order", "id", "orcid")
        },
    },
    dropped={
        "rank": _KEPT, "is_number": _KEPT, "publication_number": _KEPT, "insert_date": _KEPT,
        "partnum": _KEPT, "d-year": _KEPT, "d-publication-year": _KEPT, "accessType": _ACCESS,
        "access_type": _ACCESS, "pdf_url": _ACCESS, "citing_patent_count": _CITING,
        "download_count": _KEPT, "isbn_formats.isbns[].format": _KEPT,
        "isbn_formats.isbns[].isbnType": _KEPT, "authors.authors[].authorUrl": _KEPT,
        "authors[].authorUrl": _KEPT, "openAccessFlag": _ACCESS, "open_access": _ACCESS,
    },
)  # fmt: skip


def kinds(word: str) -> tuple[WorkType | None, VenueKind | None]:
    """Return the kinds of work and venue that a word for the content means, also `IET Conferences`."""
    words = word.casefold().split()
    known = (_KINDS.get(" ".join(words[place:])) for place in range(len(words)))
    return next(filter(None, known), (None, None))


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields, word = draft.fields, text(stated.get("content_type")) or ""
    fields["title"], fields["abstract"] = plain(stated.get("title")), plain(stated.get("abstract"))
    fields["doi"], fields["publisher"] = text(stated.get("doi")), plain(stated.get("publisher"))
    fields["authors"] = _authors(stated.get("authors"))
    kind, of_venue = kinds(word)
    venue = plain(stated.get("publication_title"))
    whole = venue is not None and venue == fields["title"]  # a book, a standard
    fields["work_type"] = "book" if whole and of_venue == "book" else None if whole else kind
    fields["work_type_as_stated"] = word or None
    if venue and not whole:
        fields["venue"], fields["venue_kind"] = venue, of_venue
    fields["identifiers"] = filled({"ieee": text(stated.get("article_number"))})
    issns, books = texts(stated.get("issn")), texts(stated.get("isbn"))
    books += [number for one in objects(inside(stated, "isbn_formats", "isbns"))
              if (number := text(one.get("value")))]  # fmt: skip
    for numbers, of_book in ((issns, False), (list(dict.fromkeys(books)), True)):
        found = serial_numbers(numbers, of_book=of_book, part="venue" in fields)
        for key, several in found.items():
            fields[key] = (fields.get(key) or type(several)()) | several if key != "other_identifiers" else [
                *fields.get(key, ()), *several,
            ]  # fmt: skip
    fields["volume"], fields["issue"] = text(stated.get("volume")), text(stated.get("issue"))
    fields["pages"] = pages(stated.get("start_page"), stated.get("end_page"))
    fields["url"] = text(stated.get("html_url")) or text(stated.get("abstract_url"))
    fields["report_no"] = text(stated.get("standard_number"))
    cited = count(stated.get("citing_paper_count"))
    fields["counts"] = [{"kind": "citations", "value": cited}] if cited is not None else []
    terms = stated.get("index_terms")
    fields["keywords"] = _terms(terms, "author_terms")
    fields["subjects"] = [
        {"term": one, "scheme": scheme} for key, scheme in _TERMS.items() for one in _terms(terms, key)
    ]
    _dates(stated, draft)
    return None


def _authors(stated: object) -> list[dict[str, Any]]:
    """Return the authors in their order, which the numbers tell where all have one."""
    several = objects(inside(stated, "authors")) if isinstance(stated, dict) else objects(stated)
    places = [count(one.get("author_order")) for one in several]
    known = [place for place in places if place is not None]
    if len(known) == len(several) and len(set(known)) == len(known):
        several = [one for _, one in sorted(zip(known, several, strict=True), key=lambda pair: pair[0])]
    made = []
    for one in several:
        found = person(plain(one.get("full_name")) or "")
        number = text(one.get("id"))
        at = objects(inside(one, "author_affiliations", "authorAffiliation"))
        stands = [plain(each) for each in texts(one.get("affiliation"))]
        stands += [plain(each.get("name")) for each in at]
        made.append(filled(
            (dict(found) if isinstance(found, dict) else {"name": found})
            | {"identifiers": {"ieee": number} if number else None, "orcid": text(one.get("orcid")),
               "affiliations": [place for place in dict.fromkeys(stands) if place]}
        ))  # fmt: skip
    return [one for one in made if one]


def _terms(stated: object, key: str) -> list[str]:
    several = inside(stated, key)
    return texts(several.get("terms") if isinstance(several, dict) else several)


def _dates(stated: dict[str, Any], draft: Draft) -> None:
    """State the year, and the date where it is not just that of the meeting."""
    year, printed = text(stated.get("publication_year")), text(stated.get("publication_date"))
    held = text(stated.get("conference_dates"))
    place = stated.get("conference_location")
    if held or text(place):
        found = slashed(held or "")
        draft.fields["event"] = event(None, place, found.date, found.end)
    date = slashed(printed) if printed and printed != held else None
    if date and date.date and (not year or date.date.startswith(year)):
        state_publication(date, draft)
    elif year and year.isascii() and year.isdigit() and len(year) == 4:
        draft.fields["published"], draft.fields["year"] = year, int(year)
    elif printed:
        state_publication(slashed(printed), draft)


service(
    "ieee-xplore",
    "IEEE Xplore: answers of its API in JSON",
    _fill,
    TABLE,
    told_by=("articles total_records", "article_number publication_title", "content_type is_number"),
    lists=("articles",),
)
