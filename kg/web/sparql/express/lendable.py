"""A connection of the server that can be lent to the express lane."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from kg.web.http.door.connection import GuardedProtocol
from kg.web.http.door.crowd import Crowd
from kg.web.sparql.express.lane import Lane
from kg.web.sparql.express.quick import simple

_PATIENCE: Final = 4
_MOST_PATIENCE: Final = 4096
_LONG_LOAN: Final = 0.5


def lending(lane: Callable[[], Lane | None], crowd: Crowd | None = None) -> Callable[..., GuardedProtocol]:
    """Return what makes connections of a `crowd` that are lent to the lane that `lane` gives, if any."""
    known = crowd or Crowd()

    def connection(*arguments: Any, **named: Any) -> LendingProtocol:
        made = LendingProtocol(*arguments, **named)
        made.lane, made.crowd = lane, known
        return made

    return connection


class LendingProtocol(GuardedProtocol):
    """Lends its connection as long as the requests that come are small queries.

    Each connection that comes back with another request waits longer before it is lent again, unless it was
    lent for long.
    """

    lane: Callable[[], Lane | None]
    _lent: Lane | None = None
    _ending = False
    _wait = 0
    _since = 0.0
    _patience = _PATIENCE

    def data_received(self, data: bytes) -> None:
        """Lend the connection where `data` is a small query, or else read it (called by the loop)."""
        if self._wait:
            self._wait -= 1
        elif simple(data) and self._is_free() and self._lend(data):
            return
        super().data_received(data)

    def _is_free(self) -> bool:
        return super().is_waiting and not self._within and self._refusing is None

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is being answered on this connection, here or in the lane."""
        return self._lent is None and super().is_waiting

    def look(self, now: float) -> None:
        """End the connection if it is here and its time is over (called by the crowd)."""
        if self._lent is None:
            super().look(now)

    def _lend(self, data: bytes) -> bool:
        lane = self.lane()
        if lane is None or self.scheme != "http" or self.transport.is_closing():
            return False
        if self.transport.get_write_buffer_size():
            return False
        connection = self.transport.get_extra_info("socket")
        if connection is None or not lane.lend(self, connection.fileno(), data):
            return False
        self._unset_keepalive_if_required()
        self.transport.pause_reading()
        self._due = math.inf
        self._lent, self._since = lane, self.loop.time()
        return True

    @property
    def address(self) -> bytes:
        """The address of the client."""
        return self.client[0].encode() if self.client else b""

    def take_back(self, rest: bytes) -> None:
        """Read on, beginning with `rest`."""
        self._lent = None
        if self.transport.is_closing():
            return
        self.transport.resume_reading()
        if rest:
            long = self.loop.time() - self._since > _LONG_LOAN
            self._patience = _PATIENCE if long else min(_MOST_PATIENCE, self._patience * 2)
            self._wait = self._patience
            super().data_received(rest)
            if self._ending:
                super().shutdown()
        elif self._ending:
            self.transport.close()
        else:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def write_rest(self, data: bytes) -> None:
        """Write what the process could not."""
        self._wait = _MOST_PATIENCE
        if not self.transport.is_closing():
            self.transport.write(data)

    def hung_up(self) -> None:
        """Close the connection, as the client has."""
        self._lent = None
        self.transport.close()

    def shutdown(self) -> None:
        """Close the connection when the request that runs is answered (called by the server)."""
        self._ending = True
        if self._lent is None:
            super().shutdown()
        else:
            self._lent.recall()
