"""Who comes first, and who has to leave a worker to others."""

from __future__ import annotations

import asyncio
from typing import cast

from kg.engine.pool.fair_queue import FairQueue, Usage
from kg.engine.pool.limits import Limits
from kg.engine.pool.worker import Worker


def test_use_is_forgotten_with_time() -> None:
    now = 0.0
    usage = Usage(lambda: now)
    usage.add("a", 8)
    usage.add("b", 0.01)
    assert (usage.of("a"), usage.of("b"), usage.of("c")) == (8, 0, 0)
    assert usage.is_heavy("a")
    now = 30.0
    assert usage.of("a") == 4
    now = 300.0
    assert not usage.is_heavy("a")


def test_the_number_of_clients_that_are_remembered_has_an_end() -> None:
    usage = Usage()
    for number in range(25_000):
        usage.add(str(number), 1)
    assert len(usage._used) <= 10_000


def test_those_who_used_much_leave_a_worker_to_the_rest() -> None:
    async def check() -> None:
        line = FairQueue(Limits(), 2)
        for client in ("slow", "slower", "slowest"):
            line._present[client] = line._running[client] = 1
            line.leave(client, 10)
        workers = [cast("Worker", object()) for _ in range(3)]
        for worker in workers:
            line.join(worker)
        held = [await line.take("slow"), await line.take("slower")]
        waiting = asyncio.create_task(line.take("slowest"))
        await asyncio.sleep(0)
        assert not waiting.done()  # though a worker is idle
        held.append(await line.take("quick"))
        assert set(held) == set(workers)
        late = asyncio.create_task(line.take("quick"))
        await asyncio.sleep(0)
        line.leave("slow", 5)
        line.join(held[0])
        assert await late is held[0]  # before the one that waits longer
        line.leave("quick")
        line.join(held[0])
        assert await waiting is held[0]

    asyncio.run(check())
