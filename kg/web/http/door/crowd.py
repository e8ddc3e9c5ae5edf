"""All open connections: how many each address has, and which can go when there is no room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, Protocol

from kg.web.http.door import refusals
from kg.web.http.door.hosts import subscriber
from kg.web.http.door.limits import DoorLimits
from kg.web.http.problems import Problem

_MOST_LINGERING: Final = 256


class Guest(Protocol):
    """A connection as the crowd sees it."""

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is being answered on it."""

    def look(self, now: float) -> None:
        """End the connection if its time is over or its client takes too little."""

    def make_room(self) -> None:
        """End the connection at once."""


class Crowd:
    """The open connections of a server. For the thread of one event loop.

    `is_exempt` tells addresses that may have as many as they like: proxies, behind which many clients are.
    `note` is told what was refused or ended, by a word for the reason; `write` is told each refusal that was
    answered: client, method, path, status, bytes.
    """

    def __init__(
        self,
        terms: DoorLimits | None = None,
        is_exempt: Callable[[str], bool] = lambda _: False,
        note: Callable[[str], None] = lambda _: None,
        write: Callable[[str, str, str, int, int], None] = lambda *_: None,
    ) -> None:
        self.terms = terms or DoorLimits()
        self._is_exempt, self.note, self.write = is_exempt, note, write
        self._present: dict[str, dict[Guest, bool]] = {}  # and whether it may be ended to make room
        self._lingering: dict[Guest, None] = {}
        self._timer: asyncio.TimerHandle | None = None
        self.count = 0

    def enter(self, guest: Guest, address: str) -> Problem | None:
        """Let a connection in, or return why not."""
        terms, name = self.terms, subscriber(address)
        held = self._present.get(name)
        exempt = self._is_exempt(address)
        if held is not None and len(held) >= terms.per_address and not exempt:
            self.note("connections of one address")
            return refusals.crowding(terms.per_address)
        if self.count >= terms.connections and not self._make_room():
            self.note("connections")
            return refusals.full(terms.connections)
        self._present.setdefault(name, {})[guest] = not exempt
        self.count += 1
        self._look_later()
        return None

    def leave(self, guest: Guest, address: str) -> None:
        """Forget a connection that has ended."""
        self._lingering.pop(guest, None)
        name = subscriber(address)
        held = self._present.get(name)
        if held is None or guest not in held:
            return
        del held[guest]
        self.count -= 1
        if not held:
            del self._present[name]

    def linger(self, guest: Guest) -> bool:
        """Let a connection that was not let in read on for a moment; False where too many do."""
        if len(self._lingering) >= _MOST_LINGERING:
            return False
        self._lingering[guest] = None
        self._look_later()
        return True

    def _make_room(self) -> bool:
        """End a connection that waits, of the address that has most; tell whether there was one."""
        for name in sorted(self._present, key=lambda name: -len(self._present[name])):
            for guest, may_go in self._present[name].items():
                if may_go and guest.is_waiting:
                    del self._present[name][guest]
                    if not self._present[name]:
                        del self._present[name]
                    self.count -= 1
                    self.note("made room")
                    guest.make_room()
                    return True
        return False

    def _look_later(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self.terms.look_seconds, self._look)

    def _look(self) -> None:
        self._timer = None
        now = asyncio.get_running_loop().time()
        for held in list(self._present.values()):
            for guest in list(held):
                guest.look(now)
        for guest in list(self._lingering):
            guest.look(now)
        if self._present or self._lingering:
            self._look_later()
