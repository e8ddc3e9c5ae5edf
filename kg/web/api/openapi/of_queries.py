"""The operations of the canned queries and of the search."""

from __future__ import annotations

from typing import Final

from kg.engine.template import ENTITY_KINDS
from kg.queries import CannedQuery, Parameter
from kg.release.search import KINDS
from kg.web.api import opensearch, search
from kg.web.api.canned import forms_of
from kg.web.api.executables import RDF
from kg.web.api.openapi.objects import (
    IRI,
    QUERY_PROBLEMS,
    TEXT,
    content,
    format_parameter,
    operation,
    page,
    query_parameter,
    responses,
    safe_parameter,
    style_parameter,
    timeout_parameter,
    window_parameters,
)
from kg.web.http.exchange import Serving
from kg.web.http.negotiation import HTML
from kg.web.http.route import Paths, Schema

# What a value looks like, by the kind of a parameter.
_PATTERNS: Final = {
    "integer": r"[+-]?[0-9]{1,18}",
    "decimal": r"[+-]?([0-9]{1,18}(\.[0-9]{0,18})?|\.[0-9]{1,18})",
    "boolean": "(true|false)",
    "year": "[0-9]{4}",
    "date": "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
}


def list_of_queries() -> Schema:
    """Return the operation that lists the canned queries."""
    listed = {"application/json": {"schema": {"type": "array", "items": {"type": "object"}}}, **page()}
    return operation(
        "queries", "queries", "The canned queries", responses({**content(RDF), **listed}, 406, 503)
    )


def examples() -> Schema:
    """Return the operation that gives the canned queries as RDF."""
    words = "The canned queries as SHACL executables, with typed parameters"
    return operation("sparql-examples", "queries", words, responses(content(RDF), 303, 406, 500, 503, 504))


def canned(path: str, has: Serving) -> Paths:
    """Return the operations of the canned queries that a service has, by path."""
    return {path.format(name=query.name): {"get": _canned(query)} for query in has.catalogue.values()}


def _canned(query: CannedQuery) -> Schema:
    """Return the operation of one canned query, with its parameters and their types."""
    forms = (*forms_of(query), HTML, *RDF)
    found = operation(
        query.name,
        "queries",
        query.summary,
        responses(content(forms), 300, 404, *QUERY_PROBLEMS),
        *map(_parameter, query.parameters),
        format_parameter(forms),
        safe_parameter(),
        *([style_parameter()] if query.papers else []),
        *window_parameters(query.variables),
        timeout_parameter(),
    )
    return {**found, **({"description": query.description} if query.description else {})}


def _parameter(parameter: Parameter) -> Schema:
    value = TEXT
    if parameter.kind in _PATTERNS:
        # Forms send what is not filled in as an empty text, which counts as none.
        end = "?$" if parameter.optional else "$"
        value = {"type": "string", "pattern": f"^({_PATTERNS[parameter.kind]}){end}"}
    schema: Schema = {"type": "array", "items": value, "minItems": 1} if parameter.repeatable else value
    text = parameter.help
    if parameter.kind in ENTITY_KINDS:
        text = f"{text} ({ENTITY_KINDS[parameter.kind]})" if text else ENTITY_KINDS[parameter.kind]
    found = query_parameter(parameter.name, text, schema, required=not parameter.optional)
    return {**found, **({"style": "form", "explode": True} if parameter.repeatable else {})}


def _number(most: int) -> Schema:
    """Return the schema of a number from 1; what is left empty in a form counts as none."""
    return {"anyOf": [{"type": "integer", "minimum": 1, "maximum": most}, {"const": ""}]}


def _asked() -> list[Schema]:
    """Return the parameters of a search."""
    kinds = {"type": "string", "enum": [*KINDS, ""]}
    return [
        _words(),
        query_parameter("kind", "Search for these alone.", kinds),
        query_parameter("page", "Which page of the hits.", _number(1000)),
        query_parameter("size", "Hits of each kind on a page.", _number(search.MOST)),
    ]


def _words() -> Schema:
    return query_parameter("q", "Words of names and titles, in any order, or an identifier.", TEXT)


def found() -> Schema:
    """Return the operation of the search."""
    result = {"type": "object", "required": ["iri", "url", "name"], "properties": {"iri": IRI, "url": IRI}}
    group = {
        "type": "object",
        "required": ["kind", "count", "more", "results"],
        "properties": {
            "kind": {"enum": list(KINDS)},
            "count": {"type": "integer"},
            "more": {"type": "boolean"},
            "results": {"type": "array", "items": result},
        },
    }
    answer = {
        "type": "object",
        "required": ["query", "release", "groups"],
        "properties": {
            "query": TEXT,
            "meant": {"type": ["string", "null"], "description": "What may be meant where nothing is found."},
            "release": TEXT,
            "groups": {"type": "array", "items": group},
        },
    }
    return operation(
        "search",
        "search",
        "Papers, people, venues, topics and teams by words or identifiers",
        responses({"application/json": {"schema": answer}}, 400, 422, 500, 503, 504),
        *_asked(),
    )


def found_table() -> Schema:
    """Return the operation of the search whose answer is a table or a bibliography."""
    return operation(
        "search-table",
        "search",
        "The same as a table",
        responses(content(search.FORMS), 400, 406, 422, 500, 503, 504),
        *_asked(),
        format_parameter(search.FORMS),
        safe_parameter(),
        style_parameter(),
    )


def suggest() -> Schema:
    """Return the operation that completes what is typed."""
    return operation(
        "suggest",
        "search",
        "Suggestions while one types (OpenSearch Suggestions 1.1)",
        responses({opensearch.SUGGESTIONS: {"schema": {"type": "array"}}}, 400, 422, 500, 503, 504),
        _words(),
    )
