"""The formats of sources as a build before told them: by the same bytes it is the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from kg.readers import Format, detect, format_named, formats
from kg.readers.source import Document
from kg.release.cache import BuildCache, Result, key_of

_OURS: Final = "kg.readers."


class KnownFormats:
    """Tells the formats of documents; what the `cache` knows of is not looked at again.

    Where another package adds a reader nothing is recalled, as nobody can tell whether it is the one that it
    was. `work` is the folder of the build.
    """

    def __init__(self, cache: BuildCache | None, work: Path) -> None:
        self._cache, self._work, self._key = cache, work, key_of("formats")
        ours = all(one.module.startswith(_OURS) for one in formats().values())
        found = cache.recall(self._key, work) if cache and ours else None
        self._before: dict[str, list[Any]] = found or {}
        self._sizes = {size for _, size in self._before.values()}
        self._now: dict[str, list[Any]] = {}

    def told(self, document: Document) -> tuple[Format, str]:
        """Return the format of a document, and its SHA-256.

        Raises:
            UnreadableInput, UnknownFormat: as `kg.readers.detect` does.
        """
        size = _size(document.path)
        # what nobody can read may be large: it is not read to its end to find that out
        found = detect(document) if document.columns or size not in self._sizes else None
        digest = document.sha256()
        if found is None:
            name, _ = self._before.get(digest, ("", 0))
            found = format_named(name) if name else detect(document)
        if not document.columns:  # a map of columns decides, too
            self._now[digest] = [found.name, size]
        return found, digest

    def keep(self) -> None:
        """Keep what is known now.

        Raises:
            OSError: the disk is full.
        """
        if self._cache is not None and self._now != self._before:
            self._cache.keep(self._key, self._work, Result(self._now))


def _size(path: Path) -> int:
    """Return the size of a file; of one that cannot be looked at, none that a file has."""
    try:
        return path.stat().st_size
    except OSError:  # which is told by who reads it
        return -1
