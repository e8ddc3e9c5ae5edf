"""The data directory: releases built beside each other, and one switch that says which is current.

    DIR/current            -> releases/<id>, replaced in one atomic step
    DIR/releases/<id>/     store/  dumps/  manifest.json  report.json  description.ttl …
    DIR/drafts/<time>/     a release being built; whatever a killed build left is removed by the next
    DIR/cache/             results of steps, for the next build (`kg.release.cache`); may be deleted
    DIR/build.lock         held by the one build, prune or rollback that is at work

A release never changes. A reader holds a lease on the release that it reads; pruning passes over
releases under lease, so that no reader loses files. A process killed at any moment leaves the
current release as it was.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from kg.errors import BuildInProgress, NoRelease, ReleaseDamaged, ReleaseError
from kg.release.layout import MANIFEST
from kg.release.locks import FileLock
from kg.release.published import Release

ID: Final = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
"""What a release is called: its time in UTC, and the beginning of the digest of its statements."""


class DataDirectory:
    """A folder of releases. It need not exist before the first build; readers never write to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: FileLock | None = None

    def __getstate__(self) -> dict[str, object]:
        return {"path": self.path, "_lock": None}  # a lock stays with the process that took it

    def current(self) -> Release:
        """Return the current release.

        Raises:
            NoRelease: nothing has been built there yet.
            ReleaseDamaged: the release that is said to be current is not there.
        """
        link = self.path / "current"
        if not link.is_symlink() and not link.exists():
            raise NoRelease(f"{self.path}: no release yet; run `kg build SOURCE… --data {self.path}` first")
        while True:
            resolved = link.resolve()
            if (resolved / MANIFEST).is_file():
                return Release(resolved)
            if link.resolve() == resolved:  # else it was replaced and pruned just now
                raise ReleaseDamaged(
                    f"{link}: release {resolved.name} lacks its {MANIFEST}; build again or roll back"
                )

    @contextmanager
    def leased(self) -> Iterator[Release]:
        """Yield the current release under a lease, whatever builds and prunes meanwhile.

        Raises:
            NoRelease, ReleaseDamaged: as `current`.
        """
        while True:
            release = self.current()
            with ExitStack() as stack:
                try:
                    stack.enter_context(release.lease())
                except NoRelease:  # replaced and pruned between the two steps
                    if self.current() == release:
                        raise
                    continue
                yield release
                return

    def releases(self) -> list[Release]:
        """Return all whole releases, oldest first; none where nothing has been built."""
        folder = self.path / "releases"
        if not folder.is_dir():
            return []
        found = [
            path
            for path in folder.resolve().iterdir()
            if ID.fullmatch(path.name) and (path / MANIFEST).is_file()
        ]
        return [Release(path) for path in sorted(found)]

    def rollback(self, to: str | None = None) -> Release:
        """Make the release before the current one, or the one called `to`, current, and return it.

        Raises:
            NoRelease: there is no such release.
            BuildInProgress: a build is at work here.
        """
        with self.locked():
            releases = self.releases()
            if to is None:
                current = self.current()
                before = [release for release in releases if release.id < current.id]
                if not before:
                    raise NoRelease(f"{self.path}: there is no release before {current.id}")
                target = before[-1]
            else:
                named = [release for release in releases if release.id == to]
                if not named:
                    known = ", ".join(release.id for release in releases) or "none"
                    raise NoRelease(f"{self.path}: there is no release {to!r}; there are: {known}")
                target = named[0]
            self.switch(target)
            return target

    def prune(self, keep: int) -> list[str]:
        """Delete all but the newest `keep` releases and return the ids of those deleted.

        The current release and releases that are being read are kept in any case.

        Raises:
            ValueError: `keep` is less than 1.
            BuildInProgress: a build is at work here.
        """
        if keep < 1:
            raise ValueError("at least one release must be kept")
        with self.locked():
            current = self.current()
            old = [release for release in self.releases()[:-keep] if release != current]
            return [release.id for release in old if self._delete(release)]

    def _delete(self, release: Release) -> bool:
        try:
            lock = FileLock(release.path / MANIFEST, exclusive=True)
        except BlockingIOError:
            return False
        with lock:
            # It leaves in one step, so that nobody ever sees half a release.
            grave = self.path / "drafts" / f"deleted-{release.id}"
            grave.parent.mkdir(exist_ok=True)
            release.path.rename(grave)
            shutil.rmtree(grave)
        return True

    def switch(self, release: Release) -> None:
        """Make `release` the current one in one atomic step."""
        new = self.path / "current.new"
        new.unlink(missing_ok=True)
        new.symlink_to(Path("releases") / release.id)
        new.replace(self.path / "current")
        sync_folder(self.path)

    def clean(self) -> None:
        """Remove what killed builds left; hold the lock."""
        shutil.rmtree(self.path / "drafts", ignore_errors=True)
        (self.path / "current.new").unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep builds, prunes and rollbacks of others away while the block runs.

        Raises:
            BuildInProgress: another one is at work here.
            ReleaseError: the folder cannot be written.
        """
        if self._lock is not None:  # this object is at work already: pruning after a build
            yield
            return
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(self.path / "build.lock", exclusive=True, create=True)
        except BlockingIOError:
            raise BuildInProgress(f"{self.path}: another build is at work here; wait for it to end") from None
        except OSError as error:
            raise ReleaseError(f"{self.path}: cannot be written: {error.strerror}") from error
        try:
            yield
        finally:
            self._lock.release()
            self._lock = None


def sync_folder(folder: Path) -> None:
    """Write the entries of `folder` through to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
