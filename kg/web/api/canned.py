"""The canned queries on the Web: a list, and for each one a page, a form, and its answer in every form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.engine import Engine, Term
from kg.errors import UsageError
from kg.formats import formats
from kg.queries import CannedQuery, Catalogue, Parameter
from kg.queries.bibliography import papers_of, rows_of
from kg.web.api import windows
from kg.web.api.executables import RDF, executables
from kg.web.api.queryform import query_page
from kg.web.api.question import AskedQuery
from kg.web.http import negotiation
from kg.web.http.cache import keep
from kg.web.http.exchange import served_release, serving, workers_of
from kg.web.http.headers import caching
from kg.web.http.links import origin
from kg.web.http.negotiation import CSV, HTML, REFERENCES, RESULTS, ROWS, TSV, Representation
from kg.web.http.parameters import format_parameter, query_parameters
from kg.web.http.problems import Problem, RequestRefused, not_acceptable
from kg.web.http.responses import answered, client_of, etag, fresh, not_modified
from kg.web.pages.lists.bibliography import bibliography
from kg.web.pages.rendering.templates import page
from kg.web.sparql.endpoint import format_of
from kg.writers.results import Table, guarded

TEXT: Final = Representation("rq", "application/sparql-query", "SPARQL text")


def catalogue_of(request: Request) -> Catalogue:
    """Return the canned queries of this service."""
    return serving(request).catalogue


async def queries(request: Request) -> Response:
    """Answer with the list of canned queries, for people, as JSON, or as RDF."""
    offered = (HTML, PLAIN_JSON, *RDF)
    suffix = request.path_params.get("form")
    form = negotiation.by_name(suffix, offered) if suffix else None
    if suffix and form is None:
        raise RequestRefused(
            Problem("unknown", "There is no such page", 404, f"There is no form {suffix!r}.")
        )
    form = form or negotiation.choose(request.headers.get("accept"), offered)
    if form is None:
        raise not_acceptable(", ".join(one.media_type for one in offered))
    if form in RDF:
        work = partial(executables, request, catalogue_of(request).values(), form)
        return await answered(request, work, form.name)
    return await answered(request, partial(_queries, request, form), form.name)


PLAIN_JSON: Final = Representation("json", "application/json", "JSON")


def _queries(request: Request, form: Representation) -> Response:
    catalogue = catalogue_of(request)
    if form is HTML:
        return page(request, "queries.html", groups=catalogue.by_tag())
    document = [
        {
            "name": query.name,
            "summary": query.summary,
            "description": query.description,
            "tags": query.tags,
            "url": f"{origin(request)}/queries/{query.name}",
            "parameters": [
                {
                    "name": p.name,
                    "kind": p.kind,
                    "help": p.help,
                    "optional": p.optional,
                    "example": _example(p),
                }
                for p in query.parameters
            ],
        }
        for query in catalogue.values()
    ]
    return Response(orjson.dumps(document), media_type="application/json")


async def query(request: Request) -> Response:
    """Answer a canned query: its parameters come from the address, its form from suffix or `Accept`."""
    name, form = _name_and_form(request)
    asked = catalogue_of(request)[name]
    question = AskedQuery.of(request, asked)
    if form is HTML:
        work = partial(query_page, request, question, (*forms_of(asked), TEXT))
        return await answered(request, work, name, form.name)
    if form is TEXT:
        return await answered(request, partial(_text, request, question), name, form.name)
    if form in REFERENCES:
        return await _bibliography(request, question, form)
    if form in RDF:
        return await answered(request, partial(executables, request, [asked], form), name, form.name)
    return await _rows(request, question, form)


def _text(request: Request, question: AskedQuery) -> Response:
    """Answer with the query itself: with the arguments given, else with the examples of its file."""
    text = question.bound(served_release(request)).text if question.given else question.query.text
    headers = {"content-disposition": f'inline; filename="{question.query.name}.rq"'}
    return Response(text, media_type=TEXT.content_type, headers=headers)


def _name_and_form(request: Request) -> tuple[str, Representation]:
    catalogue, name = catalogue_of(request), request.path_params["name"]
    suffix: Representation | None = None
    if name not in catalogue:
        name, suffix = negotiation.split_suffix(name, (*ROWS, HTML, TEXT, *REFERENCES, *RDF))
    if name not in catalogue:
        try:
            catalogue[name]
        except UsageError as error:
            raise RequestRefused(Problem("unknown", "There is no such query", 404, str(error))) from error
    wanted = format_parameter(query_parameters(request))
    offered = (*forms_of(catalogue[name]), HTML, TEXT, *RDF)
    if suffix is not None and suffix not in offered:
        detail = f"The answer of {name} lists no papers; it is no bibliography."
        raise RequestRefused(Problem("unknown", "There is no such form", 404, detail))
    if suffix is not None:
        return name, suffix
    form = (
        negotiation.by_name(wanted, offered)
        if wanted
        else negotiation.choose(request.headers.get("accept"), offered)
    )
    if form is None:
        raise not_acceptable(", ".join(entry.media_type for entry in offered))
    return name, form


def forms_of(asked: CannedQuery) -> tuple[Representation, ...]:
    """Return the forms in which programs can have the answer of a query."""
    return (*ROWS, *REFERENCES) if asked.papers else ROWS


async def _rows(request: Request, question: AskedQuery, form: Representation) -> Response:
    served, workers = served_release(request), workers_of(request)
    safe = question.safe
    # The answer is a pure function of release, query and arguments, so it may be looked up by its tag.
    tag = etag(served, *question.key, form.name, *(["safe"] if safe else []))
    headers = caching(tag, "Accept")
    if fresh(request, tag):
        return not_modified(headers)
    client = client_of(request)
    if question.window is None and form in RESULTS:
        found = await workers.spool(
            lambda: served.engine.stream(question.to_run(served), format_of(form, safe=safe)), client=client
        )
    else:
        rows: Iterable[Sequence[Term | None]]
        if question.window is None:
            rows = await workers.run(lambda: rows_of(served.engine, question.to_run(served)))
        else:
            part = await workers.run(partial(question.part, served))
            rows, beside = part.rows, windows.links(request, question.window, more=part.cut)
            headers |= windows.header(beside)
        known = next(one for one in formats(Table).values() if one.suffix == form.name)
        table = Table(question.query.variables, guarded(rows) if safe and form in (CSV, TSV) else rows)
        found = await workers.spool_written(partial(known.write, table), client=client)
    keep(request)
    headers["content-disposition"] = f'inline; filename="{question.query.name}.{form.name}"'
    return workers.response(found, form.content_type, headers)


async def _bibliography(request: Request, question: AskedQuery, form: Representation) -> Response:
    served, asked = served_release(request), question.query
    assert asked.papers is not None  # else the form is not offered
    column = asked.variables.index(asked.papers)
    headers: dict[str, str] = {}
    part = None
    if question.window is not None:
        part = await workers_of(request).run(partial(question.part, served))
        headers = windows.header(windows.links(request, question.window, more=part.cut))

    def papers(engine: Engine) -> Iterator[str]:
        rows = part.rows if part else rows_of(engine, question.to_run(served))
        return papers_of(rows, column)

    response = await bibliography(request, form, asked.name, papers, *question.key)
    response.headers.update(headers)
    return response


def _example(parameter: Parameter) -> str:
    return getattr(parameter.examples[0], "value", "") if parameter.examples else ""


async def with_slash(request: Request) -> Response:
    """Lead from `/queries/` to `/queries`."""
    return RedirectResponse(f"{request.scope.get('root_path', '')}/queries", 308)
