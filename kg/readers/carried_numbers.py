"""Numbers that stand in a list with their schemes, put where a record has them."""

from __future__ import annotations

from typing import Any

from kg.identifiers.accession import LINKING, OF_VENUE, REPORT


def put(fields: dict[str, Any], scheme: str, value: str) -> None:
    """State a number in `fields`, those of a record, unless they have one of its scheme already.

    `scheme` may be a mark of `kg.identifiers.accession`: of a number of the venue, or of a report.
    """
    if scheme == REPORT:
        fields["report_no"] = fields.get("report_no") or value
    elif scheme == LINKING:
        fields.setdefault("venue_identifiers", {}).setdefault("lissn", value)
    elif scheme.startswith(OF_VENUE):
        fields.setdefault("venue_identifiers", {}).setdefault(scheme.removeprefix(OF_VENUE), value)
    else:
        fields.setdefault("identifiers", {}).setdefault(scheme, value)
