"""How much a client has taken of what was sent to it."""

from __future__ import annotations

import asyncio
import fcntl
import struct
import sys
import termios
from typing import Any, Final, Protocol, cast

_COUNT: Final = struct.Struct("i")


class Taking(Protocol):
    """What can be told of how a client takes what is sent to it."""

    def get_write_buffer_size(self) -> int:
        """Return the bytes that this process could not send yet."""

    def taken(self) -> int:
        """Return how many bytes have arrived."""


class Sending:
    """A transport that counts what is written to it; all else is the transport's own."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport, self.written = transport, 0
        self.is_closing = transport.is_closing
        connection = transport.get_extra_info("socket")
        self._descriptor: int = -1 if connection is None else connection.fileno()

    def write(self, data: bytes) -> None:
        """Send `data`."""
        self.written += len(data)
        self._transport.write(data)

    def get_write_buffer_size(self) -> int:
        """Return the bytes that this process could not send yet."""
        return self._transport.get_write_buffer_size()

    def taken(self) -> int:
        """Return how many bytes have arrived at the client's machine.

        What waits in this system is not counted as taken: its buffers hold megabytes.
        """
        return self.written - self.get_write_buffer_size() - self._queued()

    def _queued(self) -> int:
        """Return the bytes that the system has not sent yet, or has no receipt for."""
        if sys.platform != "linux":
            return 0
        try:
            found = fcntl.ioctl(self._descriptor, termios.TIOCOUTQ, bytes(_COUNT.size))
        except OSError:
            return 0
        return int(_COUNT.unpack(found)[0])

    def __getattr__(self, name: str) -> Any:  # whatever a transport has
        return getattr(self._transport, name)


def counted(transport: asyncio.BaseTransport) -> asyncio.Transport:
    """Return `transport` with what is written to it counted, for code that wants a transport."""
    return cast("asyncio.Transport", Sending(cast("asyncio.Transport", transport)))


class Pace:
    """Whether a client takes what is sent to it at `rate` bytes a second, over windows of `seconds`."""

    def __init__(self, rate: float, seconds: float) -> None:
        self._rate, self._seconds = rate, seconds
        self._since, self._taken = -1.0, 0

    def is_too_slow(self, sending: Taking, now: float) -> bool:
        """Look at a connection at the time `now`: tell whether a window has ended with too little taken."""
        if not sending.get_write_buffer_size():
            self._since = -1.0
            return False
        taken = sending.taken()
        if self._since >= 0:
            passed = now - self._since
            if passed < self._seconds:
                return False
            if taken - self._taken < self._rate * passed:
                return True
        self._since, self._taken = now, taken
        return False
