"""How the work is cut: sources, shards of sources, and the files of each shard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson

from kg.iris import document_id
from kg.readers.source import Document

BEYOND: Final = 1 << 25
"""A number above those of all shards, for files that stand beside theirs."""

SHARD_BYTES: Final = 16 << 20
"""Size of a shard of a big source; fixed, so that the cut does not depend on the machine."""

_TABLES: Final = 4
"""Tables of the whole that a process holds."""

FILE_DATE: Final = "file"
"""Instead of a date on which sources were read: note the date of each file, as what it is."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One source document: where it is, what it is called, its digest, its size and its format.

    `licence` and `credit` are the terms under which it was received, where the publisher states them;
    `changed` is the date of the file, where it is to be noted; `columns` maps fields to columns of a table.
    `content` is where it lies decompressed for this build; `bytes` is then its size there.
    """

    path: str
    name: str
    sha256: str
    bytes: int
    format: str
    licence: str | None = None
    credit: str | None = None
    changed: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    content: str | None = None

    def document(self) -> Document:
        """Return the source, to be opened and read in this process."""
        document = Document(self.content or self.path, name=self.name)
        document.columns = dict(self.columns) or None
        return document

    @property
    def document_id(self) -> str:
        """Return the first 16 hexadecimal digits of the digest, by which the graph names the document."""
        return document_id(self.sha256)


def file_date(path: Path) -> str:
    """Return the date on which a file was last written, by its file system (UTC)."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


@dataclass(frozen=True, slots=True)
class Shard:
    """One part of a source. `number` orders the shards of a build; `span` is (start, end, first line)."""

    number: int
    source: SourceFile
    span: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """Where the files of the steps are."""

    path: Path

    def file(self, kind: str, number: int, suffix: str) -> Path:
        """Return the file of one kind that a shard has, for instance `records/00000007.jsonl`."""
        folder = self.path / kind
        folder.mkdir(exist_ok=True)
        return folder / f"{number:08}.{suffix}"

    def write(self, kind: str, number: int, suffix: str, lines: Iterable[bytes]) -> None:
        """Write a file of whole lines, which is left out where there are none."""
        rest = iter(lines)
        for first in rest:
            with self.file(kind, number, suffix).open("wb") as output:
                output.write(first)
                output.writelines(rest)

    def lines(self, kind: str, number: int, suffix: str) -> Iterator[bytes]:
        """Yield the lines of a file that `write` wrote."""
        path = self.path / kind / f"{number:08}.{suffix}"
        if path.exists():
            with path.open("rb") as source:
                yield from source

    def files(self, kind: str) -> list[Path]:
        """Return all files of one kind, in the order of the shards."""
        return sorted((self.path / kind).glob("*"))

    def table(self, name: str) -> Any:
        """Return what a file of JSON holds, for all tasks of a process: it must not be changed."""
        path = self.path / name
        return _loaded(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=_TABLES)
def _loaded(path: Path, _written: int) -> Any:
    return orjson.loads(path.read_bytes())
