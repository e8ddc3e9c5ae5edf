"""Asks a canned query of a real graph, with arguments taken from that graph."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.engine import LocalEngine, Request
from kg.queries import CannedQuery
from kg.vocab import PREFIXES

Rows = list[list[object]]

_MOST: Final = 400

# Those with most papers first, so that the first one mostly answers.
_AGENTS: Final = """SELECT ?thing WHERE { ?authorship pro:isHeldBy ?thing . %s } GROUP BY ?thing
ORDER BY DESC(COUNT(?authorship)) ?thing"""
_PAPERS: Final = (
    "SELECT ?thing WHERE { ?thing a fabio:Work . OPTIONAL { ?thing schema:name ?n } } ORDER BY ?n ?thing"
)
THINGS: Final = {
    "agent": _AGENTS % "",
    "person": _AGENTS % "?thing a schema:Person",
    "team": """SELECT DISTINCT ?thing WHERE { { ?authorship pro:isHeldBy ?thing . ?thing a foaf:Group }
      UNION { ?authorship pro:relatesToOrganization ?thing } } ORDER BY ?thing""",
    "paper": _PAPERS,
    "thing": _PAPERS,
    "venue": "SELECT DISTINCT ?thing WHERE { ?publication schema:isPartOf ?thing } ORDER BY ?thing",
    "topic": """SELECT DISTINCT ?thing WHERE { { ?paper schema:about ?thing }
      UNION { ?paper schema:about/skos:broader ?thing } } ORDER BY ?thing""",
    "source": """SELECT DISTINCT ?thing WHERE { GRAPH ?g { ?record prov:hadPrimarySource ?thing } }
      ORDER BY ?thing""",
}
"""For each kind of thing, a query for all of that kind."""
TEXTS: Final = {
    (
        "author-search",
        "name",
    ): "SELECT ?text WHERE { ?person a schema:Person ; schema:name ?text } ORDER BY ?text",
    ("paper-search", "word"): "SELECT ?text WHERE { ?work a fabio:Work ; schema:name ?text } ORDER BY ?text",
    ("paper-by-identifier", "identifier"): """SELECT ?text WHERE {
      ?publication datacite:hasIdentifier ?id . ?id literal:hasLiteralValue ?text } ORDER BY ?text""",
}
"""For each required text, a query for texts of the graph."""


def first_answer(engine: LocalEngine, query: CannedQuery) -> tuple[dict[str, list[str]], Rows]:
    """Ask `query` of one thing of the graph after the other, until it answers.

    Returns the arguments and the rows, which are none where it answers for nothing in the graph.
    """
    required = [parameter for parameter in query.parameters if not parameter.optional]
    if not required:
        return {}, _rows(engine, query, {})
    (parameter,) = required
    asked = THINGS.get(parameter.kind) or TEXTS[query.name, parameter.name]
    values = [_value(row[0]) for row in engine.solutions(Request(asked, prefixes=PREFIXES), _MOST).rows]
    assert values, f"the graph has no {parameter.kind} to ask {query.name} about"
    for value in values:
        arguments = {parameter.name: value.split()[:1] if parameter.name == "word" else [value]}
        if rows := _rows(engine, query, arguments):
            return arguments, rows
    return {}, []


def _rows(engine: LocalEngine, query: CannedQuery, arguments: dict[str, list[str]]) -> Rows:
    return [list(row) for row in engine.solutions(query.resolve(arguments, engine)).rows]


def _value(term: object) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value
