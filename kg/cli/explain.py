"""`kg explain`: where a thing of the graph comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import orjson

from kg.cli._asking import endpoint_option, graph_over
from kg.cli._options import data_option
from kg.engine import Engine
from kg.errors import NoRelease, ReleaseDamaged
from kg.queries.comparison import Comparison, compare
from kg.queries.earlier_decisions import with_earlier
from kg.queries.explanation import (
    SHOWN,
    AppliedRepair,
    Earlier,
    ExplainedDecision,
    Explanation,
    RecordOrigin,
    explain,
    line_words,
)
from kg.release import DataDirectory
from kg.writers.text import shown


@click.command()
@click.argument("thing")
@click.argument("other", required=False)
@click.option(
    "--to", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The format."
)
@click.option("--full", is_flag=True, help=f"List everything, not only the first {SHOWN} of each kind.")
@endpoint_option
@data_option
def command(thing: str, other: str | None, to: str, full: bool, endpoint: str | None, data: Path) -> None:
    """Show where THING comes from: sources with their lines, repairs, and decisions.

    THING is a paper, person, team, venue or topic: its IRI, an identifier (arXiv id, DOI, ORCID) or its name;
    or anything else of the graph by its IRI, such as a record, an authorship, a repair or a decision.

    With OTHER, show why the two are one or not.

    What the release before decided otherwise of the same mentions of persons is said, and what differs: it is
    enough that other files made a name rarer or commoner. It needs that release in the data directory.
    """
    most = None if full else SHOWN
    found: Explanation | Comparison
    with graph_over(data, endpoint) as graph:
        found = explain(*graph, thing) if other is None else compare(*graph, thing, other)
        if endpoint is None:
            found = replace(found, decisions=_with_earlier(found.decisions, graph[0], DataDirectory(data)))
    if to == "json":
        click.echo(orjson.dumps(found.as_json(), option=orjson.OPT_INDENT_2).decode())
        return
    for line in _lines(found, most) if isinstance(found, Explanation) else _pair(found, most):
        click.echo(line)


def _with_earlier(
    decisions: tuple[ExplainedDecision, ...], engine: Engine, directory: DataDirectory
) -> tuple[ExplainedDecision, ...]:
    """Add what the release before the current one decided, if it is kept and can be read."""
    current = directory.current()
    earlier = [one for one in directory.releases() if one.id < current.id]
    if not earlier:
        return decisions
    before = earlier[-1]
    try:
        with before.lease():
            return with_earlier(decisions, engine, before.engine(), before.id)
    except (NoRelease, ReleaseDamaged) as error:
        click.echo(f"kg: what the release before decided cannot be told: {error}", err=True)
        return decisions


def _lines(explanation: Explanation, most: int | None) -> Iterator[str]:
    if explanation.label or not {"paper", "record"}.isdisjoint(explanation.kinds):
        yield shown(explanation.label) or "(no title)"
    yield f"{explanation.iri}  ({', '.join(explanation.kinds)})"
    yield from _section("Sources", [list(_origin(one)) for one in explanation.sources], most)
    yield from _section("Repairs", [list(_repair(one)) for one in explanation.repairs], most)
    yield from _section("Decisions", [list(_decision(one)) for one in explanation.decisions], most)


_OUTCOMES = {
    "same": "They are one.",
    "different": "They are two.",
    "undecided": "It is not decided whether they are one; they are kept apart.",
    "apart": "They are two: nothing was found that joins them.",
}


def _pair(comparison: Comparison, most: int | None) -> Iterator[str]:
    for side in (comparison.one, comparison.other):
        yield shown(side.label) or side.whole
        yield side.whole if side.iri == side.whole else f"{side.whole}  (of {side.iri})"
    yield ""
    yield _OUTCOMES[comparison.outcome]
    if comparison.papers:
        yield ""
        yield "Both sign, at positions of their own:"
        yield from (f"  {iri}  {shown(title)}" for iri, title in comparison.papers[:most])
    yield from _section("Decisions", [list(_decision(one)) for one in comparison.decisions], most)


def _section(heading: str, items: list[list[str]], most: int | None) -> Iterator[str]:
    yield ""
    yield f"{heading}: {len(items) or 'none'}"
    for item in items[:most]:
        yield from (f"  {line}" for line in item)
    if most is not None and len(items) > most:
        yield f"  … and {len(items) - most} more; --full lists them"


def _origin(origin: RecordOrigin) -> Iterator[str]:
    place = line_words(origin.first_line, origin.last_line)
    yield ", ".join(filter(None, (shown(origin.file or origin.source), place)))
    if origin.printed is not None:
        yield f"    author {origin.position}, printed {_quoted(origin.printed)}"
    if origin.title is not None:
        yield f"    {_quoted(origin.title)}"
    if origin.restated_by:
        beside = f"; beside: {', '.join(origin.beside)}" if origin.beside else ""
        yield f"    states the same as the graph{beside}"
    yield f"    {origin.record or origin.source}"


def _repair(repair: AppliedRepair) -> Iterator[str]:
    yield f"{repair.rule}: {repair.kind or 'mended'}" + (f" ({repair.sure})" if repair.sure else "")
    yield f"    {_quoted(repair.original)} → {_quoted(repair.repaired)}"
    yield f"    {repair.field} of {repair.on}"
    if repair.used:
        yield f"    found in {repair.used}"
    if repair.note:
        yield f"    {shown(repair.note)}"


def _decision(decision: ExplainedDecision) -> Iterator[str]:
    confidence = "" if decision.confidence is None else f" (confidence {decision.confidence:g})"
    yield f"{decision.says}, by rule {decision.rule}{confidence}"
    for part in (decision.words or "").split(" | "):  # one a join
        yield from [f"    {shown(part)}"] if part else []
    for role, nodes in (
        ("with", decision.about),
        ("for", decision.supported_by),
        ("against", decision.contradicted_by),
    ):
        yield from (f"    {role}: {iri}" for iri in nodes)
    yield f"    {decision.iri}"
    for earlier in decision.before:
        yield from (f"    {line}" for line in _earlier(earlier))


def _earlier(earlier: Earlier) -> Iterator[str]:
    yield (
        f"release {earlier.release} decided: {earlier.outcome}, by rule {earlier.rule} "
        f"(confidence {earlier.confidence:g})"
    )
    if earlier.only_census:
        yield "    the evidence is the same; the census of names is not:"
    for when, clauses in (("then", earlier.then), ("now", earlier.now)):
        yield from (f"    {when}: {shown(clause)}" for clause in clauses)


def _quoted(text: str | None) -> str:
    return "nothing" if text is None else f"“{shown(text)}”"
