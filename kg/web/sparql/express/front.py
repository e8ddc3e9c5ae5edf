"""Where the service stands on the Web: under which path and address, and behind which proxies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast

from kg.web.http.public_address import origin
from kg.web.sparql.express.quick import QuickHeaders

_SCHEMES: Final = ("http", "https")


@dataclass(frozen=True, slots=True)
class Front:
    """The path under which a proxy publishes the service, and the addresses of proxies that are believed.

    `proxies` is as uvicorn has it: addresses or networks, separated by commas, or `*`. `public` is the whole
    address that the operator says, without a slash at its end; `base` how the IRIs of the release begin.
    """

    root_path: str = ""
    proxies: str = ""
    public: str = ""
    base: str = ""

    def lends(self, peer: str) -> bool:
        """Tell whether connections from this address are lent: behind proxies, those of the proxies alone."""
        return not self.proxies or self.is_proxy(peer)

    def is_proxy(self, peer: str) -> bool:
        """Tell whether the address is that of a proxy that is believed."""
        return bool(self.proxies) and peer in _trusted(self.proxies)

    def origin(self, headers: QuickHeaders) -> tuple[str, bool] | None:
        """Return how addresses begin, and whether that is sure; None where the proxy says it oddly."""
        scheme = "http"
        if self.proxies and headers.scheme is not None:
            scheme = headers.scheme.strip()
            if scheme not in _SCHEMES:
                return None
        return origin(f"{scheme}://{headers.host}{self.root_path}", self.public, self.base)

    def client(self, peer: str, headers: QuickHeaders) -> str:
        """Return the address of the client: what the proxies say of it, or who is connected."""
        if not self.proxies or headers.forwarded is None:
            return peer
        said: str = _trusted(self.proxies).get_trusted_client_address(headers.forwarded)[0]
        return said or peer


@lru_cache(4)
def _trusted(proxies: str) -> Any:
    """Return the very rules by which the usual way believes a proxy."""
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware  # a worker without proxies needs none

    return ProxyHeadersMiddleware(cast("Any", None), proxies).trusted_hosts
