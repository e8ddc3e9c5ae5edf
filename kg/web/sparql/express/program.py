"""The program that answers small queries on connections that it is lent.

Run as `python -m kg.web.sparql.express.program CONTROL SLOT TAKEN GIVEN MEMORY STORE RELEASE LOGGED FRONT…`:
descriptors of the socket to the server, of the shared slot, and of both ends of its pipe, …, the `Front`.
"""

from __future__ import annotations

import gc
import os
import select
import socket
import sys
import time
from bisect import bisect_left
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

import orjson

from kg.engine import LocalEngine
from kg.engine.sandbox.confinement import confine, live
from kg.engine.sandbox.process import HEADER
from kg.errors import KgError
from kg.store import Store
from kg.web.http.metrics import BUCKETS
from kg.web.sparql.express.front import Front
from kg.web.sparql.express.packets import PACKET_BYTES
from kg.web.sparql.express.quick import LONGEST, headers_of
from kg.web.sparql.express.responder import Responder
from kg.web.sparql.express.slot import Slot

_IDLE_SECONDS: Final = 5
_LINES: Final = 4  # together they are no longer than a packet
_COUNT_SECONDS: Final = 0.5
_ROOM_MILLISECONDS: Final = 5
_SEND_BYTES: Final = 512 * 1024
_LOOKS: Final = 64  # about a tenth of a millisecond
_STACK_BYTES: Final = 64 * 1024 * 1024


class Loan:
    """A connection that this process reads and writes for a while."""

    def __init__(self, number: int, connection: socket.socket, client: str) -> None:
        self.number, self.connection, self.client = number, connection, client
        self.used = time.monotonic()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BYTES)


class Program:
    """Answers requests on the connections it is lent, one after the other."""

    def __init__(
        self, up: socket.socket, slot: Slot, responder: Responder, release: str, logged: str, front: Front
    ) -> None:
        self._up, self._slot, self._responder, self._front = up, slot, responder, front
        self._release, self._logged = release, logged
        self._poll = select.epoll()
        self._loans: dict[int, Loan] = {}
        self._returning = False
        self._counts: dict[str, Any] = {}
        self._reset()

    def work(self) -> None:
        """Serve until the server hangs up or calls everything back."""
        control = self._up.fileno()
        self._poll.register(control, select.EPOLLIN)
        self._say(b"R", 0)
        counted = swept = time.monotonic()
        events: list[tuple[int, int]] = []
        while not (self._returning and not self._loans):
            events = self._events(awake=bool(events))
            for descriptor, _ in events:
                if descriptor == control:
                    self._control()
                elif descriptor in self._loans:
                    self._serve(self._loans[descriptor])
            now = time.monotonic()
            if now - counted >= _COUNT_SECONDS:
                counted = now
                self._report()
            if now - swept >= 1:
                swept = now
                for loan in [each for each in self._loans.values() if now - each.used > _IDLE_SECONDS]:
                    self._hand_back(loan, b"")
        self._report()

    def _events(self, *, awake: bool) -> list[tuple[int, int]]:
        """Wait for what comes next; for a moment without going to sleep, if the only client was just served.

        It often asks again at once, and to be woken up takes longer than that. Of many clients another has
        asked already.
        """
        if awake and len(self._loans) == 1:
            for _ in range(_LOOKS):
                found = self._poll.poll(0)
                if found:
                    return found
                os.sched_yield()
        return self._poll.poll(_COUNT_SECONDS)

    def _control(self) -> None:
        packet, descriptors, _, _ = socket.recv_fds(self._up, PACKET_BYTES, 1)
        if not packet:
            raise EOFError
        kind, number = HEADER.unpack_from(packet)
        rest = packet[HEADER.size :]
        if kind == b"L":
            self._slot.receive(number)
            client, _, rest = rest.partition(b"\0")
            loan = Loan(number, socket.socket(fileno=descriptors[0]), client.decode())
            self._loans[loan.connection.fileno()] = loan
            self._poll.register(loan.connection.fileno(), select.EPOLLIN)
            self._answer(loan, rest)
        elif kind == b"A":
            self._responder.avoid(rest.decode())
        elif kind == b"R":
            self._returning = True
            for loan in list(self._loans.values()):
                self._hand_back(loan, b"")

    def _serve(self, loan: Loan) -> None:
        try:
            data = loan.connection.recv(LONGEST + 1)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            loan.used = time.monotonic()
            self._answer(loan, data)
        else:
            self._say(b"C", self._forget(loan))

    def _answer(self, loan: Loan, data: bytes) -> None:
        begun = time.perf_counter()
        response = self._responder.cached(data)
        if response is not None:
            self._counts["cached"] += 1
        else:
            response = self._responder.response(loan.number, data)
            if response is None:
                self._hand_back(loan, data)
                return
        self._write(loan, response)
        self._count(loan.client, data, len(response), time.perf_counter() - begun)

    def _write(self, loan: Loan, response: bytes) -> None:
        sent = 0
        waited = False
        while sent < len(response):
            try:
                sent += loan.connection.send(memoryview(response)[sent:])
                continue
            except BlockingIOError:
                pass
            except OSError:
                self._say(b"C", self._forget(loan))
                return
            # A client that reads at all has made room in a moment; a slow one is the server's to wait for.
            if waited or not _writable(loan.connection):
                number = self._forget(loan)
                for start in range(sent, len(response), PACKET_BYTES // 2):
                    self._say(b"W", number, response[start : start + PACKET_BYTES // 2])
                self._say(b"B", number)
                return
            waited = sent > len(response) // 2

    def _hand_back(self, loan: Loan, data: bytes) -> None:
        self._say(b"B", self._forget(loan), data)

    def _forget(self, loan: Loan) -> int:
        del self._loans[loan.connection.fileno()]
        self._poll.unregister(loan.connection.fileno())
        loan.connection.close()
        return loan.number

    def _say(self, kind: bytes, number: int, rest: bytes = b"") -> None:
        self._up.sendall(HEADER.pack(kind, number) + rest)

    def _count(self, client: str, data: bytes, size: int, seconds: float) -> None:
        counts = self._counts
        counts["answered"] += 1
        counts["seconds"] += seconds
        counts["buckets"][bisect_left(BUCKETS, seconds)] += 1
        if not self._logged:
            return
        headers = headers_of(data)
        line = {
            "client": self._front.client(client, headers) if headers else client,
            "method": "GET",
            "path": "/sparql",
            "status": 200,
            "bytes": size,
            "ms": round(seconds * 1000, 2),
            "release": self._release,
        }
        if self._logged == "queries":
            line["query"] = data.split(b" ", 2)[1].partition(b"?")[2].decode("latin-1")
        counts["lines"].append(line)
        if len(counts["lines"]) >= _LINES:
            self._report()

    def _report(self) -> None:
        if self._counts["answered"]:
            self._say(b"S", 0, orjson.dumps(self._counts))
            self._reset()

    def _reset(self) -> None:
        self._counts = {
            "answered": 0,
            "cached": 0,
            "lines": [],
            "seconds": 0.0,
            "buckets": [0] * (len(BUCKETS) + 1),
        }


def _writable(connection: socket.socket) -> bool:
    waiting = select.poll()
    waiting.register(connection, select.POLLOUT)
    return bool(waiting.poll(_ROOM_MILLISECONDS))


def main() -> None:
    """Confine this process, then answer until the server hangs up."""
    control, memory, taken, given, most = map(int, sys.argv[1:6])
    folder, release, logged, *front = sys.argv[6:13]
    confine(most)
    up, slot = socket.socket(fileno=control), Slot(memory, taken, given)
    live(partial(_work, up, slot, Path(folder), release, logged, Front(*front)), _STACK_BYTES)


def _work(up: socket.socket, slot: Slot, folder: Path, release: str, logged: str, front: Front) -> None:
    with suppress(KgError):
        engine = LocalEngine(Store.open(folder))
        gc.freeze()
        Program(up, slot, Responder(engine, slot, release, front), release, logged, front).work()


if __name__ == "__main__":
    main()
