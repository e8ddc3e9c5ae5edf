"""How a table is laid out: the mark between columns, quotes, the header and where it stands, the fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from kg.readers.table.columns import ColumnMap, folded, known_names, mapped
from kg.readers.table.rows import MARKS, cells_of, is_quoted, width_of

_LOOKED_AT: Final = 6  # lines among which the header is: exports may begin with a line about themselves
_SAMPLE: Final = 20_000


class TableLayout(NamedTuple):
    """The layout of one table. `header_line` counts from 1; `fields` is None where no map fits."""

    mark: str
    quoted: bool
    header: list[str]
    header_line: int
    fields: ColumnMap | None


def layout_of(head: str, columns: Mapping[str, str] | None = None) -> TableLayout | None:
    """Return the layout of a table that begins with `head`; None where nothing in it looks like a header.

    Of the marks that may stand between columns it is the one by which most columns are known.
    """
    best: tuple[int, int, TableLayout] | None = None
    lines = head.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_LOOKED_AT]
    for number, line in enumerate(lines, 1):
        for mark in MARKS:
            if mark not in line:
                continue
            quoted = is_quoted(head[:_SAMPLE], mark)
            header = cells_of(line, mark, quoted=quoted)
            header = header[: width_of(header)]
            if len(header) < 2:
                continue
            fields = mapped(header, columns)
            known = len(fields.fields) if fields else 0
            rank = known, sum(folded(name) in known_names() for name in header)
            if rank > (0, 0) and (best is None or rank > best[:2]):
                best = (*rank, TableLayout(mark, quoted, header, number, fields))
    return best[2] if best else None


def is_even(head: str) -> bool:
    """Tell whether the first lines have the same number of cells, two or more, by one of the usual marks."""
    lines = [line for line in head.splitlines()[:_LOOKED_AT] if line.strip()]
    counts = [{len(cells_of(line, mark)) for line in lines} for mark in "\t,;"]
    return len(lines) > 1 and any(len(one) == 1 and min(one) > 1 for one in counts)


def first_row(head: str) -> list[str]:
    """Return the cells of the first line that holds something, by the mark that parts it into most."""
    line = next((line for line in head.splitlines() if line.strip()), "")
    return max((cells_of(line, mark) for mark in MARKS), key=len)
