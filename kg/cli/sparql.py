"""`kg sparql`: ask any SPARQL query."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli._asking import (
    REFERENCE_FORMATS,
    TABLE_FORMATS,
    answer,
    endpoint_option,
    engine_over,
    full_option,
    limit_option,
    safe_csv_option,
    style_option,
    syntax_shown,
)
from kg.cli._citing import print_papers, style_of
from kg.cli._options import data_option
from kg.engine import GRAPH_FORMATS, Request
from kg.errors import UnreadableInput
from kg.queries.bibliography import papers_of, rows_of
from kg.vocab import PREFIXES


@click.command()
@click.argument("query", metavar="QUERY|FILE.rq|-")
@click.option(
    "--to",
    type=click.Choice([*TABLE_FORMATS, *GRAPH_FORMATS, *REFERENCE_FORMATS]),
    help=f"The format of the answer. Rows and truth values: {', '.join(TABLE_FORMATS)}; "
    f"graphs: {', '.join(GRAPH_FORMATS)}; the papers among the rows as a bibliography: "
    f"{', '.join(REFERENCE_FORMATS)}.  [default: table or turtle]",
)
@limit_option
@full_option
@safe_csv_option
@style_option
@endpoint_option
@data_option
def command(
    query: str,
    to: str | None,
    limit: int | None,
    full: bool,
    safe_csv: bool,
    style: str | None,
    endpoint: str | None,
    data: Path,
) -> None:
    """Ask a SPARQL 1.1 query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The query is given as text, in a file, or on standard input (`-`). The prefixes of the
    vocabularies in use (schema:, fabio:, kgo: …) need not be declared. The resolved graph is the
    default graph; what each source states, and repairs and decisions, are in named graphs.
    """
    text = _text(query)
    with syntax_shown(text), engine_over(data, endpoint) as engine:
        request = Request(text, prefixes=PREFIXES)
        if to in REFERENCE_FORMATS:
            papers = papers_of(rows_of(engine, request))
            sys.exit(print_papers(engine, papers, to, style=style, limit=limit))
        style_of(to or "table", style)
        code = answer(engine, request, to, limit=limit, full=full, safe_csv=safe_csv)
    if code:
        sys.exit(code)


def _text(query: str) -> str:
    """Return the text of the query that the argument gives or names.

    Raises:
        UnreadableInput: a file is not there, or is no text.
    """
    if query == "-":
        name, read = "standard input", sys.stdin.buffer.read
    elif "{" not in query and (query.endswith((".rq", ".sparql")) or _is_file(query)):
        name, read = query, Path(query).read_bytes
    else:
        return query
    try:
        return read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(name, f"is not UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise UnreadableInput(name, error.strerror or str(error)) from error


def _is_file(query: str) -> bool:
    try:
        return Path(query).is_file()
    except (OSError, ValueError):
        return False
