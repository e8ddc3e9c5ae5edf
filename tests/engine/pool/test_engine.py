"""The pool as an engine, and who has its workers when there are too few."""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import signal
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal

from kg.engine import Request
from kg.engine.pool import MEBIBYTE, Limits, PoolEngine
from kg.engine.pool.answer import IN_MEMORY_BYTES
from kg.errors import QueryLimitExceeded, QuerySyntaxError, ReleaseDamaged, UsageError
from tests.patience import PATIENCE

NAME = "<https://schema.org/name>"
NAMES = f"SELECT ?s ?name {{ ?s {NAME} ?name }} ORDER BY ?name"
SLOW = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(4))
FOREVER = Request(f"SELECT (COUNT(*) AS ?n) {{ {SLOW} }}")


def run(work: Coroutine[object, object, None]) -> None:
    asyncio.run(work)


def test_it_answers_as_an_engine_in_this_process_does(unhurried: PoolEngine) -> None:
    found = unhurried.solutions(Request(NAMES), 2)
    assert [row["name"] for row in found] == [Literal("Person number 00000"), Literal("Person number 00001")]
    assert (found.variables, found.cut) == (("s", "name"), True)
    assert not unhurried.solutions(Request(NAMES + " LIMIT 2"), 2).cut
    assert unhurried.ask(Request("ASK { ?s ?p ?o }"))
    assert len(unhurried.graph(Request(f"CONSTRUCT {{ ?s a ?o }} WHERE {{ ?s {NAME} ?o }}"), 5)) == 5
    with pytest.raises(QuerySyntaxError) as caught:
        unhurried.ask(Request("ASK {\n  { ?s ?p ?o"))
    assert (caught.value.line, caught.value.column) == (2, 3)
    with pytest.raises(UsageError):
        list(unhurried.stream(Request("ASK {}"), "turtle"))


def test_a_large_answer_is_kept_in_a_file_until_it_is_read(unhurried: PoolEngine) -> None:
    many = Request(f"SELECT * {{ ?a {NAME} ?x . ?b {NAME} ?y }} LIMIT 12000")
    pieces = list(unhurried.stream(many, "csv"))
    text = b"".join(pieces)
    assert len(text) > IN_MEMORY_BYTES
    assert text.count(b"\r\n") == 12_001


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReleaseDamaged), PoolEngine.running(tmp_path / "none", Limits(), 1):
        pass


def test_a_worker_that_dies_while_it_is_idle_costs_no_query(folder: Path) -> None:
    async def check() -> None:
        engine = await PoolEngine(folder, Limits(), 1).start()
        (worker,) = engine._workers
        os.kill(worker.pid, signal.SIGKILL)
        worker._sandbox.end(PATIENCE)
        answer = await engine.answer(Request("ASK {}"), "json")
        assert b"true" in answer.body
        assert engine.outcomes == {"workers replaced": 1, "answered": 1}
        await engine.stop()

    run(check())


def test_an_asker_who_waits_less_is_not_kept_waiting(folder: Path) -> None:
    """The limit of a request holds where it is below that of the service, and only there."""

    async def check() -> None:
        engine = await PoolEngine(folder, Limits(seconds=PATIENCE), 1).start()
        with pytest.raises(QueryLimitExceeded) as caught:
            await engine.answer(replace(FOREVER, seconds=0.2), "json")
        assert (caught.value.limit, caught.value.value) == ("seconds", 0.2)
        assert b"true" in (await engine.answer(Request("ASK {}"), "json")).body
        await engine.stop()
        engine = await PoolEngine(folder, Limits(seconds=0.3), 1).start()
        with pytest.raises(QueryLimitExceeded) as caught:
            await engine.answer(replace(FOREVER, seconds=PATIENCE), "json")
        assert caught.value.value == 0.3
        await engine.stop()

    run(check())


def test_all_workers_come_back_after_they_were_killed(folder: Path) -> None:
    async def check() -> None:
        engine = await PoolEngine(folder, Limits(seconds=0.3), 2).start()
        lost = await asyncio.gather(
            *(engine.answer(FOREVER, "json") for _ in range(4)), return_exceptions=True
        )
        assert {getattr(error, "limit", None) for error in lost} <= {"seconds", "seconds in the queue"}
        assert engine.well  # those that were lost are being replaced
        while engine.alive < 2:
            await asyncio.sleep(0.01)
        answered = b""
        while b"true" not in answered:  # on a busy machine even this may take longer than the limit
            with suppress(QueryLimitExceeded):
                answered = (await engine.answer(Request("ASK {}"), "json")).body
        await engine.stop()
        assert engine.alive == 0

    run(check())


def test_a_client_with_slow_queries_leaves_a_worker_to_others(folder: Path) -> None:
    async def check() -> None:
        engine = await PoolEngine(folder, Limits(seconds=PATIENCE), 2).start()
        while engine.alive < 2:
            await asyncio.sleep(0.01)
        slow = [asyncio.create_task(engine.answer(FOREVER, "json", client="slow")) for _ in range(8)]
        while not engine.busy:
            await asyncio.sleep(0.01)
        for _ in range(20):  # with no wait for the slow ones
            await engine.answer(Request("ASK {}"), "json", client="quick")
        assert not any(task.done() for task in slow)
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        assert (engine.busy, engine.waiting) == (0, 0)
        await engine.stop()

    run(check())


@pytest.mark.parametrize(
    ("limits", "limit"),
    [
        (Limits(seconds=PATIENCE, queue=1), "queue"),
        (Limits(seconds=PATIENCE, per_client=2), "queries of one client"),
        (Limits(seconds=0.3), "seconds in the queue"),
    ],
)
def test_the_line_has_an_end(folder: Path, limits: Limits, limit: str) -> None:
    async def check() -> None:
        engine = await PoolEngine(folder, Limits(seconds=60), 1).start()
        engine._queue._limits = limits
        tasks = [asyncio.create_task(engine.answer(FOREVER, "json", client="one")) for _ in range(3)]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        refused = done.pop().exception()
        assert isinstance(refused, QueryLimitExceeded)
        assert refused.limit == limit
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await engine.stop()

    run(check())


def test_a_query_that_nobody_waits_for_is_stopped(folder: Path) -> None:
    async def check() -> None:
        engine = await PoolEngine(folder, Limits(seconds=PATIENCE, memory_bytes=1024 * MEBIBYTE), 1).start()
        task = asyncio.create_task(engine.answer(FOREVER, "json"))
        while not engine.busy:
            await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert b"true" in (await engine.answer(Request("ASK {}"), "json")).body
        assert engine.outcomes["abandoned"] == 1
        await engine.stop()

    run(check())


def test_a_thread_that_waits_can_be_told_to_give_up(folder: Path) -> None:
    async def check() -> None:
        engine = await PoolEngine(folder, Limits(seconds=PATIENCE, memory_bytes=1024 * MEBIBYTE), 1).start()
        own = engine.on_behalf_of("one")
        thread = asyncio.create_task(asyncio.to_thread(own.solutions, FOREVER))
        while not engine.busy:
            await asyncio.sleep(0.01)
        own.abandon()
        with pytest.raises((asyncio.CancelledError, concurrent.futures.CancelledError)):
            await thread
        assert await asyncio.to_thread(own.ask, Request("ASK {}"))
        assert engine.outcomes["abandoned"] == 1
        await engine.stop()

    run(check())
