"""From a query to a response: evaluated whole by one thread, kept aside, then sent.

The answer is written to memory, and past a megabyte to a temporary file, before its first byte is
sent. So the status is always true, a failure can't hide behind a 200, and a client that reads slowly
holds neither the store nor a thread.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kg.web.http.cache import keep
from kg.web.http.current import ServedRelease
from kg.web.http.door.hosts import subscriber
from kg.web.http.exchange import served_release, workers_of
from kg.web.http.headers import caching, entity_tag
from kg.web.http.links import origin

Result = TypeVar("Result")

log: Final = logging.getLogger("kg.web")

WATCH_AFTER_SECONDS: Final = 1

_UNSTABLE: Final = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


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
    """Return whom a request came from, for the limits that each client has."""
    return subscriber(request.client.host if request.client else "")


def stable(query: str) -> bool:
    """Tell whether a query gives the same answer again; one that asks for the time or chance does not."""
    return _UNSTABLE.search(query) is None


def etag(served: ServedRelease, *parts: object) -> str:
    """Return the entity tag of an answer that depends on the release, this software and `parts` only."""
    return entity_tag(served.id, *parts)


def fresh(request: Request, tag: str) -> bool:
    """Tell whether the client's copy is still good (RFC 9110, section 13.1.2, weak comparison)."""
    header = request.headers.get("if-none-match")
    if header is None:
        return False
    tags = [entry.strip().removeprefix("W/") for entry in header.split(",")]
    return "*" in tags or tag.removeprefix("W/") in tags


def not_modified(headers: Mapping[str, str]) -> Response:
    """Return 304 with the headers that the full answer would have had."""
    return Response(status_code=304, headers=dict(headers))


async def answered(
    request: Request,
    work: Callable[[], Response],
    *parts: object,
    vary: str = "Accept",
    cacheable: bool = True,
) -> Response:
    """Answer with what `work` gives in a worker thread, unless the client's copy is still good.

    `parts` are what the answer depends on beside the release, the address asked for and this host. An
    answer that depends on more than the release and the address must not be `cacheable`.
    """
    served = served_release(request)
    tag = etag(
        served, request.scope["query_string"], origin(request), request.scope.get("root_path", ""), *parts
    )
    headers = caching(tag, vary)
    if fresh(request, tag):
        return not_modified(headers)
    response = await workers_of(request).run(work)
    if response.status_code == 200:
        response.headers.update(headers)
        if cacheable:
            keep(request)
    elif "cache-control" not in response.headers:
        response.headers["cache-control"] = "public, no-cache"
    return response
