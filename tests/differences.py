"""What the commands of golden graphs, ledgers and readers' cases do with what is not as expected."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn, Protocol

import click


class Case(Protocol):
    """What is made of one input, beside what is expected of it."""

    def difference(self) -> str:
        """Return how they differ, empty if they do not."""
        ...

    def write(self) -> None:
        """Take what is made for what is expected."""
        ...


def show(cases: Sequence[Case], called: str, *, write: bool) -> NoReturn:
    """Print how cases differ from what is expected, `write` what differs, and exit with 1 where it stays."""
    differ = 0
    for case in cases:
        difference = case.difference()
        if not difference:
            continue
        differ += 1
        click.echo(difference, nl=False)
        if write:
            case.write()
    said = "written anew" if write else "not as expected"
    click.echo(f"{len(cases)} {called}, {differ} {said}", err=True)
    sys.exit(0 if write or not differ else 1)
