"""Header fields of a request, made plain for all that read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

_LISTS: Final = frozenset((b"accept", b"accept-encoding", b"if-match", b"if-none-match"))

Pairs = list[tuple[bytes, bytes]]


class Fields:
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
