"""Unpaywall: its records of articles by DOI, of the API and of the data dump.

https://unpaywall.org/data-format. Its dates are filled up by ones, so that what ends in 1 is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.json_values import count, objects, plain, text, texts
from kg.readers.serials import serial_numbers
from kg.readers.services.service import day, filled, service
from kg.records import LicenseScope

_ACCESS: Final = "it says how the paper can be had, not what it is"
_KEPT: Final = "it says how Unpaywall keeps its record"

_SCOPES: Final[dict[str, LicenseScope]] = {
    "publishedversion": "version-of-record", "acceptedversion": "accepted-manuscript",
}  # fmt: skip

TABLE: Final = FieldTable(
    read={
        "doi": "doi", "title": "title", "genre": "work_type work_type_as_stated", "year": "year",
        "published_date": "published year", "journal_name": "venue", "publisher": "publisher",
        "journal_issns": "venue_identifiers other_identifiers", "journal_issn_l": "venue_identifiers",
        "z_authors[].*": "authors", "updated": "source", "best_oa_location.license": "licenses",
        "best_oa_location.version": "licenses",
    },
    dropped={
        "doi_url": "it is made of the DOI", "is_*": _ACCESS, "oa_*": _ACCESS, "best_oa_location.*": _ACCESS,
        "first_oa_location.*": _ACCESS, "has_repository_copy": _ACCESS, "journal_is_*": _ACCESS,
        "data_standard": _KEPT, "x_*": _KEPT, "z_authors[].sequence": _KEPT,
        "z_authors[].author_position": _KEPT, "z_authors[].authenticated-orcid": _KEPT,
    },
)  # fmt: skip


def _responses(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the record of an entry; answers of its search hold it under a key."""
    held = entry.get("response")
    yield held if isinstance(held, dict) else entry


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    fields["doi"], fields["title"] = text(stated.get("doi")), plain(stated.get("title"))
    draft.kind(text(stated.get("genre")))
    fields["authors"] = [_author(one) for one in objects(stated.get("z_authors"))]
    fields["venue"], fields["publisher"] = plain(stated.get("journal_name")), plain(stated.get("publisher"))
    found = serial_numbers(texts(stated.get("journal_issns")), of_book=False, part=True)
    linking = filled({"lissn": text(stated.get("journal_issn_l"))})
    fields["venue_identifiers"] = found["venue_identifiers"] | linking
    fields["other_identifiers"] = found["other_identifiers"]
    date = day(stated.get("published_date"))
    while date and date.endswith("-01") and len(date) > 4:
        date = date[:-3]
    year = count(stated.get("year"))
    fields["published"] = date or (str(year) if year else None)
    fields["year"] = year or (int(date[:4]) if date else None)
    best = stated.get("best_oa_location")
    if isinstance(best, dict) and (words := text(best.get("license"))):
        scope = _SCOPES.get((text(best.get("version")) or "").lower(), "other")
        fields["licenses"] = [{"license": words, "scope": scope}]
    fields["observed"] = day(stated.get("updated"))
    return None


def _author(one: dict[str, Any]) -> dict[str, Any]:
    family, given = plain(one.get("family")), plain(one.get("given"))
    made: dict[str, Any] = {"orcid": text(one.get("ORCID")), "suffix": plain(one.get("suffix"))}
    if family and given:
        made |= {"family": family, "given": given}
    else:
        whole = family or given or plain(one.get("name")) or plain(one.get("raw_author_name"))
        found = person(whole) if whole else None
        made |= found if isinstance(found, dict) else {"name": found}
        if not family and not given and one.get("name"):
            made = {"name": whole, "kind": "collective"}
    if one.get("is_corresponding") is True:
        made["corresponding"] = True
    held = [plain(place.get("name")) for place in objects(one.get("affiliation"))]
    made["affiliations"] = [place for place in (*held, *texts(one.get("raw_affiliation_strings"))) if place]
    return filled(made)


service(
    "unpaywall",
    "Unpaywall: records of articles by DOI, of its API and its data dump",
    _fill,
    TABLE,
    told_by=("z_authors", "oa_locations doi_url", "response.z_authors", "response.oa_locations"),
    lists=("results",),
    of=_responses,
)
