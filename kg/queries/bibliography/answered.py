"""Which papers an answer holds."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from kg.engine import Engine, Form, Request, Term


class _Reader(io.RawIOBase):
    """The pieces of an answer as a file that is read once, from its beginning to its end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces, self._rest = pieces, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed: any buffer
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def rows_of(engine: Engine, request: Request) -> Iterator[tuple[Term | None, ...]]:
    """Yield the rows of a SELECT as they come; the answer is never held as a whole.

    The rows are to be used by one thread alone.

    Raises:
        QueryForbidden: the query is no SELECT.
        QueryError: it could not be evaluated.
    """
    request.expect(Form.SELECT)
    reader = io.BufferedReader(_Reader(engine.stream(request, "json")))
    found = parse_query_results(reader, QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    for solution in found:
        yield tuple(solution)


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
