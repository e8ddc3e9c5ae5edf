"""File locks that end with the process that took them, however it ends.

`flock(2)` locks belong to an open file, which a forked child shares; a lock would outlive a killed
build as long as one of its workers lives. So children close their copies.
"""

from __future__ import annotations

import fcntl
import os
import weakref
from pathlib import Path
from types import TracebackType
from typing import Self


class FileLock:
    """An open file with a shared or exclusive lock; usable as a context manager.

    Raises:
        BlockingIOError: another process, or another lock of this one, is in the way.
        OSError: the file cannot be opened.
    """

    def __init__(self, path: Path, *, exclusive: bool, create: bool = False) -> None:
        flags = (os.O_RDWR if exclusive else os.O_RDONLY) | (os.O_CREAT if create else 0)
        self._descriptor: int | None = os.open(path, flags | os.O_CLOEXEC, 0o644)
        _held.add(self)
        try:
            fcntl.flock(self._descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError:
            self.close()
            raise

    def is_on(self, path: Path) -> bool:
        """Tell whether the locked file still is the one at `path`."""
        try:
            there = path.stat()
        except FileNotFoundError:
            return False
        here = None if self._descriptor is None else os.fstat(self._descriptor)
        return here is not None and (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._descriptor is not None:
            # a child that was forked this moment may not have closed its copy yet
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        self.close()

    def close(self) -> None:
        """Close the file; the lock stays if another process has it open as well."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        _held.discard(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


_held: weakref.WeakSet[FileLock] = weakref.WeakSet()


def _close_in_child() -> None:
    for lock in list(_held):
        lock.close()


os.register_at_fork(after_in_child=_close_in_child)
