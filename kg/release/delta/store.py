"""A copy of a store made of hard links, to be changed by a delta.

RocksDB never changes a table file (`.sst`), it writes others; so the old store and the new one share them,
and the old one stays as it is.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

_TABLE: Final = ".sst"
_LEFT: Final = ("LOCK", "LOG")  # a lock of nobody, and what RocksDB told of its own work


def linked(store: Path, copy: Path) -> None:
    """Copy the store in the folder `store`, which nobody writes, into the new folder `copy`.

    Table files are linked; where the file system cannot do that, they are copied.

    Raises:
        OSError: the disk is full, or a file cannot be read.
    """
    copy.mkdir()
    for path in files_of(store):
        if path.suffix == _TABLE:
            try:
                os.link(path, copy / path.name)
                continue
            except OSError:  # another file system, or one without links
                pass
        shutil.copy2(path, copy / path.name)


def in_common(store: Path, copy: Path) -> int:
    """Return how many bytes the files take that two stores have in common."""
    mine = {path.stat().st_ino for path in files_of(store)}
    return sum(path.stat().st_size for path in files_of(copy) if path.stat().st_ino in mine)


def files_of(store: Path) -> list[Path]:
    """Return the files that make up the store in a folder."""
    return [
        path
        for path in sorted(store.iterdir())
        if path.is_file() and path.name.partition(".")[0] not in _LEFT
    ]
