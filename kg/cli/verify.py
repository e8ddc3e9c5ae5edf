"""`kg verify`: proof that a release is whole and that its dumps hold what its store holds."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._options import data_option
from kg.release import DataDirectory
from kg.release.verification import verify


@click.command()
@data_option
@click.pass_context
def command(ctx: click.Context, data: Path) -> None:
    """Check the current release: files, counts, and that store and dumps hold the same.

    Exit code 1 if anything differs; the first differences are printed.
    """
    with DataDirectory(data).leased() as release:
        click.echo(f"release {release.id} in {release.path}")
        failed = 0
        for check in verify(release):
            click.echo(f"{'ok    ' if check.passed else 'FAILED'}  {check.name}")
            click.echo(f"        {check.proof}")
            for difference in check.differences:
                click.echo(f"        - {difference}")
            failed += not check.passed
    click.echo(
        "The release is whole."
        if not failed
        else f"{failed} check{'s' * (failed > 1)} failed: build again, or `kg rollback`."
    )
    ctx.exit(1 if failed else 0)
