"""Where an IRI of the graph is found on this host, and which IRIs a path may stand for.

The base IRI of a data set is kept in its release and may differ from the host that serves it; pages
link to their own host. The project's own vocabulary (`https://w3id.org/kgpub/…`) is answered for
under the same paths. Paths are compared as they were sent, percent-encoded, because decoding them
would join IRIs that differ (RFC 3986, section 6.2.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from starlette.datastructures import URL
from starlette.requests import Request
from starlette.types import Scope

from kg.web.http.exchange import exchange_of, served_release

PROJECT: Final = "https://w3id.org/kgpub/"
VOCABULARY_PATHS: Final = ("ontology", "code", "topic/arxiv", "shape")

_ESCAPES: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
# What RFC 3986 allows in a path; the percent sign stays, as IRIs carry their escapes already.
_SAFE: Final = "/:@!$&'()*+,;=-._~%?#[]"


@dataclass(frozen=True, slots=True)
class Links:
    """Translates between the IRIs of a data set and the paths of this host.

    `base` is the data set's base IRI, ending in a slash; `root` the path under which the service
    stands, without a slash at its end (empty at the root of a host).
    """

    base: str
    root: str = ""

    def path(self, iri: str) -> str | None:
        """Return the path on this host that answers for `iri`, or None where another host does."""
        if iri.startswith(self.base):
            return f"{self.root}/{quote(iri[len(self.base) :], safe=_SAFE)}"
        if iri.startswith(PROJECT):
            local = iri[len(PROJECT) :]
            if any(local == name or local.startswith((f"{name}/", f"{name}#")) for name in VOCABULARY_PATHS):
                return f"{self.root}/{quote(local, safe=_SAFE)}"
        return None

    def href(self, iri: str) -> str | None:
        """Return what a page may link to: a path here, or the IRI itself if it is safe to follow."""
        here = self.path(iri)
        if here is not None:
            return here
        # Anything else than these (javascript:, data:) must never become a link.
        return iri if iri.startswith(("https://", "http://")) else None

    def iris(self, raw_path: str) -> Iterator[str]:
        """Yield the IRIs that `raw_path` (percent-encoded, without root) may stand for, likeliest first."""
        local = raw_path.removeprefix("/")
        seen: set[str] = set()
        for spelling in (local, _upper(local), _decoded(local)):
            for namespace in (self.base, PROJECT):
                if namespace == PROJECT and not spelling.startswith(VOCABULARY_PATHS):
                    continue
                iri = namespace + spelling
                if iri not in seen:
                    seen.add(iri)
                    yield iri


def _upper(path: str) -> str:
    return _ESCAPES.sub(lambda match: match[0].upper(), path)


def _decoded(path: str) -> str:
    """Decode the escapes of characters beyond ASCII, which an IRI may hold as they are (RFC 3987, 3.2)."""

    def decode(match: re.Match[str]) -> str:
        raw = bytes.fromhex(match[0].replace("%", ""))
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            return match[0].upper()
        return "".join(c if ord(c) > 0x9F and c.isprintable() else quote(c, safe="") for c in text)

    return _ESCAPES.sub(decode, path)


def raw_path(request: Request) -> str:
    """Return the path as it was sent, percent-encoded, without the root under which the service stands."""
    sent: bytes | None = request.scope.get("raw_path")
    path = (
        sent.partition(b"?")[0].decode("latin-1")
        if sent is not None
        else quote(request.scope["path"], safe=_SAFE)
    )
    root = request.scope.get("root_path", "")
    return path.removeprefix(root) if root else path


def origin(request: Request) -> str:
    """Return scheme, host and root of this service, without a slash at the end.

    They are what the service knows of itself, or else what the client said (see `Published`).
    """
    known = exchange_of(request.scope).origin
    return said(request.scope) if known is None else known


def said(scope: Scope) -> str:
    """Return scheme, host and root of this service as the client says them."""
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), None)
    if host is None:
        url = URL(scope=scope)
        return f"{url.scheme}://{url.netloc}{scope.get('root_path', '')}"
    return f"{scope['scheme']}://{host}{scope.get('root_path', '')}"


@dataclass(frozen=True, slots=True)
class Host:
    """Where this service is reached: `origin` with the path of the service, and the links of the data set."""

    origin: str
    links: Links

    def address(self, iri: str) -> str:
        """Return the address at which `iri` is described: here, or the IRI itself."""
        path = self.links.path(iri)
        return f"{self.origin}{path.removeprefix(self.links.root)}" if path is not None else iri


def host_of(request: Request) -> Host:
    """Return where this service is reached by whoever sent the request."""
    links = Links(served_release(request).base, request.scope.get("root_path", ""))
    return Host(origin(request), links)
