"""The operations of SPARQL, of things as linked data, and of releases."""

from __future__ import annotations

from typing import Final

from kg.web.api import downloads
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
)
from kg.web.http.exchange import Serving
from kg.web.http.negotiation import GRAPHS, HTML, RESULTS
from kg.web.http.parameters import MAX_FIELDS
from kg.web.http.route import Paths, Schema
from kg.web.linked import things
from kg.web.sparql import graphs
from kg.web.sparql.protocol import FORM, QUERY

_OPAQUE: Final = "^[a-z2-7]{16}$"
THINGS: Final = {
    "paper": ("a paper", _OPAQUE),
    "person": ("a person", _OPAQUE),
    "org": ("a team or organisation", _OPAQUE),
    "venue": ("a venue", "^([a-z2-7]{16}|arxiv)$"),
    "source": ("a source document", "^[0-9a-f]{16}$"),
    "record": ("a record of a source document", "^[0-9a-f]{16}-[0-9]+$"),
}


def sparql(path: str, has: Serving) -> Paths:
    """Return the operations of the endpoint; a query is held to the limits of the service."""
    most = has.limits.query_bytes
    forms = (*RESULTS, *GRAPHS, HTML)
    graph = {"type": "array", "items": IRI, "maxItems": MAX_FIELDS - 1}
    asked = [
        query_parameter("default-graph-uri", "Graphs that are the default graph, merged.", graph),
        query_parameter("named-graph-uri", "Named graphs.", graph),
        safe_parameter(),
        timeout_parameter(),
    ]
    # OpenAPI counts characters, the service the bytes of their UTF-8: one that is too long by the first
    # number is too long by the second.
    text = {
        "type": "string",
        "minLength": 1,
        "maxLength": most,
        "description": f"No longer than {most:,} bytes in UTF-8.",
    }
    query = query_parameter("query", "The query; without one, the service is described.", text)
    answers = responses(content(forms), 403, 413, 415, *QUERY_PROBLEMS)
    bodies = {
        FORM: {"schema": {"type": "object", "required": ["query"], "properties": {"query": text}}},
        QUERY: {"schema": text},
    }
    return {
        path: {
            "get": operation("sparql", "sparql", "Answer a SPARQL 1.1 query", answers, query, *asked),
            "post": {
                **operation("sparql-post", "sparql", "Answer a SPARQL 1.1 query", answers, *asked),
                "requestBody": {"required": True, "content": bodies},
            },
        },
    }


def graph() -> Schema:
    """Return the operation that gives a whole graph."""
    return operation(
        "graph",
        "sparql",
        "A whole graph by its name: give `default` or `graph`",
        responses(content(graphs.FORMS), 303, 404, *QUERY_PROBLEMS),
        query_parameter("default", "The resolved graph.", {"type": "string", "maxLength": 0}),
        query_parameter("graph", "The IRI of a named graph.", IRI),
        format_parameter(graphs.FORMS),
    )


def kinds_of_things(path: str, has: Serving) -> Paths:  # noqa: ARG001  # every service has the same kinds
    """Return the operations of things, by what their paths begin with."""
    return {f"/{name}/{{id}}": {"get": _thing(name, *what)} for name, what in THINGS.items()}


def _thing(name: str, what: str, pattern: str) -> Schema:
    """Return the operation of things whose paths begin with `name`; `pattern` is what follows."""
    offered = things.OFFERED if name == "record" else things.NEGOTIATED
    return operation(
        f"thing-{name}",
        "things",
        f"What is said of {what}",
        responses(content(offered), 300, 301, 400, 404, 406, 410, 422, 500, 503, 504),
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "pattern": pattern}},
        format_parameter(offered),
        *([style_parameter()] if offered is things.NEGOTIATED else []),
    )


def releases() -> Schema:
    """Return the operation that lists the releases."""
    forms = {"application/json": {"schema": {"type": "array", "items": {"type": "object"}}}, **page()}
    return operation("releases", "releases", "The releases", responses(forms, 406, 503))


def download() -> Schema:
    """Return the operation that gives a file of a release."""
    names = {
        "release": {"type": "string", "pattern": "^(current|[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8})$"},
        "file": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$"},
    }
    kinds: Schema = {
        one: {"schema": {}} for one in (*downloads.MEDIA_TYPES.values(), "application/octet-stream")
    }
    return operation(
        "download",
        "releases",
        "A file of a release, whole or in ranges",
        responses({**kinds, "text/plain": {"schema": TEXT}}, 302, 404, 503),
        *({"name": key, "in": "path", "required": True, "schema": one} for key, one in names.items()),
    )


def fates() -> Schema:
    """Return the operation that says what became of every value."""
    return operation(
        "fates",
        "releases",
        "What became of every value of the sources",
        responses({"application/json": {"schema": {"type": "object"}}, **page()}, 404, 406, 503),
    )


def data_set() -> Schema:
    """Return the operation that describes the data set."""
    return operation(
        "data-set",
        "releases",
        "What the data set is (DCAT 3, VoID, schema.org)",
        responses(content(things.OFFERED), 404, 406, 503),
        format_parameter(things.OFFERED),
    )
