"""The supervisor's end of the socket to a worker."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from kg.engine.sandbox.process import HEADER
from kg.errors import QueryLimitExceeded


class FrameReader(asyncio.Protocol):
    """The supervisor's end of the socket to one worker: cuts what comes into frames."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._buffer = bytearray()
        self._ended = False
        self._reader: asyncio.Future[None] | None = None
        self.frame: Callable[[bytes, bytes], bool] = lambda _kind, _payload: False

    async def frames(self, take: Callable[[bytes, bytes], bool]) -> bool:
        """Call `take` with kind and payload of each frame until it returns True; False if the process ends.

        Raises:
            OSError, QueryLimitExceeded: `take` raised it.
        """
        if self._ended:
            return False
        self.frame = take
        self._reader = asyncio.get_running_loop().create_future()
        try:
            await self._reader
        finally:
            self._reader = None
        return not self._ended

    def data_received(self, data: bytes) -> None:
        """Take what has come (called by the event loop)."""
        buffer = self._buffer
        if buffer:
            buffer += data
        elif len(data) >= HEADER.size:  # nearly always an answer comes in one piece
            kind, length = HEADER.unpack_from(data)
            if len(data) == HEADER.size + length:
                self._take(kind, data[HEADER.size :])
                return
            buffer += data
        else:
            buffer += data
        while len(buffer) >= HEADER.size:
            kind, length = HEADER.unpack_from(buffer)
            end = HEADER.size + length
            if length > self._longest:
                self._wake(ended=True)
                return
            if len(buffer) < end:
                return
            payload = bytes(memoryview(buffer)[HEADER.size : end])
            del buffer[:end]
            self._take(kind, payload)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # asyncio's signature
        """Note that the process has ended (called by the event loop)."""
        self._wake(ended=True)

    def _take(self, kind: bytes, payload: bytes) -> None:
        reader = self._reader
        if reader is None or reader.done():
            return
        try:
            if self.frame(kind, payload):
                reader.set_result(None)
        except (OSError, QueryLimitExceeded) as error:
            reader.set_exception(error)

    def _wake(self, *, ended: bool) -> None:
        self._ended = self._ended or ended
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)
