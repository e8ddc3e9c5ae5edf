"""What a process and the server share about the query that runs: its request, and whose it is.

While a query runs, its request stands in the slot and a token lies in a pipe. The one who takes the
token owns the request: the process, when the query has ended, or the server, before it kills. So a
request is never answered twice, and never by nobody.
"""

from __future__ import annotations

import mmap
import os
import struct
import time
from dataclasses import dataclass
from typing import Final

from kg.web.sparql.express.quick import LONGEST

_HEAD: Final = struct.Struct("!QII")
_SINCE: Final = struct.Struct("!Q")
_NUMBER: Final = struct.Struct("!I")
_NUMBER_PLACE: Final = _HEAD.size + LONGEST
BYTES: Final = _NUMBER_PLACE + _NUMBER.size


@dataclass(frozen=True, slots=True)
class Running:
    """A query that runs: since when (monotonic nanoseconds), on which loan, and its request."""

    since: int
    loan: int
    request: bytes


class Slot:
    """The shared memory at descriptor `memory`, and the pipe of the token: `taken` from, `given` into."""

    def __init__(self, memory: int, taken: int, given: int) -> None:
        self._memory = mmap.mmap(memory, BYTES)
        self._taken, self._given = taken, given
        os.set_blocking(taken, False)

    def receive(self, loan: int) -> None:
        """Note the number of the loan that has come last (called by the process)."""
        _NUMBER.pack_into(self._memory, _NUMBER_PLACE, loan)

    def received(self) -> int:
        """Return the number of the loan that has come last; those after it are still on their way."""
        number: int = _NUMBER.unpack_from(self._memory, _NUMBER_PLACE)[0]
        return number

    def begin(self, loan: int, request: bytes) -> None:
        """Note that a query begins (called by the process)."""
        _HEAD.pack_into(self._memory, 0, time.monotonic_ns(), loan, len(request))
        self._memory[_HEAD.size : _HEAD.size + len(request)] = request
        os.write(self._given, b".")

    def end(self) -> bool:
        """Note that the query has ended (called by the process); say whether its request is still its own."""
        _SINCE.pack_into(self._memory, 0, 0)
        return self.take()

    def take(self) -> bool:
        """Take the token; tell whether it was there."""
        try:
            return bool(os.read(self._taken, 1))
        except BlockingIOError:
            return False

    def since(self) -> int:
        """Return when the query that runs began (monotonic nanoseconds), or 0 where none does."""
        since: int = _SINCE.unpack_from(self._memory)[0]
        return since

    def running(self) -> Running:
        """Return the query whose token was taken."""
        since, loan, length = _HEAD.unpack_from(self._memory)
        return Running(since, loan, bytes(self._memory[_HEAD.size : _HEAD.size + length]))

    def close(self) -> None:
        """Give memory and pipe back."""
        self._memory.close()
        os.close(self._taken)
