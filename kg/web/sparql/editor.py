"""The SPARQL page for people: a form that works by itself, made an editor by a script, and the answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from kg.engine import Engine, QueryForm, Request
from kg.engine.pool import PoolEngine
from kg.errors import KgError, QuerySyntaxError
from kg.vocab import PREFIXES
from kg.web.http import negotiation
from kg.web.http.exchange import served_release, serving, workers_of
from kg.web.http.links import Links
from kg.web.http.negotiation import GRAPHS, RESULTS
from kg.web.http.responses import client_of, unless_gone
from kg.web.pages.rendering.templates import page
from kg.web.sparql.examples import text_of
from kg.web.sparql.protocol import Operation
from kg.web.sparql.shown import ASKED_ROWS, Shown, of_solutions, of_triples
from kg.web.sparql.vendor import has_editor

EXAMPLES: Final = {
    "Ten papers with their titles": """\
SELECT ?paper ?title WHERE {
  ?paper a fabio:Work ; schema:name ?title .
}
LIMIT 10
""",
    "The authors of one paper, in order": """\
SELECT ?position ?name ?agent WHERE {
  { SELECT ?paper WHERE { ?paper a fabio:Work } LIMIT 1 }
  ?paper pro:isDocumentContextFor ?authorship .
  ?authorship schema:position ?position ; kgo:nameAsPrinted ?name ; pro:isHeldBy ?agent .
}
ORDER BY ?position
""",
    "Papers per year": """\
SELECT ?year (COUNT(*) AS ?papers) WHERE {
  ?paper fabio:hasPublicationYear ?year .
}
GROUP BY ?year
ORDER BY DESC(?year)
""",
    "Topics that come together, as a network": """\
SELECT ?topic ?other (COUNT(*) AS ?papers) WHERE {
  { SELECT ?paper ?topic WHERE {
    { SELECT ?topic WHERE { ?any schema:about ?topic }
      GROUP BY ?topic ORDER BY DESC(COUNT(?any)) ?topic LIMIT 100 }
    ?paper schema:about ?topic .
  } }
  { SELECT ?paper ?other WHERE {
    { SELECT ?other WHERE { ?any schema:about ?other }
      GROUP BY ?other ORDER BY DESC(COUNT(?any)) ?other LIMIT 100 }
    ?paper schema:about ?other .
  } }
  FILTER(STR(?topic) < STR(?other))
}
GROUP BY ?topic ?other
ORDER BY DESC(?papers) ?topic ?other
LIMIT 200
""",
    "The topics and what they are part of, as a graph": """\
CONSTRUCT { ?topic skos:broader ?above ; skos:prefLabel ?label } WHERE {
  ?topic skos:broader ?above ; skos:prefLabel ?label .
}
LIMIT 120
""",
    "What was repaired, by rule": """\
SELECT ?rule (COUNT(*) AS ?repairs) WHERE {
  GRAPH ?graph { ?repair a kgo:Repair ; kgo:rule ?rule }
}
GROUP BY ?rule
ORDER BY DESC(?repairs) ?rule
""",
}


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer on the page: the truth value of an ASK, or what is shown of all others."""

    boolean: bool | None = None
    shown: Shown | None = None


async def answer_page(request: HttpRequest, asked: Operation, query: Request) -> Response:
    """Answer a query with the page that holds it and its answer.

    Raises:
        KgError: what `Engine` raises.
    """
    served = served_release(request)
    engine = served.strangers or served.engine
    if isinstance(engine, PoolEngine):
        engine = engine.on_behalf_of(client_of(request))
    links = Links(served.base, request.scope.get("root_path", ""))
    offered = GRAPHS if query.form.is_graph else RESULTS

    def work() -> Response:
        answer = _answer(engine, served.engine, query, links)
        return form_page(request, asked.query, answer=answer, offered=offered)

    try:
        return await unless_gone(request, workers_of(request).run(work, stranger=True))
    except (asyncio.CancelledError, ClientDisconnect):
        if isinstance(engine, PoolEngine):
            engine.abandon()
        raise


def _answer(engine: Engine, own: Engine, query: Request, links: Links) -> ShownAnswer:
    if query.form is QueryForm.ASK:
        return ShownAnswer(boolean=engine.ask(query))
    if query.form is QueryForm.SELECT:
        found = engine.solutions(query, ASKED_ROWS)
        return ShownAnswer(shown=of_solutions(query.text, found, own, links))
    triples = engine.graph(query, ASKED_ROWS + 1)
    rows = [(t.subject, t.predicate, t.object) for t in triples[:ASKED_ROWS]]
    return ShownAnswer(shown=of_triples(rows, len(triples) > ASKED_ROWS, own, links))


def form_page(
    request: HttpRequest,
    text: str,
    *,
    status: int = 200,
    error: KgError | None = None,
    answer: ShownAnswer | None = None,
    offered: tuple[negotiation.Representation, ...] = (),
    example: str | None = None,
) -> Response:
    """Return the page with the query `text`, and its answer or what is wrong with it."""
    cut = answer.shown.headers if answer and answer.shown else {}
    place = (error.line, error.column) if isinstance(error, QuerySyntaxError) else None
    catalogue = serving(request).catalogue
    return page(
        request,
        "sparql.html",
        status,
        {"vary": "Accept", "cache-control": "no-cache", **cut},
        text=text,
        error=error,
        place=place,
        answer=answer,
        asked=ASKED_ROWS,
        downloads=[(form, {"query": text}) for form in offered],
        example=example,
        examples=[(label, _with_prefixes(query)) for label, query in EXAMPLES.items()],
        catalogue=catalogue.by_tag(),
        has_editor=has_editor(),
        prologue="".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items()),
    )


async def first_page(request: HttpRequest, example: str | None) -> Response:
    """Return the page with a query to begin with: the canned query called `example`, or one of ours.

    Raises:
        UsageError: there is no such canned query.
    """
    if not example:
        return form_page(request, _with_prefixes(next(iter(EXAMPLES.values()))))
    catalogue = serving(request).catalogue
    work = partial(text_of, served_release(request), catalogue[example])
    return form_page(request, await workers_of(request).run(work), example=example)


def _with_prefixes(query: str) -> str:
    used = [f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items() if f"{prefix}:" in query]
    return "".join(used) + "\n" + query
