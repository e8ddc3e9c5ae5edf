"""What an engine is asked, what it answers, and in which formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple

from kg.engine.query_text import QueryForm, query_form, refuse_service
from kg.errors import QueryForbidden, UsageError

Term = NamedNode | BlankNode | Literal | Triple

RESULT_FORMATS: dict[str, QueryResultsFormat] = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
"""SELECT and ASK: the four formats of SPARQL 1.1 Query Results."""

SAFE_FORMATS: dict[str, QueryResultsFormat] = {
    "csv-safe": QueryResultsFormat.CSV,
    "tsv-safe": QueryResultsFormat.TSV,
}
"""The same with no text that a spreadsheet would run as a formula (`kg.writers.results.guarded`)."""

GRAPH_FORMATS: dict[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}
"""CONSTRUCT and DESCRIBE."""


def media_type(format_name: str) -> str:
    """Return the media type of a format, for instance `text/turtle` of `turtle`."""
    rows = {**RESULT_FORMATS, **SAFE_FORMATS}
    known = rows.get(format_name) or GRAPH_FORMATS[format_name]
    return known.media_type


@dataclass(frozen=True)
class Request:
    """One query and the dataset it is over (SPARQL 1.1 Protocol, section 2.1.4).

    Where `default_graphs` or `named_graphs` holds an IRI, these alone are the dataset, in place of
    what FROM and FROM NAMED say. `prefixes` may be used in the text without being declared there;
    relative IRIs are resolved against `base`, and are an error where it is empty. `seconds` is how long the
    asker would wait, where that is less than the engine allows; one that cannot stop a query passes it over.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    seconds: float | None = None

    @cached_property
    def form(self) -> QueryForm:
        """The query's form.

        Raises:
            QueryForbidden: it uses SERVICE.
            QuerySyntaxError: it is no query, but an update for instance.
        """
        form = query_form(self.text)
        refuse_service(self.text)
        return form

    def result_format(self, name: str) -> QueryResultsFormat:
        """Return the results format `name`, or raise UsageError where it does not suit the query's form."""
        found = RESULT_FORMATS.get(name) or SAFE_FORMATS.get(name)
        if self.form.is_graph or found is None:
            raise self._unsuitable(name)
        return found

    def graph_format(self, name: str) -> RdfFormat:
        """Return the RDF format `name`, or raise UsageError where it does not suit the query's form."""
        if not self.form.is_graph or name not in GRAPH_FORMATS:
            raise self._unsuitable(name)
        return GRAPH_FORMATS[name]

    def expect(self, *forms: QueryForm) -> None:
        """Raise QueryForbidden where the query has none of `forms`."""
        if self.form not in forms:
            raise QueryForbidden(f"a {' or '.join(forms)} query is needed here, not {self.form}")

    def _unsuitable(self, name: str) -> UsageError:
        suitable = ", ".join(GRAPH_FORMATS if self.form.is_graph else RESULT_FORMATS)
        return UsageError(f"{name!r} is no format of a {self.form} answer; these are: {suitable}")


@dataclass(frozen=True)
class Solutions:
    """The rows of a SELECT: one term, or None where unbound, for each of `variables` (without `?`).

    `cut` tells that there were more rows than were asked for.
    """

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]
    cut: bool = False

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Yield each row as a mapping that holds the bound variables."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}

    def __len__(self) -> int:
        return len(self.rows)


class Engine(Protocol):
    """Runs queries. May be used by several threads at once; what it returns may be used by any.

    All methods raise:
        QuerySyntaxError: the query does not parse; with line and column where they are known.
        QueryForbidden: it asks for what is not done here.
        QueryLimitExceeded: it passed a limit.
        QueryError: it could not be evaluated.
        UsageError: the format does not suit the form, or a graph's IRI is none.
    """

    def stream(self, request: Request, format_name: str) -> Iterator[bytes]:
        """Return the serialised answer, in pieces, in one of RESULT_FORMATS or GRAPH_FORMATS.

        Errors in the query are raised by the call, before there is any byte; those of evaluation may
        come later, from the iterator. An iterator that is dropped or closed stops its query as soon
        as the engine can.
        """

    def solutions(self, request: Request, limit: int | None = None) -> Solutions:
        """Return the first `limit` rows, or all, of a SELECT."""

    def ask(self, request: Request) -> bool:
        """Return the answer of an ASK."""

    def graph(self, request: Request, limit: int | None = None) -> list[Triple]:
        """Return the first `limit` triples, or all, of a CONSTRUCT or DESCRIBE."""
