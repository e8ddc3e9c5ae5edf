"""The SPARQL endpoint: from a protocol request to an answer; its page for people is in `editor`."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import Final

from pyoxigraph import RdfFormat, serialize
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from kg.engine import SAFE_FORMATS, Request
from kg.engine.pool import PoolEngine
from kg.errors import KgError
from kg.queries.asking import listed
from kg.vocab import PREFIXES
from kg.web.http import negotiation
from kg.web.http.cache import STRANGERS, keep
from kg.web.http.exchange import served_release, workers_of
from kg.web.http.headers import caching
from kg.web.http.links import origin
from kg.web.http.negotiation import GRAPHS, HTML, JSONLD, NQUADS, NTRIPLES, RDFXML, RESULTS, TRIG, TURTLE
from kg.web.http.parameters import format_parameter, query_parameters
from kg.web.http.problems import not_acceptable, not_matched, of_error
from kg.web.http.responses import answered, client_of, etag, fresh, not_modified, stable, unless_gone
from kg.web.sparql import editor, service_description
from kg.web.sparql.protocol import Operation, operation

MOST_GRAPHS_DESCRIBED: Final = 1000
ENGINE_FORMATS: Final = {
    TURTLE.name: "turtle", NTRIPLES.name: "ntriples", RDFXML.name: "rdfxml", JSONLD.name: "jsonld",
    TRIG.name: "trig", NQUADS.name: "nquads",
    **{form.name: form.name for form in RESULTS},
}  # fmt: skip
RDF_FORMATS: Final = {
    TURTLE.name: RdfFormat.TURTLE, NTRIPLES.name: RdfFormat.N_TRIPLES, RDFXML.name: RdfFormat.RDF_XML,
    JSONLD.name: RdfFormat.JSON_LD, TRIG.name: RdfFormat.TRIG, NQUADS.name: RdfFormat.N_QUADS,
}  # fmt: skip


def format_of(form: negotiation.Representation, *, safe: bool) -> str:
    """Return what an engine calls a form; a `safe` one has no cells that a spreadsheet runs as formulas."""
    name = ENGINE_FORMATS[form.name]
    return f"{name}-safe" if safe and f"{name}-safe" in SAFE_FORMATS else name


async def sparql(request: HttpRequest) -> Response:
    """Answer a request to `/sparql` (SPARQL 1.1 Protocol, query operation)."""
    asked = await operation(request)
    if asked is None:
        return await _bare(request)
    query = Request(
        asked.query,
        default_graphs=asked.default_graphs or (),
        named_graphs=asked.named_graphs or (),
        # The base of a query sent by HTTP is the address it was sent to (RFC 3986, section 5.1.3).
        base=f"{origin(request)}/sparql",
        seconds=asked.seconds,
    )
    page_wanted = asked.format == HTML.name or (
        asked.format is None and negotiation.prefers_html(request.headers.get("accept"))
    )
    try:
        # Of a query that is wrong nothing is offered: the error comes before the form of the answer.
        form = _form(request, asked, query)
        return (
            await editor.answer_page(request, asked, query)
            if form is HTML
            else await answer(request, query, form, safe=asked.safe)
        )
    except KgError as error:
        if page_wanted:
            return editor.form_page(request, asked.query, status=of_error(error).status, error=error)
        raise


def _form(request: HttpRequest, asked: Operation, query: Request) -> negotiation.Representation:
    offered = (*(GRAPHS if query.form.is_graph else RESULTS), HTML)
    if asked.format is not None:
        form = negotiation.by_name(asked.format, offered)
    else:
        form = negotiation.choose(request.headers.get("accept"), offered)
    if form is None:
        raise not_acceptable(", ".join(entry.media_type for entry in offered))
    return form


async def answer(
    request: HttpRequest, query: Request, form: negotiation.Representation, *, safe: bool = False
) -> Response:
    """Answer with what a stranger's query gives, whole or not at all.

    Raises:
        KgError: as said in `Engine`.
        ClientDisconnect: the client is gone.
    """
    served = served_release(request)
    key = (query.text, query.base, query.default_graphs, query.named_graphs, format_of(form, safe=safe))
    headers = caching(etag(served, *key) if stable(query.text) else None, "Accept")
    known = "etag" in headers and request.method != "POST" and fresh(request, headers["etag"])
    # `*` is any answer's tag, but no error's: the query is to show that it has an answer (RFC 9110, 13.2.1).
    if known and request.headers["if-none-match"].strip() != "*":
        return not_modified(headers)
    if request.method == "POST":
        headers.pop("etag", None)
        headers["cache-control"] = "no-store"
    name, engine, workers = (
        format_of(form, safe=safe),
        served.strangers or served.engine,
        workers_of(request),
    )
    client = client_of(request)
    with ExitStack() as present:
        present.enter_context(workers.admitted(client))
        if isinstance(engine, PoolEngine):
            found = await unless_gone(request, engine.answer(query, name, client=client))
        else:
            workers.check(query.text)
            found = await workers.spool(lambda: engine.stream(query, name), client=client, stranger=True)
        if request.headers.get("if-match", "*").strip() != "*":
            found.close()
            raise not_matched()
        if known:
            found.close()
            return not_modified(headers)
        if "etag" in headers:
            keep(request, STRANGERS)
        return workers.response(found, form.content_type, headers, present.pop_all())


async def _bare(request: HttpRequest) -> Response:
    """Answer a request without a query: the page for people, the service description for programs."""
    offered = (*GRAPHS, HTML)
    name = format_parameter(query_parameters(request))
    if name is None:
        form = negotiation.choose(request.headers.get("accept"), offered)
    else:
        form = negotiation.by_name(name, offered)
    if form is None:
        raise not_acceptable(", ".join(entry.media_type for entry in offered))
    if form is HTML:
        example = next((value for name, value in query_parameters(request) if name == "example"), None)
        return await editor.first_page(request, example)
    return await answered(request, partial(_described, request, form), form.name)


def _described(request: HttpRequest, form: negotiation.Representation) -> Response:
    served = served_release(request)
    if served.release is not None:
        graphs = sorted(served.release.manifest.counts.graphs)[:MOST_GRAPHS_DESCRIBED]
    else:
        graphs = [row["g"] for row in listed(served.engine, "graph-names", most=MOST_GRAPHS_DESCRIBED)]
    triples = service_description.description(served, f"{origin(request)}/sparql", graphs)
    rdf_format = RDF_FORMATS[form.name]
    with_prefixes = rdf_format in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML)
    used = (
        {prefix: PREFIXES[prefix] for prefix in ("sd", "dcat", "dcterms", "void", "xsd")}
        if with_prefixes
        else None
    )
    return Response(serialize(triples, format=rdf_format, prefixes=used), media_type=form.content_type)
