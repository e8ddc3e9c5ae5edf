"""What is read of an OpenAlex work or author, into which field, and what is left out and why."""

from __future__ import annotations

from typing import Final

from kg.readers.fates import REPEATED, FieldTable

_RECKONED: Final = "OpenAlex reckons it; it is no statement about the work"
_ACCESS: Final = "it is how OpenAlex serves the record"
_FOUND: Final = "OpenAlex finds these works by their topics; the work does not name them"
_TREE: Final = "it is where the term stands in OpenAlex's tree of topics"
_ORGANISATION: Final = "it describes the organisation, not the work"
_SOURCE: Final = "it describes the journal or server, not the work"
_PLACES: Final = ("primary_location", "locations[]", "best_oa_location")

_OLD: Final = ("host_venue", "alternate_host_venues[]")
_PLACE: Final = {
    "landing_page_url": "url relations doi arxiv_id", "url": "url relations doi arxiv_id",
    "license": "licenses", "version": "licenses relations", "display_name": "venue",
    "raw_source_name": "venue", "publisher": "publisher", "type": "venue_kind", "issn_l": "venue_identifiers",
    "issn[]": "venue_identifiers other_identifiers", "source.id": "venue_identifiers",
    "source.display_name": "venue", "source.issn_l": "venue_identifiers",
    "source.issn[]": "venue_identifiers other_identifiers", "source.type": "venue_kind",
    "source.host_organization_name": "publisher", "source.publisher": "publisher",
}  # fmt: skip
_PLACE_DROPPED: Final = {
    "is_oa": _RECKONED, "is_accepted": REPEATED, "is_published": REPEATED, "license_id": REPEATED,
    "pdf_url": "the address of the landing page is kept", "is_in_doaj": _SOURCE, "provenance": _ACCESS,
    "raw_type": REPEATED, "source.*": _SOURCE,
}  # fmt: skip

_READ: Final = {
    "id": "identifiers", "doi": "doi", "title": "title", "display_name": "title",
    "publication_year": "year", "publication_date": "published year", "language": "language",
    "type": "work_type work_type_as_stated", "type_crossref": "work_type work_type_as_stated",
    "ids.*": "identifiers doi", "abstract": "abstract", "abstract_inverted_index": "abstract",
    "abstract_inverted_index_v3": "abstract", "biblio.volume": "volume", "biblio.issue": "issue",
    "biblio.first_page": "pages", "biblio.last_page": "pages", "cited_by_count": "counts",
    "referenced_works_count": "counts", "referenced_works[]": "references", "updated_date": "source",
    "keywords[].display_name": "keywords", "keywords[].keyword": "keywords", "keywords[]": "keywords",
    "topics[].id": "subjects", "topics[].display_name": "subjects", "concepts[].id": "subjects",
    "concepts[].display_name": "subjects", "mesh[].*": "subjects",
    "sustainable_development_goals[].id": "subjects",
    "sustainable_development_goals[].display_name": "subjects",
    "grants[].*": "funding", "awards[].*": "funding", "funders[].*": "funding",
    "authorships[].author.*": "authors", "authorships[].raw_author_name": "authors",
    "authorships[].raw_affiliation_string": "authors", "authorships[].raw_orcid": "authors",
    "authorships[].raw_affiliation_strings[]": "authors", "authorships[].is_corresponding": "authors",
    "authorships[].affiliations[].raw_affiliation_string": "authors",
    "authorships[].institutions[].id": "authors", "authorships[].institutions[].ror": "authors",
    "authorships[].institutions[].display_name": "authors",
    "authorships[].institutions[].country_code": "authors",
}  # fmt: skip
_DROPPED: Final = {
    "abstract_inverted_index.*": REPEATED, "related_works[]": _FOUND,
    "counts_by_year[].*": "the sum of it is kept", "cited_by_api_url": _ACCESS,
    "ngrams_url": _ACCESS, "created_date": "it dates the metadata, not the work",
    "relevance_score": "it is of a search, not of the work", "has_fulltext": _ACCESS,
    "has_content.*": _ACCESS, "content_url": _ACCESS, "content_urls.*": _ACCESS, "fulltext_origin": _ACCESS,
    "locations_count": REPEATED, "is_xpac": _ACCESS, "indexed_in[]": _ACCESS,
    "is_retracted": "it is false", "is_paratext": "it is false", "is_authors_truncated": "it is false",
    "authors_count": REPEATED, "authorships[].author_position": "the order of the list says it",
    "authorships[].countries[]": "the organisations have it",
    "authorships[].institutions[].type": _ORGANISATION,
    "authorships[].institutions[].lineage[]": _ORGANISATION,
    "authorships[].affiliations[].institution_ids[]": REPEATED,
    "countries_distinct_count": REPEATED, "institutions_distinct_count": REPEATED,
    "institutions[].*": REPEATED, "corresponding_author_ids[]": REPEATED,
    "corresponding_institution_ids[]": REPEATED, "primary_topic.*": REPEATED, "topics[].score": _RECKONED,
    "concepts[].score": _RECKONED, "keywords[].score": _RECKONED, "keywords[].id": _TREE,
    "sustainable_development_goals[].score": _RECKONED, "concepts[].level": _TREE,
    "concepts[].wikidata": "OpenAlex's own address of the term is kept",
    "topics[].subfield.*": _TREE, "topics[].field.*": _TREE,
    "topics[].domain.*": _TREE, "fwci": _RECKONED, "citation_normalized_percentile.*": _RECKONED,
    "cited_by_percentile_year.*": _RECKONED, "apc_list.*": _SOURCE, "apc_paid.*": _RECKONED,
    "open_access.*": "the licences and addresses of its places say it", "datasets[]": _FOUND,
    "versions[]": REPEATED,
}  # fmt: skip

FLAGS: Final = {
    "is_retracted": "statuses", "is_paratext": "work_type_as_stated",
    "is_authors_truncated": "authors_complete",
}  # fmt: skip
"""What is true of a work where it says so, by the path of the flag."""

WORK: Final = FieldTable(
    _READ
    | {f"{flag}=true": field for flag, field in FLAGS.items()}
    | {f"{place}.{key}": field for place in (*_PLACES, *_OLD) for key, field in _PLACE.items()},
    _DROPPED
    | {f"{place}.{key}": why for place in (*_PLACES, *_OLD) for key, why in _PLACE_DROPPED.items()}
    | {f"{place}.id": _ACCESS for place in (*_PLACES, *_OLD)},
)
"""The paths of a work; a flag that is true has `=true` after its path, words of the abstract share one."""

AUTHOR: Final = FieldTable(
    {
        "id": "identifiers", "display_name": "name", "display_name_alternatives[]": "variants",
        "orcid": "identifiers", "ids.openalex": "identifiers", "ids.orcid": "identifiers",
        "ids.wikipedia": "urls", "ids.scopus": "urls", "works_count": "papers_total",
        "cited_by_count": "citations", "summary_stats.h_index": "h_index", "updated_date": "source",
        "last_known_institutions[].display_name": "affiliations",
        "last_known_institution.display_name": "affiliations",
    },
    {"*": "a profile has no place for it"},
)  # fmt: skip
