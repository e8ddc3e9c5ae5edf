"""What only the entries of Scopus's own export say: institutions and references, each in one field."""

from __future__ import annotations

from typing import Any, Final

from kg.readers.bibtex.fielded import Fielded
from kg.readers.listed_references import listed_references
from kg.readers.mail_address import without_addresses

_SOURCE: Final = "scopus"


def read_scopus(fielded: Fielded, fields: dict[str, Any]) -> None:
    """Read institutions and references of an entry of Scopus; elsewhere these fields mean other things."""
    if (fielded.text("source") or "").lower() != _SOURCE:
        return
    if references := fielded.text("references"):
        fields["references"] = listed_references(references)
    if affiliation := fielded.text("affiliation"):
        found = [without_addresses(one)[0] for one in affiliation.split(";")]
        fields["institutions"] = [*fields.get("institutions", ()), *(one for one in found if one)]
