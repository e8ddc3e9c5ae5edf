"""The triple store on disk: loaded once from sorted text, then only read.

A store is built in a fresh folder by bulk loads, compacted, flushed and closed, and from then on
opened read-only by any number of processes. It needs its folder whole and in its place for as long
as it is open: RocksDB opens most of its files late, by path.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final, cast
from weakref import WeakValueDictionary

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.errors import QuerySyntaxError, ReleaseDamaged, UsageError
from kg.statement_files import joined, quads

Result = pyoxigraph.QuerySolutions | pyoxigraph.QueryTriples | pyoxigraph.QueryBoolean
Progress = Callable[[int], None]
"""Called with the number of bytes loaded since the last call."""

PIECE_BYTES: Final = 24 * 1024 * 1024
"""Size of one bulk load. Its sort buffers take about 8 times as much memory; bigger pieces gain little."""

_AT_ONCE: Final = 5_000  # statements that are put into a store together
_Node = pyoxigraph.NamedNode | None
_OPEN: WeakValueDictionary[tuple[Path, int, int], Store] = WeakValueDictionary()
"""The stores that somebody holds open: by folder, its number on the disk, and when files came or went."""


class Store:
    """A store opened for reading: a frozen snapshot that several threads may use at once.

    The result of a query belongs to the thread that asked: consuming it in another thread ends the
    process (pyoxigraph 0.5).
    """

    def __init__(self, handle: pyoxigraph.Store, folder: Path) -> None:
        self._handle, self.folder = handle, folder

    @property
    def handle(self) -> pyoxigraph.Store:
        """The store as pyoxigraph has it, for what asks it in a way of its own; it must not be changed."""
        return self._handle

    @staticmethod
    def load(
        folder: Path,
        parts: Iterable[Path],
        *,
        progress: Progress | None = None,
        piece_bytes: int = PIECE_BYTES,
    ) -> int:
        """Build a store in the new or empty `folder` from N-Triples (`.nt`) and N-Quads (`.nq`) files.

        The text must be valid: it is read leniently, which skips the check of IRIs and language tags.
        It is loaded in pieces of about `piece_bytes`, so that memory does not grow with the files; small
        files are joined, as each load has a cost of its own, however little there is.

        Returns:
            The number of statements read, which is the number in the store if none occurs twice.

        Raises:
            SyntaxError: a part is not what its name says (a bug of whatever wrote it).
            ValueError: a part is named otherwise.
            OSError: the disk is full, or a file cannot be read or written.
        """
        handle = pyoxigraph.Store(folder)
        statements = 0
        try:
            for piece in joined(parts, piece_bytes):
                handle.bulk_load(input=piece, format=RdfFormat.N_QUADS, lenient=True)
                statements += piece.count(b"\n")
                if progress:
                    progress(len(piece))
            handle.optimize()
            handle.flush()
        finally:
            del handle  # closes it: the lock goes with the last reference, and a traceback holds frames
        return statements

    @staticmethod
    def change(folder: Path, removed: Path, added: Path) -> None:
        """Take the statements of one N-Quads file out of the store in `folder`, then put those of another in.

        The store must be nobody else's; readers of what it is made of are not disturbed.

        Raises:
            OSError: the disk is full, or a file cannot be read or written.
        """
        handle = pyoxigraph.Store(folder)
        try:
            for quad in quads(removed):
                handle.remove(quad)
            # Bulk loads would write files of their own, each of which queries must look into: up to 2.4 times
            # as long. What is put in so is sorted in memory, at most some 64 MB of each kind of key.
            rest = quads(added)
            while some := list(islice(rest, _AT_ONCE)):
                handle.extend(some)
            handle.flush()
        finally:
            del handle  # as in `load`
        # When it is opened again RocksDB drops the log of what stands in its tables by now.
        pyoxigraph.Store(folder)
        for told in folder.glob("LOG.old.*"):  # what it told of its work before that
            told.unlink()

    @classmethod
    def open(cls, folder: Path, *, shared: bool = True) -> Store:
        """Open the store in `folder` for reading; nothing in the folder is written.

        One that is open already in this process, no file of which came or went since, is `shared`: to open
        one starts and ends some 180 threads. Without it the files are read as they are now.

        Raises:
            ReleaseDamaged: there is no store, or it cannot be read.
        """
        resolved = folder.resolve()
        with _damage(resolved):
            stated = resolved.stat()
            key = resolved, stated.st_ino, stated.st_mtime_ns
            if shared and (found := _OPEN.get(key)) is not None:
                return found
            made = cls(pyoxigraph.Store.read_only(str(resolved)), resolved)
        if shared:
            _OPEN[key] = made
        return made

    def query(
        self,
        text: str,
        *,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        default_graph: Sequence[str | None] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Result:
        """Evaluate the SPARQL 1.1 query `text`.

        `default_graph` and `named_graphs` are IRIs that make up the queried data set, as in the SPARQL
        Protocol, None the store's own default graph; without them it is the store's own. Rows are found
        while the result is consumed. A statement of two of the default graphs is found twice.

        Raises:
            QuerySyntaxError: the text does not parse.
            UsageError: the base IRI, or that of a graph, is none.
            ReleaseDamaged: the store cannot be read.
        """
        if default_graph is None and named_graphs is None:
            defaults, named = None, None
        else:  # SPARQL 1.1 Protocol 2.1.4: the data set is made of these graphs only
            defaults, named = _nodes(default_graph), _nodes(named_graphs)
        try:
            return self._handle.query(
                text,
                base_iri=base_iri,
                prefixes=dict(prefixes) if prefixes else None,
                default_graph=defaults,
                named_graphs=named,
            )
        except SyntaxError as error:
            raise QuerySyntaxError.told(str(error)) from error
        except ValueError as error:
            raise UsageError(f"the query cannot be asked: {error}") from error
        except (OSError, RuntimeError) as error:
            raise _unreadable(self.folder, error) from error

    def rows(self, text: str) -> Iterator[Any]:
        """Yield the solutions of the SELECT query `text`.

        Raises:
            QuerySyntaxError: the text does not parse.
            ReleaseDamaged: the store cannot be read, be it in the middle of the answer.
        """
        with _damage(self.folder):
            yield from cast("Iterable[Any]", self.query(text))

    def statements(self, subject: _Node, predicate: _Node, value: _Node) -> Iterator[pyoxigraph.Quad]:
        """Yield the statements of all graphs with these terms, None standing for any; errors as of `rows`."""
        with _damage(self.folder):
            yield from self._handle.quads_for_pattern(subject, predicate, value, None)

    def count(self) -> int:
        """Return the number of statements in all graphs (a pass over the store)."""
        with _damage(self.folder):
            return len(self._handle)

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted."""
        with _damage(self.folder):
            return sorted(
                graph.value
                for graph in self._handle.named_graphs()
                if isinstance(graph, pyoxigraph.NamedNode)
            )

    def graph(self, iri: str, most: int) -> bytes | None:
        """Return the statements of a named graph, a line each; None if there are more than `most`.

        Raises:
            QueryError: `iri` is none.
            ReleaseDamaged: the store cannot be read.
        """
        lines = _Lines(most)
        node = _nodes([iri])[0]
        try:
            with _damage(self.folder):
                self._handle.dump(lines, RdfFormat.N_TRIPLES, from_graph=node)
        except _TooMany:
            return None
        return lines.getvalue()

    def dump_nquads(self, output: BinaryIO) -> None:
        """Write every statement of every graph to `output` as N-Quads, in no particular order."""
        self.dump(output, RdfFormat.N_QUADS)

    def dump(
        self, output: BinaryIO, rdf_format: RdfFormat, *, prefixes: Mapping[str, str] | None = None
    ) -> None:
        """Write the store to `output`: all graphs if the format holds graphs, else the default graph.

        Raises:
            ReleaseDamaged: the store cannot be read.
            OSError: `output` cannot be written.
        """
        graph = None if rdf_format.supports_datasets else pyoxigraph.DefaultGraph()
        names = None if prefixes is None else dict(prefixes)
        with _damage(self.folder, keep_errno=True):
            self._handle.dump(output, rdf_format, from_graph=graph, prefixes=names)


class _TooMany(Exception):
    """There are more lines than were asked for: a signal from the sink to its maker, no error."""


class _Lines(io.BytesIO):
    """A file in memory that holds no more than `most` lines."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most

    def write(self, data: Any) -> int:
        self._left -= bytes(data).count(b"\n")
        if self._left < 0:
            raise _TooMany
        return super().write(data)


def _nodes(iris: Sequence[str | None] | None) -> list[Any]:
    try:
        return [pyoxigraph.DefaultGraph() if iri is None else pyoxigraph.NamedNode(iri) for iri in iris or ()]
    except ValueError as error:
        raise UsageError(f"a graph is not named by a valid IRI: {error}") from error


@contextmanager
def _damage(folder: Path, *, keep_errno: bool = False) -> Iterator[None]:
    """Translate what pyoxigraph raises when a store's files are missing or broken.

    With `keep_errno` errors of the system, which have a number, pass: they come from another file.
    """
    try:
        yield
    except (OSError, RuntimeError) as error:
        if keep_errno and isinstance(error, OSError) and error.errno is not None:
            raise
        raise _unreadable(folder, error) from error


def _unreadable(folder: Path, error: Exception) -> ReleaseDamaged:
    advice = "run `kg verify`, then `kg rollback`, or `kg build --fresh`"
    return ReleaseDamaged(f"{folder}: the store cannot be read: {error} ({advice})")
