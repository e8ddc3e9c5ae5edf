"""The page of a canned query: its form, and its answer with the forms in which it can be had."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.engine.template import ENTITY_KINDS
from kg.errors import KgError
from kg.queries import reason
from kg.web.api import windows
from kg.web.api.hits import index_of
from kg.web.api.question import AskedQuery
from kg.web.http.current import ServedRelease
from kg.web.http.exchange import served_release
from kg.web.http.links import Links, origin
from kg.web.http.negotiation import Representation
from kg.web.http.parameters import query_parameters
from kg.web.http.problems import of_error
from kg.web.pages.rendering.templates import page
from kg.web.sparql.examples import arguments_of, example_of, text_of
from kg.web.sparql.shown import ASKED_ROWS, of_solutions


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the form: what to fill in, what it means, an example, and what was filled in."""

    name: str
    kind: str
    help: str
    example: str
    optional: bool
    repeatable: bool
    values: tuple[str, ...]


def query_page(request: Request, question: AskedQuery, forms: Sequence[Representation]) -> Response:
    """Return the page of a question; its answer can be downloaded in `forms`."""
    served, asked, given = served_release(request), question.query, question.given
    fields = _fields(served, question)
    missing = [field.name for field in fields if not field.optional and not field.values]
    context: dict[str, Any] = {
        "shown": None,
        "error": None,
        "text": "",
        "why": "",
        "status": 200,
        "beside": {},
    }
    context["beside"] = {}
    if not missing or given:
        try:
            context |= _answer(request, question)
        except KgError as error:
            problem = of_error(error)
            if problem.status >= 500:
                raise
            context |= {"error": error, "status": problem.status}
    context["text"] = context["text"] or text_of(served, asked)
    path = f"/queries/{asked.name}"
    pairs = [(name, value) for name, values in given.items() for value in values]
    part = [(name, value) for name, value in query_parameters(request) if name in windows.CONTROLS and value]
    query = f"?{urlencode([*pairs, *part])}" if pairs or part else ""
    return page(
        request,
        "query.html",
        context.pop("status"),
        context["shown"].headers if context["shown"] else {},
        query=asked,
        fields=fields,
        examples=arguments_of(served, asked) if missing else {},
        asked=ASKED_ROWS,
        downloads=[(form.label, f"{path}.{form.name}{query}") for form in forms],
        command=command_line(asked.name, pairs),
        url=f"{origin(request)}{path}{query}",
        **context,
    )


def _fields(served: ServedRelease, question: AskedQuery) -> list[FormField]:
    given = question.given
    return [
        FormField(
            p.name,
            ENTITY_KINDS.get(p.kind, p.kind),
            p.help,
            example.label if (example := example_of(served, p)) else "",
            p.optional,
            p.repeatable,
            tuple(given.get(p.name, ())),
        )
        for p in question.query.parameters
    ]


def _answer(request: Request, question: AskedQuery) -> dict[str, Any]:
    """Return what the page shows of the answer: a page of it where one is asked for, else its beginning."""
    served, engine = served_release(request), served_release(request).engine
    bound = question.bound(served)
    if question.window is None:
        found, beside = engine.solutions(question.to_run(served), ASKED_ROWS), {}
    else:
        found = question.part(served)
        beside = windows.links(request, question.window, more=found.cut)
    links = Links(served.base, request.scope.get("root_path", ""))
    shown = of_solutions(bound.text, found, engine, links, arrange=True)
    why = "" if shown.found else reason(question.query, question.given, engine, index_of(served))
    return {"shown": shown, "text": bound.text, "why": why, "beside": beside}


def command_line(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Return the command that gives the same answer."""
    options = chain.from_iterable((f"--{key.replace('_', '-')}", value) for key, value in pairs)
    return shlex.join(["kg", "query", name, *options])
