"""The room that large answers may take in the temporary folder, until they are sent."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Final

from kg.errors import QueryLimitExceeded

_SHARES: Final = 4


class Spool:
    """Room for `most` bytes of answers, of which one client has a quarter, or as much as one answer may have.

    What is being written counts as well as what waits to be sent. May be used by several threads.
    """

    def __init__(self, most: int, answer_bytes: int) -> None:
        self.most = max(most, answer_bytes)
        self.share = max(self.most // _SHARES, answer_bytes)
        self._held: Counter[str] = Counter()
        self._lock = threading.Lock()

    @property
    def held(self) -> int:
        """How many bytes are held by all answers."""
        with self._lock:
            return self._held.total()

    def room(self, client: str) -> Room:
        """Return where one answer for `client` is held.

        Raises:
            QueryLimitExceeded: the client's share is used up, by answers that it has not taken yet.
        """
        with self._lock:
            if self._held.get(client, 0) >= self.share:
                raise self._own()
        return Room(self, client)

    def grow(self, client: str, size: int) -> None:
        """Hold `size` bytes more.

        Raises:
            QueryLimitExceeded: there is no room for them.
        """
        with self._lock:
            if self._held.get(client, 0) + size > self.share:
                raise self._own()
            if self._held.total() + size > self.most:
                reason = "too many large answers wait to be sent already; ask again in a moment"
                raise QueryLimitExceeded("spool bytes", self.most, reason)
            self._held[client] += size

    def free(self, client: str, size: int) -> None:
        """Hold `size` bytes less."""
        with self._lock:
            self._held[client] -= size
            if self._held[client] <= 0:
                del self._held[client]

    def _own(self) -> QueryLimitExceeded:
        reason = f"your answers may hold {self.share:,} bytes until they are sent; take those that wait first"
        return QueryLimitExceeded("spool bytes of one client", self.share, reason)


class Room:
    """What one answer holds of the spool."""

    def __init__(self, spool: Spool, client: str) -> None:
        self._spool, self._client, self._size = spool, client, 0

    def grow(self, size: int) -> None:
        """Hold `size` bytes more.

        Raises:
            QueryLimitExceeded: there is no room for them.
        """
        self._spool.grow(self._client, size)
        self._size += size

    def close(self) -> None:
        """Give back all that is held."""
        size, self._size = self._size, 0
        if size:
            self._spool.free(self._client, size)
