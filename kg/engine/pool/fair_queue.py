"""The queue in which queries wait for a worker: fair between clients, and with an end."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterable
from typing import Final

from kg.engine.pool.limits import Limits
from kg.engine.pool.worker import Worker
from kg.errors import QueryLimitExceeded

_HALF_SECONDS: Final = 30
_HEAVY_SECONDS: Final = 2
_NOTABLE_SECONDS: Final = 0.05
_MOST_CLIENTS: Final = 10_000


class Usage:
    """The seconds that each client lately had a worker: what it used counts half after half a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._used: dict[str, tuple[float, float]] = {}

    def of(self, client: str) -> float:
        """Return the seconds that `client` used."""
        seconds, when = self._used.get(client, (0.0, 0.0))
        return seconds * 0.5 ** ((self._clock() - when) / _HALF_SECONDS) if seconds else 0.0

    def is_heavy(self, client: str) -> bool:
        """Tell whether a client used so much that it has to leave a worker to those who did not."""
        return bool(client) and self.of(client) > _HEAVY_SECONDS

    def add(self, client: str, seconds: float) -> None:
        """Note what one query used; a quick one counts nothing."""
        if not client or seconds < _NOTABLE_SECONDS:
            return
        if len(self._used) >= _MOST_CLIENTS:
            least = sorted(self._used, key=self.of)[: _MOST_CLIENTS // 2]
            for name in least:
                del self._used[name]
        self._used[client] = (self.of(client) + seconds, self._clock())


class FairQueue:
    """Gives idle workers to waiting queries, the clients taking turns.

    No client has more than `most_each` workers at once, nor have all those together who lately used
    much of the workers' time: so one is left for others, however slow some clients' queries are. Who
    used least comes first. A client is any name; the empty one stands for the service itself and has no
    limit of its own. For the thread of one event loop.
    """

    def __init__(self, limits: Limits, most_each: int) -> None:
        self._limits, self._most_each = limits, most_each
        self._idle: list[Worker] = []
        self._waiting: OrderedDict[str, deque[asyncio.Future[Worker]]] = OrderedDict()
        self._running: Counter[str] = Counter()
        self._present: Counter[str] = Counter()
        self._used = Usage()
        self.waiting = 0

    @property
    def running(self) -> int:
        """How many queries have a worker."""
        return self._running.total()

    @property
    def idle(self) -> Iterable[Worker]:
        """The workers that have nothing to do."""
        return self._idle

    async def take(self, client: str) -> Worker:
        """Return a worker for `client`, now or when its turn comes; it is given back with `leave`.

        Raises:
            QueryLimitExceeded: with the limit `queries of one client`, `queue` (its end is reached) or
                `seconds in the queue`.
        """
        limits = self._limits
        if client and self._present[client] >= limits.per_client:
            reason = f"{limits.per_client} queries of yours are being answered already; wait for one of them"
            raise QueryLimitExceeded("queries of one client", limits.per_client, reason)
        if self._idle and not self._waiting and self._may_run(client):
            self._present[client] += 1
            self._running[client] += 1
            return self._idle.pop()
        if self.waiting >= limits.queue:
            reason = f"{limits.queue} queries wait already; ask again in a moment"
            raise QueryLimitExceeded("queue", limits.queue, reason)
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(place)
        self._present[client] += 1
        self.waiting += 1
        self._serve()
        try:
            async with asyncio.timeout(limits.waiting_seconds):
                return await place
        except BaseException as error:
            if place.done() and not place.cancelled():  # it was given a worker in the same moment
                self._running[client] -= 1
                self.join(place.result())
            else:
                self._withdraw(client, place)
            self._depart(client)
            if isinstance(error, TimeoutError):
                reason = f"no worker was free for {limits.waiting_seconds:g} s; ask again in a moment"
                raise QueryLimitExceeded("seconds in the queue", limits.waiting_seconds, reason) from error
            raise

    def leave(self, client: str, seconds: float = 0) -> None:
        """Note that a query of `client` has ended after so many seconds with a worker."""
        self._running[client] -= 1
        self._used.add(client, seconds)
        self._depart(client)
        if self._waiting:
            self._serve()

    def join(self, worker: Worker) -> None:
        """Take up an idle worker."""
        self._idle.append(worker)
        if self._waiting:
            self._serve()

    def drop(self, worker: Worker) -> None:
        """Forget an idle worker that has died."""
        if worker in self._idle:
            self._idle.remove(worker)

    def _may_run(self, client: str) -> bool:
        if not client:
            return True
        if self._used.is_heavy(client):
            heavy = sum(count for name, count in self._running.items() if self._used.is_heavy(name))
            return heavy < self._most_each
        return self._running[client] < self._most_each

    def _serve(self) -> None:
        for client in sorted(self._waiting, key=self._used.of):  # equal ones keep their turns
            if not self._idle:
                return
            if not self._may_run(client):
                continue
            places = self._waiting[client]
            while places:
                place = places.popleft()
                self.waiting -= 1
                if not place.done():
                    self._running[client] += 1
                    place.set_result(self._idle.pop())
                    break
            if places:
                self._waiting.move_to_end(client)  # its next query waits for the others' turn
            else:
                del self._waiting[client]

    def _withdraw(self, client: str, place: asyncio.Future[Worker]) -> None:
        places = self._waiting.get(client)
        if places and place in places:
            places.remove(place)
            self.waiting -= 1
            if not places:
                del self._waiting[client]

    def _depart(self, client: str) -> None:
        self._present[client] -= 1
        for counted in (self._present, self._running):
            if counted[client] <= 0:
                del counted[client]
