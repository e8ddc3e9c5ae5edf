"""The pages that are about no single thing: start, search, robots, style sheet."""

from __future__ import annotations

from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.web import jsonld, listings
from kg.web.answers import answered, edition_of
from kg.web.links import origin
from kg.web.pages import page, static_file
from kg.web.problems import Problem, RequestRefused

STATIC: Final = {
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
    edition = edition_of(request)
    return page(
        request,
        "home.html",
        counts=listings.counts(edition),
        newest=listings.newest(edition),
        topics=listings.largest_topics(edition),
        venues=listings.largest_venues(edition),
        document=jsonld.data_set(edition.title, origin(request), edition.base, edition.id),
    )


async def robots(_request: Request) -> Response:
    """Keep crawlers from asking queries; pages, data and downloads are theirs."""
    text = "User-agent: *\nDisallow: /sparql\nDisallow: /search\nDisallow: /queries/*?\n"
    return Response(
        text, media_type="text/plain; charset=utf-8", headers={"cache-control": "public, max-age=86400"}
    )


async def static(request: Request) -> Response:
    """Answer with a static file; its address carries a digest of it, so that it may be kept for ever."""
    name = request.path_params["name"]
    if name not in STATIC:
        raise RequestRefused(Problem("unknown", "There is no such page", 404, f"There is no file {name!r}."))
    headers = {"cache-control": "public, max-age=31536000, immutable" if request.url.query else "no-cache"}
    return Response(static_file(name), media_type=STATIC[name], headers=headers)
