"""A whole answer, kept in memory or, where it is large, in a temporary file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Final

from kg.engine.cut import Cut
from kg.engine.pool.spool import Room

IN_MEMORY_BYTES: Final = 1024 * 1024
_PIECE: Final = 64 * 1024


class Answer:
    """The bytes of one serialised answer. Nothing of it is sent before all of it is there.

    So its status is true, and a client that reads slowly holds no worker. `body` has the bytes of an
    answer of up to a mebibyte, `file` those of a larger one; a file is to be closed. `cut` is the limit
    that an answer was cut at by the server that gave it; our own are refused whole instead. What is in the
    file is held in `room`, where there is one.
    """

    def __init__(self, room: Room | None = None) -> None:
        self._room = room
        self.body = b""
        self.file: IO[bytes] | None = None
        self.size = 0
        self.cut: Cut | None = None
        self._parts: list[bytes] = []

    def append(self, part: bytes) -> None:
        """Add a part; past a mebibyte all goes to a temporary file, without a name on disk.

        Raises:
            OSError: the disk is full.
            QueryLimitExceeded: there is no room for it.
        """
        self.size += len(part)
        if self._room is not None and self.size > IN_MEMORY_BYTES:
            self._room.grow(self.size if self.file is None else len(part))
        if self.file is None and self.size > IN_MEMORY_BYTES:
            self.file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by close()
            self.file.writelines(self._parts)
            self._parts.clear()
        if self.file is None:
            self._parts.append(part)
        else:
            self.file.write(part)

    def complete(self) -> Answer:
        """Make it ready to be read."""
        if self.file is None:
            self.body = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
            self._parts.clear()
        else:
            self.file.seek(0)
        return self

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes in pieces, and close the file."""
        if self.file is None:
            if self.body:
                yield self.body
            return
        try:
            while piece := self.file.read(_PIECE):
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        """Let the file go, if there is one, and its room."""
        if self.file is not None:
            self.file.close()
        if self._room is not None:
            self._room.close()
