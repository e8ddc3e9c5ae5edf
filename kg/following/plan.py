"""What is to be fetched: the deltas that lead from the local release to the publisher's, or its dump."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.errors import PullError
from kg.following.publisher import Absent, Publisher
from kg.release.delta import FILES, FOLDER
from kg.release.dumps import NQUADS
from kg.release.layout import MANIFEST
from kg.release.manifest import FileEntry, Manifest
from kg.release.published import Release

_MOST_STEPS: Final = 1000


@dataclass(frozen=True, slots=True)
class PullPlan:
    """The publisher's release, and how it is reached.

    `steps` are the manifests of the releases whose deltas lead there from the local one, oldest first; where
    there are none the whole dump is fetched, and `why` says for what reason.
    """

    target: Manifest
    steps: tuple[Manifest, ...] = ()
    why: str = ""


def plan(publisher: Publisher, target: Manifest, local: Release | None) -> PullPlan:
    """Find the way from `local` to `target`.

    Raises:
        PullError: what the publisher says does not go together.
    """
    if local is None:
        return PullPlan(target, why="nothing has been pulled here before")
    whole = dump_entry(publisher, target).bytes
    steps: list[Manifest] = []
    size, at = 0, target
    while True:
        delta = at.delta
        if delta is None or delta.since is None or delta.absent:
            why = delta.absent if delta is not None and delta.absent else "an older kg made it"
            return PullPlan(target, why=f"{at.id} has no delta: {why}")
        if any(f"{FOLDER}/{name}" not in at.files for name in FILES):
            return PullPlan(target, why=f"the delta of {at.id} is not published there")
        size += size_of_delta(at)
        if size > whole:
            return PullPlan(target, why="the deltas are larger than the whole dump")
        steps.insert(0, at)
        if delta.since == local.id:
            if delta.since_sha256 != local.manifest.content_sha256:
                return PullPlan(target, why=f"{local.id} is another here than at the publisher")
            return PullPlan(target, tuple(steps))
        if delta.since <= local.id or len(steps) >= _MOST_STEPS:
            return PullPlan(target, why=f"the deltas do not lead from {local.id}")
        try:
            before = publisher.manifest(delta.since)
        except Absent:
            return PullPlan(target, why=f"{delta.since}, which is between, is gone")
        if before.id >= at.id or before.base != at.base or before.content_sha256 != delta.since_sha256:
            raise PullError(publisher.url, f"the delta of {at.id} does not lead from the release {before.id}")
        at = before


def dump_entry(publisher: Publisher, manifest: Manifest) -> FileEntry:
    """Return size and digest of the whole dump.

    Raises:
        PullError: the manifest does not have it.
    """
    entry = manifest.files.get(f"dumps/{NQUADS}")
    if entry is None:
        raise PullError(publisher.address(manifest.id, MANIFEST), f"it names no {NQUADS}")
    return entry


def size_of_delta(manifest: Manifest) -> int:
    """Return the size of a release's delta in bytes."""
    return sum(manifest.files[f"{FOLDER}/{name}"].bytes for name in FILES)
