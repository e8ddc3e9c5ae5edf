"""`kg harvest`: fetch records over OAI-PMH into a folder that `kg build` reads."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from kg.cli._options import tell
from kg.errors import UsageError

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?")


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _DAY.fullmatch(value):
        raise click.BadParameter("write it as 2031-05-06 or 2031-05-06T07:08:09Z")
    return value


@click.command()
@click.argument("url")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the answers.  [default: the repository's host]",
)
@click.option("--prefix", default="oai_dc", show_default=True, help="The format of metadata to ask for.")
@click.option("--set", "set_", metavar="SET", help="Only records of this set, such as math.")
@click.option(
    "--from", "since", metavar="DAY", callback=_day, help="Only records changed on this day or later."
)
@click.option("--until", metavar="DAY", callback=_day, help="Only what changed up to this day.")
@click.option(
    "--delay", type=click.FloatRange(min=0), default=3.0, show_default=True, help="Seconds between requests."
)
@click.option(
    "--retries",
    type=click.IntRange(min=0, max=20),
    default=5,
    show_default=True,
    help="How often a request that fails is made again.",
)
@click.option("--pages", type=click.IntRange(min=1), metavar="N", help="Stop after N answers; go on later.")
@click.option(
    "--contact",
    envvar="KG_CONTACT",
    show_envvar=True,
    metavar="WHO",
    help="An address of yours, told to the repository in each request.",
)
def command(
    url: str,
    out: Path | None,
    prefix: str,
    set_: str | None,
    since: str | None,
    until: str | None,
    delay: float,
    retries: int,
    pages: int | None,
    contact: str | None,
) -> None:
    """Fetch the records of the OAI-PMH repository at URL into a folder, answer by answer.

    Each answer is a file, written whole or not at all; `kg build FOLDER` reads them. The same command goes on
    where it stopped, and once it has finished asks for what changed since. A resumption token that has
    expired, or an answer that is cut, makes it ask anew from the last date that it has.

    It waits between requests, and as long as the repository asks for. Needs the extra `harvest`:
    `pip install '.[harvest]'` in a clone.

    Exit code 0: all was fetched; 1: it stopped early, and can go on; 2: nothing could be fetched.
    """
    from kg.harvest import Harvest, HarvestRequest
    from kg.harvest.repository import Repository, Unanswered

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{url} is no address of a repository; it begins with https:// or http://")
    folder = out or Path(parts.hostname)
    repository = Repository(url, delay=delay, retries=retries, contact=contact, tell=tell)
    try:
        harvest = Harvest(HarvestRequest(url, prefix, set_, since, until), folder, repository, tell)
        outcome = harvest.run(pages)
    except Unanswered as error:
        raise UsageError(f"{url}: {error}") from None
    finally:
        repository.close()
    told = f"{outcome.records:,} records in {outcome.pages:,} answers, in {folder}"
    every = harvest.progress.records
    if outcome.stopped:
        tell(f"{url}: stopped: {outcome.stopped}")
        click.echo(f"{told}; run the same command to go on")
        sys.exit(1)
    click.echo(f"{told}; {every:,} in all" if outcome.pages else f"nothing new for {folder}")
