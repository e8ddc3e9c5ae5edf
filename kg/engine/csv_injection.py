"""CSV and TSV that a spreadsheet may open: no text in them is run as a formula."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, BinaryIO, cast

from pyoxigraph import QueryResultsFormat, QuerySolutions

from kg.writers.results import Table, guarded, write_csv, write_tsv


def write_safely(solutions: QuerySolutions, output: IO[bytes], form: QueryResultsFormat) -> None:
    """Write solutions as CSV or TSV, row by row, with an apostrophe before what looks like a formula."""
    write = write_csv if form == QueryResultsFormat.CSV else write_tsv
    variables = [variable.value for variable in solutions.variables]
    rows = guarded(tuple(solution) for solution in solutions)
    write(Table(variables, rows), cast("BinaryIO", _Lines(output)))


class _Lines:
    """A file that takes lines, over one that takes pieces."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output

    def write(self, data: bytes) -> int:
        return self._output.write(data)

    def writelines(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            self._output.write(line)
