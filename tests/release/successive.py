"""Small releases that follow upon each other, each with its delta, for tests of deltas and of followers."""

from __future__ import annotations

from pathlib import Path

from kg.errors import NoRelease
from kg.release import DataDirectory, Release
from kg.release.delta.writing import write_delta
from kg.release.draft import begin
from kg.release.manifest import file_entries
from tests.release.synthetic import BASE, fill


def next_release(folder: Path, size: int = 200, mark: str = "a") -> Release:
    """Publish a synthetic release after those in `folder`, with its delta since the current one."""
    directory = DataDirectory(folder)
    try:
        before = directory.current()
    except NoRelease:
        before = None
    with begin(directory) as draft:
        manifest = fill(draft, size, mark)
        delta = write_delta(before, draft.path, draft.work_path, BASE)
        return draft.commit(manifest.model_copy(update={"delta": delta}))


def accept_files(release: Release) -> None:
    """Make the manifest state the files as they are, so that only their content can tell."""
    manifest = Release(release.path).manifest
    manifest.model_copy(update={"files": file_entries(release.path)}).write(release.path)
