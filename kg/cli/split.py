"""`kg split`: decide that some records or mentions are not of the thing they were given to."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._asking import graph_over
from kg.cli._deciding import by_option, decider, decisions_option, decisions_path, record, why_option
from kg.cli._options import data_option
from kg.errors import UsageError
from kg.identity.decisions import Decision
from kg.queries.naming import Namer


@click.command()
@click.argument("thing")
@click.option(
    "--mentions",
    "--records",
    "--names",
    "names",
    multiple=True,
    required=True,
    metavar="ID[,ID…]",
    help="What to split off: mentions or authorships of a person, records of a paper, by id or IRI; names or "
    "identifiers of a venue or organisation, one an option.",
)
@why_option
@by_option
@decisions_option
@data_option
def command(
    thing: str, names: tuple[str, ...], why: str | None, by: str | None, decisions: Path | None, data: Path
) -> None:
    """Decide that some mentions of THING, a person, records of a paper, or names of a venue, are another's.

    Names of an organisation are split off likewise: what affiliations call so is another one.

    What is split off is one thing, apart from the rest; the rest keeps the IRI if it holds what the IRI was
    made for. `kg explain THING` lists ids. Names of a venue that stand with one identifier in the sources
    cannot be told apart so. The decision is appended to the file of decisions.
    """
    with graph_over(data) as graph:
        namer = Namer(*graph)
        whole = namer.named(thing)
        if whole.kind == "record" or (whole.kind == "team" and not whole.parts):
            raise UsageError(f"a {whole.kind} cannot be split; papers, persons, venues and organisations can")
        by_name = whole.kind in ("venue", "team")  # a name may have commas
        wanted = [
            one.strip() for name in names for one in ([name] if by_name else name.split(",")) if one.strip()
        ]
        parts = list(dict.fromkeys(namer.part(whole, one) for one in wanted))
    rest = [part for part in whole.parts if part not in parts]
    if not parts or not rest:
        raise UsageError(
            f"nothing would be left of {whole.iri}; name some of its parts, not all {len(parts)}"
        )
    stated = {one for part in parts for one in part.identifiers}
    elsewhere = {one for part in rest for one in part.identifiers}
    entry = Decision(
        decision="split",
        kind=whole.kind,
        keys=tuple(dict.fromkeys(key for part in parts for key in part.keys)),
        others=tuple(dict.fromkeys(key for part in rest for key in part.keys)),
        without=tuple(sorted(stated & elsewhere)),
        about=(whole.local,),
        by=decider(by),
        why=why,
    )
    click.echo(f"split {len(parts)} of {len(whole.parts)} off {whole.label}\n  {whole.iri}")
    record(entry, decisions_path(decisions, data))
