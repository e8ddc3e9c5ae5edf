"""At which address the service is published, and that no stranger's word for it is passed on to others.

Links that programs follow are whole addresses. Their beginning is what the operator says (`--public-url`),
or the base of the release, where that is what the client asked. Else it is what the client says in `Host`;
such an answer is for this client alone (`Cache-Control: private`), as a shared cache that does not go by
`Host`, or hears another one, would hand a stranger's links to all.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.web.http.exchange import exchange_of
from kg.web.http.links import said

_PORTS: Final = {"http": 80, "https": 443}
_ALIKE: Final = "/static/"  # the same bytes at every address


def origin(asked: str, public: str, base: str) -> tuple[str, bool]:
    """Return how the addresses of the service begin, and whether that is sure.

    Args:
        asked: scheme, host and root as the client says them.
        public: the address that the operator says, or an empty text.
        base: how the IRIs of the release begin, ending in a slash.
    """
    if public:
        return public, True
    if base and same(f"{asked}/", base):
        return base.removesuffix("/"), True
    return asked, False


@lru_cache(1024)
def same(one: str, other: str) -> bool:
    """Tell whether two addresses are one: hosts have no case, and ports may be left out where usual."""
    return _plain(one) == _plain(other)


def _plain(address: str) -> tuple[str, str, int | None, str]:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:  # it is no address at all
        return address, "", None, ""
    host = (parts.hostname or "").removesuffix(".")
    return parts.scheme, host, port or _PORTS.get(parts.scheme), parts.path


class PublicAddress:
    """Says at which address the service is published, and marks what a stranger's `Host` has a part in."""

    def __init__(self, app: ASGIApp, public: str) -> None:
        self._app, self._public = app, public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            known = exchange_of(scope)
            base = known.edition.base if known.edition else ""
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


def unshared(caching: str) -> str:
    """Return a `Cache-Control` field that keeps an answer out of shared caches (RFC 9111, 5.2.2.7)."""
    directives = [one.strip() for one in caching.split(",") if one.strip() not in ("", "public")]
    if "no-store" in directives or "private" in directives:
        return ", ".join(directives)
    return ", ".join(["private", *directives])
