"""`kg diff`: what changed from one release to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import orjson

from kg.cli._naming import release_named
from kg.cli._options import data_option
from kg.errors import NoRelease
from kg.release import DataDirectory, Release
from kg.release.decision_changes import HOW, DecisionComparison, DecisionOutcome, Grounds
from kg.release.difference import WHAT, Change, changes
from kg.writers.text import shown

_MOST = 20
_NAMES = {"paper": "papers", "person": "persons", "org": "teams and organisations", "venue": "venues"}


@click.command()
@click.argument("old", metavar="[OLD", required=False)
@click.argument("new", metavar="[NEW]]", required=False)
@click.option(
    "--to", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The format."
)
@click.option("--full", is_flag=True, help=f"List everything, not only the first {_MOST} of each kind.")
@data_option
def command(old: str | None, new: str | None, to: str, full: bool, data: Path) -> None:
    """Show which papers, persons, teams, organisations and venues changed between the releases OLD and NEW.

    NEW is the current release if it is left out, OLD the one before NEW; `kg releases` lists them. A thing
    may have appeared, gone, been merged with or split into others, or got another name or title.

    Decisions about the same mentions of persons that came out otherwise, or less sure or surer, are listed
    with how common either release held the name to be, and by what census of names: other files change it.
    """
    directory = DataDirectory(data)
    with ExitStack() as stack:
        after = directory.current() if new is None else release_named(directory, new)
        before = _before(directory, after) if old is None else release_named(directory, old)
        for release in (before, after):
            stack.enter_context(release.lease())
        found, decided = changes(before, after), _decided(before, after)
        if to == "json":
            _json(before, after, found, decided)
        else:
            for line in _text(before, after, found, decided, None if full else _MOST):
                click.echo(line)


def _decided(before: Release, after: Release) -> DecisionComparison | None:
    """Return what compares decisions, or None where the bases differ, so that no IRI is comparable."""
    return DecisionComparison(before, after) if before.base == after.base else None


def _before(directory: DataDirectory, release: Release) -> Release:
    earlier = [one for one in directory.releases() if one.id < release.id]
    if not earlier:
        raise NoRelease(f"{directory.path}: there is no release before {release.id}")
    return earlier[-1]


def _json(
    before: Release, after: Release, found: Iterator[Change], decided: DecisionComparison | None
) -> None:
    click.echo(f'{{"old": "{before.id}", "new": "{after.id}", "changes": [', nl=False)
    for number, change in enumerate(found):
        text = orjson.dumps({key: value for key, value in asdict(change).items() if value}).decode()
        click.echo((",\n  " if number else "\n  ") + text, nl=False)
    click.echo('\n], "decisions": [', nl=False)
    for number, one in enumerate(_reconsidered(decided) if decided else ()):
        click.echo((",\n  " if number else "\n  ") + orjson.dumps(one).decode(), nl=False)
    click.echo("\n]}")


def _reconsidered(decided: DecisionComparison) -> Iterator[dict[str, Any]]:
    for one in decided.reconsidered():
        before, after = decided.grounds(one.iri)
        yield {
            "iri": one.iri,
            "how": one.how,
            "about": after.things,
            "before": {**asdict(one.before), "rule": before.rule, "census": before.census},
            "after": {**asdict(one.after), "rule": after.rule, "census": after.census},
        }


def _text(
    before: Release,
    after: Release,
    found: Iterator[Change],
    decided: DecisionComparison | None,
    most: int | None,
) -> Iterator[str]:
    yield f"{before.id} → {after.id}"
    counts: Counter[tuple[str, str]] = Counter()
    lines: dict[tuple[str, str], list[str]] = {}
    for change in found:
        key = change.kind, change.what
        counts[key] += 1
        if most is None or counts[key] <= most:
            lines.setdefault(key, []).append(_line(change))
    for kind, name in _NAMES.items():
        for what in WHAT:
            if counts[kind, what]:
                yield ""
                yield f"{name} {what}: {counts[kind, what]:,}"
                yield from lines[kind, what]
                if (more := counts[kind, what] - len(lines[kind, what])) > 0:
                    yield f"  … and {more:,} more; --full lists them"
    same = True
    for line in _decisions(decided, most) if decided else ():
        yield line
        same = False
    if not counts and same:
        yield "nothing changed"


def _decisions(decided: DecisionComparison, most: int | None) -> Iterator[str]:
    counts: Counter[str] = Counter()
    lines: dict[str, list[str]] = {}
    for one in decided.reconsidered():
        counts[one.how] += 1
        if most is None or counts[one.how] <= most:
            before, after = decided.grounds(one.iri)
            told = lines.setdefault(one.how, [])
            told.append(f"  {', '.join(after.things)}")
            told.append(f"    was   {_verdict(one.before, before)}")
            told.append(f"    is    {_verdict(one.after, after)}")
    for how in HOW:
        if counts[how]:
            yield ""
            yield f"persons {how}: {counts[how]:,}"
            yield from lines[how]
            if most is not None and counts[how] > most:
                yield f"  … and {counts[how] - most:,} more; --full lists them"


def _verdict(verdict: DecisionOutcome, grounds: Grounds) -> str:
    census = f": {grounds.census}" if grounds.census else ""
    return f"{verdict.outcome}, by rule {grounds.rule} (confidence {verdict.confidence:g}){census}"


def _line(change: Change) -> str:
    text = f"  {change.iri}  {shown(change.name or '(no name)')}"
    if change.others:
        text += " → " + ", ".join(change.others)
    if change.what == "renamed":
        text += f" → {shown(change.new_name or '(no name)')}"
    return text
