"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

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

source_format_option = click.option(
    "--format", "format_name", help="Read every source as this format instead of detecting it."
)
processes_option = click.option(
    "--processes",
    type=click.IntRange(min=1),
    help="How many processes work side by side.  [default: one a processor]",
    metavar="N",
)


def tell(line: str) -> None:
    """Say on standard error what a user should know, on a line of its own."""
    click.echo(line, err=True)
