"""A release being built, until it is committed or thrown away."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from kg.release.crate import NAME as CRATE
from kg.release.crate import write_crate
from kg.release.distribution import complete_description
from kg.release.folder import DataDirectory, sync_folder
from kg.release.layout import ReleaseLayout
from kg.release.manifest import Manifest, file_entries, file_entry
from kg.release.published import Release

TIME: Final = "%Y%m%dT%H%M%SZ"
"""How the first part of a release's id gives its time, in UTC."""


@dataclass(frozen=True)
class ReleaseDraft(ReleaseLayout):
    """A release being built. `created` (UTC, whole seconds) becomes the time of the release.

    `releases` is the folder that the draft moves to; `switch` makes a release there the current one.
    """

    created: datetime
    releases: Path
    switch: Callable[[Release], None]

    @property
    def dumps_path(self) -> Path:
        """Where the dumps are written."""
        return self.path / "dumps"

    @property
    def work_path(self) -> Path:
        """Room for what the build needs on its way; deleted before the release is committed."""
        return self.path / "work"

    def commit(self, manifest: Manifest) -> Release:
        """Make the draft a release and the current one; the last step is one atomic replacement.

        Fills `id`, `created` and `files` of the manifest, completes the description with them, describes
        all in an RO-Crate, and writes everything through to the disk.

        Raises:
            OSError: the disk is full or fails; the current release stays as it was.
        """
        shutil.rmtree(self.work_path)
        identifier = f"{self.created.strftime(TIME)}-{manifest.content_sha256[:8]}"
        files = file_entries(self.path)
        whole = manifest.model_copy(update={"id": identifier, "created": self.created, "files": files})
        complete_description(self.description_path, whole)
        files[self.description_path.name] = file_entry(self.description_path)
        files[CRATE] = file_entry(write_crate(self.path, whole))
        whole.write(self.path)
        sync_tree(self.path)
        self.releases.mkdir(exist_ok=True)
        release = Release(self.releases.resolve() / identifier)
        self.path.rename(release.path)
        sync_folder(self.releases)
        self.switch(release)
        return release


@contextmanager
def begin(directory: DataDirectory) -> Iterator[ReleaseDraft]:
    """Begin a build: yield a draft in `directory`, which is deleted whole unless it is committed.

    Leftovers of killed builds are removed first.

    Raises:
        BuildInProgress: another build, prune or rollback is at work there.
        ReleaseError: the folder cannot be written.
    """
    with directory.locked():
        directory.clean()
        releases = directory.releases()
        created = datetime.now(UTC).replace(microsecond=0)
        if releases:  # ids sort by time, whatever the clock does
            newest = datetime.strptime(releases[-1].id.partition("-")[0], TIME).replace(tzinfo=UTC)
            created = max(created, newest + timedelta(seconds=1))
        drafts = directory.path / "drafts"
        draft = ReleaseDraft(
            drafts / created.strftime(TIME), created, directory.path / "releases", directory.switch
        )
        try:  # from before it is there, as Ctrl-C may come at once
            for folder in (draft.path, draft.work_path, draft.dumps_path):
                folder.mkdir(parents=True)
            yield draft
        finally:
            shutil.rmtree(draft.path, ignore_errors=True)


def sync_tree(folder: Path) -> None:
    """Write every file and folder under `folder` through to the disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        else:
            sync_folder(path)
    sync_folder(folder)
