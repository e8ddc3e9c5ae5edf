"""What is read of a Crossref work, into which field, and what is left out and why."""

from __future__ import annotations

from typing import Final

from kg.readers.crossref.container import HELD
from kg.readers.fates import REPEATED, FieldTable

_METADATA: Final = "it dates the metadata, not the work"
_MATCHED: Final = "it says who found the identifier"
_SERVICE: Final = "it is about Crossref's services, not the work"
_SHOWN: Final = "it is how the publisher's page shows it"
_DATES: Final = (
    "published", "published-print", "published-online", "published-other", "issued", "accepted", "posted",
    "approved", "content-created", "content-updated", "submitted", "deposited-date",
)  # fmt: skip
_PEOPLE: Final = {
    "author": "authors",
    "editor": "editors",
    "translator": "contributors",
    "chair": "contributors",
}


def _read() -> dict[str, str]:
    read = {
        "DOI": "doi", "title": "title", "title[]": "title titles", "subtitle": "subtitle",
        "subtitle[]": "subtitle titles", "short-title[]": "titles", "original-title[]": "titles title",
        "abstract": "abstract", "description": "abstract", "publisher": "publisher",
        "publisher-location": "place", "container-title": "venue", "container-title[]": "venue series",
        "short-container-title[]": "venue_abbreviation venue", "container-title-short": "venue_abbreviation",
        "collection-title[]": "series", "collection-title": "series",
        "volume": "volume", "issue": "issue", "journal-issue.issue": "issue", "page": "pages",
        "article-number": "article_number", "edition-number": "edition", "language": "language",
        "ISSN[]": "venue_identifiers other_identifiers",
        "issn-type[].*": "venue_identifiers other_identifiers",
        "ISBN[]": "identifiers venue_identifiers other_identifiers",
        "isbn-type[].value": "identifiers venue_identifiers other_identifiers",
        "alternative-id[]": "identifiers other_identifiers doi arxiv_id venue_identifiers report_no",
        "type": "work_type work_type_as_stated",
        "subtype": "work_type work_type_as_stated", "degree[]": "work_type stated",
        "resource.primary.URL": "url", "URL": "url doi", "subject[]": "subjects",
        "indexed.date-time": "source",
        "is-referenced-by-count": "counts", "reference-count": "counts", "references-count": "counts",
        "version.version": "version", "license[].URL": "licenses", "license[].content-version": "licenses",
        "license[].start.date-parts[][]": "licenses",
        "event.*": "event", "event": "event", "event.sponsor[]": "contributors",
        "standards-body.*": "contributors", "institution[].name": "venue contributors",
        "institution[].acronym[]": "venue_abbreviation contributors",
        "institution[].id[].id": "contributors", "institution[].*": "venue venue_abbreviation contributors",
        "relation.*": "relations", "update-to[].*": "relations statuses",
        "updated-by[].*": "relations statuses",
        "funder[].name": "funding", "funder[].DOI": "funding", "funder[].award[]": "funding",
        "funder[].award-info[].award-number[]": "funding", "funder[].award-info[].title": "funding",
        "funder[].id[].id": "funding", "reference[].*": "references",
    }  # fmt: skip
    for key in _DATES:
        field = "dates published year submitted" if key != "posted" else "dates submitted published"
        read |= {f"{key}.*": field}
    for key, field in _PEOPLE.items():
        read |= {
            f"{key}[].{part}": field for part in ("given", "family", "name", "literal", "suffix", "ORCID")
        }
        read[f"{key}[]"] = field
        read |= {f"{key}[].affiliation[].*": field, f"{key}[].role[].role": field}
    for name in ("received", "revised", "accepted", "first_online"):
        read[f"assertion[{name}].value"] = "dates"
    read |= {f"assertion[{name}].value": "event" for name in HELD}
    for name in ("published-print", "published-online"):
        read[f"journal-issue.{name}.date-parts[][]"] = "dates"
    return read


def _dropped() -> dict[str, str]:
    dropped = {
        "created.*": _METADATA, "deposited.*": _METADATA, "indexed.*": _METADATA,
        "score": "it is of a search, not of the work",
        "prefix": REPEATED, "member": _SERVICE, "source": _SERVICE, "content-domain.*": _SERVICE,
        "update-policy": _SERVICE, "link[].*": "it is an address for machines that mine or check texts",
        "reference[].doi-asserted-by": _MATCHED, "reference[].issn-type": _MATCHED,
        "reference[].isbn-type": _MATCHED,
        "funder[].doi-asserted-by": _MATCHED, "funder[].id[].asserted-by": _MATCHED,
        "funder[].id[].id-type": "the form of the identifier says it",
        "isbn-type[].type": "one number is as good as the other",
        "license[].delay-in-days": "it is the time from the publication to the start",
        "license[].start.date-time": REPEATED, "license[].start.timestamp": REPEATED,
        "update-to[].updated.timestamp": REPEATED, "updated-by[].updated.timestamp": REPEATED,
        "update-to[].source": _SERVICE, "updated-by[].source": _SERVICE,
    }  # fmt: skip
    dated = ("[]", "[received]", "[revised]", "[accepted]", "[first_online]")
    for name in (*dated, *(f"[{name}]" for name in HELD)):
        dropped |= {f"assertion{name}.{key}": _SHOWN for key in ("order", "group.*")}
        dropped |= {f"assertion{name}.{key}": REPEATED for key in ("name", "label", "URL") if name != "[]"}
    for key in _PEOPLE:
        dropped[f"{key}[].sequence"] = "the order of the list says it"
        dropped[f"{key}[].authenticated-orcid"] = "it says how the iD came, not whose it is"
        dropped[f"{key}[].role[].vocabulary"] = "the word says it"
        dropped[f"{key}[].affiliation[].id[].asserted-by"] = _MATCHED
        dropped[f"{key}[].affiliation[].id[].id-type"] = "the form of the identifier says it"
    return dropped


TABLE: Final = FieldTable(_read(), _dropped())
"""The paths of a work in Crossref's JSON; those of assertions of dates carry the name of the assertion."""
