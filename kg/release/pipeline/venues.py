"""One description of each venue, and the kinds of venues for those that map the papers."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from kg.identity.expressions import VenueKinds
from kg.identity.venue_kinds import Said
from kg.identity.venues import load_mention, merged_venues
from kg.release.pipeline.shards import WorkFolder
from kg.release.sorting import sort_unique
from kg.works import FieldDecision, Venue

_STATED = 1.0


def describe_venues(folder: WorkFolder, fields: list[tuple[str, FieldDecision]]) -> Iterator[Venue]:
    """Yield each venue once; decisions on their kinds are added to `fields`, each with the venue's key.

    The kinds are laid aside for `read_venue_kinds` once all venues were taken.
    """
    kinds = {}
    for venue, decision in merged_venues(_said(folder)):
        if decision is not None:
            fields.append((venue.key, decision))
        if venue.kind is not None:
            kinds[venue.key] = venue.kind, decision.confidence if decision else _STATED
        yield venue
    (folder.path / "venue-kinds.json").write_bytes(orjson.dumps(kinds))


def read_venue_kinds(folder: WorkFolder) -> VenueKinds:
    """Return the kinds of venues that are known, each with how sure it is, by key."""
    found = orjson.loads((folder.path / "venue-kinds.json").read_bytes())
    return {key: (kind, confidence) for key, (kind, confidence) in found.items()}


def _said(folder: WorkFolder) -> Iterator[Said]:
    """Yield each way in which records describe a venue, those of one key together."""
    ordered = folder.path / "venues-sorted.tsv"
    sort_unique(folder.files("venues"), ordered)
    with ordered.open("rb") as source:
        for line in source:
            _, text, count, record = line.split(b"\t")
            yield Said(load_mention(text), int(count), record.decode().strip())
