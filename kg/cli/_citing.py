"""How commands print papers as a bibliography."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from kg.cli._asking import CUT
from kg.engine import Engine
from kg.errors import UsageError
from kg.formats import format_named
from kg.queries.bibliography import references
from kg.writers.references import Bibliography, Reference
from kg.writers.references.styles import checked


def style_of(to: str, style: str | None) -> str | None:
    """Return the citation style for a format.

    Raises:
        UsageError: the format has no styles, or there is no such style here.
    """
    if style is None:
        return None
    if to != "text":
        raise UsageError(f"--style is for --to text; {to} has no citation styles")
    return checked(style)


def print_papers(
    engine: Engine, papers: Iterable[str], to: str, *, style: str | None = None, limit: int | None = None
) -> int:
    """Print the papers among the IRIs `papers` on standard output; return the exit code.

    Raises:
        KgError: the graph could not be asked, or there is no such style.
    """
    chosen = style_of(to, style)
    counted = _Counted(references(engine, papers), limit)
    output = sys.stdout.buffer
    format_named(to, Bibliography).write(Bibliography(counted, chosen), output)
    output.flush()
    if counted.cut:
        click.echo(f"(cut after {limit} papers; there are more: raise --limit, or leave it out)", err=True)
        return CUT
    if not counted.count:
        click.echo("(no papers)", err=True)
    return 0


class _Counted:
    """The first `limit` of some references, or all; knows how many there were, and whether there are more."""

    def __init__(self, found: Iterator[Reference], limit: int | None) -> None:
        self._found, self._limit = found, limit
        self.count = 0
        self.cut = False

    def __iter__(self) -> Iterator[Reference]:
        for reference in self._found:
            if self.count == self._limit:
                self.cut = True
                return
            self.count += 1
            yield reference
