"""From a query to a response: evaluated whole by one thread, kept aside, then sent.

The answer is written to memory, and past a megabyte to a temporary file, before its first byte is
sent. So the status is always true, a failure can't hide behind a 200, and a client that reads slowly
holds neither the store nor a thread.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Final, TypeVar

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg import __version__
from kg.errors import QueryLimitExceeded, ReleaseError
from kg.web.current import Edition
from kg.web.links import origin
from kg.web.problems import Problem, RequestRefused

Result = TypeVar("Result")

IN_MEMORY_BYTES: Final = 1_048_576
CHUNK_BYTES: Final = 65_536

_UNSTABLE: Final = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


class Workers:
    """The threads in which queries run: at most `threads` at once, with at most `waiting` in the queue.

    Queries of strangers and those that we wrote ourselves have as many threads each, so that pages
    and canned queries answer while the endpoint is busy.
    `answer_bytes` bounds the size of one answer and `seconds` the time it may take to write its rows.
    """

    def __init__(
        self,
        threads: int = 8,
        waiting: int = 128,
        answer_bytes: int = 4 * 1024**3,
        seconds: float = 300,
    ) -> None:
        self._own, self._strangers = anyio.CapacityLimiter(threads), anyio.CapacityLimiter(threads)
        self._waiting = waiting
        self.answer_bytes = answer_bytes
        self.seconds = seconds

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

    async def spool(self, pieces: Callable[[], Iterator[bytes]], *, stranger: bool = False) -> IO[bytes]:
        """Run a query in a thread and return its whole answer as a file, positioned at the start.

        Raises:
            QueryError: the query is wrong or failed.
            QueryLimitExceeded: the answer is larger, or took longer, than allowed.
        """
        return await self.run(lambda: self._spool(pieces), stranger=stranger)

    def _spool(self, pieces: Callable[[], Iterator[bytes]]) -> IO[bytes]:
        deadline = time.monotonic() + self.seconds
        file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115  # the response closes it
        size = 0
        try:
            for piece in pieces():
                size += len(piece)
                self._check(size, deadline)
                file.write(piece)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return file

    def _check(self, size: int, deadline: float) -> None:
        if size > self.answer_bytes:
            reason = f"the answer is larger than {self.answer_bytes:,} bytes"
            raise QueryLimitExceeded("bytes", self.answer_bytes, reason)
        if time.monotonic() > deadline:
            raise QueryLimitExceeded("seconds", self.seconds, f"the answer took more than {self.seconds:g} s")


class SpooledResponse(Response):
    """Sends a file that is complete already, with its length, and closes it."""

    def __init__(self, file: IO[bytes], content_type: str, headers: Mapping[str, str]) -> None:
        self._file = file
        length = file.seek(0, 2)
        file.seek(0)
        self.status_code = 200
        self.background = None
        self.body = b""
        self.init_headers({**headers, "content-type": content_type, "content-length": str(length)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # ASGI
        """Send the headers and, unless only they were asked for, the file."""
        with self._file as file:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            more = scope["method"] != "HEAD"
            while more:
                # Reading a file that was written a moment ago comes from the page cache.
                chunk = file.read(CHUNK_BYTES)
                more = len(chunk) == CHUNK_BYTES
                await send({"type": "http.response.body", "body": chunk, "more_body": more})
            if scope["method"] == "HEAD":
                await send({"type": "http.response.body", "body": b"", "more_body": False})


def stable(query: str) -> bool:
    """Tell whether a query gives the same answer again; one that asks for the time or chance does not."""
    return _UNSTABLE.search(query) is None


def etag(edition: Edition, *parts: object) -> str:
    """Return the entity tag of an answer that depends on the release, this software and `parts` only.

    It is a weak one, as it is the same for an answer that is sent compressed.
    """
    digest = hashlib.sha256("\x00".join(map(str, (edition.id, __version__, *parts))).encode()).hexdigest()
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
    request: Request, work: Callable[[], Response], *parts: object, vary: str = "Accept"
) -> Response:
    """Answer with what `work` gives in a worker thread, unless the client's copy is still good.

    `parts` are what the answer depends on beside the release, the address asked for and this host.
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
    elif "cache-control" not in response.headers:
        response.headers["cache-control"] = "public, no-cache"
    return response
