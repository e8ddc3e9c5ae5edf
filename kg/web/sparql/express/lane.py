"""The workers of the express lane as the server sees them: lending, taking back, ending."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from kg.engine.pool.limits import Limits
from kg.web.sparql.express.front import Front
from kg.web.sparql.express.quick import read
from kg.web.sparql.express.worker import ExpressWorker, Lender

log: Final = logging.getLogger("kg.web")

_LOOK_SECONDS: Final = 0.05
_MOST_LOANS: Final = 256
_MOST_SHAPES: Final = 1000
_LONGEST_PAUSE: Final = 60.0


class Lane:
    """Lends connections to `size` workers over one store.

    A worker that is lost is replaced after a while, and after a longer one each time: a client that
    finds a way to lose them can slow others down to the usual way, and no further.
    """

    def __init__(
        self,
        store: Path,
        release: str,
        limits: Limits,
        size: int,
        count: Callable[[dict[str, Any]], None],
        avoided: set[str] | None = None,
        logged: str = "",
        front: Front | None = None,
    ) -> None:
        self._store, self.release, self._limits, self._size = store.resolve(), release, limits, size
        self._count = count
        self._avoided: set[str] = set() if avoided is None else avoided
        self._logged = logged
        self._front = front or Front()
        self._workers: list[ExpressWorker] = []
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._pause = 1.0
        self._closing = False
        self._empty = asyncio.Event()
        self.lost = 0

    @property
    def loans(self) -> int:
        """How many connections are lent."""
        return sum(len(worker.loans) for worker in self._workers)

    @property
    def alive(self) -> int:
        """How many workers take connections."""
        return sum(worker.ready for worker in self._workers)

    def start(self) -> None:
        """Start the workers; they are lent nothing until they are ready."""
        for _ in range(self._size):
            self._add()
        self._look()

    def _add(self) -> None:
        if self._closing:
            return
        try:
            self._workers.append(
                ExpressWorker(
                    self, self._store, self.release, self._limits.memory_bytes, self._logged, self._front
                )
            )
        except OSError as error:
            log.warning("the express lane does not start: %s", error)
            self._later()

    def started(self, worker: ExpressWorker) -> None:
        """Tell a worker that has just started what it must know."""
        for kind in self._avoided:
            worker.avoid(kind)

    def count(self, counts: dict[str, Any]) -> None:
        """Pass on what a worker has answered."""
        self._count(counts)

    def lend(self, lender: Lender, connection: int, request: bytes) -> bool:
        """Lend a connection to the worker that has fewest; tell whether one took it."""
        if not self._front.lends(lender.address.decode()):
            return False
        ready = [worker for worker in self._workers if worker.ready and len(worker.loans) < _MOST_LOANS]
        if not ready:
            return False
        return min(ready, key=lambda worker: len(worker.loans)).lend(lender, connection, request)

    def ended(self, worker: ExpressWorker, request: bytes) -> None:
        """Note that a worker is lost, with the request that cost it, if one did."""
        self._workers.remove(worker)
        if self._closing:
            self._check_empty()
            return
        self.lost += 1
        log.info("a process of the express lane was lost%s", " to a query" if request else "")
        asked = read(request) if request else None
        if asked is not None and len(self._avoided) < _MOST_SHAPES:
            self._avoided.add(asked.shape)
            for other in self._workers:
                other.avoid(asked.shape)
        self._later()

    def _later(self) -> None:
        pause, self._pause = self._pause, min(_LONGEST_PAUSE, self._pause * 2)
        name = f"add {self.lost}"
        self._timers[name] = asyncio.get_running_loop().call_later(pause, self._again, name)

    def _again(self, name: str) -> None:
        del self._timers[name]
        self._add()

    def _look(self) -> None:
        for worker in list(self._workers):
            worker.look()
        self._timers["look"] = asyncio.get_running_loop().call_later(_LOOK_SECONDS, self._look)

    def _check_empty(self) -> None:
        if not self._workers:
            self._empty.set()

    def recall(self) -> None:
        """Have all connections returned, each when its request is answered, and the processes end."""
        if not self._closing:
            self._closing = True
            for worker in self._workers:
                worker.call_back()
            self._check_empty()

    async def call_back(self, seconds: float = 5) -> None:
        """Have all connections returned, and end the processes; those that take too long are killed."""
        self.recall()
        try:
            async with asyncio.timeout(seconds):
                await self._empty.wait()
        except TimeoutError:
            log.info("a process of the express lane was ended")
        self.close()

    def close(self) -> None:
        """End all processes at once; what they have not answered is asked again in the usual way."""
        self._closing = True
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        for worker in list(self._workers):
            worker.end()
        self._check_empty()
