"""`kg query`: ask a canned query by its name."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from kg.cli._asking import (
    REFERENCE_FORMATS,
    answer,
    endpoint_option,
    full_option,
    graph_over,
    limit_option,
    safe_csv_option,
    style_option,
    to_option,
)
from kg.cli._citing import print_papers, style_of
from kg.cli._options import data_option
from kg.cli._suggesting import SuggestingGroup
from kg.cli.search import command as search
from kg.engine.template import ENTITY_KINDS
from kg.errors import UsageError
from kg.queries import CannedQuery, Catalogue, Parameter, reason
from kg.queries.bibliography import papers_of, rows_of

SEARCH = "search"
"""The one query that is asked of the search index: SPARQL has no text search."""

_METAVARS = {kind: kind.upper() for kind in ENTITY_KINDS} | {
    "string": "TEXT",
    "thing": "THING",
    "agent": "AUTHOR",
}


class CannedCommands(SuggestingGroup):
    """One command for each canned query of the catalogue."""

    noun = "canned query"

    @cached_property
    def catalogue(self) -> Catalogue:
        """The canned queries, each read when it is asked for."""
        return Catalogue.read()

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all canned queries."""
        return sorted([*self.catalogue, SEARCH])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of the query `cmd_name`, or None where there is none."""
        if cmd_name == SEARCH:
            return search
        return _command(self.catalogue[cmd_name]) if cmd_name in self.catalogue else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the catalogue: grouped by subject, one line a query, however narrow the terminal."""
        groups = self.catalogue.by_tag()
        wide = max((len(query.name) for queries in groups.values() for query in queries), default=0)
        for tag, queries in groups.items():
            formatter.write(f"\n{tag.capitalize()}\n")
            for query in queries:
                formatter.write(f"  {query.name:{wide}}  {query.summary}\n")
        formatter.write(f"\nSearch\n  {SEARCH:{wide}}  {search.get_short_help_str(100)}\n")

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the names of the queries, with what they ask."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        known = {query.name: query.summary for query in self.catalogue.values()}
        known[SEARCH] = search.get_short_help_str(100)
        return [
            CompletionItem(name, help=words) for name, words in known.items() if name.startswith(incomplete)
        ]


@click.group(
    cls=CannedCommands,
    invoke_without_command=True,
    options_metavar="",
    subcommand_metavar="NAME [OPTIONS]",
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Ask one of the canned queries; without NAME, list them.

    `kg query NAME --help` shows what a query wants to know, and an example. A person or paper, venue
    or topic may be given by its IRI, an identifier (arXiv id, DOI, ORCID, category code) or its name.
    """
    if ctx.invoked_subcommand is None:
        formatter = ctx.make_formatter()
        assert isinstance(ctx.command, CannedCommands)
        ctx.command.format_commands(ctx, formatter)
        click.echo(formatter.getvalue().strip("\n"))
        click.echo("\n`kg query NAME --help` shows what a query wants to know, and an example.", err=True)


def _command(query: CannedQuery) -> click.Command:
    made = click.Command(
        query.name,
        callback=_callback(query),
        help=f"{query.summary}.\n\n{query.description}",
        short_help=query.summary,
        epilog=f"Example:  {_example(query)}",
    )
    options = (
        data_option, endpoint_option, full_option, limit_option, safe_csv_option, style_option, to_option,
    )  # fmt: skip
    for add in (_text_option, *options):
        made = add(made)
    # A decorator puts its option in front where the command exists already.
    made.params = [*map(_option, query.parameters), *made.params[::-1]]
    return made


_text_option = click.option(
    "--text", "show_text", is_flag=True, help="Print the SPARQL query instead of running it."
)


def _option(parameter: Parameter) -> click.Option:
    kinds = ENTITY_KINDS.get(parameter.kind, parameter.kind)
    words = parameter.help or kinds
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}", f"argument_{parameter.name}"],
        multiple=parameter.repeatable,
        required=not parameter.optional,
        metavar=_METAVARS.get(parameter.kind, parameter.kind.upper()),
        help=words[:1].upper()
        + words[1:]
        + "."
        + (" May be given several times." if parameter.repeatable else ""),
    )


def _callback(query: CannedQuery) -> Any:
    def run(
        *,
        data: Path,
        endpoint: str | None,
        to: str,
        limit: int | None,
        full: bool,
        safe_csv: bool,
        style: str | None,
        show_text: bool,
        **options: Sequence[str] | str | None,
    ) -> None:
        arguments = {
            name.removeprefix("argument_"): [given] if isinstance(given, str) else given or []
            for name, given in options.items()
        }
        with graph_over(data, endpoint) as (engine, index):
            request = query.resolve(arguments, engine, index)
            if show_text:
                click.echo(request.text, nl=False)
                return
            request = query.narrowed(request, arguments, index, engine)
            if to in REFERENCE_FORMATS:
                papers = papers_of(rows_of(engine, request), _column(query))
                sys.exit(print_papers(engine, papers, to, style=style, limit=limit))
            style_of(to, style)
            why = partial(reason, query, arguments, engine, index)
            code = answer(engine, request, to, limit=limit, full=full, safe_csv=safe_csv, why=why)
        if code:
            sys.exit(code)

    return run


def _column(query: CannedQuery) -> int:
    """Return the place of the column that holds the papers of the answer.

    Raises:
        UsageError: the answer lists no papers.
    """
    if query.papers is None:
        columns = ", ".join(query.variables) or "no table"
        raise UsageError(f"the answer of {query.name} lists no papers, but {columns}; it is no bibliography")
    return query.variables.index(query.papers)


def _example(query: CannedQuery) -> str:
    words = ["kg", "query", query.name]
    for parameter in query.parameters:
        if not parameter.optional:
            words += [
                f"--{parameter.name.replace('_', '-')}",
                EXAMPLES.get(parameter.kind) or parameter.examples[0].value,
            ]
    return shlex.join(words)


EXAMPLES = {
    "agent": "Oriol Vinyals",
    "person": "Oriol Vinyals",
    "team": "Gemini Team",
    "paper": "arXiv:2009.09496",
    "venue": "arXiv",
    "topic": "cs.LG",
    "source": "vinyals-oriol.txt",
    "thing": "arXiv:2009.09496",
}
"""What a user might type for each kind of thing; the files hold IRIs, which are nobody's data set."""
