"""The fields of the record into which the fields of a map of columns go, where they have other names."""

from __future__ import annotations

from typing import Final

INTO: Final = {
    "full-names": "authors", "short-names": "authors", "book-authors": "authors", "group-authors": "authors",
    "book-groups": "contributors", "venue-kind": "venue_kind work_type", "event-date": "event",
    "day-of-year": "published", "subject wos-categories": "subjects", "subject wos-areas": "subjects",
    "glued-names": "authors", "author-ids scopus": "authors", "author-affiliations": "authors",
    "bracketed-affiliations": "authors",
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
