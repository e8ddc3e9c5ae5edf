"""A published release: a folder that never changes, and how to read from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from kg.engine import LocalEngine
from kg.engine.answers import NAME as ANSWERS
from kg.engine.answers import Answers
from kg.engine.overlaps import NAME as OVERLAPS
from kg.engine.overlaps import Overlaps
from kg.errors import NoRelease, ReleaseDamaged
from kg.release.delta import FOLDER as DELTA
from kg.release.layout import MANIFEST, ReleaseLayout
from kg.release.locks import FileLock
from kg.store import Store

if TYPE_CHECKING:
    from kg.release.manifest import FileEntry, Manifest


@dataclass(frozen=True)
class Dump:
    """One file of a release that is handed out: its path, and its size and SHA-256 by the manifest."""

    path: Path
    entry: FileEntry


@dataclass(frozen=True)
class Release(ReleaseLayout):
    """One published release: a folder that never changes. `path` has no symbolic link in it."""

    @property
    def id(self) -> str:
        """The name of the release: UTC time of its build and a digest of its content."""
        return self.path.name

    @cached_property
    def manifest(self) -> Manifest:
        """What the release holds.

        Raises:
            ReleaseDamaged: the manifest is missing or broken.
        """
        from kg.release.manifest import Manifest  # pydantic is slow to load, and most queries need none

        return Manifest.read(self.path)

    @property
    def base(self) -> str:
        """The base IRI of the graph's own things."""
        return self.manifest.base

    @property
    def overlaps_path(self) -> Path:
        """What says which graphs have statements in common; releases of older versions of kg have none."""
        return self.path / OVERLAPS

    @property
    def answers_path(self) -> Path:
        """The answers of canned queries about the whole; releases of older versions of kg have none."""
        return self.path / ANSWERS

    def engine(self) -> LocalEngine:
        """Return an engine over the store; hold a lease as long as it is used.

        Raises:
            ReleaseDamaged: the store cannot be read.
        """
        return LocalEngine(
            self.open_store(), Overlaps.read(self.overlaps_path), answers=Answers.read(self.answers_path)
        )

    @cached_property
    def report(self) -> dict[str, Any]:
        """The report of the build; empty where the release was pulled, as publishers keep theirs.

        Raises:
            ReleaseDamaged: it is missing or not a JSON object.
        """
        path = self.report_path
        if self.manifest.origin is not None:
            return {}
        try:
            found = orjson.loads(path.read_bytes())
        except (OSError, orjson.JSONDecodeError) as error:
            raise ReleaseDamaged(f"{path}: the build report cannot be read: {error}") from error
        if not isinstance(found, dict):
            raise ReleaseDamaged(f"{path}: the build report is no JSON object")
        return found

    def dumps(self) -> list[Dump]:
        """Return the dump files, by name."""
        return self._files("dumps/")

    def delta_files(self) -> list[Dump]:
        """Return the files of the delta since the release before, by name; none where none is published."""
        return self._files(f"{DELTA}/")

    def _files(self, folder: str) -> list[Dump]:
        files = sorted(self.manifest.files.items())
        return [Dump(self.path / name, entry) for name, entry in files if name.startswith(folder)]

    def open_store(self) -> Store:
        """Open the store for reading; hold a lease as long as it is open.

        Raises:
            ReleaseDamaged: the store cannot be read.
        """
        return Store.open(self.store_path)

    @contextmanager
    def lease(self) -> Iterator[Release]:
        """Keep the release from being pruned while the block runs.

        Raises:
            NoRelease: it is gone.
        """
        path = self.path / MANIFEST
        gone = NoRelease(f"{self.path}: this release has been pruned")
        try:
            lock = FileLock(path, exclusive=False)
        except (FileNotFoundError, BlockingIOError):  # only a prune takes it exclusively
            raise gone from None
        with lock:
            if not lock.is_on(path):
                raise gone
            yield self
