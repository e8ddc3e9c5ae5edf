"""The query operation of the SPARQL 1.1 Protocol: what a request asks for.

Source: SPARQL 1.1 Protocol, W3C Recommendation 2013-03-21, section 2.1. Three ways to send a query
are understood: GET with parameters, POST of a form, POST of the query itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from kg.engine.pool import Limits, refuse_long
from kg.web.http.door.limits import DoorLimits
from kg.web.http.exchange import serving
from kg.web.http.parameters import (
    Pairs,
    format_parameter,
    parameters,
    query_parameters,
    safe_parameter,
    timeout_parameter,
)
from kg.web.http.problems import Problem, RequestRefused, bad_request

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")

MAX_BODY_BYTES: Final = DoorLimits().body_bytes
# What a request may say that is no query: how the answer looks, and with which query the page begins.
_OF_THE_PAGE: Final = ("format", "output", "example", "safe", "timeout")

_ABSOLUTE: Final = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*$")


@dataclass(frozen=True, slots=True)
class Operation:
    """One query operation: the query's text, the dataset the request names, and the `format` asked for.

    `safe` asks for CSV and TSV in which no cell is run as a formula; `seconds` is how long the client waits.

    `default_graphs` and `named_graphs` are None where the request does not name a dataset; if one of
    them is given, the dataset is the request's and not the query's (section 2.1.4).
    """

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str | None = None
    safe: bool = False
    seconds: float | None = None


async def operation(request: Request) -> Operation | None:
    """Return the query operation that `request` asks for, or None where it asks for no query at all.

    Raises:
        RequestRefused: with 400, 403 (updates), 413 or 415 as the protocol says.
        QueryLimitExceeded: the query is longer than the limits of the service let it be.
    """
    limits = serving(request).limits
    pairs = query_parameters(request)
    if request.method != "POST":
        found = _operation(pairs, limits)
        strange = [name for name, _ in pairs if name not in _OF_THE_PAGE]
        if found is None and strange:
            raise bad_request(f"There is no parameter `query`, which {_quoted(strange)} would belong to.")
        return found
    media_type, charset = _content_type(request)
    if media_type == UPDATE:
        raise _read_only()
    if media_type not in (FORM, QUERY):
        raise _unsupported(
            f"A query is sent as {FORM} or {QUERY}, not as {media_type or 'a body without a type'}."
        )
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise _unsupported(f"A query is sent in UTF-8, not in {charset}.")
    coding = request.headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity"):
        raise _unsupported(
            f"A query is sent as it is, not in the coding {coding[:50]}.", {"Accept-Encoding": "identity"}
        )
    try:
        body = (await _body(request)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad_request(f"The body is not UTF-8: byte {error.start + 1} is wrong.") from error
    if media_type == FORM:
        found = _operation([*pairs, *parameters(body)], limits)
    else:
        found = _operation([*pairs, ("query", body)], limits)
    if found is None:
        raise bad_request("The form has no parameter `query`.")
    return found


def _operation(pairs: Pairs, limits: Limits) -> Operation | None:
    if any(name == "update" for name, _ in pairs):
        raise _read_only()
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise bad_request(f"There are {len(queries)} parameters `query`; give one.")
    safe, seconds = safe_parameter(pairs), timeout_parameter(pairs)
    if not queries:
        return None
    refuse_long(queries[0], limits)
    return Operation(
        query=queries[0],
        default_graphs=_graphs(pairs, "default-graph-uri"),
        named_graphs=_graphs(pairs, "named-graph-uri"),
        format=format_parameter(pairs),
        safe=safe,
        seconds=seconds,
    )


def _graphs(pairs: Pairs, parameter: str) -> tuple[str, ...] | None:
    # The dataset holds a graph once, however often it is named.
    graphs = tuple(dict.fromkeys(value for name, value in pairs if name == parameter))
    for graph in graphs:
        if not _ABSOLUTE.match(graph):
            raise bad_request(f"The parameter `{parameter}` is no absolute IRI: {graph!r}.")
    return graphs or None


def _content_type(request: Request) -> tuple[str, str]:
    media_type, *options = request.headers.get("content-type", "").split(";")
    charset = "utf-8"
    for option in options:
        name, _, value = option.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    return media_type.strip().lower(), charset


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            detail = f"The body is longer than {MAX_BODY_BYTES:,} bytes."
            raise RequestRefused(Problem("too-large", "The request is too large", 413, detail))
    return bytes(body)


def _quoted(names: Iterable[str]) -> str:
    """Return the first few of `names`, as they stand in a sentence."""
    shown = [f"`{name[:50]}`" for name in dict.fromkeys(names)]
    return ", ".join(shown[:3]) + (", …" if len(shown) > 3 else "")


def _unsupported(detail: str, accepted: Mapping[str, str] | None = None) -> RequestRefused:
    headers = {"Accept-Post": f"{FORM}, {QUERY}", **(accepted or {})}
    return RequestRefused(
        Problem("unsupported-media-type", "Unsupported media type", 415, detail, headers=headers)
    )


def _read_only() -> RequestRefused:
    detail = "This endpoint only reads; updates are not possible."
    return RequestRefused(Problem("read-only", "Updates are not possible here", 403, detail))
