"""The works of a shard as a build before mapped them; each holds while it would come out the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import orjson

from kg.compact import compact
from kg.release.cache import BuildCache, Result, WatchedTable, holds, key_of
from kg.release.pipeline.mapped_work import KINDS, MappedWork
from kg.release.pipeline.shards import WorkFolder


class KnownWorks:
    """What the `cache` knows of the works of one shard, and what it is to know; use it as a context.

    `key` is of all that the works of the shard are made of together; `tables` are those that each is looked
    up in. What a work was made of beside, `once` is told, and what was looked up stands with it.
    """

    def __init__(
        self,
        cache: BuildCache,
        key: str,
        folder: WorkFolder,
        shard: int,
        tables: Mapping[str, WatchedTable[Any]],
    ) -> None:
        self._cache, self._key, self._folder, self._shard = cache, key, folder, shard
        self._tables = tables
        self._place = folder.path / "known"
        self._before: dict[str, Any] = cache.recall(key, self._place) or {}
        self._starts: dict[str, list[int]] = {}
        at = [0] * len(KINDS)
        for one, (_, sizes, _) in self._before.items():
            self._starts[one] = at
            at = [start + size for start, size in zip(at, sizes, strict=True)]
        paths = _paths(self._place, shard) if self._before else []
        self._files: list[BinaryIO] = [path.open("rb") for path in paths]
        self._now: dict[str, Any] = {}
        self._made = False

    def once(self, parts: object, make: Callable[[], MappedWork]) -> MappedWork:
        """Return what a work of these parts was mapped to, or what it is mapped to now.

        Where the parts are null it is not known what it is made of.
        """
        key = f"unknown {len(self._now)}" if parts is None else key_of("work", parts)
        found = None if parts is None else self._before.get(key)
        if found is not None and holds(found[0], self._tables):
            self._now[key] = found
            return MappedWork.of(self._texts(key, found[1]), found[2])
        for table in self._tables.values():
            table.asked = {}
        mapped, self._made = make(), True
        asked = {name: table.asked for name, table in self._tables.items() if table.asked}
        told = orjson.Fragment(compact(mapped.told()))  # a fifth of the memory of what it says
        self._now[key] = asked, [len(text) for text in mapped.texts], told
        return mapped

    def _texts(self, key: str, sizes: list[int]) -> list[bytes]:
        texts = []
        for file, start, size in zip(self._files, self._starts[key], sizes, strict=True):
            file.seek(start)
            texts.append(file.read(size))
        return texts

    def keep(self) -> None:
        """Keep what is known now, when the files of the shard are written.

        Raises:
            OSError: the disk is full.
        """
        if self._made or len(self._now) != len(self._before):
            files = _paths(self._folder.path, self._shard)
            self._cache.keep(self._key, self._folder.path, Result(self._now, files))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files:
            file.close()
            Path(file.name).unlink()


def _paths(folder: Path, shard: int) -> list[Path]:
    return [WorkFolder(folder).file(kind, shard, suffix) for kind, suffix in KINDS.items()]
