"""The graph from Python: what `kg query`, `kg sparql`, `kg search` and `kg explain` answer, as plain values.

    >>> import kg
    >>> with kg.open("kg-demo") as graph:
    ...     print(graph.query("paper-authors", paper="arXiv:2009.09496")[0]["name"])
    Nidhi Vyas

A `Graph` is one release, which stays as it is and is kept from being pruned for as long as it is open.
Everything raised on purpose is a `kg.errors.KgError`, and its text is one line that says what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.engine import Engine, Request, Solutions
from kg.errors import UsageError
from kg.queries import Catalogue, Lookup
from kg.queries.base import base_of
from kg.queries.bibliography import references
from kg.queries.explanation import explain
from kg.queries.sparql_search import scan, table
from kg.release import DataDirectory
from kg.release.search import KINDS, EntryKind, SearchIndex
from kg.vocab import PREFIXES, XSD
from kg.writers.references import Reference

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Value = str | int | float | bool | date | datetime | None
"""A value of an answer; an IRI is a text, and None is what is not bound."""

_PAPERS: Final = Request("SELECT ?paper { ?paper a fabio:Work } ORDER BY ?paper", prefixes=PREFIXES)
_WHOLE: Final = {
    XSD[name]
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "gYear")
}
_BROKEN: Final = {XSD[name] for name in ("decimal", "double", "float")}


@dataclass(frozen=True)
class Rows(Sequence[dict[str, Value]]):
    """The rows of an answer: each a dictionary that holds every one of `columns`.

    >>> rows = graph.query("paper-authors", paper="arXiv:2009.09496")
    >>> rows.columns
    ('position', 'printed', 'author', 'name', 'kind', 'known')
    >>> [row["name"] for row in rows]
    ['Nidhi Vyas', 'Shreyas Saxena', 'Thomas Voice']
    """

    columns: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, at: Any) -> Any:
        """Return the row at a place, or several rows."""
        if isinstance(at, slice):
            return Rows(self.columns, self.values[at])
        return dict(zip(self.columns, self.values[at], strict=True))

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a data frame; needs pandas.

        >>> graph.query("topics").to_pandas().columns.to_list()
        ['topic', 'code', 'label', 'papers', 'own']

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise UsageError("to_pandas needs the package pandas: `pip install pandas`") from error
        return pd.DataFrame.from_records(list(self.values), columns=list(self.columns))

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table; needs pyarrow.

        >>> graph.query("topics").to_arrow().num_rows == len(graph.query("topics"))
        True

        Raises:
            UsageError: pyarrow is not installed.
        """
        try:
            import pyarrow as pa
        except ImportError as error:
            raise UsageError("to_arrow needs the package pyarrow: `pip install pyarrow`") from error
        columns = {name: [row[at] for row in self.values] for at, name in enumerate(self.columns)}
        return pa.table(columns)


class Graph:
    """The current release of a data directory, open for reading. Several threads may use it at once."""

    def __init__(self, path: str | Path) -> None:
        """Open the current release in the data directory `path`; `kg.open` does the same.

        Raises:
            NoRelease: nothing has been built there.
            ReleaseDamaged: it cannot be read.
        """
        self._open = ExitStack()
        self._index: SearchIndex | None = None
        with ExitStack() as opening:
            release = opening.enter_context(DataDirectory(Path(path)).leased())
            self.release: str = release.id
            """The name of the release: when it was built, and a digest of what it holds."""
            if release.search_path.is_file():
                self._index = SearchIndex(release.search_path)
                opening.callback(self._index.close)
            self._engine: Engine = release.engine()
            self._open = opening.pop_all()
        self._catalogue = Catalogue.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the release free; a graph that is closed cannot be asked any more."""
        self._open.close()

    @property
    def base(self) -> str | None:
        """How the IRIs of the graph's own things begin, where the graph says so."""
        return base_of(self._engine)

    def queries(self) -> dict[str, str]:
        """Return the canned queries: what each asks, by name.

        >>> graph.queries()["topics"]
        'All topics that papers are on, with the number of papers, sub-topics included'
        """
        return {name: query.summary for name, query in self._catalogue.items()}

    def query(self, name: str, **arguments: str | float | Iterable[str]) -> Rows:
        """Ask the canned query `name`. Things are given by IRI, identifier or name, as at the command line.

        >>> titles = {row["title"] for row in graph.query("author-papers", author="Saxena, Shreyas")}
        >>> "Learning Soft Labels via Meta Learning" in titles
        True

        Raises:
            AmbiguousName: a name stands for several things; its `candidates` tell them apart.
            UsageError: there is no such query or parameter, or a value is wrong.
        """
        query = self._catalogue[name]
        given = {
            key: [*map(str, value)]
            if isinstance(value, Iterable) and not isinstance(value, str)
            else [str(value)]
            for key, value in arguments.items()
        }
        request = query.resolve(given, self._engine, self._index)
        return _rows(self._engine.solutions(query.narrowed(request, given, self._index, self._engine)))

    def sparql(self, text: str) -> Rows:
        """Ask a SELECT query of SPARQL 1.1; the usual prefixes need not be declared.

        >>> graph.sparql("SELECT ?on { ?x schema:name 'Gemma 3 Technical Report'; schema:datePublished ?on}")
        Rows(columns=('on',), values=((datetime.date(2025, 3, 25),),))

        Raises:
            QueryError: it does not parse, asks for what is not done here, or is no SELECT.
        """
        return _rows(self._engine.solutions(Request(text, prefixes=PREFIXES)))

    def search(self, text: str, kinds: Iterable[str] = (), *, limit: int = 10) -> Rows:
        """Find what is called so: the best match first, `limit` of each kind.

        Kinds are person, paper, venue, topic and team; all of them where none is named.

        >>> graph.search("vinyals oriol", ["person"])[0]["name"]
        'Oriol Vinyals'

        Raises:
            UsageError: there is no such kind.
        """
        try:
            wanted = [EntryKind(kind) for kind in kinds] or list(KINDS)
        except ValueError as error:
            raise UsageError(f"{error}; kinds are {', '.join(KINDS)}") from error
        if self._index is None:
            return _rows(table(scan(self._engine, text, wanted, limit=limit)))
        return _rows(table(self._index.search(text, wanted, limit=limit)))

    def explain(self, thing: str) -> dict[str, Any]:
        """Return where a thing comes from: sources with their lines, repairs, and decisions.

        >>> why = graph.explain("2009.09496")
        >>> why["label"]
        'Learning Soft Labels via Meta Learning – Nidhi Vyas, 2020'
        >>> [source["file"] for source in why["sources"]][0]
        'gemini-team.txt'

        Raises:
            AmbiguousName, UsageError: as `query`.
        """
        return explain(self._engine, self._index, thing, self._catalogue).as_json()

    def papers(self, *things: str) -> Iterator[dict[str, Any]]:
        """Yield papers as records, as they are cited: those that are named, or all, read a few at a time.

        A record has `paper` (its IRI), `kind`, `title`, `authors` (names in their order), `year`, `date`,
        `venue`, `doi`, `arxiv` and `abstract`; None is what is not known.

        >>> [paper] = graph.papers("arXiv:2009.09496")
        >>> paper["title"], paper["authors"], paper["year"]
        ('Learning Soft Labels via Meta Learning', ['Nidhi Vyas', 'Shreyas Saxena', 'Thomas Voice'], 2020)

        Raises:
            AmbiguousName, UsageError: as `query`.
        """
        if things:
            resolver = Lookup(self._engine, self._index)
            iris = [resolver.resolve("paper", thing).value for thing in things]
        else:
            iris = [row["paper"].value for row in self._engine.solutions(_PAPERS)]  # type: ignore[union-attr]  # a subject that is typed is an IRI here
        return map(_record, references(self._engine, iris))


def _record(reference: Reference) -> dict[str, Any]:
    return {
        "paper": reference.iri,
        "kind": reference.kind.value,
        "title": reference.title,
        "authors": [name.whole for name in reference.authors],
        "year": reference.year,
        "date": reference.date,
        "venue": reference.venue,
        "doi": reference.doi,
        "arxiv": reference.arxiv,
        "abstract": reference.abstract,
    }


def _rows(found: Solutions) -> Rows:
    return Rows(tuple(found.variables), tuple(tuple(map(_value, row)) for row in found.rows))


def _value(term: NamedNode | BlankNode | Literal | Triple | None) -> Value:
    """Return a term as a value of Python; a literal that is not what its type says stays a text."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    kind = term.datatype.value
    try:
        if kind in _WHOLE:
            return int(term.value)
        if kind in _BROKEN:
            return float(term.value)
        if kind == XSD["date"]:
            return date.fromisoformat(term.value)
        if kind == XSD["dateTime"]:
            return datetime.fromisoformat(term.value)
    except ValueError:
        return term.value
    return term.value == "true" if kind == XSD["boolean"] else term.value
