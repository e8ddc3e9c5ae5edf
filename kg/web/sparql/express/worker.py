"""One worker of the express lane as the server sees it."""

from __future__ import annotations

import asyncio
import os
import socket
import tempfile
import time
from pathlib import Path
from typing import Any, Final, Protocol

import orjson

from kg.engine.sandbox.process import HEADER, Sandbox
from kg.web.sparql.express.front import Front
from kg.web.sparql.express.packets import PACKET_BYTES
from kg.web.sparql.express.slot import BYTES, Running, Slot

SLOW_SECONDS: Final = 0.1
"""Processor time that a query may take from the other connections of its process before it loses it, on top
of what it took until it was first seen."""
STALLED_SECONDS: Final = 1.0
"""The same by the clock: a process that waits for the disk or the processor is not to blame at once."""
_BUFFER_BYTES: Final = 4 * 1024 * 1024
_MOST_PACKETS: Final = 1 << 16
_CPU_CLOCK: Final = 2  # of the clocks that a process has: clock_getcpuclockid(3)


class Owner(Protocol):
    """What a process tells the lane it belongs to."""

    def started(self, worker: ExpressWorker) -> None:
        """Note that it is ready."""

    def ended(self, worker: ExpressWorker, request: bytes) -> None:
        """Note that it is lost, with the request that cost it, if one did."""

    def count(self, counts: dict[str, Any]) -> None:
        """Note what it has answered."""


class Lender(Protocol):
    """A connection of the server that can be lent."""

    @property
    def address(self) -> bytes:
        """The address of the client."""

    def take_back(self, rest: bytes) -> None:
        """Read on, beginning with `rest`."""

    def write_rest(self, data: bytes) -> None:
        """Write what the process could not."""

    def hung_up(self) -> None:
        """Close the connection, as the client has."""


class ExpressWorker:
    """One process of the lane."""

    def __init__(
        self, lane: Owner, store: Path, release: str, memory: int, logged: str, front: Front
    ) -> None:
        self._lane = lane
        self.loans: dict[int, tuple[Lender, bytes]] = {}  # with the request that each began with
        self.ready = False
        self._numbers = 0
        self._seen, self._spent = 0, 0.0  # when the query began that was seen last; what was spent by then
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        taken, given = os.pipe()
        self._ours.setblocking(False)
        for end in (self._ours, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER_BYTES)
        with tempfile.TemporaryFile() as file:
            file.truncate(BYTES)
            self.slot = Slot(file.fileno(), taken, given)
            descriptors = (theirs.fileno(), file.fileno(), taken, given)
            published = (front.root_path, front.proxies, front.public, front.base)
            arguments = (*descriptors, memory, store, release, logged, *published)
            self._sandbox = Sandbox("kg.web.sparql.express.program", arguments, descriptors)
        theirs.close()
        os.close(given)
        self._clock = ~self._sandbox.pid << 3 | _CPU_CLOCK
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._ours.fileno(), self._hear)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._sandbox.pid

    def lend(self, lender: Lender, connection: int, request: bytes) -> bool:
        """Lend a connection by its descriptor, with its next request; tell whether it was taken."""
        self._numbers += 1
        packet = b"%b%b\0%b" % (HEADER.pack(b"L", self._numbers), lender.address, request)
        try:
            socket.send_fds(self._ours, [packet], [connection])
        except OSError:  # it is behind with its work, or has ended
            return False
        self.loans[self._numbers] = (lender, request)
        return True

    def avoid(self, kind: str) -> None:
        """Tell the process a shape of query that is not small."""
        self._tell(b"A", kind.encode())

    def call_back(self) -> None:
        """Have it return all connections and end."""
        self.ready = False
        self._tell(b"R")

    def _tell(self, kind: bytes, rest: bytes = b"") -> None:
        try:
            self._ours.send(HEADER.pack(kind, 0) + rest)
        except OSError:
            self._sandbox.kill()

    def look(self) -> None:
        """End the process if its query takes too long."""
        since = self.slot.since()
        if since != self._seen:
            self._seen, self._spent = since, self._processor_time()
        elif since and self._is_slow(since) and self.slot.take():
            # Between two looks at the slot another query may have begun, which has done nothing wrong.
            self.lose(blamed=self.slot.since() == since)

    def _is_slow(self, since: int) -> bool:
        age = (time.monotonic_ns() - since) / 1e9
        return age > STALLED_SECONDS or self._processor_time() - self._spent > SLOW_SECONDS

    def _processor_time(self) -> float:
        """Return the seconds of processor time that the process has used; 0 where it has ended."""
        try:
            return time.clock_gettime(self._clock)
        except OSError:
            return 0.0

    def _hear(self) -> None:
        if not self._read(64):
            self.end()

    def _read(self, most: int) -> bool:
        """Take in up to `most` packets that have come; tell whether more can come."""
        try:
            for _ in range(most):
                packet = self._ours.recv(PACKET_BYTES)
                if not packet:
                    return False
                kind, number = HEADER.unpack_from(packet)
                self._heard(kind, number, packet[HEADER.size :])
        except BlockingIOError:
            return True
        except OSError:
            return False
        return True

    def _heard(self, kind: bytes, number: int, rest: bytes) -> None:
        if kind == b"R":
            self.ready = True
            self._lane.started(self)
        elif kind == b"S":
            self._lane.count(orjson.loads(rest))
        elif kind == b"W" and number in self.loans:
            self.loans[number][0].write_rest(rest)
        elif kind in (b"B", b"C") and (loan := self.loans.pop(number, None)) is not None:
            if kind == b"B":
                loan[0].take_back(rest)
            else:
                loan[0].hung_up()

    def end(self) -> None:
        """End the process, or note that it has; it is in the middle of a query if the token is there."""
        if self.slot.take():
            self.lose()
        else:
            self._end(None)

    def lose(self, *, blamed: bool = True) -> None:
        """Kill the process, whose token was taken; its request is asked again in the usual way.

        A request that is `blamed` is told to the lane as the one that cost the process.
        """
        self._end(self.slot.running(), blamed=blamed)

    def _end(self, running: Running | None, *, blamed: bool = False) -> None:
        self.ready = False
        self._read(_MOST_PACKETS)  # requests that it has given back, and that nobody has seen yet
        loans = self.loans
        received = self.slot.received()
        self.close()
        for number, (lender, request) in loans.items():
            if running is not None and number == running.loan:
                lender.take_back(running.request)
            else:  # a request that had not come there yet is asked again as well
                lender.take_back(request if number > received else b"")
        self._lane.ended(self, running.request if running is not None and blamed else b"")

    def close(self) -> None:
        """Kill the process if it still runs, and give back all that it held."""
        self.ready = False
        self._loop.remove_reader(self._ours.fileno())
        self._sandbox.close()
        self.loans = {}
        self._ours.close()
        self.slot.close()
