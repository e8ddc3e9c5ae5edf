"""What the commands that ask questions share: where to ask, and how to print an answer."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from kg.engine import (
    GRAPH_FORMATS,
    RESULT_FORMATS,
    SAFE_FORMATS,
    Engine,
    Pieces,
    QueryForm,
    Request,
    Solutions,
)
from kg.errors import QuerySyntaxError, UsageError
from kg.formats import format_named, formats
from kg.queries.base import base_of
from kg.release import DataDirectory
from kg.release.search import SearchIndex
from kg.writers.rdf import Statements
from kg.writers.references import Bibliography
from kg.writers.results import Table, guarded
from kg.writers.text import render

CUT = 3
"""Exit code where an answer was cut at a limit."""

TABLE_FORMATS = ("table", *(name for name in formats(Table) if name != "table"))
REFERENCE_FORMATS = tuple(formats(Bibliography))

to_option = click.option(
    "--to",
    "to",
    type=click.Choice([*TABLE_FORMATS, *REFERENCE_FORMATS]),
    default="table",
    show_default=True,
    help="The format of the answer: rows, or, of an answer that lists papers, a bibliography "
    f"({', '.join(REFERENCE_FORMATS)}).",
)
style_option = click.option(
    "--style",
    metavar="NAME",
    help="With --to text: the citation style, such as apa, ieee or chicago-author-date; needs "
    "the extra `styles`.",
)
limit_option = click.option(
    "--limit",
    type=click.IntRange(min=1),
    help="Print no more than so many rows; exit with 3 if there are more.",
)
full_option = click.option("--full", is_flag=True, help="Cut no cell of a table to fit the terminal.")
safe_csv_option = click.option(
    "--safe-csv",
    is_flag=True,
    help="In csv and tsv, put an apostrophe before text that a spreadsheet would run as a formula.",
)
endpoint_option = click.option(
    "--endpoint", metavar="URL", help="Ask this SPARQL 1.1 endpoint instead of the data directory."
)


@contextmanager
def engine_over(data: Path, endpoint: str | None = None) -> Iterator[Engine]:
    """Yield an engine over the current release in `data`, or at an endpoint where one is given.

    Raises:
        ReleaseError: nothing has been built there, or it cannot be read.
        UsageError: the endpoint's address is none.
    """
    if endpoint is not None:
        yield _remote(endpoint)
        return
    with DataDirectory(data).leased() as release:
        yield release.engine()


@contextmanager
def graph_over(data: Path, endpoint: str | None = None) -> Iterator[tuple[Engine, SearchIndex | None]]:
    """Yield an engine as `engine_over` does, and the search index of its release, where there is one.

    Raises:
        ReleaseError: nothing has been built there, or it cannot be read.
        UsageError: the endpoint's address is none.
    """
    if endpoint is not None:
        yield _remote(endpoint), None
        return
    with DataDirectory(data).leased() as release, ExitStack() as stack:
        index = None
        if release.search_path.is_file():
            index = SearchIndex(release.search_path)
            stack.callback(index.close)
        yield release.engine(), index


def _remote(endpoint: str) -> Engine:
    from kg.engine.remote import RemoteEngine  # Python's HTTP client is slow to load

    return RemoteEngine(endpoint)


def answer(
    engine: Engine,
    request: Request,
    to: str | None,
    *,
    limit: int | None = None,
    full: bool = False,
    safe_csv: bool = False,
    why: Callable[[], str] | None = None,
) -> int:
    """Print the answer of any query on standard output; return the exit code.

    `to` is a format that suits the query's form, or None for the usual one. `why` says why a table has no
    rows.

    Raises:
        KgError: the query is wrong or could not be evaluated, or the format does not suit.
    """
    if request.form is QueryForm.ASK and to in (None, "table", "jsonl"):
        click.echo("true" if engine.ask(request) else "false")
        return 0
    if request.form.is_graph:
        return _graph(engine, request, to or "turtle", limit)
    chosen = to or "table"
    if chosen in GRAPH_FORMATS:
        raise UsageError(f"{chosen!r} is no format of rows; these are: {', '.join(formats(Table))}")
    if limit is None and chosen in RESULT_FORMATS:
        safe = safe_csv and f"{chosen}-safe" in SAFE_FORMATS
        return _pass_on(engine.stream(request, f"{chosen}-safe" if safe else chosen))
    base = base_of(engine) if chosen == "table" else None
    found = engine.solutions(request, limit)
    return print_rows(found, chosen, full=full, base=base, safe_csv=safe_csv, why=why)


def print_rows(
    solutions: Solutions,
    to: str,
    *,
    full: bool = False,
    base: str | None = None,
    safe_csv: bool = False,
    why: Callable[[], str] | None = None,
) -> int:
    """Print rows on standard output, and on standard error what was left out; return the exit code.

    A table shows IRIs without the `base` of the data set, as commands take them. In CSV and TSV that are
    to be safe no cell is run as a formula.
    """
    if to == "table":
        width = None if full or not sys.stdout.isatty() else shutil.get_terminal_size().columns
        text, cells_cut = render(solutions.variables, solutions.rows, width, base)
        click.echo(text, nl=False)
        if not solutions.rows:
            click.echo(f"(no rows) {why()}" if why else "(no rows)", err=True)
        if cells_cut:
            click.echo("(cells that end in … are cut; --full shows them whole)", err=True)
    else:
        output = sys.stdout.buffer
        rows = guarded(solutions.rows) if safe_csv and to in ("csv", "tsv") else solutions.rows
        format_named(to, Table).write(Table(solutions.variables, rows), output)
        output.flush()
    return _cut(len(solutions.rows), "rows") if solutions.cut else 0


@contextmanager
def syntax_shown(text: str) -> Iterator[None]:
    """Where the query `text` does not parse, show the line and the place in it, and exit with 2."""
    try:
        yield
    except QuerySyntaxError as error:
        click.echo(f"kg: {error}", err=True)
        lines = text.split("\n")
        if error.line is not None and error.line <= len(lines):
            line = lines[error.line - 1].rstrip("\r").replace("\t", " ")
            click.echo(f"  {line}", err=True)
            click.echo(f"  {' ' * ((error.column or 1) - 1)}^", err=True)
        sys.exit(2)


def _graph(engine: Engine, request: Request, to: str, limit: int | None) -> int:
    if limit is None:
        return _pass_on(engine.stream(request, to))
    request.graph_format(to)
    triples = engine.graph(request, limit + 1)
    output = sys.stdout.buffer
    format_named(to, Statements).write(Statements(triples[:limit]), output)
    output.flush()
    return _cut(limit, "triples") if len(triples) > limit else 0


def _pass_on(pieces: Iterator[bytes]) -> int:
    output = sys.stdout.buffer
    ends_line = True
    for piece in pieces:
        output.write(piece)
        ends_line = piece.endswith(b"\n")
    if not ends_line and sys.stdout.isatty():
        output.write(b"\n")
    output.flush()
    if isinstance(pieces, Pieces) and pieces.cut is not None:
        click.echo(f"(cut by the endpoint at its limit, {pieces.cut}; there may be more)", err=True)
        return CUT
    return 0


def _cut(count: int, what: str) -> int:
    click.echo(f"(cut after {count} {what}; there are more: raise --limit, or leave it out)", err=True)
    return CUT
