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

_PORTS: Final = {"http": 80, "https": 443}


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
