"""Queries at a SPARQL 1.1 endpoint, by its protocol over HTTP."""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from itertools import islice
from typing import Final
from urllib.parse import urlencode, urlsplit

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from kg import __version__
from kg.engine.request import Request, Solutions
from kg.engine.syntax import explained
from kg.engine.text import Form, undeclared
from kg.errors import QueryError, QueryForbidden, QueryLimitExceeded, QuerySyntaxError, UsageError

_PIECE: Final = 64 * 1024
_EXCERPT: Final = 2000


class RemoteEngine:
    """An `Engine` at the endpoint `url`. `seconds` bounds each wait for the network, not the whole answer."""

    def __init__(self, url: str, *, seconds: float = 60) -> None:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise UsageError(f"{url!r} is no address of an endpoint; it begins with http:// or https://")
        self._url, self._seconds = url, seconds

    def stream(self, request: Request, format_name: str) -> Iterator[bytes]:
        """Return the serialised answer, in pieces, as the endpoint sends it. See `Engine`."""
        if request.form.is_graph:
            response = self._post(request, request.graph_format(format_name).media_type)
        else:
            response = self._post(request, request.result_format(format_name).media_type)
        return self._pieces(response)

    def solutions(self, request: Request, limit: int | None = None) -> Solutions:
        """Return the first `limit` rows, or all, of a SELECT."""
        request.expect(Form.SELECT)
        result = self._results(request)
        if not isinstance(result, QuerySolutions):
            raise QueryError(f"{self._url} answered a SELECT with a truth value")
        try:
            rows = [tuple(row) for row in islice(result, None if limit is None else limit + 1)]
        except (SyntaxError, ValueError) as error:
            raise self._garbled(error) from error
        variables = tuple(variable.value for variable in result.variables)
        return Solutions(variables, rows[:limit], cut=limit is not None and len(rows) > limit)

    def ask(self, request: Request) -> bool:
        """Return the answer of an ASK."""
        request.expect(Form.ASK)
        result = self._results(request)
        if not isinstance(result, QueryBoolean):
            raise QueryError(f"{self._url} answered an ASK with rows")
        return bool(result)

    def graph(self, request: Request, limit: int | None = None) -> list[Triple]:
        """Return the first `limit` triples, or all, of a CONSTRUCT or DESCRIBE."""
        request.expect(Form.CONSTRUCT, Form.DESCRIBE)
        text = b"".join(self._pieces(self._post(request, RdfFormat.N_TRIPLES.media_type)))
        try:
            return [quad.triple for quad in islice(parse(text, RdfFormat.N_TRIPLES), limit)]
        except (SyntaxError, ValueError) as error:
            raise self._garbled(error) from error

    def _results(self, request: Request) -> QuerySolutions | QueryBoolean:
        text = b"".join(self._pieces(self._post(request, QueryResultsFormat.JSON.media_type)))
        try:
            return parse_query_results(text, QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self._garbled(error) from error

    def _post(self, request: Request, media_type: str) -> http.client.HTTPResponse:
        accept = media_type.partition(";")[0]
        missing = undeclared(request.text, request.prefixes)
        declarations = f"BASE <{request.base}> " if request.base else ""
        declarations += "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in missing.items())
        fields = [("query", declarations + request.text)]
        fields += [("default-graph-uri", iri) for iri in request.default_graphs]
        fields += [("named-graph-uri", iri) for iri in request.named_graphs]
        post = urllib.request.Request(  # noqa: S310 - the scheme is checked in __init__
            self._url,
            urlencode(fields).encode(),
            {
                "Accept": accept,
                "Content-Type": "application/x-www-form-urlencoded",
                "User-Agent": f"kg/{__version__}",
            },
        )
        try:
            response = urllib.request.urlopen(post, timeout=self._seconds)  # noqa: S310 - as above
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error, request.text, len(missing)) from error
        except TimeoutError as error:
            raise self._late() from error
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise self._late() from error
            raise QueryError(f"{self._url} cannot be asked: {getattr(error, 'reason', error)}") from error
        assert isinstance(response, http.client.HTTPResponse)
        if response.headers.get_content_type() != accept:
            kind = response.headers.get_content_type()
            response.close()
            raise QueryError(f"{self._url} answered with {kind}, not with {accept}")
        return response

    def _pieces(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        with response:
            while True:
                try:
                    piece = response.read(_PIECE)
                except TimeoutError as error:
                    raise self._late() from error
                except (http.client.HTTPException, OSError) as error:
                    raise QueryError(f"the answer of {self._url} broke off: {error}") from error
                if not piece:
                    if response.length:  # read() is silent where the connection ends too early
                        raise QueryError(
                            f"the answer of {self._url} broke off: {response.length} bytes are missing"
                        )
                    return
                yield piece

    def _refused(self, error: urllib.error.HTTPError, text: str, lines_before: int) -> QueryError:
        said = error.read(_EXCERPT).decode("utf-8", "replace").strip()
        match error.code:
            case 400:
                return _malformed(said or "the endpoint calls the query malformed", text, lines_before)
            case 401 | 403:
                return QueryForbidden(f"{self._url} refuses the query: {said or error.reason}")
            case 408 | 413 | 503 | 504:
                return QueryLimitExceeded(
                    "endpoint", error.code, f"{self._url} gave up ({error.code}): {said}"
                )
            case _:
                return QueryError(f"{self._url} answered {error.code} {error.reason}: {said}")

    def _late(self) -> QueryLimitExceeded:
        return QueryLimitExceeded(
            "seconds", self._seconds, f"{self._url} sent nothing for {self._seconds:g} seconds"
        )

    def _garbled(self, error: Exception) -> QueryError:
        return QueryError(f"the answer of {self._url} cannot be read: {error}")


def _malformed(said: str, text: str, lines_before: int) -> QuerySyntaxError:
    """Read line and column out of what the endpoint says; Oxigraph and Jena each tell them in their way."""
    place = re.search(r"\b(?:error at |line )(\d+)(?::|, column )(\d+):? ?(.*)", said, re.DOTALL)
    if place is None:
        return QuerySyntaxError(said)
    reason = place[3].strip() or said
    return explained(
        QuerySyntaxError(reason, line=max(1, int(place[1]) - lines_before), column=int(place[2])), text
    )
