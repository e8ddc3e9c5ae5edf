"""Where the works of a table appeared, beside what its columns say word for word."""

from __future__ import annotations

from typing import Any

from kg.kinds import WorkType
from kg.readers.draft import Draft
from kg.readers.services.ieee_xplore import kinds
from kg.readers.services.publish_or_perish import CUT, SITE


def of_book(fields: dict[str, Any], book: str) -> None:
    """State the book or proceedings that a part is in; what else is stated is a series."""
    if (series := fields.get("venue")) and series != book:
        fields["series"] = series
        if number := fields.pop("volume", None):
            fields["series_number"] = number
    fields["venue"] = book


def of_xplore(word: str, fields: dict[str, Any]) -> WorkType | None:
    """State the kind of venue that IEEE Xplore's word for the content means; return the kind of work."""
    kind, of_venue = kinds(word)
    if fields.get("venue"):
        fields["venue_kind"] = of_venue
    return kind


def of_scholar(draft: Draft) -> None:
    """Take out what Google Scholar cuts, and the name of a site where the publisher should stand."""
    fields = draft.fields
    if (venue := fields.get("venue")) and venue.endswith(CUT):
        draft.odd("venue", f"its name is cut: {fields.pop('venue')}")
    if (publisher := fields.get("publisher")) and SITE.fullmatch(publisher):
        del fields["publisher"]
