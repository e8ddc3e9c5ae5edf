"""The canned queries on the Web: a list, and for each one a page, a form, and its answer in every form."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any, BinaryIO, Final
from urllib.parse import urlencode

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.engine import Engine
from kg.engine import Request as Query
from kg.errors import AmbiguousName, KgError, UsageError
from kg.formats import formats
from kg.queries import CannedQuery, Catalogue, Parameter, reason
from kg.queries.bibliography import papers_of, rows_of
from kg.queries.template import ENTITY_KINDS
from kg.web import negotiation
from kg.web.answers import (
    answered,
    caching,
    client_of,
    edition_of,
    etag,
    fresh,
    not_modified,
    workers_of,
)
from kg.web.bibliography import bibliography
from kg.web.current import Edition
from kg.web.endpoint import format_of
from kg.web.examples import arguments_of, example_of, text_of
from kg.web.hits import index_of
from kg.web.kept import keep
from kg.web.links import Links, origin
from kg.web.negotiation import HTML, REFERENCES, RESULTS, ROWS, Form
from kg.web.pages import page
from kg.web.problems import Problem, RequestRefused, not_acceptable, of_error
from kg.web.protocol import format_parameter, query_parameters, safe_parameter
from kg.web.shown import ASKED_ROWS, of_solutions
from kg.writers.results import Table

TEXT: Final = Form("rq", "application/sparql-query", "SPARQL text")
CONTROLS: Final = ("format", "output", "safe", "style")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: what to fill in, what it means, an example, and what was filled in."""

    name: str
    kind: str
    help: str
    example: str
    optional: bool
    repeatable: bool
    values: tuple[str, ...]


def catalogue_of(request: Request) -> Catalogue:
    """Return the canned queries of this service."""
    catalogue: Catalogue = request.app.state.catalogue
    return catalogue


async def queries(request: Request) -> Response:
    """Answer with the list of canned queries, for people or as JSON."""
    form = negotiation.choose(request.headers.get("accept"), (HTML, _PLAIN_JSON))
    if form is None:
        raise not_acceptable("text/html, application/json")
    return await answered(request, partial(_queries, request, form), form.name)


_PLAIN_JSON: Final = Form("json", "application/json", "JSON")


def _queries(request: Request, form: Form) -> Response:
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
    arguments: dict[str, list[str]] = {}
    for key, value in query_parameters(request):
        if key not in CONTROLS:
            arguments.setdefault(key, []).append(value)
    if form is HTML:
        work = partial(_page, request, asked, arguments)
        return await answered(request, work, name, form.name)
    if form is TEXT:
        return await answered(request, partial(_text, request, asked, arguments), name, form.name)
    return await _answer(request, asked, arguments, form)


def _text(request: Request, asked: CannedQuery, arguments: dict[str, list[str]]) -> Response:
    """Answer with the query itself: with the arguments given, else with the examples of its file."""
    given = any(value.strip() for values in arguments.values() for value in values)
    text = _bound(asked, arguments, edition_of(request)).text if given else asked.text
    headers = {"content-disposition": f'inline; filename="{asked.name}.rq"'}
    return Response(text, media_type=TEXT.content_type, headers=headers)


def _name_and_form(request: Request) -> tuple[str, Form]:
    catalogue, name = catalogue_of(request), request.path_params["name"]
    suffix: Form | None = None
    if name not in catalogue:
        name, suffix = negotiation.split_suffix(name, (*ROWS, HTML, TEXT, *REFERENCES))
    if name not in catalogue:
        try:
            catalogue[name]
        except UsageError as error:
            raise RequestRefused(Problem("unknown", "There is no such query", 404, str(error))) from error
    wanted = format_parameter(query_parameters(request))
    offered = (*forms_of(catalogue[name]), HTML, TEXT)
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


def forms_of(asked: CannedQuery) -> tuple[Form, ...]:
    """Return the forms in which programs can have the answer of a query."""
    return (*ROWS, *REFERENCES) if asked.papers else ROWS


async def _answer(
    request: Request, asked: CannedQuery, arguments: dict[str, list[str]], form: Form
) -> Response:
    edition = edition_of(request)
    if form in REFERENCES:
        return await _bibliography(request, asked, arguments, form)
    safe = safe_parameter(query_parameters(request))
    tag = etag(edition, asked.text, sorted(arguments.items()), form.name, *(["safe"] if safe else []))
    headers = caching(tag, "Accept")
    if fresh(request, tag):
        return not_modified(headers)
    suffix = f'inline; filename="{asked.name}.{form.name}"'
    workers = workers_of(request)
    # The answer is a pure function of release, query and arguments, so it may be looked up by its tag.
    if form in RESULTS:
        found = await workers.spool(
            lambda: edition.engine.stream(_to_run(asked, arguments, edition), format_of(form, safe=safe)),
            client=client_of(request),
        )
    else:
        written = partial(_write, asked, arguments, edition, form)
        found = await workers.spool_written(written, client=client_of(request))
    keep(request)
    return workers.response(found, form.content_type, {**headers, "content-disposition": suffix})


def _write(
    asked: CannedQuery, arguments: dict[str, list[str]], edition: Edition, form: Form, output: BinaryIO
) -> None:
    """Write the rows in a format that the engine itself does not have."""
    known = next(one for one in formats(Table).values() if one.suffix == form.name)
    rows = rows_of(edition.engine, _to_run(asked, arguments, edition))
    known.write(Table(asked.variables, rows), output)


async def _bibliography(
    request: Request, asked: CannedQuery, arguments: dict[str, list[str]], form: Form
) -> Response:
    edition, column = edition_of(request), asked.papers
    assert column is not None  # else the form is not offered

    def papers(engine: Engine) -> Iterator[str]:
        rows = rows_of(engine, _to_run(asked, arguments, edition))
        return papers_of(rows, asked.variables.index(column))

    key = (asked.text, sorted(arguments.items()))
    return await bibliography(request, form, asked.name, papers, *key)


def _bound(asked: CannedQuery, arguments: dict[str, list[str]], edition: Edition) -> Query:
    """Return the query with its arguments; a name of several things is refused with the choice there is."""
    try:
        return asked.resolve(arguments, edition.engine, index_of(edition))
    except AmbiguousName as error:
        given = ((name, value.strip()) for name, values in arguments.items() for value in values)
        parameter = next((name for name, value in given if value == error.name), None)
        candidates = [{"iri": iri, "label": label, "parameter": parameter} for iri, label in error.candidates]
        raise RequestRefused(replace(of_error(error), members={"candidates": candidates})) from error


def _to_run(asked: CannedQuery, arguments: dict[str, list[str]], edition: Edition) -> Query:
    return asked.narrowed(_bound(asked, arguments, edition), arguments, index_of(edition))


def _example(parameter: Parameter) -> str:
    return getattr(parameter.examples[0], "value", "") if parameter.examples else ""


def _page(request: Request, asked: CannedQuery, arguments: dict[str, list[str]]) -> Response:
    edition = edition_of(request)
    given = {name: [value for value in values if value.strip()] for name, values in arguments.items()}
    given = {name: values for name, values in given.items() if values}
    fields = [
        Field(
            p.name,
            ENTITY_KINDS.get(p.kind, p.kind),
            p.help,
            example.label if (example := example_of(edition, p)) else "",
            p.optional,
            p.repeatable,
            tuple(given.get(p.name, ())),
        )
        for p in asked.parameters
    ]
    missing = [field.name for field in fields if not field.optional and not field.values]
    context: dict[str, Any] = {"shown": None, "error": None, "text": "", "why": "", "status": 200}
    if not missing or given:
        try:
            bound = _bound(asked, given, edition)
            run = asked.narrowed(bound, given, index_of(edition))
            found = edition.engine.solutions(run, ASKED_ROWS)
            links = Links(edition.base, request.scope.get("root_path", ""))
            answer = of_solutions(bound.text, found, edition.engine, links, arrange=True)
            context |= {"shown": answer, "text": bound.text}
            if not answer.found:
                context["why"] = reason(asked, given, edition.engine, index_of(edition))
        except KgError as error:
            problem = of_error(error)
            if problem.status >= 500:
                raise
            context |= {"error": error, "status": problem.status}
    context["text"] = context["text"] or text_of(edition, asked)
    path = f"/queries/{asked.name}"
    pairs = [(name, value) for name, values in given.items() for value in values]
    downloads = [
        (form.label, f"{path}.{form.name}" + (f"?{urlencode(pairs)}" if pairs else ""))
        for form in (*forms_of(asked), TEXT)
    ]
    return page(
        request,
        "query.html",
        context.pop("status"),
        context["shown"].headers if context["shown"] else {},
        query=asked,
        fields=fields,
        examples=arguments_of(edition, asked) if missing else {},
        asked=ASKED_ROWS,
        downloads=downloads,
        command=command_line(asked.name, pairs),
        url=f"{origin(request)}{path}" + (f"?{urlencode(pairs)}" if pairs else ""),
        **context,
    )


def command_line(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Return the command that gives the same answer."""
    options = chain.from_iterable((f"--{key.replace('_', '-')}", value) for key, value in pairs)
    return shlex.join(["kg", "query", name, *options])


async def with_slash(request: Request) -> Response:
    """Lead from `/queries/` to `/queries`."""
    return RedirectResponse(f"{request.scope.get('root_path', '')}/queries", 308)
