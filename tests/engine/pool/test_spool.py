"""Large answers have a bound together, and each client a share of it, until they are sent."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from kg.engine.pool import MEBIBYTE, Answer, Limits, PoolEngine, Spool
from kg.engine.request import Request
from kg.errors import KgError, QueryError, QueryLimitExceeded, UsageError

LARGE = Request("SELECT ?a ?b ?c { ?a ?b ?c . ?d <https://schema.org/knows> ?e } LIMIT 15000")  # 3 MB


def limit_of(error: BaseException | None) -> str:
    assert isinstance(error, QueryLimitExceeded), error
    return error.limit


def test_a_client_has_a_share_and_all_have_a_bound() -> None:
    spool = Spool(400, 100)
    one, two = spool.room("one"), spool.room("one")
    one.grow(60)
    two.grow(40)
    assert spool.held == 100
    with pytest.raises(QueryLimitExceeded) as refused:
        two.grow(1)
    assert limit_of(refused.value) == "spool bytes of one client"
    with pytest.raises(QueryLimitExceeded) as refused:
        spool.room("one")
    assert limit_of(refused.value) == "spool bytes of one client"
    for name in ("two", "three", "four"):
        spool.room(name).grow(100)
    with pytest.raises(QueryLimitExceeded) as refused:
        spool.room("five").grow(1)
    assert limit_of(refused.value) == "spool bytes"
    one.close()
    one.close()
    assert spool.held == 340
    spool.room("one").grow(60)


def test_the_largest_answer_always_has_room() -> None:
    spool = Spool(10, 100)
    spool.room("one").grow(100)
    assert spool.held == 100


@pytest.mark.parametrize("size", [10, MEBIBYTE, MEBIBYTE + 1, 3 * MEBIBYTE])
@pytest.mark.parametrize("taken", [True, False])
def test_an_answer_holds_what_is_in_its_file_until_it_is_closed_or_read(size: int, taken: bool) -> None:
    spool = Spool(16 * MEBIBYTE, 4 * MEBIBYTE)
    answer = Answer(spool.room("one"))
    for start in range(0, size, 1000):
        answer.append(b"x" * min(1000, size - start))
        assert spool.held == (answer.size if answer.file else 0)
    answer.complete()
    assert spool.held == (size if size > MEBIBYTE else 0)
    if taken:
        assert len(b"".join(answer.pieces())) == size
    answer.close()
    assert spool.held == 0


def test_what_finds_no_room_is_refused_and_leaves_nothing(folder: Path) -> None:
    async def check() -> None:
        spool = Spool(12 * MEBIBYTE, 4 * MEBIBYTE)
        engine = await PoolEngine(folder, Limits(seconds=60), 2, spool=spool).start()
        held = [await engine.answer(LARGE, "json", client="one")]
        assert spool.held == held[0].size > 2 * MEBIBYTE
        with pytest.raises(QueryLimitExceeded) as refused:
            await engine.answer(LARGE, "json", client="one")
        assert limit_of(refused.value) == "spool bytes of one client"
        assert spool.held == held[0].size
        held += [await engine.answer(LARGE, "json", client=name) for name in ("two", "three")]
        # A small one is answered whoever holds how much.
        assert b"true" in (await engine.answer(Request("ASK {}"), "json", client="one")).body
        for answer in held:
            answer.close()
        assert spool.held == 0
        (await engine.answer(LARGE, "json", client="one")).close()
        await engine.stop()

    asyncio.run(check())


def test_an_answer_that_is_given_up_leaves_nothing(folder: Path) -> None:
    async def check() -> None:
        spool = Spool(64 * MEBIBYTE, 16 * MEBIBYTE)
        limits = Limits(seconds=60, answer_bytes=2 * MEBIBYTE)
        engine = await PoolEngine(folder, limits, 1, spool=spool).start()
        with pytest.raises(QueryLimitExceeded):
            await engine.answer(LARGE, "json", client="one")
        assert spool.held == 0
        everything = Request("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        engine.limits = Limits(seconds=60)
        task = asyncio.create_task(engine.answer(everything, "json", client="one"))
        while not spool.held and not task.done():
            await asyncio.sleep(0.005)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert spool.held == 0
        await engine.stop()

    asyncio.run(check())


@pytest.mark.parametrize(
    "request_",
    [
        Request("ASK { <x> ?p ?o }", base="http://a b/"),
        Request("ASK {}", base='http://"><script>/sparql'),
        Request("ASK {}", base="http://["),
        Request("ASK {}", default_graphs=("http://[",)),
        Request("ASK {}", named_graphs=("a:b", "http://a b/")),
        Request("ASK {}", prefixes={"x": "a b"}),
    ],
)
def test_what_is_no_iri_is_said_and_costs_no_process(engine: PoolEngine, request_: Request) -> None:
    with pytest.raises(UsageError):
        engine.ask(request_)
    assert not engine.outcomes["workers replaced"]
    assert engine.ask(Request("ASK {}"))


def test_what_a_process_says_in_its_end_is_not_for_the_client(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def check() -> KgError:
        engine = await PoolEngine(folder, Limits(seconds=60), 1).start()
        (worker,) = engine._workers
        worker._stderr.write(b"Traceback: /srv/secret/place\n")
        worker._stderr.flush()
        task = asyncio.create_task(engine.answer(Request("SELECT * { ?a ?b ?c . ?d ?e ?f }"), "json"))
        while not engine.busy:
            await asyncio.sleep(0.005)
        os.kill(worker.pid, signal.SIGTERM)
        with pytest.raises(QueryError) as failed:
            await task
        await engine.stop()
        return failed.value

    error = asyncio.run(check())
    assert "secret" not in str(error)
    assert "SIGTERM" in str(error)
    assert "/srv/secret/place" in caplog.text
