"""The rows of a table as text: which mark parts its columns, whether quoted, which lines are one row.

CSV is that of RFC 4180, and what spreadsheets make of it: semicolons or tabs between columns, line breaks in
quoted values. Rows are taken apart before they are parsed, so that a quote without its end costs one row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kg.readers.eight_bit import DecodedLine

MARKS: Final = "\t,;|"
_MOST_LINES: Final = 400  # that one row may have
_MOST_CHARACTERS: Final = 1 << 20


class TableRow(NamedTuple):
    """One row: its cells, its lines, its text; `fault` says why it has no cells."""

    cells: list[str]
    first_line: int
    last_line: int
    text: str
    fault: str | None = None


def cells_of(text: str, mark: str, *, quoted: bool = True) -> list[str]:
    """Return the cells of the text of one row."""
    if not quoted:
        return [cell.strip() for cell in text.rstrip("\n").split(mark)]
    try:
        rows = list(csv.reader([text], delimiter=mark, skipinitialspace=True, strict=False))
    except csv.Error:
        return text.rstrip("\n").split(mark)
    return [cell.strip() for cell in rows[0]] if rows else []


def is_quoted(text: str, mark: str) -> bool:
    """Tell whether the text has cells in quotes: one that begins and one that ends with a quote."""
    begins = text.startswith('"') or f'{mark}"' in text or f'{mark} "' in text or '\n"' in text
    return begins and (f'"{mark}' in text or '"\n' in text or text.rstrip().endswith('"'))


def rows(lines: Iterable[DecodedLine], mark: str, width: int, *, quoted: bool) -> Iterator[TableRow]:
    """Yield the rows of a table of `width` columns; blank ones are passed over.

    A row with more or fewer cells is no row: which value belongs to which column is not known. Empty cells at
    its end are no more cells.
    """
    if csv.field_size_limit() < _MOST_CHARACTERS:
        csv.field_size_limit(_MOST_CHARACTERS)
    for piece in _pieces(lines, mark, width) if quoted else ([line] for line in lines):
        text = _joined(piece)
        if not text.strip().strip(mark):
            continue
        cells = cells_of(text, mark, quoted=quoted)
        if len(cells) != width and quoted:  # a quote in a value that is not quoted
            plain = [_unopened(cell) for cell in cells_of(text, mark, quoted=False)]
            cells = plain if len(plain) == width else cells
        while len(cells) > width and not cells[-1]:
            cells.pop()
        fault = None if len(cells) == width else f"the row has {len(cells)} cells, the table {width} columns"
        yield TableRow(cells, piece[0].number, piece[-1].number, text, fault)


def _unopened(cell: str) -> str:
    """Return a cell without a quote at its beginning that none ends."""
    return cell[1:] if cell.startswith('"') and cell.count('"') % 2 else cell


def _joined(piece: list[DecodedLine]) -> str:
    return "".join(f"{line.text}\n" for line in piece)


def _pieces(lines: Iterable[DecodedLine], mark: str, width: int) -> Iterator[list[DecodedLine]]:
    """Yield the lines of each row: those up to the one at which all quotes are closed.

    Where none follows soon, or the cells are not those of one row, the line that opened the quote is a row
    alone, and the rest is looked at anew.
    """
    coming = iter(lines)
    held: list[DecodedLine] = []
    while True:
        piece: list[DecodedLine] = []
        quotes = size = 0
        for line in _both(held, coming):
            piece.append(line)
            quotes += line.text.count('"')
            size += len(line.text)
            if quotes % 2 == 0 or len(piece) > _MOST_LINES or size > _MOST_CHARACTERS:
                break
        if not piece:
            return
        if len(piece) > 1 and (quotes % 2 or len(cells_of(_joined(piece), mark)) != width):
            held[:0] = piece[1:]
            del piece[1:]
        yield piece


def _both(held: list[DecodedLine], coming: Iterator[DecodedLine]) -> Iterator[DecodedLine]:
    while held:
        yield held.pop(0)
    yield from coming


def width_of(cells: Sequence[str]) -> int:
    """Return how many columns a header has: empty names at its end are none."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width
