"""A pull: the publisher's current release becomes the local one, in one step, or nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kg.errors import NoRelease, PullError, ReleaseDamaged, UsageError
from kg.following.making import make
from kg.following.plan import PullPlan, dump_entry, plan, size_of_delta
from kg.following.publisher import Absent, Publisher
from kg.following.text import (
    FetchedDelta,
    fetched_deltas,
    fetched_parts,
    graph_of,
    text_by_deltas,
    text_of,
    whole_text,
)
from kg.release.changes import NAME as CHANGES
from kg.release.delta import ORDER
from kg.release.draft import ReleaseDraft, begin
from kg.release.dumps import NQUADS
from kg.release.folder import DataDirectory
from kg.release.manifest import Manifest, PullOrigin
from kg.release.published import Release

Tell = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class PullResult:
    """What came of a pull: the release that is current now, and whether it was before, or was here already.

    `plan` is the way on which it came, null where nothing of it was fetched.
    """

    release: Release
    changed: bool
    plan: PullPlan | None = None


def pull(
    publisher: Publisher, directory: DataDirectory, most: int, tell: Tell = lambda _: None
) -> PullResult:
    """Make the publisher's current release the current one of `directory`.

    No text may be larger than `most` bytes.

    Raises:
        PullError: it cannot be had, or is not what its manifest says.
        UsageError: `directory` holds releases of another kind.
        BuildInProgress: a build or pull is at work there.
        OSError: the disk is full.
    """
    try:
        target = publisher.manifest()
    except Absent as error:
        raise PullError(str(error), "there is none: no release of kg is served there") from None
    local = _current(directory)
    if local is not None:
        _may_follow(local, target, directory)
        if local.id == target.id:
            return PullResult(local, changed=False)
    for known in directory.releases():
        if known.id == target.id:
            _same(known, target, publisher)
            with directory.locked():
                directory.switch(known)
            return PullResult(known, changed=True)
    with begin(directory) as draft:
        if _current(directory) != local:
            raise PullError(publisher.url, f"{directory.path} changed while it was asked")
        try:
            return _pulled(publisher, plan(publisher, target, local), local, draft, most, tell)
        except Absent as error:
            raise PullError(str(error), "it is gone, though the manifest names it") from None


def _pulled(
    publisher: Publisher, way: PullPlan, local: Release | None, draft: ReleaseDraft, most: int, tell: Tell
) -> PullResult:
    target, work = way.target, draft.work_path
    deltas: list[FetchedDelta] = []
    parts = fetched_parts(publisher, target, work)
    if way.steps and local is not None:
        try:
            size = sum(map(size_of_delta, way.steps))
            tell(f"fetching {len(way.steps)} of its deltas, {size:,} bytes")
            deltas = fetched_deltas(publisher, way.steps, work)
            text = text_by_deltas(publisher, text_of(local, work), way.steps, deltas, work, most)
        except Absent as error:
            way = PullPlan(target, why=f"{error} is gone")
        except ReleaseDamaged as error:
            way = PullPlan(target, why=str(error))
    if not way.steps:
        deltas = []
        tell(f"fetching the whole dump, {dump_entry(publisher, target).bytes:,} bytes: {way.why}")
        text = whole_text(publisher, target, work, most)
    address = publisher.address(target.id, ORDER if way.steps else NQUADS)
    graph = graph_of(text, parts, work, address)
    tell("making the release")
    make(draft, target, graph, address, most, local=local, deltas=deltas)
    _changes(publisher, target, draft)
    release = replace(draft, created=target.created).commit(_manifest(publisher, way))
    return PullResult(release, changed=True, plan=way)


def _manifest(publisher: Publisher, way: PullPlan) -> Manifest:
    """Return the publisher's manifest, with where it is from; the files are measured anew."""
    origin = PullOrigin(url=publisher.url, fetched=datetime.now(UTC).replace(microsecond=0))
    told = way.target.delta
    if not way.steps and told is not None and not told.absent:
        told = told.model_copy(update={"absent": "it was not fetched from the publisher"})
    return way.target.model_copy(update={"origin": origin, "delta": told})


def _changes(publisher: Publisher, target: Manifest, draft: ReleaseDraft) -> None:
    """Fetch what the publisher says of changed papers and people, where it says so."""
    if entry := target.files.get(CHANGES):
        publisher.fetch(target.id, CHANGES, entry, draft.path / CHANGES)


def _current(directory: DataDirectory) -> Release | None:
    """Return the current release, or None where there is none, or none that can be used."""
    try:
        release = directory.current()
        _ = release.manifest
    except (NoRelease, ReleaseDamaged):
        return None
    return release


def _may_follow(local: Release, target: Manifest, directory: DataDirectory) -> None:
    if local.base != target.base:
        raise UsageError(
            f"{directory.path} holds releases whose IRIs begin with {local.base}, those of the publisher's"
            f" begin with {target.base}; pull into a folder of its own"
        )
    if local.manifest.origin is None and local.id != target.id:
        raise UsageError(
            f"the current release in {directory.path} was built there, not pulled; pull into a folder of"
            " its own"
        )


def _same(known: Release, target: Manifest, publisher: Publisher) -> None:
    if known.manifest.content_sha256 != target.content_sha256:
        raise PullError(publisher.url, f"its release {target.id} is another than the one of that name here")
