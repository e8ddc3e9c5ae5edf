"""The option that says which columns of a table are which fields."""

from __future__ import annotations

import click

from kg.errors import UsageError
from kg.readers.table.columns import known_fields, parse_map


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
