"""The reading half of the SPARQL 1.1 Graph Store HTTP Protocol: a whole graph by its name.

Source: W3C Recommendation 2013-03-21, sections 4.1 (direct identification), 4.2 (indirect) and 5.2 (GET).

    /rdf-graphs/service?default       the resolved graph
    /rdf-graphs/service?graph=IRI     a named graph
    /graph/…                          the IRIs of named graphs answer for themselves, in RDF forms

A graph is asked for like any stranger's query, under its limits: whole or not at all. One of more than
`MOST_TRIPLES` is not even begun; the dump that holds it is named instead.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.engine import Request as Query
from kg.queries.asking import listed
from kg.release.dumps import NQUADS as ALL_DUMP
from kg.release.dumps import TURTLE as DEFAULT_DUMP
from kg.web.http.current import ServedRelease
from kg.web.http.exchange import served_release, workers_of
from kg.web.http.links import Links, host_of, origin, raw_path
from kg.web.http.negotiation import (
    JSONLD,
    NTRIPLES,
    RDFXML,
    TURTLE,
    Representation,
    by_name,
    choose,
    split_suffix,
)
from kg.web.http.parameters import format_parameter, query_parameters
from kg.web.http.problems import Problem, RequestRefused, bad_request, not_acceptable
from kg.web.linked import things
from kg.web.linked.signposting import TypedLink, header
from kg.web.sparql import endpoint

FORMS: Final = (TURTLE, NTRIPLES, RDFXML, JSONLD)
PATH: Final = "/rdf-graphs/service"
MOST_TRIPLES: Final = 250_000
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
_WHOLE: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


async def service(request: Request) -> Response:
    """Answer with the graph that the parameters name: `default`, or `graph` with its IRI."""
    pairs = query_parameters(request)
    graphs = [value for name, value in pairs if name == "graph"]
    default = [value for name, value in pairs if name == "default"]
    if len(graphs) + len(default) != 1 or any(default):
        raise bad_request(
            "Name one graph: by the parameter `default`, without a value, or by `graph` with its IRI."
        )
    name = format_parameter(pairs)
    form = by_name(name, FORMS) if name else choose(request.headers.get("accept"), FORMS)
    if form is None:
        raise not_acceptable(", ".join(one.media_type for one in FORMS))
    if default:
        return await _default(request, form)
    if not _ABSOLUTE.fullmatch(graphs[0]):
        raise bad_request(f"The parameter `graph` is no absolute IRI: {graphs[0]!r}.")
    served = served_release(request)
    here = f"{origin(request)}/"
    iri = served.base + graphs[0].removeprefix(here) if graphs[0].startswith(here) else graphs[0]
    return await _named(request, iri, form)


async def direct(request: Request) -> Response:
    """Answer for the IRI of a named graph: with the graph in RDF forms, else with what is said of it."""
    path, form = split_suffix(raw_path(request), things.OFFERED)
    form = form or things.wanted(request)
    if form in FORMS:
        served = served_release(request)
        links = Links(served.base, request.scope.get("root_path", ""))
        for iri in links.iris(path):
            if await workers_of(request).run(partial(_exists, served, iri)):
                return await _named(request, iri, form)
    return await things.thing(request)


async def _default(request: Request, form: Representation) -> Response:
    served = served_release(request)
    release = served.release
    if release is None or release.manifest.counts.triples <= MOST_TRIPLES:
        return await endpoint.answer(request, Query(_WHOLE), form)
    dump = f"{request.scope.get('root_path', '')}/dumps/{release.id}/{DEFAULT_DUMP}"
    if form is TURTLE and any(one.path.name == DEFAULT_DUMP for one in release.dumps()):
        return RedirectResponse(dump, 303, {"vary": "Accept"})
    raise _too_large(release.manifest.counts.triples, dump)


async def _named(request: Request, iri: str, form: Representation) -> Response:
    served = served_release(request)
    if not await workers_of(request).run(partial(_exists, served, iri)):
        detail = f"There is no graph <{iri}> in release {served.id}."
        raise RequestRefused(Problem("unknown", "There is no such graph", 404, detail))
    release = served.release
    if release is not None and (triples := release.manifest.counts.graphs.get(iri, 0)) > MOST_TRIPLES:
        raise _too_large(triples, f"{request.scope.get('root_path', '')}/dumps/{release.id}/{ALL_DUMP}")
    response = await endpoint.answer(request, Query(_WHOLE, default_graphs=(iri,)), form)
    address = host_of(request).address(f"{served.base}dataset")
    response.headers["link"] = header([TypedLink(address, "collection")])
    return response


def _exists(served: ServedRelease, iri: str) -> bool:
    if served.release is not None and served.release.manifest.counts.graphs:
        return iri in served.release.manifest.counts.graphs
    try:
        return bool(listed(served.engine, "graph-stated", {"graph": iri}))
    except ValueError:  # it is no IRI
        return False


def _too_large(triples: int, dump: str) -> RequestRefused:
    detail = (
        f"The graph has {triples:,} triples; no more than {MOST_TRIPLES:,} are sent by this way. "
        f"The dump {dump} holds it, and queries give parts of it."
    )
    members = {"limit": "triples", "value": MOST_TRIPLES, "triples": triples, "dump": dump}
    headers = {"Link": f'<{dump}>; rel="alternate"; type="application/gzip"'}
    return RequestRefused(Problem("query-limit", "The answer is too large", 422, detail, members, headers))
