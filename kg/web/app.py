"""The application: which path is answered by what, and what every answer carries."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.engine.pool import Limits
from kg.errors import KgError
from kg.queries import Catalogue
from kg.web.api import search
from kg.web.api.hits import ShownHit
from kg.web.http import operations
from kg.web.http.cache import ResponseCache
from kg.web.http.current import ServedReleases
from kg.web.http.door.middleware import Door
from kg.web.http.exchange import Serving, exchange_of
from kg.web.http.links import Links, raw_path
from kg.web.http.metrics import Metrics
from kg.web.http.negotiation import prefers_html
from kg.web.http.parameters import query_parameters
from kg.web.http.problems import MEDIA_TYPE, Problem, RequestRefused, of_error, of_status
from kg.web.http.route import allowed
from kg.web.http.workers import Workers
from kg.web.linked.vocabulary import Vocabulary
from kg.web.middleware import CommonHeaders, Compression, PlainHeaders, PublicAddress, Releases
from kg.web.pages.rendering.templates import compile_templates, page
from kg.web.routes import routes
from kg.web.sparql.express.follower import Express

log: Final = logging.getLogger("kg.web")

CACHE_BYTES: Final = 64 * 1024 * 1024
_ANYWHERE: Final = ("GET", "HEAD")  # every path has these
REQUEST_HEADERS: Final = (
    "Accept, Accept-Language, Content-Type, Range, If-Match, If-Modified-Since, If-None-Match, If-Range, "
    "If-Unmodified-Since"
)


class Methods:
    """Answers OPTIONS, CORS preflight included, and refuses methods that a path does not have."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        methods = allowed(scope["app"].routes, scope) if scope["method"] not in _ANYWHERE else _ANYWHERE
        if scope["method"] == "OPTIONS":
            headers = {
                "allow": ", ".join(methods),
                "access-control-allow-methods": ", ".join(methods),
                "access-control-allow-headers": REQUEST_HEADERS,
                "access-control-max-age": "86400",
            }
            await Response(status_code=204, headers=headers)(scope, receive, send)
        elif scope["method"] not in methods:
            detail = f"Here only {', '.join(methods)} are possible."
            problem = of_status(HTTPStatus.METHOD_NOT_ALLOWED, detail, {"Allow": ", ".join(methods)})
            await answer(request, problem)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def answer(request: Request, problem: Problem, sought: str = "", near: Sequence[ShownHit] = ()) -> Response:
    """Answer with a problem: a page where a browser asks, else `application/problem+json`.

    The page of an unknown address offers to search for what was `sought`, and shows what is `near`.
    """
    headers = {**problem.headers, "vary": "Accept", "cache-control": "no-store"}
    if prefers_html(request.headers.get("accept")):
        return page(
            request,
            "problem.html",
            problem.status,
            headers,
            problem=problem,
            candidates=_choices(request, problem),
            sought=sought,
            near=near,
        )
    return Response(problem.document(raw_path(request)), problem.status, headers, MEDIA_TYPE)


def _choices(request: Request, problem: Problem) -> list[tuple[str, str, str]]:
    """Return the candidates of an ambiguous request: label, where each leads, and IRI."""
    found: list[tuple[str, str, str]] = []
    served = exchange_of(request.scope).served
    links = Links(served.base if served else "about:none/", request.scope.get("root_path", ""))
    for candidate in problem.members.get("candidates", ()):
        iri, label = candidate["iri"], candidate["label"]
        parameter = candidate.get("parameter")
        target = _with(request, parameter, iri) if parameter else links.href(iri) or iri
        found.append((label or iri, target, iri))
    return found


def _with(request: Request, parameter: str, value: str) -> str:
    """Return the address that was asked for, with `value` for a parameter in place of what it had."""
    pairs = [(name, found) for name, found in query_parameters(request) if name != parameter]
    return (
        f"{request.scope.get('root_path', '')}{raw_path(request)}?{urlencode([*pairs, (parameter, value)])}"
    )


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestRefused)
    if prefers_html(request.headers.get("accept")):
        return answer(request, error.problem, *await search.near(request, error.problem))
    return answer(request, error.problem)


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, KgError)
    problem = of_error(error)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s %s: %s", request.method, raw_path(request), error)
    return answer(request, problem)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer(request, of_status(error.status_code, error.detail, error.headers))


async def _crashed(request: Request, error: Exception) -> Response:  # noqa: ARG001  # Starlette logs and raises it
    return answer(request, of_status(500, "Something went wrong here; it has been logged."))


def create_app(
    releases: ServedReleases,
    *,
    catalogue: Catalogue | None = None,
    workers: Workers | None = None,
    metrics: Metrics | None = None,
    cache_bytes: int = CACHE_BYTES,
    log_requests: bool = False,
    log_queries: bool = False,
    express: Express | None = None,
    public_url: str = "",
    limits: Limits | None = None,
) -> Starlette:
    """Return the application that serves what `releases` publishes.

    Args:
        releases: says which release a request is answered from.
        catalogue: the canned queries; those that come with kg by default.
        workers: the threads in which queries run, with their limits.
        metrics: what is counted of requests and queries.
        cache_bytes: how much memory the answers may take that are kept; twice that, as those to queries
            of strangers are counted for themselves.
        log_requests: write a line of JSON about each request to the log `kg.access`.
        log_queries: write the query string there as well, and with it the text of queries sent by GET.
        express: the express lane for small queries, started and stopped with the application.
        public_url: the address at which the service is published, with its path, and without a slash at the
            end; where it is not known, answers with links are for those who asked alone.
        limits: what a stranger's query may look like; the usual limits by default.
    """
    metrics = metrics or Metrics()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001  # Starlette's signature
        if express is not None:
            express.start()
        yield
        if express is not None:
            await express.stop()
        await releases.close()

    app = Starlette(
        routes=routes(),
        middleware=[
            Middleware(operations.Accounts, metrics=metrics, log=log_requests, queries=log_queries),
            Middleware(Door),
            Middleware(PlainHeaders),
            Middleware(Releases, releases=releases),
            Middleware(PublicAddress, public=public_url),
            Middleware(ResponseCache, most=cache_bytes, counts=metrics.cached),
            Middleware(CommonHeaders),
            Middleware(Compression),
            Middleware(Methods),
        ],
        exception_handlers={
            RequestRefused: _refused,
            KgError: _failed,
            HTTPException: _http,
            Exception: _crashed,
        },
        lifespan=lifespan,
    )
    compile_templates()
    app.state.serving = Serving(
        catalogue=Catalogue.read() if catalogue is None else catalogue,
        workers=workers or Workers(),
        limits=limits or Limits(),
        metrics=metrics,
        vocabulary=Vocabulary(),
    )
    return app
