"""What every request and answer passes: its release, its address, the headers of all, compression."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import ReleaseError
from kg.web.http.current import ServedRelease, ServedReleases, held
from kg.web.http.exchange import exchange_of
from kg.web.http.headers import GZIP_BYTES, GZIP_LEVEL, common_headers, plain, unshared
from kg.web.http.links import said
from kg.web.http.public_address import origin

_ALIKE: Final = "/static/"  # the same bytes at every address


class Releases:
    """Gives each request the served release that it is answered from."""

    def __init__(self, app: ASGIApp, releases: ServedReleases) -> None:
        self._app, self._releases = app, releases

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known = exchange_of(scope)
        try:
            served = await self._releases.current()
        except ReleaseError as error:
            known.unpublished = error
            await self._app(scope, receive, send)
            return
        with held(served):
            known.served = served
            await self._app(scope, receive, send)


class PublicAddress:
    """Says at which address the service is published, and marks what a stranger's `Host` has a part in."""

    def __init__(self, app: ASGIApp, public: str) -> None:
        self._app, self._public = app, public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            known = exchange_of(scope)
            base = known.served.base if known.served else ""
            known.origin, sure = origin(said(scope), self._public, base)
            if not sure and not scope["path"].removeprefix(scope.get("root_path", "")).startswith(_ALIKE):
                send = _private(send)
        await self._app(scope, receive, send)


def _private(send: Send) -> Send:
    async def private(message: Message) -> None:
        if message["type"] == "http.response.start":
            # Kept answers share their list of headers: it is not to be changed in place.
            rest = [pair for pair in message["headers"] if pair[0] != b"cache-control"]
            old = b", ".join(value for name, value in message["headers"] if name == b"cache-control")
            message = {
                **message,
                "headers": [*rest, (b"cache-control", unshared(old.decode("latin-1")).encode())],
            }
        await send(message)

    return private


class CommonHeaders:
    """Gives each answer the headers that all answers carry, the name of the release among them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            send = _with_headers(send, exchange_of(scope).served)
        await self._app(scope, receive, send)


def _with_headers(send: Send, served: ServedRelease | None) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in common_headers(served.id if served is not None else None):
                headers.setdefault(name, value)
        await send(message)

    return with_headers


class Compression(GZipMiddleware):
    """Compresses answers for clients that take it, but not dumps: these are asked for in ranges of bytes."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, minimum_size=GZIP_BYTES, compresslevel=GZIP_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and "/dumps/" in scope["path"]:
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


class PlainHeaders:
    """Joins several lines of one list to one, and says plainly whether the client takes gzip."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            scope["headers"] = plain(scope["headers"])
        await self._app(scope, receive, send)
