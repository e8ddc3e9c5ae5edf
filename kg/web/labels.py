"""What every answer carries, whoever gives it: its headers, and compression for those who take it."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.web.current import Edition
from kg.web.exchange import exchange_of

EXPOSED: Final = "KG-Release, KG-Cut, ETag, Link, Content-Location, Retry-After"
GZIP_BYTES: Final = 1024
"""Shorter answers are not compressed."""
GZIP_LEVEL: Final = 5


def labels(release: str | None) -> list[tuple[str, str]]:
    """Return the headers of every answer, among them the release that it is from."""
    found = [
        ("access-control-allow-origin", "*"),
        ("access-control-expose-headers", EXPOSED),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
    ]
    return [*found, ("kg-release", release)] if release is not None else found


class Labels:
    """Gives each answer the headers that all answers carry, the name of the release among them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            send = _labelled(send, exchange_of(scope).edition)
        await self._app(scope, receive, send)


def _labelled(send: Send, edition: Edition | None) -> Send:
    async def labelled(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in labels(edition.id if edition is not None else None):
                headers.setdefault(name, value)
        await send(message)

    return labelled


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
