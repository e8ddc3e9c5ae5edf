"""From a query to a response: evaluated whole by one thread, kept aside, then sent.

The answer is written to memory, and past a megabyte to a temporary file, before its first byte is
sent. So the status is always true, a failure can't hide behind a 200, and a client that reads slowly
holds neither the store nor a thread.
"""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import logging
import re
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from typing import Any, Final, TypeVar

import anyio
import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg import __version__
from kg.engine.pool import Answer
from kg.errors import QueryLimitExceeded, ReleaseError
from kg.web.current import Edition
from kg.web.kept import keep
from kg.web.links import origin
from kg.web.problems import Problem, RequestRefused

Result = TypeVar("Result")

log: Final = logging.getLogger("kg.web")

STALL_SECONDS: Final = 60
WATCH_AFTER_SECONDS: Final = 1

_UNSTABLE: Final = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


class Workers:
    """The threads in which queries run: at most `threads` at once, with at most `waiting` in the queue.

    Queries of strangers and those that we wrote ourselves have as many threads each, so that pages
    and canned queries answer while the endpoint is busy.
    `answer_bytes` bounds the size of one answer, `spool_bytes` all large ones that are not sent yet, and
    `seconds` the time that an answer may take to write its rows where the engine itself has no limit.
    """

    def __init__(
        self,
        threads: int = 8,
        waiting: int = 128,
        answer_bytes: int = 4 * 1024**3,
        seconds: float = 300,
        spool_bytes: int = 16 * 1024**3,
    ) -> None:
        self._own, self._strangers = anyio.CapacityLimiter(threads), anyio.CapacityLimiter(threads)
        self._waiting = waiting
        self.answer_bytes = answer_bytes
        self.seconds = seconds
        self.spool_bytes, self.spooled = spool_bytes, 0

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

    async def spool(self, pieces: Callable[[], Iterator[bytes]], *, stranger: bool = False) -> Answer:
        """Run a query in a thread and return its whole answer.

        Raises:
            QueryError: the query is wrong or failed.
            QueryLimitExceeded: the answer is larger, or took longer, than allowed.
        """
        return await self.run(lambda: self._spool(pieces), stranger=stranger)

    def _spool(self, pieces: Callable[[], Iterator[bytes]]) -> Answer:
        deadline = time.monotonic() + self.seconds
        found = Answer()
        try:
            for piece in pieces():
                found.append(piece)
                self._check(found.size, deadline)
        except BaseException:
            found.close()
            raise
        return found.complete()

    def _check(self, size: int, deadline: float) -> None:
        if size > self.answer_bytes:
            reason = f"the answer is larger than {self.answer_bytes:,} bytes; ask for less of it with LIMIT"
            raise QueryLimitExceeded("answer bytes", self.answer_bytes, reason)
        if time.monotonic() > deadline:
            raise QueryLimitExceeded("seconds", self.seconds, f"the answer took more than {self.seconds:g} s")

    def response(self, found: Answer, content_type: str, headers: Mapping[str, str]) -> Response:
        """Return the response that sends an answer.

        Raises:
            QueryLimitExceeded: too many large answers are being sent already.
        """
        if found.file is None:
            response = Response(found.body, headers=dict(headers))
            response.headers["content-type"] = content_type
            return response
        if self.spooled + found.size > self.spool_bytes:
            found.close()
            reason = "too many large answers are being sent already; ask again in a moment"
            raise QueryLimitExceeded("spool bytes", self.spool_bytes, reason)
        return SpooledResponse(found, content_type, headers, self)


class SpooledResponse(Response):
    """Sends a large answer from its file, with its length; a client that takes nothing is left."""

    def __init__(
        self, found: Answer, content_type: str, headers: Mapping[str, str], workers: Workers
    ) -> None:
        self._found, self._workers = found, workers
        self.status_code = 200
        self.background = None
        self.body = b""
        self.init_headers({**headers, "content-type": content_type, "content-length": str(found.size)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # ASGI
        """Send the headers and, unless only they were asked for, the file."""
        self._workers.spooled += self._found.size
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            if scope["method"] != "HEAD":
                # Reading a file that was written a moment ago comes from the page cache.
                for chunk in self._found.pieces():
                    with anyio.fail_after(STALL_SECONDS):
                        await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            log.info("a client took nothing of its answer for %g s and was left", STALL_SECONDS)
            raise ClientDisconnect from None
        finally:
            self._workers.spooled -= self._found.size
            self._found.close()


async def unless_gone(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """Do `work`, and cancel it when the client hangs up; from a second on, as ending a query has its price.

    Raises:
        ClientDisconnect: the client is gone.
    """
    task = asyncio.current_task()
    assert task is not None
    watch: asyncio.Task[None] | None = None
    gone = False

    async def leave() -> None:
        nonlocal gone
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone = True
        task.cancel()

    def begin() -> None:
        nonlocal watch
        watch = asyncio.ensure_future(leave())

    timer = asyncio.get_running_loop().call_later(WATCH_AFTER_SECONDS, begin)
    try:
        return await work
    except asyncio.CancelledError:
        if gone and task.uncancel() == 0:
            raise ClientDisconnect from None
        raise
    finally:
        timer.cancel()
        if watch is not None:
            watch.cancel()


def client_of(request: Request) -> str:
    """Return the address that a request came from, for the limits that each client has.

    Of IPv6 the first 64 bits count, as one subscriber has all that follow.
    """
    host = request.client.host if request.client else ""
    if ":" in host and "." not in host:
        try:
            return str(ipaddress.ip_network((host.partition("%")[0], 64), strict=False))
        except ValueError:
            return host
    return host or "unknown"


def stable(query: str) -> bool:
    """Tell whether a query gives the same answer again; one that asks for the time or chance does not."""
    return _UNSTABLE.search(query) is None


def etag(edition: Edition, *parts: object) -> str:
    """Return the entity tag of an answer that depends on the release, this software and `parts` only."""
    return entity_tag(edition.id, *parts)


def entity_tag(release: str, *parts: object) -> str:
    """Return the entity tag of an answer from `release`, as `etag` does.

    It is a weak one, as it is the same for an answer that is sent compressed.
    """
    digest = hashlib.sha256("\x00".join(map(str, (release, __version__, *parts))).encode()).hexdigest()
    return f'W/"{digest[:24]}"'


def fresh(request: Request, tag: str) -> bool:
    """Tell whether the client's copy is still good (RFC 9110, section 13.1.2, weak comparison)."""
    header = request.headers.get("if-none-match")
    if header is None:
        return False
    tags = [entry.strip().removeprefix("W/") for entry in header.split(",")]
    return "*" in tags or tag.removeprefix("W/") in tags


def caching(tag: str | None, *vary: str) -> dict[str, str]:
    """Return the headers that let a client keep an answer and ask whether it is still good.

    Without a tag the answer must not be kept. A new release may come at any time, so a copy is
    always to be checked (`no-cache`), which costs no query.
    """
    headers: dict[str, str] = {"vary": ", ".join(vary)} if vary else {}
    if tag is None:
        return {**headers, "cache-control": "no-store"}
    return {**headers, "etag": tag, "cache-control": "public, no-cache"}


def not_modified(headers: Mapping[str, str]) -> Response:
    """Return 304 with the headers that the full answer would have had."""
    return Response(status_code=304, headers=dict(headers))


def edition_of(request: Request) -> Edition:
    """Return the edition that this request is answered from.

    Raises:
        ReleaseError: nothing is published, or it cannot be opened.
    """
    state = request.scope["state"]
    unpublished: ReleaseError | None = state.get("unpublished")
    if unpublished is not None:
        raise unpublished
    edition: Edition = state["edition"]
    return edition


def workers_of(request: Request) -> Workers:
    """Return the threads of this service."""
    workers: Workers = request.app.state.workers
    return workers


async def answered(
    request: Request, work: Callable[[], Response], *parts: object, vary: str = "Accept", kept: bool = True
) -> Response:
    """Answer with what `work` gives in a worker thread, unless the client's copy is still good.

    `parts` are what the answer depends on beside the release, the address asked for and this host. An
    answer that depends on more than the release and the address must not be `kept` for others.
    """
    edition = edition_of(request)
    tag = etag(
        edition, request.scope["query_string"], origin(request), request.scope.get("root_path", ""), *parts
    )
    headers = caching(tag, vary)
    if fresh(request, tag):
        return not_modified(headers)
    response = await workers_of(request).run(work)
    if response.status_code == 200:
        response.headers.update(headers)
        if kept:
            keep(request)
    elif "cache-control" not in response.headers:
        response.headers["cache-control"] = "public, no-cache"
    return response
