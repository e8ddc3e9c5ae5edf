"""What the commands share that write decisions: where the file is, who decides, and what is then said."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from kg.errors import UsageError
from kg.identity.decisions import FILE_NAME, Decision, Decisions, Placed, append, read

decisions_option = click.option(
    "--decisions",
    "decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="KG_DECISIONS",
    show_default=f"{FILE_NAME} beside the data directory",
    show_envvar=True,
    help="The file of decisions.",
    metavar="FILE",
)
by_option = click.option(
    "--by",
    metavar="NAME",
    envvar="KG_BY",
    show_envvar=True,
    help="Who decides; it is published.  [default: your login]",
)
why_option = click.option("--why", metavar="TEXT", help="The reason, for people to read; it is published.")


def decisions_path(decisions: Path | None, data: Path) -> Path:
    """Return the file of decisions: the one that is named, else the one beside the data directory."""
    return decisions or data.resolve().parent / FILE_NAME


def decision_files(decisions: Path | None, data: Path) -> tuple[Path, ...]:
    """Return the files of decisions that a build obeys, beside those among its sources."""
    path = decisions_path(decisions, data)
    return (path,) if decisions or path.is_file() else ()


def decider(by: str | None) -> str:
    """Return who decides.

    Raises:
        UsageError: nobody is named, and the login is unknown.
    """
    try:
        return by or getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise UsageError("say who decides: --by NAME") from error


def record(decision: Decision, path: Path) -> None:
    """Append a decision to the file, unless it contradicts one that is there, and say what comes next.

    Raises:
        DecisionError: it contradicts one; the file is left as it was.
        UnreadableInput: the file cannot be read.
        UsageError: it cannot be written.
    """
    known = read([path]) if path.exists() else []
    if any(one.entry == decision for one in known):
        click.echo(f"{path}: that has been decided already")
        return
    Decisions([*known, Placed(decision, path.name, known[-1].line + 1 if known else 1)])
    try:
        placed = append(path, decision)
    except OSError as error:
        raise UsageError(f"{path}: the decision cannot be written: {error.strerror}") from error
    click.echo(f"written to {path}, line {placed.line}; the next `kg build` obeys it")
