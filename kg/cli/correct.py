"""`kg correct`: decide what a field of a thing, or of a record, has to say."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._asking import graph_over
from kg.cli._deciding import by_option, decider, decisions_option, decisions_path, record, why_option
from kg.cli._options import data_option
from kg.errors import UsageError
from kg.identity.decisions import Decision
from kg.identity.decisions.entry import FIELDS
from kg.queries.naming import NamedThing, Namer


@click.command()
@click.argument("thing")
@click.option("--field", metavar="FIELD", help="The field, such as title; of a record also 'author N'.")
@click.option("--value", metavar="TEXT", help="What the field has to say.")
@click.option(
    "--rename", metavar="NAME", help="The new name of a person, whose former names are not to be shown."
)
@why_option
@by_option
@decisions_option
@data_option
def command(
    thing: str,
    field: str | None,
    value: str | None,
    rename: str | None,
    why: str | None,
    by: str | None,
    decisions: Path | None,
    data: Path,
) -> None:
    """Correct a field of THING: a paper, person, team, venue or record, by IRI, identifier or name.

    With --rename, a person's former names are replaced wherever they would be shown, and nothing is
    published that leads back to them; the reason is not published either. The decision is appended to the
    file of decisions, which holds no former name.
    """
    if bool(rename) == bool(field and value) or (rename and (field or value)):
        raise UsageError("give either --field and --value, or --rename")
    with graph_over(data) as graph:
        found = Namer(*graph).named(thing)
    _check(found, field, rename)
    entry = Decision(
        decision="rename" if rename else "correct",
        kind=found.kind,
        keys=found.all_keys,
        field=field,
        value=rename or value,
        by=decider(by),
        why=why,
    )
    click.echo(f"correct {found.kind} {'' if rename else found.label}\n  {found.iri}")
    record(entry, decisions_path(decisions, data))


def _check(found: NamedThing, field: str | None, rename: str | None) -> None:
    if rename and found.kind != "person":
        raise UsageError(f"{found.iri} is a {found.kind}; only a person's name is changed with --rename")
    known = FIELDS[found.kind]
    if field and field not in known and not (found.kind == "record" and field.startswith("author ")):
        raise UsageError(f"no field {field!r} of a {found.kind}; there are: {', '.join(known)}")
    if not found.all_keys:
        raise UsageError(f"{found.iri} has no key that would survive a rebuild")
