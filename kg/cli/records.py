"""`kg records`: what is read from sources, as JSON Lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice

import click
import orjson
from pyoxigraph import Literal, NamedNode

from kg.cli._columns import columns_option
from kg.cli._options import tell
from kg.cli._reading import format_option
from kg.errors import InputError
from kg.readers import detect, format_named
from kg.readers.fate_report import FateReport
from kg.readers.fates import Fates
from kg.readers.json_schema import schema
from kg.readers.kg_jsonl import written
from kg.readers.sources import documents
from kg.records import Item, Notice, Rejection
from kg.vocab import XSD
from kg.writers.text import render


class _Outcome:
    """What was met so far; it decides on the exit code."""

    def __init__(self, report: FateReport | None) -> None:
        self.records = 0
        self.refused = 0
        self.report = report

    @property
    def exit_code(self) -> int:
        if not self.refused:
            return 0
        return 1 if self.records else 2


@click.command("records")
@click.argument("sources", nargs=-1, metavar="SOURCE…")
@format_option
@columns_option
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Stop after N records.")
@click.option(
    "--report",
    type=click.Choice(["table", "json"]),
    is_flag=False,
    flag_value="table",
    help="Print what became of every value instead of the records; name it last, or as --report=json.",
)
@click.option("--schema", "show_schema", is_flag=True, help="Print the JSON Schema of a record, and end.")
def command(
    sources: tuple[str, ...],
    format_name: str | None,
    columns: dict[str, str] | None,
    limit: int | None,
    report: str | None,
    show_schema: bool,
) -> None:
    """Print what is read from SOURCEs as JSON Lines, a record or profile a line.

    A SOURCE is a file, a folder, a glob, or - for standard input; .gz and .zst are read as they are.
    What cannot be read, and what was noticed, is told on standard error as FILE:LINE: what is wrong.

    With --report each value of the source is counted at its place: kept (a field has it word for word),
    changed (a field has it in its normal form, or mended), stated (only the source's own graph has it) or
    dropped, with the reason. Of a text page, each line is a value.

    Exit code 0: all was read; 1: something was rejected; 2: nothing could be read.
    """
    if show_schema:
        click.echo(orjson.dumps(schema(), option=orjson.OPT_INDENT_2))
        return
    if not sources:
        raise click.UsageError("Missing argument 'SOURCE…': name a file, a folder, or - for standard input.")
    if format_name:
        format_named(format_name)
    outcome = _Outcome(FateReport() if report else None)
    out = sys.stdout.buffer
    for record in islice(_records(sources, format_name, columns, outcome), limit):
        if not report:
            out.write(record)
        outcome.records += 1
    if outcome.report is not None:
        out.write(_told(outcome.report, report == "json"))
    out.flush()
    sys.exit(outcome.exit_code)


def _records(
    sources: tuple[str, ...], format_name: str | None, columns: dict[str, str] | None, outcome: _Outcome
) -> Iterator[bytes]:
    for document in documents(sources, tell, columns):
        try:
            chosen = format_named(format_name) if format_name else detect(document)
            if outcome.report is None:
                yield from _lines(chosen.parse(document), outcome)
                continue
            document.fates = Fates()
            try:
                yield from _lines(chosen.parse(document), outcome)
            finally:
                outcome.report.add(document.name, chosen.name, document.fates)
        except InputError as error:
            # the next source may be good
            outcome.refused += 1
            click.echo(str(error), err=True)


def _told(report: FateReport, as_json: bool) -> bytes:
    if as_json:
        return orjson.dumps(report.document(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    number = NamedNode(XSD["integer"])
    columns = ("format", "path", "fate", "values", "field", "reason")
    rows = [
        [Literal(str(cell), datatype=number) if isinstance(cell, int) else Literal(cell) for cell in row]
        for row in report.rows()
    ]
    return render(columns, rows)[0].encode()


def _lines(items: Iterator[Item], outcome: _Outcome) -> Iterator[bytes]:
    for item in items:
        if isinstance(item, Rejection | Notice):
            outcome.refused += isinstance(item, Rejection)
            click.echo(str(item), err=True)
        else:
            yield written(item)
