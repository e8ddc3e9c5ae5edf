"""A route of the service: a path, what answers it by which methods, and what OpenAPI says of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Final

from starlette import routing
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from kg.web.http.exchange import Serving

Schema = dict[str, Any]
Paths = dict[str, dict[str, Schema]]
"""Operations of OpenAPI by path and method (in small letters)."""
Says = Callable[[str, Serving], Paths]
"""Returns what is said of a path, for a service that has this."""

METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
"""All methods that anything here may be asked by, in the order in which they are named."""


class Route(routing.Route):
    """A path with what answers it; `says` describes it to programs, and is None where it is for browsers."""

    def __init__(
        self,
        path: str,
        endpoint: Callable[[Request], Awaitable[Response]],
        *,
        methods: Sequence[str] = ("GET",),
        says: Says | None = None,
    ) -> None:
        super().__init__(path, endpoint, methods=methods)
        self._says = says

    def paths(self, has: Serving) -> Paths:
        """Return the operations of this route; none where it is not described."""
        return {} if self._says is None else self._says(self.path, has)


def allowed(routes: Iterable[BaseRoute], scope: Scope) -> list[str]:
    """Return the methods by which the path of a request is answered, HEAD and OPTIONS among them."""
    found = next((one for one in routes if one.matches(scope)[0] is not Match.NONE), None)
    methods = {"GET", "HEAD", "OPTIONS", *(getattr(found, "methods", None) or ())}
    return [method for method in METHODS if method in methods]
