"""OpenSearch 1.1: describes the search to browsers, and completes what is typed (Suggestions 1.1)."""

from __future__ import annotations

from functools import partial
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from kg.release.search import Hit
from kg.web.api.hits import index_of, shown
from kg.web.api.search import text_of, url_of
from kg.web.http.exchange import served_release
from kg.web.http.links import Links
from kg.web.http.responses import answered
from kg.web.pages.rendering.templates import render

SUGGESTED: Final = 8
SUGGESTIONS: Final = "application/x-suggestions+json"
OPENSEARCH: Final = "application/opensearchdescription+xml"
_SUGGESTION_DEPTH: Final = 60


async def suggestions(request: Request) -> Response:
    """Answer with suggestions for what is being typed (OpenSearch Suggestions 1.1)."""
    text = text_of(request)
    return await answered(request, partial(_suggestions, request, text), "suggest", vary="Accept-Encoding")


async def description(request: Request) -> Response:
    """Describe the search to browsers (OpenSearch 1.1)."""
    return await answered(request, partial(_description, request), "opensearch", vary="Accept-Encoding")


def _suggestions(request: Request, text: str) -> Response:
    served = served_release(request)
    index = index_of(served)
    hits: tuple[Hit, ...] = ()
    if index is not None:
        # Without an index a suggestion may take seconds: there are none then.
        hits = index.search(text, limit=SUGGESTED, depth=_SUGGESTION_DEPTH).best[:SUGGESTED]
    links = Links(served.base, request.scope.get("root_path", ""))
    lines = [(shown(hit), hit.entry) for hit in hits]
    found = [
        text,
        [line.label for line, _ in lines],
        [" · ".join(part for part in (entry.kind, line.note) if part) for line, entry in lines],
        [url_of(request, links, entry.iri) for _, entry in lines],
    ]
    return Response(orjson.dumps(found), media_type=SUGGESTIONS)


def _description(request: Request) -> Response:
    return Response(render(request, "opensearch.xml"), media_type=OPENSEARCH)
