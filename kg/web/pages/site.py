"""The pages that are about no single thing: start, style sheet, scripts."""

from __future__ import annotations

from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.web.http.exchange import served_release
from kg.web.http.links import host_of
from kg.web.http.problems import Problem, RequestRefused
from kg.web.http.responses import answered
from kg.web.pages.description.data_set import description, schema_org
from kg.web.pages.lists import listings
from kg.web.pages.rendering.templates import page, static_file

STATIC: Final = {
    "favicon.svg": "image/svg+xml",
    "site.css": "text/css; charset=utf-8",
    "editor.css": "text/css; charset=utf-8",
    "search.js": "text/javascript; charset=utf-8",
    "sparql.js": "text/javascript; charset=utf-8",
    "sparql-completion.js": "text/javascript; charset=utf-8",
    "sparql-language.js": "text/javascript; charset=utf-8",
}


async def home(request: Request) -> Response:
    """Answer with the start page."""
    return await answered(request, partial(_home, request), "home")


def _home(request: Request) -> Response:
    served = served_release(request)
    return page(
        request,
        "home.html",
        counts=listings.counts(served),
        newest=listings.newest(served),
        topics=listings.largest_topics(served),
        keywords=listings.largest_keywords(served),
        venues=listings.largest_venues(served),
        document=schema_org(description(served), host_of(request)),
    )


async def static(request: Request) -> Response:
    """Answer with a static file; its address carries a digest of it, so that it may be kept for ever."""
    name = request.path_params["name"]
    if name not in STATIC:
        raise RequestRefused(Problem("unknown", "There is no such page", 404, f"There is no file {name!r}."))
    headers = {"cache-control": "public, max-age=31536000, immutable" if request.url.query else "no-cache"}
    return Response(static_file(name), media_type=STATIC[name], headers=headers)
