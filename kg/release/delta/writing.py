"""The step after the dumps: what was added and removed since the release before is written beside them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

from kg.errors import ReleaseDamaged
from kg.release.delta import FOLDER
from kg.release.delta.comparison import compare
from kg.release.dumps import NQUADS
from kg.release.manifest import Delta
from kg.release.parts import Part, read_parts
from kg.release.published import Release
from kg.runners import Runner
from kg.runners.local import Local

LEFT_OUT: Final = "it was left out by `--no-delta`"
_DAMAGED: Final = "the release before cannot be read"
_HERE: Final = Local(1)


def _parts(before: Release, folder: Path) -> tuple[list[Part], list[Part]]:
    """Return the parts of both dumps; none where a list is broken, or of an older kg."""
    try:
        both = read_parts(before.path)[0], read_parts(folder)[0]
    except ReleaseDamaged:
        return [], []
    counted = all(part.lines or not part.bytes for parts in both for part in parts)
    return both if counted else ([], [])


def _differing(parts: tuple[list[Part], list[Part]]) -> int:
    """Return how many bytes the compressed parts have that are not in the dump before."""
    known = {part.digest for part in parts[0]}
    return sum(part.nquads.length for part in parts[1] if part.digest not in known)


def write_delta(before: Release | None, folder: Path, work: Path, base: str, runner: Runner = _HERE) -> Delta:
    """Write the delta from the release `before` to the one in `folder`; return what the manifest says of it.

    None is published where there is no such release, where its IRIs begin otherwise or it cannot be read, and
    where the delta would be larger than the whole dump; the manifest then says which.

    Raises:
        ReleaseDamaged: the new dump cannot be read.
        OSError: the disk is full.
    """
    if before is None:
        return Delta(absent="there is no release before this one")
    try:
        since = before.manifest
    except ReleaseDamaged:
        return Delta(since=before.id, absent=_DAMAGED)
    known: dict[str, Any] = {"since": before.id, "since_sha256": since.content_sha256}
    if since.base != base:
        return Delta(**known, absent=f"the IRIs of the release before begin with {since.base}")
    old, new, output = before.path / "dumps" / NQUADS, folder / "dumps" / NQUADS, folder / FOLDER
    output.mkdir()
    try:
        parts = _parts(before, folder)
        with runner.crew(work, _differing(parts) if all(parts) else new.stat().st_size, most=2) as run:
            found = compare(old, new, output, work, run, parts)
    except ReleaseDamaged:
        shutil.rmtree(output)
        return Delta(**known, absent=_DAMAGED)
    told = {**known, "added": found.added, "removed": found.removed}
    size, whole = sum(path.stat().st_size for path in output.iterdir()), new.stat().st_size
    if size > whole:
        shutil.rmtree(output)
        return Delta(**told, absent=f"it would be larger ({size:,} bytes) than the whole dump ({whole:,})")
    return Delta(**told)
