"""`kg pull`: follow the releases of a publisher."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._options import data_option, tell
from kg.errors import ReleaseError
from kg.release import DataDirectory

_GIGABYTE = 10**9


@click.command()
@click.argument("url")
@click.option(
    "--most",
    type=click.FloatRange(min=0, min_open=True),
    default=50.0,
    show_default=True,
    metavar="GB",
    help="The most that is fetched, and that the text of the release may have.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for the publisher to send something.",
)
@click.option(
    "--keep", type=click.IntRange(min=1), help="Delete all but the newest N releases afterwards.", metavar="N"
)
@data_option
def command(url: str, most: float, timeout: float, keep: int | None, data: Path) -> None:
    """Make the current release of the site at URL, which `kg serve` serves, the current one here.

    Where its deltas lead there from the release that is here, only these are fetched, else the whole dump.
    The release is made beside the current one, compared with the publisher's manifest (digests, counts,
    store and dumps) and switched to in one step. A pull that fails or is killed leaves the current release
    as it was; the next begins anew. Where nothing is new, nothing is done.

    Search index and kept answers are made from the statements. Not there, as statements do not have it: what
    became of the values of the sources, rejected entries, and the registry, so that nothing can be built upon
    a pulled release but with `kg build --fresh`.

    Exit code 2: nothing was pulled, for instance as what came is not what the manifest says.
    """
    from kg.following import Publisher, pull

    size = int(most * _GIGABYTE)
    directory = DataDirectory(data)
    try:
        outcome = pull(Publisher(url, most=size, seconds=timeout), directory, size, tell)
    except OSError as error:
        raise ReleaseError(f"{data}: cannot be written: {error.strerror or error}") from error
    if keep is not None and outcome.changed:
        directory.prune(keep)
    told = "is current" if outcome.changed else "is current already"
    click.echo(f"release {outcome.release.id} of {url} {told} in {data}")
