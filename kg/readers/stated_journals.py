"""Records of articles in journals that are meetings by their names: the kinds mended, with their repairs."""

from __future__ import annotations

from typing import Final

from kg.records import Repair, WorkRecord
from kg.repair.meeting_journals import RULE, meeting_named

_ARTICLE: Final = "journal-article"
_PAPER: Final = "proceedings-article"


def of_meetings(record: WorkRecord) -> WorkRecord:
    """Return `record` as a paper of a meeting if it is stated as an article of a journal that is none."""
    if record.venue is None or record.work_type != _ARTICLE or record.venue_kind not in (None, "journal"):
        return record
    serial = any("issn" in scheme for scheme in record.venue_identifiers)
    numbered = bool(record.volume or record.issue or serial)
    found = meeting_named(record.venue, numbered=numbered)
    if found is None:
        return record
    changes = [("work_type", _ARTICLE, _PAPER)]
    if record.venue_kind is not None:
        changes.append(("venue_kind", record.venue_kind, found.kind))
    repairs = tuple(
        Repair(
            field=field, rule=RULE, before=before, after=after, certain=False,
            confidence=found.confidence, note=found.words,
        )
        for field, before, after in changes
    )  # fmt: skip
    update = {field: after for field, _, after in changes} | {"repairs": record.repairs + repairs}
    return record.model_copy(update=update)
