"""What became of every value that the sources of a release hold: by format and path, and by source."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from kg.web.http import negotiation
from kg.web.http.exchange import served_release
from kg.web.http.negotiation import HTML, Representation
from kg.web.http.problems import Problem, RequestRefused, not_acceptable
from kg.web.http.responses import answered
from kg.web.pages.rendering.templates import page

_JSON: Final = Representation("json", "application/json", "JSON")
_MOST_SOURCES: Final = 500
"""Sources that the page lists, those with most values; the JSON has all."""


async def fates(request: Request) -> Response:
    """Answer with the fates of the release, for people or as JSON."""
    form = negotiation.choose(request.headers.get("accept"), (HTML, _JSON))
    if form is None:
        raise not_acceptable("text/html, application/json")
    return await answered(request, partial(_fates, request, form), form.name, "fates")


def _fates(request: Request, form: Representation) -> Response:
    release = served_release(request).release
    found: dict[str, Any] = release.report.get("fates", {}) if release is not None else {}
    if form is not HTML:
        if not found:
            detail = "This release does not say what became of the values of its sources."
            raise RequestRefused(Problem("unknown", "There is no such page", 404, detail))
        return Response(orjson.dumps(found), media_type=_JSON.media_type)
    sources = sorted(found.get("sources", ()), key=lambda one: (-one["values"], one["source"]))
    return page(
        request,
        "fates.html",
        formats=found.get("formats", ()),
        sources=sources[:_MOST_SOURCES],
        more=max(len(sources) - _MOST_SOURCES, 0),
        pulled_from=release.manifest.origin if release is not None else None,
    )
