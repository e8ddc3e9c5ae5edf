"""A build as the command line shows it: progress on a terminal, what was rejected, the summary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from kg.readers.sources import documents
from kg.release import DataDirectory
from kg.release.build import BuildOptions, build
from kg.release.report import Report

_WIDTH = 24


class _Progress:
    """One line on standard error, written over as the build goes on; nothing where that is no terminal."""

    def __init__(self) -> None:
        self._shown = click.get_text_stream("stderr").isatty()

    def __call__(self, step: str, done: int, total: int) -> None:
        if self._shown:
            filled = _WIDTH * done // max(total, 1)
            bar = "█" * filled + "·" * (_WIDTH - filled)
            click.echo(f"\r\033[K{step:<18} {bar} {100 * done // max(total, 1):3d} %", nl=False, err=True)

    def clear(self) -> None:
        """Remove the line."""
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)


def run_build(sources: Sequence[str], data: Path, options: BuildOptions) -> Report:
    """Build a release from `sources`, print what there is to know of it, and return its report."""
    progress = _Progress()
    try:
        release, report = build(list(documents(sources)), DataDirectory(data), options, progress)
    finally:
        progress.clear()
    for line in (*report.unreadable, *report.rejected, *report.notices):
        click.echo(line, err=True)
    more = report.rejections - len(report.rejected)
    if more > 0:
        click.echo(f"… and {more:,} more; all are in {release.path / 'rejections.jsonl'}", err=True)
    for line in report.lines():
        click.echo(line)
    click.echo(f"release     {release.id}   in {data}")
    return report
