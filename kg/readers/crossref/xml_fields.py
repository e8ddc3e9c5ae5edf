"""What is read of Crossref's XML, into which field, and what is left out and why."""

from __future__ import annotations

from typing import Final

from kg.readers.fates import REPEATED, FieldTable

_SERVICE: Final = "it is about Crossref's services, not the work"
_ITEMS: Final = (
    "journal_article", "conference_paper", "content_item", "posted_content", "dissertation", "dataset",
    "peer_review", "pending_publication", "journal_metadata", "proceedings_metadata", "book_metadata",
    "report-paper_metadata", "standard_metadata", "database_metadata", "proceedings_series_metadata",
    "book_series_metadata", "book_set_metadata", "report-paper_series_metadata", "journal_issue",
)  # fmt: skip
_CONTAINERS: Final = ("journal", "conference", "book", "report-paper", "standard", "database", "query")
_PEOPLE: Final = "authors editors contributors"
_DATES: Final = "published dates year submitted"
_SERIAL: Final = "venue_identifiers other_identifiers identifiers"

_READ: Final = {
    "@language": "language", "@type": "work_type work_type_as_stated",
    "@component_type": "work_type work_type_as_stated", "titles/*": "title subtitle titles venue",
    "full_title": "venue", "proceedings_title": "venue", "abbrev_title": "venue_abbreviation",
    "contributors/*": _PEOPLE, "person_name*": _PEOPLE,
    "publication_date/*": _DATES, "publication_date@media_type": _DATES,
    "acceptance_date/*": _DATES, "posted_date/*": _DATES, "approval_date/*": _DATES,
    "creation_date/*": _DATES,
    "update_date/*": _DATES, "review_date/*": _DATES, "database_date/*": _DATES,
    "abstract": "abstract abstracts",
    "abstract@lang": "abstract abstracts", "pages/first_page": "pages", "pages/last_page": "pages",
    "publisher_item/*": "article_number other_identifiers doi", "issn": _SERIAL, "issn@media_type": _SERIAL,
    "isbn": _SERIAL, "isbn@media_type": _SERIAL, "doi_data/doi": "doi", "doi_data/resource": "url",
    "publisher/publisher_name": "publisher", "publisher/publisher_place": "place",
    "institution/*": "venue venue_abbreviation contributors", "standards_body/*": "contributors",
    "degree": "work_type", "edition_number": "edition", "volume": "volume", "version_info/version": "version",
    "series_metadata/titles/*": "series", "series_metadata/issn": _SERIAL,
    "series_metadata/issn@media_type": _SERIAL, "journal_volume/volume": "volume", "issue": "issue",
    "citation_list/*": "references", "program/license_ref": "licenses", "program/license_ref@*": "licenses",
    "program/assertion*": "funding", "program/related_item*": "relations", "program@name": "licenses funding",
    "crossmark/updates/*": "relations statuses", "crossmark/custom_metadata/assertion": "dates stated",
    "crossmark/custom_metadata/program/license_ref": "licenses",
    "crossmark/custom_metadata/program/license_ref@*": "licenses",
    "crossmark/custom_metadata/program/assertion*": "funding",
    "crossmark/custom_metadata/program/related_item*": "relations",
    "crossmark/custom_metadata/program@name": "licenses funding",
}  # fmt: skip
_DROPPED: Final = {
    "@publication_type": _SERVICE, "@reference_distribution_opts": _SERVICE,
    "@level_sequence_number": _SERVICE,
    "contributors/person_name@sequence": "the order of the list says it",
    "contributors/organization@sequence": "the order of the list says it",
    "contributors/person_name/ORCID@authenticated": "it says how the iD came, not whose it is",
    "doi_data/timestamp": _SERVICE, "doi_data/collection*": "it is an address for machines",
    "doi_data/resource@*": _SERVICE, "crossmark/crossmark_*": _SERVICE,
    "citation_list/citation/doi@provider": "it says who found the DOI, not what is cited",
    "component_list*": "a component, such as a figure, is a part of the work and none of its own",
    "publisher_item/identifier@id_type": "the identifier says it",
    "publisher_item/item_number@item_number_type": "the field says it",
    "crossmark/custom_metadata/assertion@order": "it is how the publisher's page shows it",
    "crossmark/custom_metadata/assertion@group_name": "it is how the publisher's page shows it",
    "crossmark/custom_metadata/assertion@group_label": "it is how the publisher's page shows it",
    "program/assertion/assertion/assertion@provider": _SERVICE, "abstract@abstract-type": REPEATED,
    "journal_issue/doi_data/*": "it is of the issue", "journal_volume/doi_data/*": "it is of the volume",
}  # fmt: skip


def _path(item: str, path: str) -> str:
    return f"{item}{path}" if path.startswith("@") else f"{item}/{path}"


TABLE: Final = FieldTable(
    {_path(item, path): field for item in _ITEMS for path, field in _READ.items()}
    | {
        "book@book_type": "work_type work_type_as_stated", "contributors/*": _PEOPLE,
        "crm-item[citedby-count]": "counts",
        "crm-item[publisher-name]": "publisher",
        "event_metadata/conference_name": "event", "event_metadata/conference_acronym": "event",
        "event_metadata/conference_number": "event", "event_metadata/conference_location": "event",
        "event_metadata/conference_sponsor": "contributors", "event_metadata/conference_date@*": "event",
    },
    {_path(item, path): why for item in _ITEMS for path, why in _DROPPED.items()}
    | {f"{one}@*": "it says how the container is described" for one in _CONTAINERS}
    | {"crm-item*": _SERVICE, "contributors/person_name@sequence": "the order of the list says it"},
)  # fmt: skip
"""The paths of each piece of a document, which begin with its element."""
