"""Queries at a SPARQL 1.1 endpoint, by its protocol over HTTP."""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from io import BytesIO
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
    serialize,
)

from kg.engine.csv_injection import write_safely
from kg.engine.cut import Cut, Pieces, cut_by
from kg.engine.query_text import QueryForm, bare, undeclared
from kg.engine.request import SAFE_FORMATS, Request, Solutions
from kg.engine.syntax import explained
from kg.errors import QueryError, QueryForbidden, QueryLimitExceeded, QuerySyntaxError, UsageError
from kg.version import __version__

_PIECE: Final = 64 * 1024
_EXCERPT: Final = 2000
_FROM: Final = re.compile(r"\bFROM\b", re.IGNORECASE)
_JSON: Final = QueryResultsFormat.JSON


class RemoteEngine:
    """An `Engine` at the endpoint `url`.

    `seconds` bounds each wait for the network, not the whole answer. `default_graph` is the graph that
    queries are over which name none, for servers whose default graph is the union of all (Virtuoso).
    """

    def __init__(self, url: str, *, seconds: float = 60, default_graph: str = "") -> None:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise UsageError(f"{url!r} is no address of an endpoint; it begins with http:// or https://")
        self._url, self._seconds, self._default_graph = url, seconds, default_graph

    def stream(self, request: Request, format_name: str) -> Pieces:
        """Return the serialised answer, in pieces. See `Engine`.

        What servers write alike is passed on as it comes; the rest is asked for in the format that all
        of them have, and written here.
        """
        if request.form.is_graph:
            rdf_format = request.graph_format(format_name)
            if rdf_format in (RdfFormat.TRIG, RdfFormat.N_QUADS):
                graph = serialize(self.graph(request), format=rdf_format)
                assert graph is not None
                return Pieces(iter((graph,)), format_name)
            response = self._post(request, rdf_format.media_type)
        else:
            result_format = request.result_format(format_name)
            if format_name in SAFE_FORMATS and request.form is QueryForm.SELECT:
                results, cut = self._results(request)
                assert isinstance(results, QuerySolutions)
                safe = BytesIO()
                write_safely(results, safe, result_format)
                return Pieces(iter((safe.getvalue(),)), format_name, cut)
            if request.form is QueryForm.ASK or result_format is QueryResultsFormat.TSV:
                results, cut = self._results(request)
                text = results.serialize(format=result_format)
                assert text is not None
                return Pieces(iter((text,)), format_name, cut)
            response = self._post(request, result_format.media_type)
        return Pieces(self._pieces(response), format_name, cut_by(response.headers))

    def solutions(self, request: Request, limit: int | None = None) -> Solutions:
        """Return the first `limit` rows, or all, of a SELECT."""
        request.expect(QueryForm.SELECT)
        result, ended = self._results(request)
        if not isinstance(result, QuerySolutions):
            raise QueryError(f"{self._url} answered a SELECT with a truth value")
        try:
            rows = [tuple(row) for row in islice(result, None if limit is None else limit + 1)]
        except (SyntaxError, ValueError) as error:
            raise self._garbled(error) from error
        variables = tuple(variable.value for variable in result.variables)
        cut = ended is not None or (limit is not None and len(rows) > limit)
        return Solutions(variables, rows[:limit], cut=cut)

    def ask(self, request: Request) -> bool:
        """Return the answer of an ASK."""
        request.expect(QueryForm.ASK)
        return bool(self._results(request)[0])

    def graph(self, request: Request, limit: int | None = None) -> list[Triple]:
        """Return the first `limit` triples, or all, of a CONSTRUCT or DESCRIBE."""
        request.expect(QueryForm.CONSTRUCT, QueryForm.DESCRIBE)
        text = b"".join(self._pieces(self._post(request, RdfFormat.N_TRIPLES.media_type)))
        try:
            return [quad.triple for quad in islice(parse(text, RdfFormat.N_TRIPLES), limit)]
        except (SyntaxError, ValueError) as error:
            raise self._garbled(error) from error

    def _results(self, request: Request) -> tuple[QuerySolutions | QueryBoolean, Cut | None]:
        response = self._post(request, QueryResultsFormat.JSON.media_type)
        cut = cut_by(response.headers)
        text = b"".join(self._pieces(response))
        try:
            found = parse_query_results(text, QueryResultsFormat.JSON)
            return (_truth(found) if request.form is QueryForm.ASK else found), cut
        except (SyntaxError, ValueError) as error:
            raise self._garbled(error) from error

    def _post(self, request: Request, media_type: str) -> http.client.HTTPResponse:
        accept = media_type.partition(";")[0]
        missing = undeclared(request.text, request.prefixes)
        declarations = f"BASE <{request.base}> " if request.base else ""
        declarations += "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in missing.items())
        fields = [("query", declarations + request.text)]
        defaults = request.default_graphs
        if self._default_graph and not (defaults or request.named_graphs or _FROM.search(bare(request.text))):
            defaults = (self._default_graph,)
        fields += [("default-graph-uri", iri) for iri in defaults]
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
        seconds = min(self._seconds, request.seconds or self._seconds)
        try:
            response = urllib.request.urlopen(post, timeout=seconds)  # noqa: S310 - as above
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error, request.text, len(missing)) from error
        except TimeoutError as error:
            raise self._late(seconds) from error
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise self._late(seconds) from error
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

    def _late(self, seconds: float | None = None) -> QueryLimitExceeded:
        waited = seconds or self._seconds
        return QueryLimitExceeded("seconds", waited, f"{self._url} sent nothing for {waited:g} seconds")

    def _garbled(self, error: Exception) -> QueryError:
        return QueryError(f"the answer of {self._url} cannot be read: {error}")


def _truth(found: QuerySolutions | QueryBoolean) -> QueryBoolean:
    """Return the answer of an ASK; Virtuoso gives it as a row with a 1, or as no row."""
    if isinstance(found, QueryBoolean):
        return found
    row = next(iter(found), None)
    true = row is not None and getattr(row[0], "value", "") in ("1", "true")
    answer = parse_query_results(b'{"head":{},"boolean":%b}' % (b"true" if true else b"false"), _JSON)
    assert isinstance(answer, QueryBoolean)
    return answer


def _malformed(said: str, text: str, lines_before: int) -> QuerySyntaxError:
    """Read line and column out of what the endpoint says; Oxigraph and Jena each tell them in their way."""
    place = re.search(r"\b(?:error at |line )(\d+)(?::|, column )(\d+):? ?(.*)", said, re.DOTALL)
    if place is None:
        line = re.search(r"\bline (\d+): (.*)", said)  # Virtuoso tells no column
        at = None if line is None else max(1, int(line[1]) - lines_before)
        return QuerySyntaxError(said if line is None else line[2], line=at, column=None if at is None else 1)
    reason = place[3].strip() or said
    return explained(
        QuerySyntaxError(reason, line=max(1, int(place[1]) - lines_before), column=int(place[2])), text
    )
