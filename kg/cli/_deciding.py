"""What the commands share that write decisions: where the file is, who decides, and what is then said."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from pathlib import Path

import click

from kg.errors import DecisionError, UsageError
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


def record_all(decisions: Sequence[Decision], path: Path) -> list[str]:
    """Append decisions to the file but for those that it has, and say what comes next.

    Returns:
        Why some were left out, as they contradict what was decided.

    Raises:
        UnreadableInput: the file cannot be read.
        UsageError: it cannot be written.
    """
    known = read([path]) if path.exists() else []
    problems, new = [], 0
    for decision in decisions:
        if any(one.entry == decision for one in known):
            continue
        placed = Placed(decision, path.name, known[-1].line + 1 if known else 1)
        try:
            Decisions([*known, placed])
            known.append(append(path, decision))
        except DecisionError as error:
            problems.append(str(error))
        except OSError as error:
            raise UsageError(f"{path}: the decision cannot be written: {error.strerror}") from error
        else:
            new += 1
    had = len(decisions) - new - len(problems)
    click.echo(
        f"{new} written to {path}"
        + (f", {had} had been decided already" if had else "")
        + ("; the next `kg build` obeys them" if new else "")
    )
    return problems
