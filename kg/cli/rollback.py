"""`kg rollback`: make an earlier release the current one."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._options import data_option
from kg.release import DataDirectory


@click.command()
@click.option(
    "--to",
    "identifier",
    metavar="ID",
    help="The release to go to; the one before the current one if not given.",
)
@data_option
def command(identifier: str | None, data: Path) -> None:
    """Make the release before the current one current again; nothing is deleted."""
    directory = DataDirectory(data)
    before = directory.current().id
    after = directory.rollback(identifier)
    click.echo(f"current release: {after.id} (was {before})")
