"""Search: a page, the same as JSON, as a table, and as a bibliography.

Everything is answered from the index of the release; where it has none, SPARQL searches, and says so.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any, Final
from urllib.parse import unquote

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.engine import Engine
from kg.errors import KgError, UsageError
from kg.formats import formats
from kg.queries import Lookup
from kg.queries.sparql_search import table
from kg.release.search import KINDS, EntryKind, Hit, SearchAnswer
from kg.web.api.hits import Asked, ShownHit, find, index_of, meant, shown
from kg.web.http.current import ServedRelease
from kg.web.http.exchange import exchange_of, served_release, workers_of
from kg.web.http.links import Links, origin, raw_path
from kg.web.http.negotiation import CSV, HTML, REFERENCES, ROWS, TSV, Representation, by_name, choose
from kg.web.http.parameters import format_parameter, query_parameters, safe_parameter
from kg.web.http.problems import Problem, RequestRefused, bad_request, not_acceptable
from kg.web.http.responses import answered
from kg.web.pages.description.names import NamedLink
from kg.web.pages.lists.bibliography import bibliography
from kg.web.pages.rendering.templates import page
from kg.writers.results import Table, guarded

HEADINGS: Final = {
    EntryKind.PERSON: "People",
    EntryKind.PAPER: "Papers",
    EntryKind.VENUE: "Venues",
    EntryKind.TOPIC: "Topics",
    EntryKind.TEAM: "Teams and organisations",
}
OF_EACH: Final = 6
A_PAGE: Final = 20
MOST: Final = 100
NEAR: Final = 6
FORMS: Final = (*ROWS, *REFERENCES)


async def search(request: Request) -> Response:
    """Answer with a page of what is found: some of each kind, or all of one."""
    asked = _asked(request, OF_EACH, A_PAGE)
    return await answered(request, partial(_page, request, asked), "search")


async def document(request: Request) -> Response:
    """Answer with what is found as JSON."""
    asked = _asked(request, A_PAGE, A_PAGE)
    return await answered(request, partial(_document, request, asked), "search", vary="Accept-Encoding")


async def rows(request: Request) -> Response:
    """Answer with what is found as a table, as the canned queries do: SPARQL results, CSV, JSON Lines."""
    form = _form(request)
    if form is HTML:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{request.scope.get('root_path', '')}/search{query}", 303)
    asked = _asked(request, A_PAGE, A_PAGE)
    if form in REFERENCES:
        return await _bibliography(request, asked, form)
    return await answered(request, partial(_rows, request, asked, form), form.name, vary="Accept-Encoding")


async def references(request: Request) -> Response:
    """Answer with the papers that are found, as a bibliography: `/search.bib`."""
    form = by_name(request.path_params["form"], REFERENCES)
    if form is None:
        detail = f"There is no form {request.path_params['form']!r}."
        raise RequestRefused(Problem("unknown", "There is no such page", 404, detail))
    return await _bibliography(request, _asked(request, A_PAGE, A_PAGE), form)


async def _bibliography(request: Request, asked: Asked, form: Representation) -> Response:
    served = served_release(request)

    def papers(_engine: Engine) -> Iterator[str]:
        for group in find(served, replace(asked, kind=EntryKind.PAPER)).groups:
            yield from (hit.entry.iri for hit in group.hits)

    return await bibliography(request, form, "search", papers, asked)


async def near(request: Request, problem: Problem) -> tuple[str, list[ShownHit]]:
    """Return what an unknown address may name, as text to search for, and what is found for it."""
    served = exchange_of(request.scope).served
    if problem.status not in (404, 410) or served is None:
        return "", []
    text = " ".join(
        unquote(raw_path(request).rpartition("/")[2], errors="replace").replace("_", " ").split()
    )[:200]
    if not text or index_of(served) is None:
        return text, []
    try:
        answer = await workers_of(request).run(partial(find, served, Asked(text, None, 1, NEAR)))
    except KgError:
        return text, []  # the page says what went wrong; a search that fails as well is no news
    return text, [shown(hit) for hit in answer.best[:NEAR]]


def _form(request: Request) -> Representation:
    """Return the form asked for by suffix, by `format` or by `Accept`.

    Raises:
        RequestRefused: there is no such form.
    """
    suffix = request.path_params.get("form")
    if suffix is not None:
        found = next((form for form in FORMS if form.name == suffix), None)
        if found is None:
            raise RequestRefused(
                Problem("unknown", "There is no such page", 404, f"There is no form {suffix!r}.")
            )
        return found
    wanted = format_parameter(query_parameters(request))
    offered = (*FORMS, HTML)
    found = by_name(wanted, offered) if wanted else choose(request.headers.get("accept"), offered)
    if found is None:
        raise not_acceptable(", ".join(form.media_type for form in offered))
    return found


def text_of(request: Request) -> str:
    """Return the words that are searched for."""
    return " ".join(value for name, value in query_parameters(request) if name == "q").strip()


def _asked(request: Request, several: int, alone: int) -> Asked:
    """Read the parameters of a search.

    Raises:
        RequestRefused: a parameter is wrong.
    """
    given = {name: value for name, value in query_parameters(request) if value}
    kind = given.get("kind")
    if kind is not None and kind not in KINDS:
        raise bad_request(f"There is no kind {kind!r}; these are: {', '.join(KINDS)}.")
    page_number = _number(given, "page", 1, 1000)
    size = _number(given, "size", several if kind is None else alone, MOST)
    return Asked(text_of(request), EntryKind(kind) if kind else None, page_number, size)


def _number(given: dict[str, str], name: str, usual: int, most: int) -> int:
    text = given.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 4 and 1 <= int(text) <= most):
        raise bad_request(f"{name} is a whole number from 1 to {most:,}, not {text!r}.")
    return int(text)


def _page(request: Request, asked: Asked) -> Response:
    served = served_release(request)
    try:
        answer, error = find(served, asked), None
        exact = _exact(served, asked.text)
    except UsageError as refused:
        answer, error, exact = SearchAnswer(asked.text[:100], ()), str(refused), None
    return page(
        request,
        "search.html",
        400 if error else 200,
        asked=asked,
        answer=answer,
        error=error,
        headings=HEADINGS,
        shown=shown,
        command=shlex.join(
            ["kg", "search", *answer.wanted.split(), *(["--kind", asked.kind] if asked.kind else [])]
        ),
        indexed=index_of(served) is not None,
        exact=exact,
        meant=meant(served, asked, answer) if exact is None and error is None else None,
    )


def _exact(served: ServedRelease, text: str) -> NamedLink | None:
    """Return what `text` names outright: an IRI, and without an index an identifier or a code."""
    if not text or " " in text or ("://" not in text and index_of(served) is not None):
        return None
    resolver = Lookup(served.engine, index_of(served))
    try:
        node = resolver.resolve("thing", text)
    except UsageError:
        return None  # unknown here: what is found by its words follows
    return NamedLink(node.value, resolver.label(node) or node.value)


def _document(request: Request, asked: Asked) -> Response:
    served = served_release(request)
    answer = find(served, asked)
    links = Links(served.base, request.scope.get("root_path", ""))
    found = {
        "query": answer.wanted,
        "meant": meant(served, asked, answer),
        "release": served.id,
        "indexed": index_of(served) is not None,
        "page": asked.page,
        "size": asked.size,
        "groups": [
            {
                "kind": group.kind,
                "count": group.count,
                "more": group.more,
                "results": [_result(request, links, hit) for hit in group.hits],
            }
            for group in answer.groups
        ],
    }
    return Response(orjson.dumps(found), media_type="application/json")


def _result(request: Request, links: Links, hit: Hit) -> dict[str, Any]:
    entry = hit.entry
    result: dict[str, Any] = {
        "iri": entry.iri,
        "url": url_of(request, links, entry.iri),
        "name": entry.name or None,
        "match": hit.tier.name.lower().replace("_", " "),
        "matched_name": hit.other,
        "identifiers": entry.identifiers,
    }
    if entry.kind is EntryKind.PAPER:
        return {**result, "year": entry.year or None, "authors": entry.people, "author_count": entry.authors}
    return {**result, "papers": entry.papers, "other_names": entry.also}


def url_of(request: Request, links: Links, iri: str) -> str:
    """Return the address on this host that answers for an IRI, or the IRI itself."""
    path = links.path(iri)
    root = request.scope.get("root_path", "")
    return iri if path is None else f"{origin(request)}{path.removeprefix(root)}"


def _rows(request: Request, asked: Asked, form: Representation) -> Response:
    found = table(find(served_release(request), asked))
    output = BytesIO()
    safe = safe_parameter(query_parameters(request)) and form in (CSV, TSV)
    rows = guarded(found.rows) if safe else found.rows
    known = next(one for one in formats(Table).values() if one.suffix == form.name)
    known.write(Table(found.variables, rows), output)
    headers = {
        "content-disposition": f'inline; filename="search.{form.name}"',
        "content-type": form.content_type,
    }
    if found.cut:
        headers["link"] = f'<{_next(request, asked)}>; rel="next"'
    return Response(output.getvalue(), headers=headers)


def _next(request: Request, asked: Asked) -> str:
    return str(request.url.include_query_params(page=asked.page + 1))
