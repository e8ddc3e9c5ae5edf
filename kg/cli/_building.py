"""A build as the command line shows it: progress on a terminal, what was rejected, the summary."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from kg.cli._options import tell
from kg.errors import ReleaseError
from kg.identity.decisions import FILE_NAME
from kg.queries import Catalogue
from kg.queries.executables import query_triples
from kg.readers.source import Document
from kg.readers.sources import documents
from kg.release import DataDirectory
from kg.release.build import build
from kg.release.mapping import Options
from kg.release.report import BuildReport

_WIDTH = 24
_LEAST_BAR = 4
_STEP = 20


people_option = click.option(
    "--people",
    type=click.Choice(["evidence", "identifiers"]),
    default="evidence",
    show_default=True,
    help="How mentions become persons: by weighed evidence, or by identifiers and profile pages alone.",
)

authority_option = click.option(
    "--authority",
    "authority",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    envvar="KG_AUTHORITY",
    show_envvar=True,
    help="What names mean: the dump of the Research Organization Registry (ROR, schema 2, JSON), to tell"
    " affiliations by; lists of journals with their abbreviations (CSV: title, abbreviation; JSON: title,"
    " abbreviations, former), to tell venues by. May be repeated.",
    metavar="FILE",
)


class ProgressLine:
    """One line on standard error, written over as the build goes on; nothing where that is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def __call__(self, step: str, done: int, total: int) -> None:
        if self._shown:
            width = shutil.get_terminal_size().columns
            click.echo(f"\r\033[K{progress_line(step, done, total, width)}", nl=False, err=True)

    def clear(self) -> None:
        """Remove the line."""
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)


def progress_line(step: str, done: int, total: int, width: int) -> str:
    """Return what is shown of a step of which `done` parts of `total` are done, in less than `width` columns.

    A line as wide as the terminal would be continued on the next, and could not be written over. Where a
    step has more parts than were known before, it is done when these are.
    """
    share = min(done / total, 1.0) if total > 0 else 0.0
    figure = f"{int(100 * share):3d} %"
    room = width - 1 - _STEP - len(figure) - 2
    if room < _LEAST_BAR:
        return f"{step} {figure}"[-max(width - 1, 0) :] if width > 1 else ""
    wide = min(_WIDTH, room)
    bar = "█" * int(wide * share) + "·" * (wide - int(wide * share))
    return f"{step[:_STEP]:<{_STEP}} {bar} {figure}"


def run_build(
    sources: Sequence[str],
    data: Path,
    options: Options,
    keep: int | None = None,
    *,
    allow_violations: bool = False,
    delta: bool = True,
    columns: dict[str, str] | None = None,
) -> BuildReport:
    """Build a release from `sources`, print what there is to know of it, and return its report.

    Raises:
        KgError: as `kg.release.build.build`; a full disk is a `ReleaseError`.
    """
    progress = ProgressLine()
    found, inside = set_apart(
        documents(sources, tell, columns), {path.resolve() for path in options.decisions}
    )
    queries = query_triples(Catalogue.read().values(), options.base)
    options = replace(options, decisions=(*options.decisions, *inside), described=tuple(map(str, queries)))
    try:
        release, report = build(
            found,
            DataDirectory(data),
            options,
            keep=keep,
            allow_violations=allow_violations,
            delta=delta,
            progress=progress,
        )
    except KeyboardInterrupt:
        progress.clear()
        click.echo("the build was stopped; the current release is as it was", err=True)
        raise
    except OSError as error:
        raise ReleaseError(f"{data}: cannot be written: {error.strerror or error}") from error
    finally:
        progress.clear()
    show_problems(report)
    show_broken(report)
    for line in report.lines():
        click.echo(line)
    click.echo(f"release     {release.id}   in {data}")
    return report


def set_apart(found: Iterable[Document], known: set[Path]) -> tuple[list[Document], list[Path]]:
    """Return the documents that hold records, and files of decisions among them that are not `known`."""
    records, decisions = [], []
    for document in found:
        if document.path.name == FILE_NAME:
            decisions += [document.path] if document.path.resolve() not in known else []
        else:
            records.append(document)
    return records, decisions


def show_broken(report: BuildReport) -> None:
    """Print which shapes the graph breaks that was released all the same, on standard error."""
    if report.violations:
        click.echo(f"released with {report.violations:,} violations of the shapes, as allowed:", err=True)
    for line in report.broken:
        click.echo(f"  {line}", err=True)


def show_problems(report: BuildReport) -> None:
    """Print what could not be read, what was rejected and what else a user should know, on standard error."""
    for line in (*report.unreadable, *report.rejected, *report.notices):
        click.echo(line, err=True)
    if (more := report.rejections - len(report.rejected)) > 0:
        click.echo(f"… and {more:,} more rejected", err=True)
