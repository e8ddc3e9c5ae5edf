"""`kg verify`: proof that a release is whole and that its dumps hold what its store holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from kg.cli._naming import release_named
from kg.cli._options import data_option
from kg.release import DataDirectory, Release
from kg.release.delta.proof import chain, check_step
from kg.release.integrity import Check
from kg.release.verification import verify


@click.command()
@click.option(
    "--since",
    metavar="RELEASE",
    help="Prove also that the published deltas lead from this release, which is still here, to the current"
    " one; the beginning of its name is enough.",
)
@data_option
@click.pass_context
def command(ctx: click.Context, since: str | None, data: Path) -> None:
    """Check the current release: files, counts, that store and dumps hold the same, and its delta.

    Exit code 1 if anything differs; the first differences are printed.
    """
    directory = DataDirectory(data)
    with directory.leased() as release, ExitStack() as stack:
        steps = _steps(directory, release, since, stack) if since else []
        click.echo(f"release {release.id} in {release.path}")
        failed = 0
        for check in _checks(release, steps):
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


def _steps(
    directory: DataDirectory, release: Release, since: str, stack: ExitStack
) -> list[tuple[Release, Release]]:
    """Return the steps from the release called `since` to `release`, and keep them from being pruned."""
    start = release_named(directory, since)
    steps = chain({one.id: one for one in directory.releases()}, start.id, release)
    for before, _ in steps:
        stack.enter_context(before.lease())
    return steps


def _checks(release: Release, steps: list[tuple[Release, Release]]) -> Iterator[Check]:
    yield from verify(release)
    for before, after in steps:
        yield check_step(before, after)
