"""Queries in this process, over an Oxigraph store."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from queue import Full, Queue
from typing import IO, Final, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from kg.engine.answers import Answers
from kg.engine.csv_injection import write_safely
from kg.engine.dataset import MOST_MERGED, merged, several
from kg.engine.overlaps import Overlaps
from kg.engine.query_text import QueryForm
from kg.engine.request import SAFE_FORMATS, Request, Solutions
from kg.engine.syntax import explained
from kg.errors import KgError, QueryError, QuerySyntaxError
from kg.store import Result, Store
from kg.vocab import PREFIXES

_PIECE: Final = 64 * 1024
_PIECES_AHEAD: Final = 8
_STACK: Final = 256 * 1024 * 1024  # deep nesting in a query overflows the usual 8 MB and ends the process
_LOOK_AHEAD: Final = 2000
_starting = threading.Lock()


class LocalEngine:
    """An `Engine` over a store in this process.

    Each answer that is streamed is evaluated and serialised in a thread of its own, as a result of
    the store ends the process when another thread touches it; the bytes may go anywhere.
    Oxigraph cannot be interrupted: a query without rows runs to its end even if nobody waits.

    `overlaps` says which graphs have statements in common; those are merged where a query is over several
    of them, up to `most_merged` statements. Where it is not known, all are. `answers` has those at hand:
    their queries are not evaluated again, where as many rows are at hand as are wanted.
    """

    def __init__(
        self,
        store: Store,
        overlaps: Overlaps | None = None,
        most_merged: int = MOST_MERGED,
        answers: Answers | None = None,
    ) -> None:
        self._store, self._overlaps, self._most_merged = store, overlaps or Overlaps(), most_merged
        self._answers = answers or Answers()

    def stream(self, request: Request, format_name: str) -> Iterator[bytes]:
        """Return the serialised answer, in pieces. See `Engine`."""
        if request.form.is_graph:
            return _Stream(self, request, request.graph_format(format_name))
        form = request.result_format(format_name)
        return _Stream(self, request, format_name if format_name in SAFE_FORMATS else form)

    def solutions(self, request: Request, limit: int | None = None) -> Solutions:
        """Return the first `limit` rows, or all, of a SELECT."""
        request.expect(QueryForm.SELECT)
        result = self._evaluate(request, None if limit is None else limit + 1)
        assert isinstance(result, QuerySolutions)
        variables = tuple(variable.value for variable in result.variables)
        with _Translation():
            rows = [tuple(row) for row in islice(result, None if limit is None else limit + 1)]
        return Solutions(variables, rows[:limit], cut=limit is not None and len(rows) > limit)

    def ask(self, request: Request) -> bool:
        """Return the answer of an ASK."""
        request.expect(QueryForm.ASK)
        return bool(self._evaluate(request))

    def graph(self, request: Request, limit: int | None = None) -> list[Triple]:
        """Return the first `limit` triples, or all, of a CONSTRUCT or DESCRIBE."""
        return list(islice(self.triples(request), limit))

    def triples(self, request: Request) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT or DESCRIBE as they are found; to be used in one thread."""
        request.expect(QueryForm.CONSTRUCT, QueryForm.DESCRIBE)
        result = self._evaluate(request)
        assert isinstance(result, QueryTriples)
        with _Translation():
            yield from result

    def write(
        self,
        request: Request,
        form: QueryResultsFormat | RdfFormat | str,
        output: IO[bytes],
        most: int | None = None,
    ) -> None:
        """Evaluate a query and write the serialised answer to `output`, all in the calling thread.

        What `output` raises ends the query at its next row, and is raised from here. Of a SELECT that is at
        hand it may be less than all, but at least the first `most` rows; None: all.
        """
        safe = isinstance(form, str) and form in SAFE_FORMATS
        if isinstance(form, str):
            form = request.graph_format(form) if request.form.is_graph else request.result_format(form)
        result = self._evaluate(request, most)
        with _Translation():
            if isinstance(form, QueryResultsFormat):
                assert isinstance(result, QuerySolutions | QueryBoolean)
                if safe and isinstance(result, QuerySolutions):
                    write_safely(result, output, form)
                else:
                    result.serialize(output, form)
            else:
                assert isinstance(result, QueryTriples)
                _serialize_triples(result, output, form)

    def answer(self, request: Request, form: QueryResultsFormat) -> bytes:
        """Return the serialised answer to a SELECT or ASK, made whole in the calling thread."""
        result = self._evaluate(request)
        assert isinstance(result, QuerySolutions | QueryBoolean)
        with _Translation():
            return result.serialize(format=form) or b""

    def _evaluate(self, request: Request, most: int | None = None) -> Result:
        store = self._store
        default: Sequence[str | None] | None = None
        named: Sequence[str] | None = None
        dataset = several(request)
        if dataset is not None and self._overlaps.among(dataset.default):
            store = merged(store, dataset, self._most_merged)
            default, named = (None,), dataset.named
        elif request.default_graphs or request.named_graphs:
            default, named = request.default_graphs, request.named_graphs
        elif (known := self._answers.of(request.text, most)) is not None:
            return known
        try:
            return store.query(
                request.text,
                base_iri=request.base or None,
                prefixes=request.prefixes,
                default_graph=default,
                named_graphs=named,
            )
        except QuerySyntaxError as error:
            raise explained(error, request.text) from error


class _Stream(Iterator[bytes]):
    """The bytes that a thread of its own writes; the reader may be in any other."""

    def __init__(
        self, engine: LocalEngine, request: Request, form: QueryResultsFormat | RdfFormat | str
    ) -> None:
        self._pieces: Queue[bytes | KgError | None] = Queue(_PIECES_AHEAD)
        self._closed = threading.Event()
        self._done = False
        with _starting:
            usual = threading.stack_size(_STACK)
            try:
                threading.Thread(
                    target=_produce,
                    args=(engine, request, form, self._pieces, self._closed),
                    daemon=True,
                    name="query",
                ).start()
            finally:
                threading.stack_size(usual)
        self._first: bytes | None = None
        self._first = next(self, None)

    def __iter__(self) -> _Stream:
        return self

    def __next__(self) -> bytes:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        if self._done:
            raise StopIteration
        piece = self._pieces.get()
        if isinstance(piece, bytes):
            return piece
        self._done = True
        if piece is None:
            raise StopIteration
        raise piece

    def close(self) -> None:
        """Give up the answer: the query stops at its next row."""
        self._closed.set()
        self._done, self._first = True, None

    def __del__(self) -> None:
        self._closed.set()


def _produce(
    engine: LocalEngine,
    request: Request,
    form: QueryResultsFormat | RdfFormat | str,
    pieces: Queue[bytes | KgError | None],
    closed: threading.Event,
) -> None:
    sink = _Sink(pieces, closed)
    end: KgError | None = QueryError("the query ended unexpectedly")
    try:
        engine.write(request, form, cast("IO[bytes]", sink))
        sink.finish()
        end = None
    except _Closed:
        end = None
    except KgError as error:
        end = error
    finally:
        sink.put(end)


class _Closed(Exception):
    """Nobody reads the answer any more: a signal between two threads, no error."""


class _Sink:
    """A file to write to, which hands on what it gets in pieces of one size."""

    def __init__(self, pieces: Queue[bytes | KgError | None], closed: threading.Event) -> None:
        self._pieces, self._closed = pieces, closed
        self._buffer = bytearray()

    def write(self, data: bytes) -> int:
        self._buffer += data
        if len(self._buffer) >= _PIECE:
            self.finish()
        return len(data)

    def flush(self) -> None:
        """Keep what is there until a piece is full."""

    def finish(self) -> None:
        if self._buffer:
            piece, self._buffer = bytes(self._buffer), bytearray()
            if not self.put(piece):
                raise _Closed

    def put(self, piece: bytes | KgError | None) -> bool:
        while not self._closed.is_set():
            try:
                self._pieces.put(piece, timeout=0.5)
            except Full:
                continue
            return True
        return False


def _serialize_triples(triples: QueryTriples, output: IO[bytes], form: RdfFormat) -> None:
    """Write triples, with the prefixes that they use where the format has prefixes.

    The generator lets other threads run: `serialize` over the result itself would hold the lock.
    """
    head = list(islice(triples, _LOOK_AHEAD))
    used = _prefixes_used(head) if len(head) < _LOOK_AHEAD else PREFIXES
    every = (triple for triple in chain(head, triples))
    serialize(every, output, form, prefixes=used)


def _prefixes_used(triples: Sequence[Triple]) -> dict[str, str]:
    text = "\n".join(map(str, triples))
    return {prefix: namespace for prefix, namespace in PREFIXES.items() if f"<{namespace}" in text}


class _Translation:
    """Turns what a result raises while it is consumed into our errors, once, here."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError | RuntimeError | ValueError):
            raise QueryError(f"the query could not be evaluated: {error}") from error
