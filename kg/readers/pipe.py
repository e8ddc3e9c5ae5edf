"""Streams that are read once: standard input, and what a shell hands over as `/dev/fd/63`.

Only plain files are read otherwise. A named pipe that nobody writes to would be waited for without end, and a
device may have no end.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import UnreadableInput
from kg.readers.compression import CHUNK, Broken

_HANDED_OVER: Final = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
_KINDS: Final = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def special(path: Path) -> str | None:
    """Return what stands at `path` where it is neither a plain file nor a folder: `a named pipe`; else None.

    Raises:
        OSError: nothing can be told of it.
    """
    mode = path.stat().st_mode
    return next((kind for holds, kind in _KINDS if holds(mode)), None)


def unopenable(name: str, error: OSError) -> UnreadableInput:
    """Return what to say of a file called `name` that could not be opened."""
    if isinstance(error, FileNotFoundError):
        return UnreadableInput(name, "there is no such file")
    if isinstance(error, IsADirectoryError):
        return UnreadableInput(name, "it is a folder, and no file in it can be read")
    if isinstance(error, PermissionError):
        return UnreadableInput(name, "no permission to read it", advice="check its permissions")
    return UnreadableInput(name, error.strerror or str(error))


def handed_over(path: Path) -> bool:
    """Tell whether `path` names a stream that is open already, such as `<(zcat big.gz)` in a shell."""
    return os.path.abspath(path).startswith(_HANDED_OVER)  # noqa: PTH100 - resolve() would follow the link


class Pipe:
    """A stream that cannot be rewound: what was looked at is kept until it is read."""

    def __init__(self, stream: BinaryIO, *, owned: bool = False) -> None:
        self._stream, self._owned = stream, owned
        self._blocks = read_blocks(stream)
        self._kept: list[bytes] = []
        self.digest = hashlib.sha256()

    def _next(self) -> Iterator[bytes]:
        for block in self._blocks:
            self.digest.update(block)
            yield block
        if self._owned:
            self._stream.close()

    def peek(self) -> Iterator[bytes]:
        """Yield from the beginning, keeping what is yielded."""
        yield from list(self._kept)
        for block in self._next():
            self._kept.append(block)
            yield block

    def rest(self) -> Iterator[bytes]:
        """Yield what was not read so far, and keep nothing."""
        while self._kept:
            yield self._kept.pop(0)
        yield from self._next()


def read_blocks(file: BinaryIO) -> Iterator[bytes]:
    """Yield the content of `file`, as it comes.

    Raises:
        Broken: reading fails.
    """
    try:
        # read1 hands on what a slow pipe has so far
        read = getattr(file, "read1", file.read)
        while block := read(CHUNK):
            yield block
    except OSError as error:
        raise Broken(f"reading failed: {error.strerror or error}") from None
