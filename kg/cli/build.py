"""`kg build`: from records to the current release."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import click
from pydantic import TypeAdapter

from kg.cli._building import authority_option, people_option, run_build
from kg.cli._columns import columns_option
from kg.cli._configuring import base_of, base_option, config_option, sources_of, terms_of
from kg.cli._deciding import decision_files, decisions_option
from kg.cli._options import data_option, processes_option, source_format_option
from kg.configuration import Configuration
from kg.errors import UsageError
from kg.records import PartialDate
from kg.release.authority_files import authorities
from kg.release.mapping import Options
from kg.release.pipeline.shards import FILE_DATE
from kg.runners import Runner


def _observed(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Return a date as it is, or `file`."""
    if value is None or value == FILE_DATE:
        return value
    try:
        TypeAdapter(PartialDate).validate_python(value)
        date.fromisoformat(value + "-01-01"[max(len(value) - 4, 0) :])
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is neither a date such as 2026-11-21 nor 'file'") from error
    return value


@contextmanager
def _runner(name: str, master: str | None) -> Iterator[Runner | None]:
    """Yield where the work is done; None is this machine."""
    if name == "spark":
        from kg.release.maker import made_by
        from kg.runners.spark import started

        with started(master, made_by) as spark:
            yield spark
    elif master is not None:
        raise UsageError("--master is for --runner spark")
    else:
        yield None


@click.command("build")
@click.argument("sources", nargs=-1, metavar="[SOURCE…]")
@data_option
@config_option
@base_option
@source_format_option
@columns_option
@click.option(
    "--claims",
    type=click.Choice(["all", "differing", "none"]),
    default="differing",
    show_default=True,
    help="What to keep of what each source states: 'all', mention by mention; 'differing', what the resolved"
    " graph does not say word for word, and all where several records are of one paper; 'none', only the"
    " place of each record.",
)
@click.option(
    "--keep", type=click.IntRange(min=1), help="Delete all but the newest N releases afterwards.", metavar="N"
)
@processes_option
@click.option(
    "--runner",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    envvar="KG_RUNNER",
    show_envvar=True,
    help="Where the work is done: in processes of this machine, or on Apache Spark (kgpub[spark], Java 17).",
)
@click.option(
    "--master",
    envvar="KG_SPARK_MASTER",
    show_envvar=True,
    help="The master URL of Spark, such as spark://host:7077, yarn or local[4]; the data directory and the"
    " sources must be under the same path on all machines.  [default: as Spark's own settings say]",
    metavar="URL",
)
@people_option
@click.option(
    "--observed",
    callback=_observed,
    help="When the sources were read, for numbers such as an h-index: a date (2026, 2026-11, 2026-11-21), or"
    " 'file' to note the date of each file as such (the same bytes of another date then give another dump)."
    "  [default: only what records state]",
    metavar="DATE",
)
@decisions_option
@authority_option
@click.option(
    "--fresh", is_flag=True, help="Forget the IRIs of earlier releases instead of carrying them on."
)
@click.option(
    "--full",
    is_flag=True,
    help="Make everything anew; take nothing over from the release before but its IRIs and census of names.",
)
@click.option(
    "--allow-violations",
    is_flag=True,
    help="Release the graph even where it breaks its shapes; the manifest and the report say so.",
)
@click.option(
    "--delta/--no-delta",
    default=True,
    help="Publish what statements were added and removed since the release before, or leave that out.",
)
def command(
    sources: tuple[str, ...],
    data: Path,
    config: Path | None,
    base: str | None,
    format_name: str | None,
    columns: dict[str, str] | None,
    claims: str,
    keep: int | None,
    processes: int | None,
    runner: str,
    master: str | None,
    people: str,
    observed: str | None,
    decisions: Path | None,
    authority: tuple[Path, ...],
    fresh: bool,
    full: bool,
    allow_violations: bool,
    delta: bool,
) -> None:
    """Build a release from SOURCEs (files, folders and globs in any known format; - is standard input).

    The release is built beside the current one and switched to in one step; a build that fails or is
    killed leaves the current release as it was. The same sources give byte-identical dumps.

    What the release before has as well is taken over from it, where the same version of kg made it: the parts
    of the dumps that did not change, and the store, in which only statements that changed are changed. Of
    sources, papers and people that did not change the results of the build before are taken from the folder
    `cache` in the data directory, which may be deleted. The result is the same as with --full, which makes
    everything anew.

    What the data set says of itself (title, licence, creator, contact, base IRI) comes from kg.toml, which
    `kg init` begins; what is not stated there is stated nowhere. Without a SOURCE those of kg.toml are read.

    Decisions of people (`kg merge`, `kg split`, `kg correct`) are obeyed: those in the file of decisions, and
    in files called decisions.jsonl among the sources.

    Before the switch the SHACL shapes of the graph are asked of the whole store. Violations refuse the
    release, with the nodes named; warnings are counted in the report.

    Exit code 1: the release was built, but something in the sources was rejected or could not be read.
    Exit code 2: nothing was released, for instance as the graph breaks its shapes.
    """
    configuration = Configuration.find(config)
    dump, titles = authorities(authority)
    options = Options(
        base_of(base, configuration),
        claims,
        format_name,
        processes or 0,
        decisions=decision_files(decisions, data),
        fresh=fresh,
        full=full,
        people=people,
        observed=observed,
        dataset=configuration.dataset,
        terms=terms_of(configuration),
        authority=dump,
        titles=titles,
    )
    with _runner(runner, master) as chosen:
        report = run_build(
            sources_of(sources, configuration),
            data.absolute() if chosen else data,  # where others work has another folder of its own
            replace(options, runner=chosen),
            keep,
            allow_violations=allow_violations,
            delta=delta,
            columns=columns,
        )
    if report.rejections or report.unreadable:
        sys.exit(1)
