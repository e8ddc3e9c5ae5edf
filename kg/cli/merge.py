"""`kg merge`: decide that two things of the graph are one."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._asking import graph_over
from kg.cli._deciding import by_option, decider, decisions_option, decisions_path, record, why_option
from kg.cli._options import data_option
from kg.errors import UsageError
from kg.identity.decisions import Decision
from kg.queries.naming import Namer

_KINDS = ("paper", "person", "team", "venue")


@click.command()
@click.argument("a")
@click.argument("b")
@why_option
@by_option
@decisions_option
@data_option
def command(a: str, b: str, why: str | None, by: str | None, decisions: Path | None, data: Path) -> None:
    """Decide that A and B, two papers, persons, teams or venues, are one.

    They are named by IRI, identifier or name. The decision is appended to the file of decisions, which
    belongs with the sources; the next build obeys it, and the IRI that goes leads to the one that stays.
    """
    with graph_over(data) as graph:
        namer = Namer(*graph)
        first, second = namer.named(a), namer.named(b)
    if first.iri == second.iri:
        raise UsageError(f"{a!r} and {b!r} are one thing already: {first.iri}")
    if first.kind != second.kind or first.kind not in _KINDS:
        raise UsageError(
            f"a {first.kind} and a {second.kind} cannot be one; merge papers, persons, teams or venues"
        )
    entry = Decision(
        decision="merge",
        kind=first.kind,
        keys=first.all_keys,
        others=second.all_keys,
        about=tuple(sorted((first.local, second.local))),
        by=decider(by),
        why=why,
    )
    click.echo(f"merge {first.kind} {first.label}\n  {first.iri}\n  with  {second.label}\n  {second.iri}")
    record(entry, decisions_path(decisions, data))
