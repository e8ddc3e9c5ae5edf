"""`kg map`: from records to the triples of the resolved graph, without a release."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import click

from kg.cli._building import ProgressLine, authority_option, people_option, show_problems
from kg.cli._columns import columns_option
from kg.cli._configuring import base_of, base_option, config_option, sources_of, terms_of
from kg.cli._options import processes_option, source_format_option, tell
from kg.configuration import Configuration
from kg.readers.sources import documents
from kg.release.authority_files import authorities
from kg.release.mapping import Options, map_sources
from kg.release.report import BuildReport


@click.command("map")
@click.argument("sources", nargs=-1, metavar="[SOURCE…]")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write.  [default: standard output]",
)
@config_option
@base_option
@source_format_option
@columns_option
@processes_option
@people_option
@authority_option
def command(
    sources: tuple[str, ...],
    output: Path | None,
    config: Path | None,
    base: str | None,
    format_name: str | None,
    columns: dict[str, str] | None,
    processes: int | None,
    people: str,
    authority: tuple[Path, ...],
) -> None:
    """Write the resolved graph of SOURCEs as N-Triples, for other stores and tools; nothing is published.

    The triples are those of the default graph of a release, without duplicates, the triples of one
    subject together; only links to the single mentions of authors (prov:wasDerivedFrom) are left out,
    as these are described in other graphs.
    """
    configuration = Configuration.find(config)
    dump, titles = authorities(authority)
    options = Options(
        base_of(base, configuration),
        None,
        format_name,
        processes or 0,
        people=people,
        terms=terms_of(configuration),
        authority=dump,
        titles=titles,
    )
    named = list(documents(sources_of(sources, configuration), tell, columns))
    report, progress = BuildReport(), ProgressLine()
    target = output.parent if output else None
    with TemporaryDirectory(dir=target, prefix=".kg-map-") as work:
        try:
            made, _ = map_sources(named, Path(work), options, report, progress)
        finally:
            progress.clear()
        show_problems(report)
        if output:
            first, *others = made.default
            with first.open("ab") as out:
                _copy(others, out)
            first.replace(output)
        else:
            _copy(made.default, sys.stdout.buffer)
    if report.rejections or report.unreadable:
        sys.exit(1)


def _copy(paths: list[Path], out: BinaryIO) -> None:
    for path in paths:
        with path.open("rb") as source:
            shutil.copyfileobj(source, out, 1 << 20)
