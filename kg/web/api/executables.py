"""The canned queries as RDF, for programs that collect examples of queries."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.queries import CannedQuery
from kg.queries.executables import query_triples
from kg.web.http.exchange import served_release, serving
from kg.web.http.negotiation import DESCRIPTIONS, HTML, TURTLE, Representation, choose
from kg.web.http.problems import not_acceptable
from kg.web.http.responses import answered
from kg.web.linked.things import serialized
from kg.web.pages.description.classes import NODE
from kg.web.pages.description.entity import Description
from kg.web.sparql.examples import text_of

WELL_KNOWN: Final = "/.well-known/sparql-examples"
"""Where the tools of the SIB collection of SPARQL examples look for those of an endpoint."""
RDF: Final = tuple(form for form in DESCRIPTIONS if form is not HTML)


async def well_known(request: Request) -> Response:
    """Answer with all canned queries as RDF, in Turtle unless else is asked for; browsers see their list."""
    form = choose(request.headers.get("accept"), (TURTLE, *RDF, HTML))
    if form is None:
        raise not_acceptable(", ".join(one.media_type for one in RDF))
    if form is HTML:
        return RedirectResponse(f"{request.scope.get('root_path', '')}/queries", 303, {"vary": "Accept"})
    catalogue = serving(request).catalogue
    return await answered(
        request, partial(executables, request, catalogue.values(), form), "examples", form.name
    )


def executables(request: Request, queries: Iterable[CannedQuery], form: Representation) -> Response:
    """Return the description of canned queries, whose texts have arguments of the data set that is served."""
    served = served_release(request)
    triples = query_triples(queries, served.base, partial(text_of, served))
    body = serialized(request, Description(f"{served.base}queries/prefixes", NODE, triples), form)
    return Response(body, media_type=form.content_type)
