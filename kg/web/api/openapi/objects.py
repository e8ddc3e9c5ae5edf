"""What OpenAPI documents are made of: operations, parameters, responses, and the two common schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from kg.web.api import windows
from kg.web.http import problems
from kg.web.http.negotiation import HTML, JSON, Representation
from kg.web.http.route import Says, Schema
from kg.web.pages.lists.bibliography import media_types

TEXT: Final[Schema] = {"type": "string"}
IRI: Final[Schema] = {"type": "string", "format": "uri"}
MEANINGS: Final = {
    300: "The name or IRI stands for several things, which are listed",
    301: "It was merged with what it leads to",
    302: "The current release",
    303: "The graph is large; this is the dump that holds it",
    400: "The request is not understood",
    403: "Updates, and calls of other services, are not possible here",
    404: "There is no such thing",
    406: "It is not offered in a form that is accepted",
    408: "The request did not arrive in time",
    410: "It has been withdrawn",
    413: "The query, or the body of the request, is too long",
    414: "The URL is too long",
    415: "Queries are not sent in this way",
    422: "The answer is larger than allowed",
    429: "Too many queries, or connections, of one client at once",
    431: "The header fields are too long",
    500: "Something went wrong",
    503: "The service is busy, or nothing is published yet",
    504: "The query took too long",
}
DOOR_PROBLEMS: Final = (400, 408, 413, 414, 429, 431, 503)
"""What any request may be refused with before it is looked at."""
QUERY_PROBLEMS: Final = (400, 406, 422, 429, 500, 503, 504)


def get(make: Callable[[], Schema]) -> Says:
    """Return what is said of a path that has one operation, the same in every service."""
    return lambda path, has: {path: {"get": make()}}  # noqa: ARG005  # it depends on nothing that it has


def operation(name: str, tag: str, summary: str, responses: Schema, *parameters: Schema) -> Schema:
    """Return an operation called `name`, in the group `tag`."""
    found: Schema = {"operationId": name, "tags": [tag], "summary": summary}
    if parameters:
        found["parameters"] = list(parameters)
    return {**found, "responses": responses}


def responses(content: Schema, *others: int) -> Schema:
    """Return the response 200 with `content`, and what other statuses mean, those of the door among them."""
    found: Schema = {"200": {"description": "The answer", "content": content}}
    for status in sorted({*others, *DOOR_PROBLEMS}):
        if status >= 400:
            found[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
        else:
            found[str(status)] = refusal(status)
    return found


def refusal(status: int) -> Schema:
    """Return the response for a status other than 200: where it leads, or a problem (RFC 9457)."""
    if status in (301, 302, 303):
        return {
            "description": MEANINGS[status],
            "headers": {"Location": {"required": True, "schema": {"type": "string"}}},
        }
    content = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}, **page()}
    return {"description": MEANINGS[status], "content": content}


def page() -> Schema:
    """Return the media type of pages."""
    return {HTML.media_type: {"schema": TEXT}}


def content(forms: Iterable[Representation]) -> Schema:
    """Return the media types of an answer, and what can be said of what they hold."""
    return {kind: {"schema": _schema(form)} for form in forms for kind in media_types(form)}


def _schema(form: Representation) -> Schema:
    if form is JSON:
        return {"$ref": "#/components/schemas/Results"}
    return {"type": ["object", "array"]} if form.media_type.endswith("json") else TEXT


def query_parameter(name: str, text: str, schema: Schema, *, required: bool = False) -> Schema:
    """Return a parameter of the query string."""
    return {"name": name, "in": "query", "description": text, "required": required, "schema": schema}


def format_parameter(forms: Iterable[Representation]) -> Schema:
    """Return the parameter that names one of `forms`."""
    names = {"type": "string", "enum": [*(form.name for form in forms), ""]}
    return {
        **query_parameter("format", "The form, instead of `Accept`; an empty one counts as none.", names),
        "allowEmptyValue": True,
    }


def safe_parameter() -> Schema:
    """Return the parameter that asks for CSV and TSV in which no cell is run as a formula."""
    text = "1: in CSV and TSV an apostrophe stands before text that a spreadsheet would run as a formula."
    values = {"type": "string", "enum": ["0", "1", ""]}
    return {**query_parameter("safe", text, values), "allowEmptyValue": True}


def style_parameter() -> Schema:
    """Return the parameter that names the citation style of a bibliography as text."""
    text = "A citation style of the CSL repository, such as `apa`; for a bibliography as text alone."
    return query_parameter("style", text, TEXT)


def timeout_parameter() -> Schema:
    """Return the parameter by which a client says how long it waits."""
    text = "Seconds after which the query is given up; the service's own limit holds all the same."
    return query_parameter("timeout", text, {"type": "string", "pattern": r"^([0-9]{1,6}(\.[0-9]{0,3})?)?$"})


def window_parameters(columns: Sequence[str]) -> list[Schema]:
    """Return the parameters that ask for a part of an answer with these columns."""
    column = f"-?({'|'.join(columns)})"
    whole = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": windows.LARGEST}, {"const": ""}]}
    page = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": windows.MOST_PAGES}, {"const": ""}]}
    order = {"type": "string", "pattern": f"^({column}(,{column})*)?$"}
    return [
        query_parameter("page", "Which page of the answer; `Link` leads to those beside it.", page),
        query_parameter("size", f"Rows of a page; {windows.USUAL} if left out.", whole),
        query_parameter("sort", "Columns to sort by, with `-` before those that descend.", order),
    ]


def problem() -> Schema:
    """Return the schema of problem details (RFC 9457)."""
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": IRI,
            "title": TEXT,
            "status": {"type": "integer", "minimum": 300, "maximum": 599},
            "detail": TEXT,
            "instance": TEXT,
        },
    }


def results() -> Schema:
    """Return the schema of the SPARQL 1.1 Query Results JSON Format."""
    term = {"type": "object", "required": ["type", "value"], "properties": {"type": TEXT}}
    row = {"type": "object", "additionalProperties": term}
    return {
        "type": "object",
        "required": ["head"],
        "properties": {
            "head": {"type": "object", "properties": {"vars": {"type": "array", "items": TEXT}}},
            "boolean": {"type": "boolean"},
            "results": {
                "type": "object",
                "required": ["bindings"],
                "properties": {"bindings": {"type": "array", "items": row}},
            },
        },
    }
