"""`kg convert`: records straight to any output format, without a release."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import click
import pyoxigraph

from kg.cli._asking import style_option
from kg.cli._building import ProgressLine, show_problems
from kg.cli._citing import style_of
from kg.cli._columns import columns_option
from kg.cli._options import tell
from kg.cli._reading import RecordStream, format_option
from kg.conversion.coverage import FormatCoverage
from kg.conversion.recorded import recorded
from kg.errors import UsageError
from kg.formats import format_named, formats
from kg.readers.kg_jsonl import written
from kg.readers.source import Document
from kg.readers.sources import documents
from kg.records import WorkRecord
from kg.release.mapping import DEFAULT_BASE, Options, map_sources
from kg.release.report import BuildReport
from kg.writers.rdf import RDF_FORMATS, Statements
from kg.writers.references import Bibliography, Reference

RECORDS = "kg-jsonl"
REFERENCES = tuple(formats(Bibliography))
GRAPHS = tuple(name for name in formats(Statements) if not RDF_FORMATS[name].supports_datasets)


@click.command("convert")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "--to",
    type=click.Choice([*REFERENCES, RECORDS, *GRAPHS]),
    required=True,
    help="References, records as `kg build` reads them, or the resolved graph as RDF.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; it is replaced when all is written.  [default: standard output]",
)
@click.option(
    "--report", "reported", is_flag=True, help="Say which fields of the records the references leave out."
)
@format_option
@columns_option
@style_option
def command(
    sources: tuple[str, ...],
    to: str,
    output: Path | None,
    reported: bool,
    format_name: str | None,
    columns: dict[str, str] | None,
    style: str | None,
) -> None:
    """Write SOURCEs in another format: what is read of them, record by record; nothing is built.

    A SOURCE is a file, a folder, a glob, or - for standard input. Records are streamed. A graph needs them
    all, as papers and people are told apart first; its IRIs begin with the usual base.

    Exit code 0: all was read; 1: something was rejected; 2: nothing could be read.
    """
    if reported and to not in REFERENCES:
        raise UsageError(f"--report is for references; {to} leaves no field of a record out")
    chosen = style_of(to, style)
    with _opened(output) as out:
        if to in GRAPHS:
            code = _graph(documents(sources, tell, columns), format_name, to, out)
        elif to == RECORDS:
            reading = RecordStream(sources, format_name, columns)
            out.writelines(map(written, reading))
            code = reading.exit_code
        else:
            reading = RecordStream(sources, format_name, columns)
            _references(reading, to, chosen, out, reported=reported)
            code = reading.exit_code
        out.flush()
    sys.exit(code)


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    """Give standard output, or a file that takes the place of `output` only when the block ends well."""
    if output is None:
        yield sys.stdout.buffer
        return
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _references(reading: RecordStream, to: str, style: str | None, out: BinaryIO, *, reported: bool) -> None:
    known = format_named(to, Bibliography)
    carried = FormatCoverage(known)
    people = 0

    def references() -> Iterator[Reference]:
        nonlocal people
        for record in reading:
            if isinstance(record, WorkRecord):
                if reported:
                    carried.count(record)
                yield recorded(record)
            else:
                people += 1

    known.write(Bibliography(references(), style), out)
    if people:
        tell(f"(left out: {people} profile{'' if people == 1 else 's'} of people, which are no references)")
    if reported:
        for line in carried.lines():
            tell(line)


def _graph(sources: Iterable[Document], format_name: str | None, to: str, out: BinaryIO) -> int:
    report, progress = BuildReport(), ProgressLine()
    with TemporaryDirectory(prefix="kg-convert-") as work:
        try:
            options = Options(DEFAULT_BASE, None, format_name)
            made, _ = map_sources(list(sources), Path(work), options, report, progress)
        finally:
            progress.clear()
        show_problems(report)
        quads = (
            quad.triple
            for path in made.default
            for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
        )
        format_named(to, Statements).write(Statements(quads), out)
    return 1 if report.rejections or report.unreadable else 0
