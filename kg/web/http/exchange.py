"""What is known of one request while it is answered, and what the service has for all requests.

Both are plain objects with types, carried by the ASGI scope: `exchange_of` and `serving` are the only places
that know under which names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.types import Scope

from kg.errors import NoRelease, ReleaseError

if TYPE_CHECKING:
    from kg.engine.pool import Limits
    from kg.queries import Catalogue
    from kg.web.http.current import ServedRelease
    from kg.web.http.metrics import Metrics
    from kg.web.http.workers import Workers
    from kg.web.linked.vocabulary import Vocabulary

_NAME: Final = "kg.exchange"


@dataclass(slots=True)
class Exchange:
    """One request and its answer.

    `served` is the release that it is answered from, None where `unpublished` says why there is none.
    `origin` is scheme, host and root of the service, as far as it is known; `shelf` is where the answer may
    be kept for others, None where it may not.
    """

    served: ServedRelease | None = None
    unpublished: ReleaseError | None = None
    origin: str | None = None
    shelf: str | None = None


@dataclass(frozen=True, slots=True)
class Serving:
    """What one service has: canned queries, threads with their limits, counts, and its own vocabulary."""

    catalogue: Catalogue
    workers: Workers
    limits: Limits
    metrics: Metrics
    vocabulary: Vocabulary


def exchange_of(scope: Scope) -> Exchange:
    """Return what is known of the request of this scope; at first it is nothing."""
    known: Exchange | None = scope.get(_NAME)
    if known is None:
        known = scope[_NAME] = Exchange()
    return known


def serving(request: Request) -> Serving:
    """Return what the service has that answers `request`."""
    known: Serving = request.app.state.serving
    return known


def served_release(request: Request) -> ServedRelease:
    """Return the served release that this request is answered from.

    Raises:
        ReleaseError: nothing is published, or it cannot be opened.
    """
    known = exchange_of(request.scope)
    if known.served is None:
        raise known.unpublished or NoRelease("nothing is published")
    return known.served


def workers_of(request: Request) -> Workers:
    """Return the threads of this service."""
    return serving(request).workers
