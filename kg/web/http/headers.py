"""Headers: those of a request, made plain; those that every answer carries; compression for who takes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.web.http.current import Edition
from kg.web.http.exchange import exchange_of

EXPOSED: Final = (
    "KG-Release, KG-Cut, ETag, Link, Content-Location, Retry-After, Accept-Ranges, Content-Range, Repr-Digest"
)
GZIP_BYTES: Final = 1024
"""Shorter answers are not compressed."""
GZIP_LEVEL: Final = 5


def common_headers(release: str | None) -> list[tuple[str, str]]:
    """Return the headers of every answer, among them the release that it is from."""
    found = [
        ("access-control-allow-origin", "*"),
        ("access-control-expose-headers", EXPOSED),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
    ]
    return [*found, ("kg-release", release)] if release is not None else found


class CommonHeaders:
    """Gives each answer the headers that all answers carry, the name of the release among them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            send = _with_headers(send, exchange_of(scope).edition)
        await self._app(scope, receive, send)


def _with_headers(send: Send, edition: Edition | None) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in common_headers(edition.id if edition is not None else None):
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


_LISTS: Final = frozenset((b"accept", b"accept-encoding", b"if-match", b"if-none-match"))

Pairs = list[tuple[bytes, bytes]]


class PlainHeaders:
    """Joins several lines of one list to one, and says plainly whether the client takes gzip."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            scope["headers"] = plain(scope["headers"])
        await self._app(scope, receive, send)


def plain(headers: Iterable[tuple[bytes, bytes]]) -> Pairs:
    """Return header fields with each list in one field (RFC 9110, section 5.3)."""
    lists: dict[bytes, bytes] = {}
    rest: Pairs = []
    for name, value in headers:
        if name in _LISTS:
            lists[name] = lists[name] + b", " + value if name in lists else value
        else:
            rest.append((name, value))
    codings = lists.get(b"accept-encoding")
    if codings is not None:
        lists[b"accept-encoding"] = b"gzip" if takes_gzip(codings) else b"identity"
    return [*rest, *lists.items()]


def takes_gzip(codings: bytes) -> bool:
    """Tell whether an `Accept-Encoding` field names gzip with a weight above 0 (RFC 9110, section 12.5.3)."""
    for entry in codings.lower().split(b","):
        coding, _, weight = entry.partition(b";")
        if coding.strip() in (b"gzip", b"x-gzip"):
            return weight.replace(b" ", b"").removeprefix(b"q=").strip(b"0.") != b"" or not weight.strip()
    return False
