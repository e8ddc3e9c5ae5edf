"""`kg check`: whether the references of a file are right, and still stand."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

import click
import orjson

from kg.cli._asking import endpoint_option, graph_over
from kg.cli._mending import BibtexFile
from kg.cli._options import data_option, tell
from kg.cli._reading import RecordStream, format_option
from kg.conversion.recorded import recorded
from kg.engine import Engine
from kg.queries.checking import ReferenceCheck, ReferenceStatus, check
from kg.records import WorkRecord
from kg.release.search import SearchIndex
from kg.writers.references import Reference
from kg.writers.text import shown

_PHRASES = {
    ReferenceStatus.FOUND: "found",
    ReferenceStatus.DIFFERS: "with differences",
    ReferenceStatus.NOT_FOUND: "not found",
    ReferenceStatus.WITHDRAWN: "withdrawn",
    ReferenceStatus.RETRACTED: "retracted",
}


@click.command("check")
@click.argument("sources", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--to",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="The form of the report: for people, what is not in order; or all as one JSON array.",
)
@click.option(
    "--mend",
    "mend",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the FILE, which is BibTeX, with the wrong values put right and all else as it is.",
)
@click.option(
    "--ignore",
    "ignored",
    type=click.Choice([status.value for status in ReferenceStatus if status is not ReferenceStatus.FOUND]),
    multiple=True,
    help="Do not fail because of these. May be given several times.",
)
@format_option
@data_option
@endpoint_option
def command(
    sources: tuple[str, ...],
    to: str,
    mend: Path | None,
    ignored: tuple[str, ...],
    format_name: str | None,
    data: Path,
    endpoint: str | None,
) -> None:
    """Check the references in FILEs, of any format that is read, against the graph.

    Each is found, found with differences (told field by field, with the records that ours come from), not
    found, or of a paper that was withdrawn or retracted. It is looked for by DOI, arXiv number and PubMed
    number, then by its title. Compared are title, authors, editors, year, venue, volume, issue, pages,
    publisher, DOI, arXiv number and ISBN. Case, TeX, accents, initials, abbreviated journals and the form of
    numbers make no difference; nor does what one side does not state.

    Exit code 0: all are found, and right; 1: some are not, or were rejected; 2: nothing could be checked.
    """
    reading = RecordStream(sources, format_name)
    counts: Counter[ReferenceStatus] = Counter()
    report = _Json() if to == "json" else _Table()
    mended = BibtexFile(sources, mend) if mend else None
    with graph_over(data, endpoint) as (engine, index):
        if index is None:
            tell("(no search index: references are looked for by their identifiers alone)")
        for record, verdict in _checked(engine, index, reading):
            counts[verdict.status] += 1
            report.add(record, verdict)
            if mended:
                mended.add(record, verdict)
    report.end(counts)
    if mended:
        mended.write(tell)
    wrong = sum(
        count for status, count in counts.items() if status.value not in (ReferenceStatus.FOUND, *ignored)
    )
    sys.exit(max(reading.exit_code, 1 if wrong else 0))


def _checked(
    engine: Engine, index: SearchIndex | None, reading: RecordStream
) -> Iterator[tuple[WorkRecord, ReferenceCheck]]:
    """Yield each record with the verdict on its reference; what is no paper is passed over."""
    waiting: deque[WorkRecord] = deque()

    def references() -> Iterator[Reference]:
        for record in reading:
            if isinstance(record, WorkRecord):
                waiting.append(record)
                yield recorded(record)

    for verdict in check(engine, index, references()):
        yield waiting.popleft(), verdict


class _Table:
    """What is not in order, for people; then how many there are of each."""

    def add(self, record: WorkRecord, verdict: ReferenceCheck) -> None:
        if verdict.status is ReferenceStatus.FOUND:
            return
        place = f"{record.source.file}:{record.source.first_line}"
        key = f" {verdict.asked.own_key}" if verdict.asked.own_key else ""
        click.echo(f"{place}:{key} {_PHRASES[verdict.status]}: {shown(verdict.asked.title)}")
        wide = max((len(one.field) for one in verdict.differences), default=0)
        for one in verdict.differences:
            click.echo(f"  {one.field:{wide}}  {shown(one.theirs)}  →  {shown(one.ours)}")
        if verdict.found and verdict.status in (ReferenceStatus.WITHDRAWN, ReferenceStatus.RETRACTED):
            click.echo(f"  {'; '.join(verdict.found.statuses)}")
        if verdict.note:
            click.echo(f"  {shown(verdict.note)}")
        if verdict.sources:
            click.echo(f"  ours: {verdict.found.url if verdict.found else ''} from {_places(verdict)}")

    def end(self, counts: Counter[ReferenceStatus]) -> None:
        total = sum(counts.values())
        parts = [f"{counts[status]} {phrase}" for status, phrase in _PHRASES.items() if counts[status]]
        click.echo(f"{total} reference{'' if total == 1 else 's'}: {', '.join(parts) or 'none'}")


class _Json:
    """All verdicts as one array, written one by one."""

    def __init__(self) -> None:
        self._begun = False

    def add(self, record: WorkRecord, verdict: ReferenceCheck) -> None:
        found = {
            "file": record.source.file,
            "line": record.source.first_line,
            "key": verdict.asked.own_key,
            "title": verdict.asked.title,
            "status": verdict.status.value,
            "paper": verdict.found.iri if verdict.found else None,
            "differences": [
                {"field": one.field, "theirs": one.theirs, "ours": one.ours} for one in verdict.differences
            ],
            "statuses": list(verdict.found.statuses) if verdict.found else [],
            "sources": [{"file": place.file, "line": place.line} for place in verdict.sources],
            "note": verdict.note or None,
        }
        click.echo((",\n" if self._begun else "[\n") + orjson.dumps(found).decode(), nl=False)
        self._begun = True

    def end(self, counts: Counter[ReferenceStatus]) -> None:  # noqa: ARG002  # the array says it
        click.echo("\n]" if self._begun else "[]")


def _places(verdict: ReferenceCheck) -> str:
    """Name the first few records that ours come from."""
    named = [str(place) for place in verdict.sources]
    return ", ".join(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")
