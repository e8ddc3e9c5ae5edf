"""Which papers an answer holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from kg.engine import Engine, QueryForm, Request, Term


def rows_of(engine: Engine, request: Request) -> Iterator[tuple[Term | None, ...]]:
    """Yield the rows of a SELECT as they come; the answer is never held as a whole.

    Raises:
        QueryForbidden: the query is no SELECT.
        QueryError: it could not be evaluated.
    """
    request.expect(QueryForm.SELECT)
    head: bytes | None = None
    rest = b""
    for piece in engine.stream(request, "tsv"):  # a row is a line: those in terms are escaped
        *lines, rest = (rest + piece).split(b"\n")
        if head is None and lines:
            head, *lines = lines
        if head is not None and lines:
            yield from _rows(head, lines)
    if rest and head is not None:
        yield from _rows(head, [rest])


def _rows(head: bytes, lines: Iterable[bytes]) -> list[tuple[Term | None, ...]]:
    """Read some lines of an answer; the reader ends here, as it may not be dropped by another thread."""
    found = parse_query_results(b"\n".join([head, *lines, b""]), QueryResultsFormat.TSV)
    assert isinstance(found, QuerySolutions)
    return [tuple(row) for row in found]


def papers_of(rows: Iterable[Sequence[Term | None]], column: int | None = None) -> Iterator[str]:
    """Yield the IRIs that rows hold in a column, or in any, each once, in the order in which they come.

    Which of them are papers, the graph says when it is asked about them (`references`).
    """
    seen: set[str] = set()
    for row in rows:
        for term in row if column is None else (row[column],):
            if isinstance(term, NamedNode) and term.value not in seen:
                seen.add(term.value)
                yield term.value
