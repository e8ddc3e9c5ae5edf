"""The OpenAPI 3.1 document of the service: `/openapi.json`.

It is made from what the service itself goes by: its routes, the catalogue's parameters, the kinds of the
search, the forms of content negotiation, the statuses of problems. So it says what is there, and no more.
Source: OpenAPI Specification 3.1.0 (https://spec.openapis.org/oas/v3.1.0).

    objects   operations, parameters, responses
    asking    canned queries and search · reading: SPARQL, things, releases
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from kg.version import __version__
from kg.web.api.openapi.objects import MEANINGS, problem, refusal, results
from kg.web.http.current import DEFAULT_TITLE
from kg.web.http.exchange import Serving, exchange_of, serving
from kg.web.http.links import origin
from kg.web.http.responses import answered
from kg.web.http.route import Route, Schema
from kg.web.linked.signposting import OPENAPI

VERSION: Final = "3.1.0"


async def document(request: Request) -> Response:
    """Answer with the description of the service."""
    return await answered(request, partial(_document, request), "openapi", vary="Accept-Encoding")


def _document(request: Request) -> Response:
    served = exchange_of(request.scope).served
    title = served.title if served else DEFAULT_TITLE
    found = describe(request.app.routes, serving(request), origin(request), title)
    return Response(orjson.dumps(found, option=orjson.OPT_INDENT_2), media_type=OPENAPI)


def describe(routes: Iterable[BaseRoute], has: Serving, address: str, title: str = DEFAULT_TITLE) -> Schema:
    """Return the OpenAPI document of a service at `address`: what `routes` say of one that has this."""
    return {
        "openapi": VERSION,
        "info": {
            "title": title,
            "version": __version__,
            "summary": "Canned queries, search, SPARQL, things as linked data, and downloads; read only.",
        },
        "servers": [{"url": address}],
        "externalDocs": {"url": f"{address}/queries", "description": "The canned queries with their forms"},
        "tags": [
            {"name": "queries", "description": "Canned queries"},
            {"name": "search", "description": "Search by names, titles, words and identifiers"},
            {"name": "sparql", "description": "SPARQL 1.1 Protocol and Graph Store Protocol, reading"},
            {"name": "things", "description": "Whatever has an IRI"},
            {"name": "releases", "description": "Downloads and descriptions"},
        ],
        "paths": {
            path: operations
            for route in routes
            if isinstance(route, Route)
            for path, operations in route.paths(has).items()
        },
        "components": {
            "schemas": {"Problem": problem(), "Results": results()},
            "responses": {f"Problem{status}": refusal(status) for status in MEANINGS if status >= 400},
        },
    }
