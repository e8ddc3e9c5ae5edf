"""An engine whose queries run in worker processes, where they can be stopped."""

from __future__ import annotations

import asyncio
import copy
import logging
import threading
import time
from collections import Counter
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import orjson
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from kg.engine.pool.answer import Answer
from kg.engine.pool.fair_queue import FairQueue
from kg.engine.pool.limits import USUAL_WORKERS, Limits, refuse_oversized
from kg.engine.pool.spool import Spool
from kg.engine.pool.worker import Worker, outcome
from kg.engine.query_text import QueryForm
from kg.engine.request import Request, Solutions
from kg.engine.sidecars import Sidecars
from kg.errors import KgError

log: Final = logging.getLogger("kg.engine")

Result = TypeVar("Result")
_PAUSE_SECONDS: Final = 0.5
_WELL_SECONDS: Final = 30


class PoolEngine:
    """An `Engine` over a store whose queries run in processes of their own, one at a time in each.

    A query that takes too long, fills the memory or crashes loses its process and nothing else; a new
    process takes its place. A client has at most all but one of the `workers`, so that the others are
    answered however slow its queries are. `outcomes` counts what became of the queries; `sidecars` are the
    files that say more of the store, `spool` large answers.

    It belongs to the event loop that started it: `answer` is for that loop, the rest for other threads.
    """

    def __init__(
        self,
        store: Path,
        limits: Limits,
        workers: int = USUAL_WORKERS,
        outcomes: Counter[str] | None = None,
        sidecars: Sidecars | None = None,
        spool: Spool | None = None,
    ) -> None:
        self._spool, self._sidecars = spool, sidecars or Sidecars()
        self._store, self.limits, self.size = store.resolve(), limits, workers
        self.outcomes: Counter[str] = Counter() if outcomes is None else outcomes
        self._client = ""
        self._queue = FairQueue(limits, max(1, workers - 1))
        self._workers: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing = threading.Event()
        self._asking: Future[Any] | None = None
        self._lock = threading.Lock()  # a query may run before the thread that asks it knows its future

    async def start(self) -> PoolEngine:
        """Start the workers and wait until the first is ready.

        Raises:
            ReleaseDamaged: the store cannot be opened.
            QueryError: no worker starts.
        """
        self._loop = asyncio.get_running_loop()
        first = await Worker.start(self._store, self.limits, self._sidecars)
        self._workers.add(first)
        self._queue.join(first)
        if not first.confined["network"]:
            log.warning(
                "this system does not let a process give up the network; SERVICE is refused by the text of "
                "queries alone"
            )
        if not first.confined["memory"]:
            log.warning("this system does not bound the memory of a process; a query may fill it")
        for _ in range(self.size - 1):
            self._replace()
        return self

    @classmethod
    @contextmanager
    def running(cls, store: Path, limits: Limits, workers: int = USUAL_WORKERS) -> Iterator[PoolEngine]:
        """Yield an engine for code without an event loop; one runs in a thread while the block does.

        Raises:
            ReleaseDamaged: the store cannot be opened.
            QueryError: no worker starts.
        """
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, daemon=True, name="pool")
        thread.start()
        engine = cls(store, limits, workers)
        try:
            asyncio.run_coroutine_threadsafe(engine.start(), loop).result()
            yield engine
        finally:
            asyncio.run_coroutine_threadsafe(engine.stop(), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()

    def on_behalf_of(self, client: str) -> PoolEngine:
        """Return this engine with its `Engine` methods asking for `client`."""
        view = copy.copy(self)
        view._client, view._lock = client, threading.Lock()  # noqa: SLF001  # of the same class
        return view

    @property
    def alive(self) -> int:
        """How many workers are ready or at work."""
        return len(self._workers)

    @property
    def well(self) -> bool:
        """Tell whether there are workers, or were a moment ago: those that queries cost are replaced."""
        now = time.monotonic()
        if self._workers:
            self._seen_alive = now
        return now - self._seen_alive < _WELL_SECONDS

    @property
    def busy(self) -> int:
        """How many queries are running."""
        return self._queue.running

    @property
    def waiting(self) -> int:
        """How many queries wait for a worker."""
        return self._queue.waiting

    def close(self) -> None:
        """End all workers at once. Only in the thread of the event loop."""
        self._closing.set()
        for task in self._tasks:
            task.cancel()
        for worker in self._workers:
            worker.close()
        self._workers.clear()

    async def stop(self) -> None:
        """End all workers, and wait for those that are just starting."""
        self.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def answer(
        self, request: Request, format_name: str, *, client: str = "", lines: int | None = None
    ) -> Answer:
        """Return the whole serialised answer of a query of `client`.

        With `lines` the answer ends after so many lines, where the format has a row a line.
        Cancelling the call stops the query.

        Raises:
            KgError: as said in `Engine`; with QueryLimitExceeded also where the queue is full.
        """
        refuse_oversized(request.text, self.limits)
        if request.form.is_graph:
            request.graph_format(format_name)
        else:
            request.result_format(format_name)
        asked = orjson.dumps(
            {
                "text": request.text,
                "default": request.default_graphs,
                "named": request.named_graphs,
                "prefixes": dict(request.prefixes),
                "base": request.base,
                "format": format_name,
                "lines": lines,
                "bytes": self.limits.answer_bytes,
            }
        )
        try:
            found = await self._asked(asked, client, request.seconds)
        except KgError as error:
            self.outcomes[outcome(error)] += 1
            raise
        except asyncio.CancelledError:
            self.outcomes["abandoned"] += 1
            raise
        self.outcomes["answered"] += 1
        return found

    async def _asked(self, asked: bytes, client: str, seconds: float | None) -> Answer:
        room = None if self._spool is None else self._spool.room(client)
        worker = await self._queue.take(client)
        while not worker.is_alive():  # it died while it was idle, which costs nobody a query
            self._discard(worker)
            self._queue.leave(client)
            worker = await self._queue.take(client)
        begun = time.monotonic()
        try:
            return await worker.answer(asked, room, seconds)
        finally:
            self._give_back(worker, client, time.monotonic() - begun)

    def _give_back(self, worker: Worker, client: str, seconds: float) -> None:
        if worker.is_alive():
            self._queue.join(worker)
        else:
            self._discard(worker)
        self._queue.leave(client, seconds)

    def _discard(self, worker: Worker) -> None:
        self._workers.discard(worker)
        self._seen_alive = time.monotonic()
        worker.close()
        if not self._closing.is_set():
            self.outcomes["workers replaced"] += 1
            self._replace()

    def _replace(self) -> None:
        task = asyncio.get_running_loop().create_task(self._recruit())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _recruit(self) -> None:
        """Start a worker, again and again until it starts: a full process table may empty itself."""
        pause = _PAUSE_SECONDS
        while not self._closing.is_set():
            try:
                worker = await Worker.start(self._store, self.limits, self._sidecars)
            except (KgError, OSError, TimeoutError) as error:
                log.warning("a worker did not start, next try in %g s: %s", pause, error)
                await asyncio.sleep(pause)
                pause = min(30, pause * 2)
                continue
            if self._closing.is_set():
                worker.close()
                return
            self._workers.add(worker)
            self._queue.join(worker)
            return

    def _wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        assert self._loop is not None, "the engine has not been started"
        with self._lock:
            self._asking = asking = asyncio.run_coroutine_threadsafe(work, self._loop)
        return asking.result()

    def abandon(self) -> None:
        """Stop the query that a thread is asking by this object; it gets a CancelledError."""
        with self._lock:
            if self._asking is not None:
                self._asking.cancel()

    def stream(self, request: Request, format_name: str) -> Iterator[bytes]:
        """Return the serialised answer, in pieces; all of it is there when the call returns."""
        return self._wait(self.answer(request, format_name, client=self._client)).pieces()

    def solutions(self, request: Request, limit: int | None = None) -> Solutions:
        """Return the first `limit` rows, or all, of a SELECT."""
        request.expect(QueryForm.SELECT)
        # TSV has the terms as Turtle writes them, a row a line; one row more tells whether it was cut.
        found = self._text(request, "tsv", None if limit is None else limit + 2)
        result = parse_query_results(found, QueryResultsFormat.TSV)
        assert isinstance(result, QuerySolutions)
        rows = [tuple(row) for row in result]
        variables = tuple(variable.value for variable in result.variables)
        return Solutions(variables, rows[:limit], cut=limit is not None and len(rows) > limit)

    def ask(self, request: Request) -> bool:
        """Return the answer of an ASK."""
        request.expect(QueryForm.ASK)
        result = parse_query_results(self._text(request, "json", None), QueryResultsFormat.JSON)
        assert isinstance(result, QueryBoolean)
        return bool(result)

    def graph(self, request: Request, limit: int | None = None) -> list[Triple]:
        """Return the first `limit` triples, or all, of a CONSTRUCT or DESCRIBE."""
        request.expect(QueryForm.CONSTRUCT, QueryForm.DESCRIBE)
        found = parse(self._text(request, "ntriples", limit), RdfFormat.N_TRIPLES, lenient=True)
        return [quad.triple for quad in found]

    def _text(self, request: Request, format_name: str, lines: int | None) -> bytes:
        work = self.answer(request, format_name, client=self._client, lines=lines)
        text = b"".join(self._wait(work).pieces())
        if lines is None:
            return text
        return b"".join(text.splitlines(keepends=True)[:lines]) if text.count(b"\n") >= lines else text
