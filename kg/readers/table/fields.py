"""The fields of the record into which the fields of a map of columns go, where they have other names."""

from __future__ import annotations

from typing import Final

SCHEMES: Final = {
    "subject wos-categories": "Web of Science Categories",
    "subject wos-areas": "Web of Science Research Areas",
    "subject lens": "Lens fields of study",
    "subject mesh": "MeSH",
    "subject anzsrc": "ANZSRC 2020 Fields of Research",
}
"""The scheme of the terms of each field that has terms of one alone."""
OF_SERIES: Final = frozenset(["web-of-science", "web-of-science-names"])
"""Presets in which the short name is that of the series, where one is stated."""
INTO: Final = {
    "full-names": "authors", "short-names": "authors", "book-authors": "authors", "group-authors": "authors",
    "book-groups": "contributors", "venue-kind": "venue_kind work_type", "event-date": "event",
    "day-of-year": "published",
    **dict.fromkeys(SCHEMES, "subjects"), "anthology": "venue", "references-lens": "references",
    "glued-names": "authors", "author-ids scopus": "authors", "author-affiliations": "authors",
    "bracketed-affiliations": "authors", "ordered-affiliations": "authors institutions",
    "address-list": "authors",
    "orcid-list": "authors", "researcherid-list": "authors", "first-page": "pages", "last-page": "pages",
    "citations": "counts", "reference-list": "references", "funding-list": "funding", "event-place": "event",
    "kind": "work_type work_type_as_stated", "date": "published date_as_stated",
    "date published-online": "dates", "date published-print": "dates", "date accessed": "dates",
    "issn": "venue_identifiers", "eissn": "venue_identifiers", "isbn": "venue_identifiers identifiers",
    "subject": "subjects", "affiliations": "institutions", "identifier pmid": "identifiers",
    "identifier pmcid": "identifiers", "identifier scopus": "identifiers", "identifier wos": "identifiers",
    "identifier dimensions": "identifiers", "identifier nihms": "identifiers",
}  # fmt: skip
