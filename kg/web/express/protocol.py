"""A connection of the server that can be lent to the express lane."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.web.express.lane import Lane
from kg.web.express.quick import simple

_PATIENCE: Final = 4
_MOST_PATIENCE: Final = 4096
_LONG_LOAN: Final = 0.5


def lending(lane: Callable[[], Lane | None]) -> Callable[..., HttpToolsProtocol]:
    """Return what makes connections that are lent to the lane that `lane` gives, if there is one."""

    def connection(*arguments: Any, **named: Any) -> LendingProtocol:
        made = LendingProtocol(*arguments, **named)
        made.lane = lane
        return made

    return connection


class LendingProtocol(HttpToolsProtocol):
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
    _within = False  # a request of which only a part has come

    def on_message_begin(self) -> None:
        """Note that a request begins (called by the parser)."""
        self._within = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """Note that a request has come whole (called by the parser)."""
        self._within = False
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection (called by the loop), with the timer that would still hold it for a while."""
        super().connection_lost(exc)
        self._unset_keepalive_if_required()

    def data_received(self, data: bytes) -> None:
        """Lend the connection where `data` is a small query, or else read it (called by the loop)."""
        if self._wait:
            self._wait -= 1
        elif simple(data) and self._is_free() and self._lend(data):
            return
        super().data_received(data)

    def _is_free(self) -> bool:
        idle = self.cycle is None or self.cycle.response_complete
        return idle and not self._within and not self.pipeline

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
