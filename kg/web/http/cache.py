"""Answers kept in memory: the second client that asks the same gets the same bytes in microseconds.

A release never changes, so an answer that depends on nothing but the release, the address and what
the client accepts stays right as long as the release is served. A handler says so by `keep`.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.web.http.exchange import exchange_of

OWN: Final = "own"
STRANGERS: Final = "strangers"

Key = tuple[object, ...]
Headers = list[tuple[bytes, bytes]]


def keep(request: Request, shelf: str = OWN) -> None:
    """Say that the answer to `request` may be kept.

    Answers to strangers' own queries have a shelf of their own, so that they cannot push out the rest.
    """
    exchange_of(request.scope).shelf = shelf


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """One answer: its headers and bytes as they were sent, and its entity tag without `W/`."""

    headers: Headers
    body: bytes
    tag: bytes

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return len(self.body) + sum(len(name) + len(value) + 100 for name, value in self.headers) + 500


class Shelf:
    """Kept answers of at most `most` bytes together; the one that was not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._cached: OrderedDict[Key, CachedResponse] = OrderedDict()

    def get(self, key: Key) -> CachedResponse | None:
        """Return the answer kept under `key`."""
        found = self._cached.get(key)
        if found is not None:
            self._cached.move_to_end(key)
        return found

    def put(self, key: Key, answer: CachedResponse) -> None:
        """Keep an answer."""
        old = self._cached.pop(key, None)
        self._size += answer.size - (old.size if old else 0)
        self._cached[key] = answer
        while self._size > self._most:
            self._size -= self._cached.popitem(last=False)[1].size


class ResponseCache:
    """Answers from what is kept where it can, and keeps what may be kept.

    `most` bounds each shelf of a served release in bytes; a single answer may take an eighth of it.
    """

    def __init__(self, app: ASGIApp, most: int, counts: Counter[str]) -> None:
        self._app, self._most, self._counts = app, most, counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        served = exchange_of(scope).served
        if served is None or not self._most:
            await self._app(scope, receive, send)
            return
        shelves: dict[str, Shelf] = served.made.setdefault(
            "shelves", {OWN: Shelf(self._most), STRANGERS: Shelf(self._most)}
        )
        if any(name == b"if-match" for name, _ in scope["headers"]):
            await self._app(scope, receive, send)
            return
        key, known = _key(scope)
        for shelf in shelves.values():
            found = shelf.get(key)
            if found is not None:
                self._counts["hit"] += 1
                await _send(found, known, scope["method"], send)
                return
        await self._app(scope, receive, _Copy(scope, send, shelves, key, self._most // 8, self._counts))


def _key(scope: Scope) -> tuple[Key, bytes | None]:
    """Return what an answer depends on, and the tags of copies that the client has."""
    host = accept = known = b""
    zipped = conditional = False
    for name, value in scope["headers"]:
        if name == b"accept":
            accept += b"," + value
        elif name == b"accept-encoding":
            zipped = zipped or b"gzip" in value  # as Starlette tells it
        elif name == b"host":
            host = value
        elif name == b"if-none-match":
            known, conditional = known + b"," + value, True
    path = scope.get("raw_path") or scope["path"].encode()
    key = (scope["scheme"], host, scope.get("root_path", ""), path, scope["query_string"], accept, zipped)
    return key, known if conditional else None


async def _send(found: CachedResponse, known: bytes | None, method: str, send: Send) -> None:
    if known is not None and found.tag:
        tags = [entry.strip().removeprefix(b"W/") for entry in known.split(b",")]
        if found.tag in tags or b"*" in tags:
            dropped = (b"content-length", b"content-type", b"content-encoding")
            headers = [pair for pair in found.headers if pair[0] not in dropped]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
    await send({"type": "http.response.start", "status": 200, "headers": found.headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else found.body})


class _Copy:
    """Passes an answer on and keeps a copy, if it may be kept and is whole and small enough."""

    def __init__(
        self, scope: Scope, send: Send, shelves: dict[str, Shelf], key: Key, most: int, counts: Counter[str]
    ) -> None:
        self._scope, self._send, self._shelves = scope, send, shelves
        self._key, self._most, self._counts = key, most, counts
        self._headers: Headers | None = None
        self._parts: list[bytes] = []
        self._size = 0

    async def __call__(self, message: Message) -> None:
        shelf = exchange_of(self._scope).shelf
        if shelf is not None:
            if message["type"] == "http.response.start":
                if message["status"] == 200 and self._scope["method"] == "GET":
                    self._headers = list(message["headers"])
            elif self._headers is not None:
                self._take(message, shelf)
        await self._send(message)

    def _take(self, message: Message, shelf: str) -> None:
        assert self._headers is not None
        body: bytes = message.get("body", b"")
        self._size += len(body)
        if self._size > self._most:
            self._headers = None
            self._parts.clear()
            return
        self._parts.append(body)
        if not message.get("more_body", False):
            self._counts["miss"] += 1
            tag = next((value for name, value in self._headers if name == b"etag"), b"")
            answer = CachedResponse(self._headers, b"".join(self._parts), tag.removeprefix(b"W/"))
            self._shelves[shelf].put(self._key, answer)
