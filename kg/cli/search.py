"""`kg search`: find people, papers, venues, topics and teams by what one remembers of them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli._asking import (
    REFERENCE_FORMATS,
    endpoint_option,
    full_option,
    graph_over,
    print_rows,
    safe_csv_option,
    style_option,
    to_option,
)
from kg.cli._citing import print_papers, style_of
from kg.cli._options import data_option
from kg.engine import Engine, LocalEngine
from kg.queries.base import base_of
from kg.queries.sparql_search import scan, table
from kg.release.search import KINDS, EntryKind, SearchAnswer, SearchIndex


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([kind.value for kind in KINDS]),
    multiple=True,
    help="Find only things of this kind. May be given several times.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1, max=200),
    default=10,
    show_default=True,
    help="Print no more than so many of each kind; exit with 3 if there are more.",
)
@data_option
@endpoint_option
@full_option
@safe_csv_option
@style_option
@to_option
def command(
    text: tuple[str, ...],
    kinds: tuple[str, ...],
    limit: int,
    data: Path,
    endpoint: str | None,
    full: bool,
    safe_csv: bool,
    style: str | None,
    to: str,
) -> None:
    """Find people, papers, venues, topics and teams, the best match first.

    TEXT may be words in any order, without accents, the last one unfinished, initials for given names,
    or an identifier:  kg search unlu c  finds Çağlar Ünlü.
    """
    with graph_over(data, endpoint) as (engine, index):
        wanted = [EntryKind(kind) for kind in kinds] or list(KINDS)
        if to in REFERENCE_FORMATS:
            answer = _search(engine, index, " ".join(text), [EntryKind.PAPER], limit)
            papers = [hit.entry.iri for group in answer.groups for hit in group.hits]
            sys.exit(print_papers(engine, papers, to, style=style))
        style_of(to, style)
        answer = _search(engine, index, " ".join(text), wanted, limit)
        code = print_rows(table(answer), to, full=full, base=base_of(engine), safe_csv=safe_csv)
    if code:
        sys.exit(code)


def _search(
    engine: Engine, index: SearchIndex | None, text: str, kinds: list[EntryKind], limit: int
) -> SearchAnswer:
    if index is None:
        if isinstance(engine, LocalEngine):
            click.echo(
                "(this release has no search index: accents count, and initials stand for nothing; "
                "`kg build` makes one)",
                err=True,
            )
        return scan(engine, text, kinds, limit=limit)
    answer = index.search(text, kinds, limit=limit)
    meant = None if answer.groups else index.meant(text, kinds)
    if meant is not None:
        click.echo(f"(nothing is found; did you mean: {meant})", err=True)
    return answer
