"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from kg.errors import UsageError
from kg.readers.table.columns import known_fields, parse_map

data_option = click.option(
    "--data",
    "data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("kg-data"),
    envvar="KG_DATA",
    show_default="./kg-data",
    show_envvar=True,
    help="The data directory that holds the releases.",
)


def _columns(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> dict[str, str] | None:
    """Return the map of columns that a text is."""
    if value is None:
        return None
    try:
        return parse_map(value)
    except UsageError as error:
        raise click.BadParameter(str(error)) from error


columns_option = click.option(
    "--columns",
    callback=_columns,
    metavar="MAP",
    help="Which columns of tables (CSV, TSV) are which fields, such as 'title=Title,authors=Who'; fields are "
    + ", ".join(known_fields())
    + ".  [default: told by the header]",
)


def tell(line: str) -> None:
    """Say on standard error what a user should know, on a line of its own."""
    click.echo(line, err=True)
