"""Repairs of author names seen in the light of other records of the same paper.

Mapping specification, section 6: a name that cannot be read with certainty is settled by a sound list
of the same paper (ENC-ALIGN); a mended name that another record states too is surer than before.
Either way the repair names its witness.
"""

from __future__ import annotations

from typing import Final

from kg.identity.authors import LOST, IdentifiedRecord
from kg.identity.folding import name_key
from kg.records import Author, Repair
from kg.repair.mojibake import fits
from kg.works import Authorship, RecordRepair

SETTLED: Final = 0.97
"""How sure a damaged name is that an aligned list of another record gives."""

_SEEN: Final = {"ENC": 0.999, "NAME-SHIFT": 0.95}
"""How sure a repair by a rule with this beginning is, where another record states its result."""


def bound_repairs(listings: list[IdentifiedRecord], authorships: list[Authorship]) -> list[RecordRepair]:
    """Return the repairs of all records, those of author names at their place in the resolved list."""
    if not any(listing.record.repairs for listing in listings):
        return []
    places = {mention: one for one in authorships for mention in one.mentions}
    entries = {
        f"{listing.record_id}-{author.position + 1}": author
        for listing in (listings if len(listings) > 1 else ())
        for author in listing.record.authors
    }
    return [
        _bound(listing, repair, places, entries) for listing in listings for repair in listing.record.repairs
    ]


def _bound(
    listing: IdentifiedRecord, repair: Repair, places: dict[str, Authorship], entries: dict[str, Author]
) -> RecordRepair:
    """Bind one repair of one record to its place, and look for a witness there."""
    if repair.position is None or repair.field != "authors":
        return RecordRepair(listing.record_id, repair)
    mention = f"{listing.record_id}-{repair.position + 1}"
    authorship = places.get(mention)
    if authorship is None:
        return RecordRepair(listing.record_id, repair)
    bound = RecordRepair(listing.record_id, repair, authorship.position)
    for other in authorship.mentions:
        entry = entries.get(other)
        if other == mention or entry is None:
            continue
        seen = _seen(repair, entry.name)
        if seen is not None:
            bound.repair, bound.witness = seen, other
            break
    return bound


def _seen(repair: Repair, stated: str) -> Repair | None:
    """Return the repair as it stands now that another record states the name `stated`, or null."""
    if LOST in stated:
        return None
    if fits(repair, stated):
        update = {"rule": "ENC-ALIGN", "after": stated, "confidence": SETTLED, "note": None}
        return repair.model_copy(update=update)
    for rule, confidence in _SEEN.items():
        if repair.rule.startswith(rule) and repair.after and name_key(repair.after) == name_key(stated):
            return repair.model_copy(update={"confidence": max(confidence, repair.confidence)})
    return None
