"""The command line of the benchmark: `python -m tests.bench --help`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import orjson

from . import corpus, report
from .contests import CONTESTS, Bench, Outcome
from .process import CommandError
from .triples import NotRdfError


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--records",
    type=click.IntRange(1, corpus.LARGEST),
    default=100_000,
    show_default=True,
    help="How many records.",
)
@click.option(
    "--only", type=click.Choice(list(CONTESTS)), multiple=True, help="Run this contest only; may be repeated."
)
@click.option(
    "--repeat", type=click.IntRange(1), default=1, show_default=True, help="Rounds; the median is printed."
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("~/.cache/kg-bench"),
    show_default=True,
    help="Where the peers' environments lie, and the work.",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to work.  [default: CACHE/work-RECORDS]",
)
@click.option(
    "--memory-limit", type=float, help="Stop a command above this many GB.  [default: 85 % of the memory]"
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here as JSON, too."
)
def bench(
    records: int,
    only: tuple[str, ...],
    repeat: int,
    cache: Path,
    work: Path | None,
    memory_limit: float | None,
    output: Path | None,
) -> None:
    """Measure kg against its peers on generated records."""
    cache = cache.expanduser().resolve()
    folder = (work or cache / f"work-{records}").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    line = report.machine()
    click.echo(line)
    path = folder / "records.jsonl"
    size = corpus.write(path, records)
    click.echo(
        f"{records:,} records, {size / 1e6:,.1f} MB, {size / records:,.0f} bytes each; rounds: {repeat}"
    )
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * 0.85
    bench = Bench(path, folder, cache, repeat, int(memory_limit * 1e9 if memory_limit else memory))
    outcomes: dict[str, Outcome] = {}
    failed = False
    for name in only or CONTESTS:
        try:
            outcomes[name] = CONTESTS[name](bench)
        except (CommandError, NotRdfError, subprocess.CalledProcessError) as error:
            click.echo(f"\n{name}: {error}", err=True)
            failed = True
            continue
        click.echo("\n" + "\n".join(report.lines(outcomes[name], records)))
    if output:
        output.write_bytes(orjson.dumps(report.as_json(outcomes, records, line), option=orjson.OPT_INDENT_2))
    sys.exit(1 if failed or not all(outcome.right for outcome in outcomes.values()) else 0)


if __name__ == "__main__":
    bench()
