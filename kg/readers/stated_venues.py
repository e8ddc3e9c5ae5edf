"""Records whose venue is none, but a platform, a status or a kind of work: mended, with their repairs."""

from __future__ import annotations

from typing import Any, Final

from kg.records import Repair, WorkRecord
from kg.repair.venue_standins import RULE, stand_in

_MAYBE: Final = (None, "journal", "magazine")
_STATED: Final = (None, "other", "journal-article", "preprint")


def of_stand_ins(record: WorkRecord) -> WorkRecord:
    """Return `record` without a venue that is none; its kind follows what stands there."""
    if record.venue is None or record.venue_kind not in _MAYBE or record.work_type not in _STATED:
        return record
    if any("issn" in scheme for scheme in record.venue_identifiers):
        return record
    found = stand_in(record.venue)
    if found is None:
        return record
    changes: list[tuple[str, str, Any]] = []
    if found.venue != record.venue:
        changes.append(("venue", record.venue, found.venue))
    if record.venue_kind is not None and found.kind != record.venue_kind:
        changes.append(("venue_kind", record.venue_kind, found.kind))
    stated = record.work_type
    if stated == "journal-article" and not found.published:
        changes.append(("work_type", stated, found.work_type))
    elif stated in (None, "other") and found.work_type not in (None, "other"):
        changes.append(("work_type", stated or "", found.work_type))
    repairs = tuple(
        Repair(
            field=field, rule=RULE, before=before, after=after, certain=False,
            confidence=found.confidence, note=found.words,
        )
        for field, before, after in changes
    )  # fmt: skip
    update = {field: after for field, _, after in changes} | {"repairs": record.repairs + repairs}
    if found.kind is not None:
        update["venue_kind"] = found.kind
    return record.model_copy(update=update)
