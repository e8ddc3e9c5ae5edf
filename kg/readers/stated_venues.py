"""Records whose venue is not what their kind says: mended by what its name says, with their repairs.

One walk of three rules, each upon what the one before made: a venue that is none (`venue_standins`), a
meeting entered as a journal (`meeting_journals`), a server of preprints so entered (`preprint_servers`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from kg.records import Repair, WorkRecord
from kg.repair import meeting_journals, preprint_servers, venue_authors, venue_standins

_ARTICLE: Final = "journal-article"


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a rule finds: fields with the values that they should have, how sure that is, and why."""

    rule: str
    after: dict[str, Any]
    confidence: float
    words: str


def of_venues(record: WorkRecord) -> WorkRecord:
    """Return `record` with its venue and kinds as the name of the venue says; each change is on record.

    A kind of venue where none is stated is what the name says, and no repair.
    """
    record = _without_its_own_authors(record)
    for rule in _RULES:
        if record.venue is not None and (found := rule(record)) is not None:
            record = _applied(record, found)
    return record


def _applied(record: WorkRecord, found: _Verdict) -> WorkRecord:
    update = {key: value for key, value in found.after.items() if value != getattr(record, key)}
    if not update:
        return record
    repairs = tuple(
        Repair(
            field=field, rule=found.rule, before=getattr(record, field) or "", after=after, certain=False,
            confidence=found.confidence, note=found.words,
        )
        for field, after in update.items()
        if field != "venue_kind" or record.venue_kind is not None
    )  # fmt: skip
    return record.model_copy(update=update | {"repairs": record.repairs + repairs})


def _without_its_own_authors(record: WorkRecord) -> WorkRecord:
    """Return `record` with an author that has the name of its venue as a collective, which is on record."""
    if record.venue is None:
        return record
    venue = record.venue
    said = [one for one in record.authors if one.kind == "person" and venue_authors.is_venue(one.name, venue)]
    if not said:
        return record
    repairs = tuple(
        Repair(
            field="authors", position=one.position, rule=venue_authors.RULE, after=one.name, certain=False,
            before=f"{one.given} | {one.family}", confidence=venue_authors.CONFIDENCE,
            note=venue_authors.WORDS,
        )
        for one in said
        if one.given or one.family
    )  # fmt: skip
    group = {"kind": "collective", "given": None, "family": None}
    authors = tuple(one.model_copy(update=group) if one in said else one for one in record.authors)
    return record.model_copy(update={"authors": authors, "repairs": record.repairs + repairs})


def _serial(record: WorkRecord) -> bool:
    return any("issn" in scheme for scheme in record.venue_identifiers)


def _of_stand_in(record: WorkRecord) -> _Verdict | None:
    if record.venue_kind not in (None, "journal", "magazine") or _serial(record):
        return None
    stated = record.work_type
    if stated not in (None, "other", _ARTICLE, "preprint"):
        return None
    found = venue_standins.stand_in(record.venue or "")
    if found is None:
        return None
    after: dict[str, Any] = {"venue": found.venue}
    if found.kind is not None or record.venue_kind is not None:
        after["venue_kind"] = found.kind
    if (stated == _ARTICLE and not found.published) or (
        stated in (None, "other") and found.work_type not in (None, "other")
    ):
        after["work_type"] = found.work_type
    return _Verdict(venue_standins.RULE, after, found.confidence, found.words)


def _of_meeting(record: WorkRecord) -> _Verdict | None:
    if record.work_type != _ARTICLE or record.venue_kind not in (None, "journal"):
        return None
    numbered = bool(record.volume or record.issue or _serial(record))
    found = meeting_journals.meeting_named(record.venue or "", numbered=numbered)
    if found is None:
        return None
    after: dict[str, Any] = {"work_type": "proceedings-article"}
    if record.venue_kind is not None:
        after["venue_kind"] = found.kind
    return _Verdict(meeting_journals.RULE, after, found.confidence, found.words)


def _of_server(record: WorkRecord) -> _Verdict | None:
    if not preprint_servers.is_server(record.venue or ""):
        return None
    after: dict[str, Any] = {}
    if record.venue_kind in (None, "journal", "magazine"):
        after["venue_kind"] = "repository"
    if record.work_type in (None, "other", _ARTICLE):
        after["work_type"] = "preprint"
    return _Verdict(
        preprint_servers.RULE,
        after,
        0.97,
        "its name is that of a server of preprints, which holds nothing else",
    )


_RULES: Final[tuple[Callable[[WorkRecord], _Verdict | None], ...]] = (_of_stand_in, _of_meeting, _of_server)
