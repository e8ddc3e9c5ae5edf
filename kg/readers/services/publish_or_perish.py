"""Publish or Perish: what it found in Google Scholar and other services, in its JSON.

https://harzing.com/resources/publish-or-perish/manual/using/reports/export-results. Google Scholar cuts names
of venues, lists of authors and titles with an ellipsis; what was cut is said, and is no name. Where it names
a site in the place of the publisher, that is none.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.eprint_places import eprint_place, identified
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, plain, text, texts
from kg.readers.serials import serial_numbers
from kg.readers.services.service import pages, service

_SEARCH: Final = "it is of the search, not of the work"
_FIGURE: Final = "it is computed of other figures"
CUT: Final = ("…", "...")
SITE: Final = re.compile(r"(?:[a-z\d-]{1,63}\.){1,5}[a-z]{2,24}", re.IGNORECASE)
"""The name of a site, such as `nature.com`."""

TABLE: Final = FieldTable(
    read={
        "title": "title", "abstract": "abstract", "source": "venue arxiv_id", "publisher": "publisher",
        "article_url": "url doi arxiv_id", "cites": "counts", "year": "year", "volume": "volume",
        "issue": "issue", "startpage": "pages", "endpage": "pages", "authors[]": "authors",
        "authors": "authors", "doi": "doi", "issn": "venue_identifiers",
    },
    dropped={
        "rank": _SEARCH, "uid": _SEARCH, "use": _SEARCH,
        "type": "it is the kind of the file that was found, not of the work",
        "cites_url": _SEARCH, "related_url": _SEARCH,
        "fulltext_url": _SEARCH, "citation_url": _SEARCH, "query_date": _SEARCH, "ecc": _FIGURE,
        "cites_per_year": _FIGURE, "cites_per_author": _FIGURE, "author_count": _FIGURE, "age": _FIGURE,
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    fields["title"], fields["abstract"] = plain(stated.get("title")), text(stated.get("abstract"))
    fields["authors"] = texts(stated.get("authors"))
    if fields["authors"] and fields["authors"][-1].endswith(CUT):
        fields["authors_complete"] = False
    fields["doi"] = text(stated.get("doi"))
    venue = plain(stated.get("source"))
    place = eprint_place(venue) if venue else None
    if place is not None:
        fields["arxiv_id"] = place.number
    elif venue and venue.endswith(CUT):
        draft.odd("venue", f"its name is cut: {venue}")
    else:
        fields["venue"] = venue
    publisher = plain(stated.get("publisher"))
    fields["publisher"] = None if publisher and SITE.fullmatch(publisher) else publisher
    fields["volume"], fields["issue"] = text(stated.get("volume")), text(stated.get("issue"))
    fields["pages"] = pages(stated.get("startpage"), stated.get("endpage"))
    year = count(stated.get("year"))
    fields["year"] = year if year and 1000 <= year <= 2999 else None
    fields |= serial_numbers(texts(stated.get("issn")), of_book=False, part=True)
    if (cited := count(stated.get("cites"))) is not None:
        fields["counts"] = [{"kind": "citations", "value": cited}]
    if address := text(stated.get("article_url")):
        fields["url"] = address
        for name, value in identified(address).items():
            fields[name] = fields.get(name) or value
    return None


service(
    "publish-or-perish",
    "Publish or Perish: results in its JSON",
    _fill,
    TABLE,
    told_by=("title cites rank uid", "title cites ecc", "title article_url cites_url"),
)
