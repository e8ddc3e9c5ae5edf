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


def tell(line: str) -> None:
    """Say on standard error what a user should know, on a line of its own."""
    click.echo(line, err=True)
