"""The threads in which queries run, and the sending of answers that are large."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import BinaryIO, Final, TypeVar, cast

import anyio
import anyio.to_thread
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.engine import Pieces
from kg.engine.pool import Answer, Limits, Spool, refuse_oversized
from kg.engine.pool.spool import Room
from kg.errors import QueryLimitExceeded
from kg.web.http.problems import Problem, RequestRefused

Result = TypeVar("Result")

log: Final = logging.getLogger("kg.web")

STALL_SECONDS: Final = 60


class Workers:
    """The threads in which queries run: at most `threads` at once, with at most `waiting` in the queue.

    Queries of strangers and those that we wrote ourselves have as many threads each, so that pages
    and canned queries answer while the endpoint is busy.
    `answer_bytes` bounds the size of one answer, `spool` all large ones that are not sent yet, and
    `seconds` the time that an answer may take to write its rows where the engine itself has no limit.
    With `limits` strangers' queries are held to those of the text and of one client.
    """

    def __init__(
        self,
        threads: int = 8,
        waiting: int = 128,
        answer_bytes: int = 4 * 1024**3,
        seconds: float = 300,
        spool: Spool | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._own, self._strangers = anyio.CapacityLimiter(threads), anyio.CapacityLimiter(threads)
        self._waiting = waiting
        self.answer_bytes = answer_bytes
        self.seconds = seconds
        self.held = spool or Spool(4 * answer_bytes, answer_bytes)
        self._limits = limits
        self._present: Counter[str] = Counter()

    async def run(self, work: Callable[[], Result], *, stranger: bool = False) -> Result:
        """Run `work` in a thread.

        Raises:
            RequestRefused: 503, as too many requests wait already.
        """
        limiter = self._strangers if stranger else self._own
        if limiter.available_tokens < 1 and limiter.statistics().tasks_waiting >= self._waiting:
            detail = "Too many queries wait already; ask again in a moment."
            raise RequestRefused(
                Problem("busy", "The server is busy", 503, detail, headers={"Retry-After": "2"})
            )
        return await anyio.to_thread.run_sync(work, limiter=limiter)

    def check(self, query: str) -> None:
        """Refuse a stranger's query that passes the limits of its text.

        Raises:
            QueryLimitExceeded: it is too long or too deep.
        """
        if self._limits is not None:
            refuse_oversized(query, self._limits)

    @contextmanager
    def admitted(self, client: str) -> Iterator[None]:
        """Let a stranger's query in while the block runs: until its answer is sent.

        Raises:
            QueryLimitExceeded: it is one too many of this client.
        """
        limits = self._limits
        if limits is not None and self._present[client] >= limits.per_client:
            reason = f"{limits.per_client} queries of yours are being answered already; take their answers"
            raise QueryLimitExceeded("queries of one client", limits.per_client, reason)
        self._present[client] += 1
        try:
            yield
        finally:
            self._present[client] -= 1
            if not self._present[client]:
                del self._present[client]

    async def spool(
        self, pieces: Callable[[], Iterator[bytes]], *, client: str, stranger: bool = False
    ) -> Answer:
        """Run a query of `client` in a thread and return its whole answer.

        Raises:
            QueryError: the query is wrong or failed.
            QueryLimitExceeded: the answer is larger, or took longer, than allowed, or finds no room.
        """
        room = self.held.room(client)
        return await self.run(lambda: self._spool(pieces, room), stranger=stranger)

    async def spool_written(self, write: Callable[[BinaryIO], None], *, client: str) -> Answer:
        """Run `write` in a thread, and return what it writes, as `spool` does."""
        room = self.held.room(client)

        def pieces(found: Answer, deadline: float) -> None:
            write(cast("BinaryIO", _Sink(found, lambda: self._check(found.size, deadline))))

        return await self.run(lambda: self._fill(pieces, room))

    def _fill(self, fill: Callable[[Answer, float], None], room: Room) -> Answer:
        found = Answer(room)
        try:
            fill(found, time.monotonic() + self.seconds)
        except BaseException:
            found.close()
            raise
        return found.complete()

    def _spool(self, pieces: Callable[[], Iterator[bytes]], room: Room) -> Answer:
        def fill(found: Answer, deadline: float) -> None:
            parts = pieces()
            for piece in parts:
                found.append(piece)
                self._check(found.size, deadline)
            found.cut = parts.cut if isinstance(parts, Pieces) else None

        return self._fill(fill, room)

    def _check(self, size: int, deadline: float) -> None:
        if size > self.answer_bytes:
            reason = f"the answer is larger than {self.answer_bytes:,} bytes; ask for less of it with LIMIT"
            raise QueryLimitExceeded("answer bytes", self.answer_bytes, reason)
        if time.monotonic() > deadline:
            raise QueryLimitExceeded("seconds", self.seconds, f"the answer took more than {self.seconds:g} s")

    def response(
        self,
        found: Answer,
        content_type: str,
        headers: Mapping[str, str],
        until_sent: ExitStack | None = None,
    ) -> Response:
        """Return the response that sends an answer, and leaves `until_sent` when it is sent or given up."""
        if found.cut is not None:
            headers = {**headers, "kg-cut": str(found.cut)}
        return AnswerResponse(found, content_type, headers, until_sent or ExitStack())


class _Sink:
    """A file to write to: the answer, which is looked at after each part."""

    def __init__(self, answer: Answer, check: Callable[[], None]) -> None:
        self._answer, self._check = answer, check

    def write(self, data: bytes) -> int:
        self._answer.append(data)
        self._check()
        return len(data)

    def writelines(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Do nothing: the answer is sent when all of it is there."""


class AnswerResponse(Response):
    """Sends an answer, from its file where it is large; a client that takes nothing is left."""

    def __init__(
        self, found: Answer, content_type: str, headers: Mapping[str, str], until_sent: ExitStack
    ) -> None:
        super().__init__(found.body, headers=dict(headers))
        self.headers["content-type"] = content_type
        self.headers["content-length"] = str(found.size)
        self._found, self._until_sent = found, until_sent

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the headers and, unless only they were asked for, the answer."""
        with self._until_sent:
            try:
                if self._found.file is None:
                    await super().__call__(scope, receive, send)
                    return
                await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
                if scope["method"] != "HEAD":
                    await self._send_file(receive, send)
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            except TimeoutError:
                log.info("a client took nothing of its answer for %g s and was left", STALL_SECONDS)
                raise ClientDisconnect from None
            finally:
                self._found.close()

    async def _send_file(self, receive: Receive, send: Send) -> None:
        """Send the file piece by piece, as long as there is somebody to take them."""
        gone = asyncio.ensure_future(_hung_up(receive))
        try:
            # Reading a file that was written a moment ago comes from the page cache.
            for chunk in self._found.pieces():
                if gone.done():
                    raise ClientDisconnect
                with anyio.fail_after(STALL_SECONDS):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
        finally:
            gone.cancel()


async def _hung_up(receive: Receive) -> None:
    """Wait until the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
