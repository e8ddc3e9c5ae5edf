"""The OpenAPI 3.1 document of the service: `/openapi.json`.

It is made from what the service itself goes by: the catalogue's parameters, the kinds of the search, the
forms of content negotiation, the statuses of problems. So it says what is there, and no more.
Source: OpenAPI Specification 3.1.0 (https://spec.openapis.org/oas/v3.1.0).

    parts     operations, parameters, responses
    asking    canned queries and search · reading: SPARQL, things, releases
"""

from __future__ import annotations

from functools import partial
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from kg.engine.pool import Limits
from kg.queries import Catalogue
from kg.version import __version__
from kg.web.api.executables import WELL_KNOWN
from kg.web.api.openapi.asking import canned, examples, list_of_queries, search
from kg.web.api.openapi.parts import MEANINGS, Schema, problem, refusal, results
from kg.web.api.openapi.reading import THINGS, releases, sparql, thing
from kg.web.http.answers import answered
from kg.web.http.current import DEFAULT_TITLE
from kg.web.http.exchange import exchange_of, serving
from kg.web.http.links import origin
from kg.web.linked.signposting import OPENAPI

VERSION: Final = "3.1.0"


async def document(request: Request) -> Response:
    """Answer with the description of the service."""
    return await answered(request, partial(_document, request), "openapi", vary="Accept-Encoding")


def _document(request: Request) -> Response:
    edition = exchange_of(request.scope).edition
    title = edition.title if edition else DEFAULT_TITLE
    has = serving(request)
    found = describe(has.catalogue, origin(request), has.limits, title)
    return Response(orjson.dumps(found, option=orjson.OPT_INDENT_2), media_type=OPENAPI)


def describe(catalogue: Catalogue, address: str, limits: Limits, title: str = DEFAULT_TITLE) -> Schema:
    """Return the OpenAPI document of a service at `address` that answers the queries of `catalogue`.

    What it says of lengths is taken from `limits`.
    """
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
            "/queries": {"get": list_of_queries()},
            WELL_KNOWN: {"get": examples()},
            **{f"/queries/{query.name}": {"get": canned(query)} for query in catalogue.values()},
            **search(),
            **sparql(limits),
            **{f"/{name}/{{id}}": {"get": thing(name, *what)} for name, what in THINGS.items()},
            **releases(),
        },
        "components": {
            "schemas": {"Problem": problem(), "Results": results()},
            "responses": {f"Problem{status}": refusal(status) for status in MEANINGS if status >= 400},
        },
    }
