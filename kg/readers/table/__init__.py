"""Tables of works, CSV and TSV: exports of Scopus, Web of Science, Dimensions, PubMed, Zotero, and any other.

Each row is a work. Which column goes into which field is told by the header (`presets.toml`) or by the user
(`--columns title=…,authors=…`). Encodings, byte order marks, marks between columns and quotes are found out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile
from typing import Final

from kg.errors import UnreadableInput
from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.eight_bit import text_head, text_lines
from kg.readers.fates import FieldTable
from kg.readers.leaves import Leaf
from kg.readers.source import Document
from kg.readers.table.columns import ColumnMap, missing
from kg.readers.table.fields import INTO, OF_SERIES
from kg.readers.table.frames import unlisted
from kg.readers.table.layout import TableLayout, first_row, is_even, layout_of
from kg.readers.table.record import ONCE, fill
from kg.readers.table.rows import TableRow, rows
from kg.records import Item, Rejection

NAME: Final = "table"
_ADVICE: Final = "say which is which, for instance --columns 'title=NAME OF A COLUMN,authors=ANOTHER'"
_NOTHING: Final = frozenset(["None", "nan", "NaN", "NULL", "null", "<NA>", "#N/A", "N/A", "n/a"])
"""What programs write into a cell that is empty."""
_SHOWN: Final = 40  # columns that a message lists


def _sniff(head: str) -> float:
    if head.lstrip("\ufeff \t\r\n")[:1] in ("{", "[", "<"):  # JSON and markup have commas, too
        return 0.0
    layout = layout_of(head)
    if layout is None:
        return 0.1 if is_even(head) else 0.0
    if layout.fields is None:
        return 0.3 if layout.header_line == 1 else 0.0
    return 0.93 if layout.fields.name != "plain" else 0.8


@reader(
    NAME, "CSV and TSV: Scopus, Web of Science, Dimensions, PubMed, Zotero, or by --columns", sniff=_sniff
)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record a row; a row with too many or too few cells is a rejection.

    Raises:
        UnreadableInput: the document cannot be read, or no map of columns fits it; the message lists them.
    """
    layout = layout_of(text_head(document), document.columns)
    if layout is None or layout.fields is None:
        raise _unfit(document, layout)
    header = [name or f"column {place}" for place, name in enumerate(layout.header, 1)]
    fields = layout.fields
    table = FieldTable({header[place]: INTO.get(field, field) for place, field in fields.fields.items()})
    lines = dropwhile(lambda line: line.number <= layout.header_line, text_lines(document))
    for row in rows(lines, layout.mark, len(header), quoted=layout.quoted):
        if row.fault:
            excerpt = " ".join(row.text.split())[:200]
            yield Rejection(document.name, row.first_line, row.fault, excerpt)
            continue
        yield from _record(document, row, header, fields, table)


def _record(
    document: Document, row: TableRow, header: list[str], fields: ColumnMap, table: FieldTable
) -> Iterator[Item]:
    cells_of_row = ["" if cell in _NOTHING else cell for cell in row.cells]
    paths = list(header)
    cells: dict[str, list[str]] = {}
    filled = {field for place, field in fields.fields.items() if cells_of_row[place]}
    beside = {"venue_abbreviation"} if "series" in filled and fields.name in OF_SERIES else set()
    for place, field in fields.fields.items():
        if not (cell := cells_of_row[place]):
            continue
        # of columns for one field the first that holds something is read
        if field in beside or (field in ONCE and field in cells):
            paths[place] = f"{header[place]} (stated beside)"
        else:
            cells.setdefault(field, []).append(unlisted(cell))
    leaves = [Leaf(name, cell) for name, cell in zip(paths, cells_of_row, strict=True) if cell]
    draft = Draft(document, NAME, (row.first_line, row.last_line), leaves, table, excerpt=row.text.strip())
    fill(draft, cells, fields.name)
    yield from draft.finish()


def _unfit(document: Document, layout: TableLayout | None) -> UnreadableInput:
    """Return the error that says which columns the table has, and what to do."""
    header = layout.header if layout else first_row(text_head(document))
    shown = ", ".join(repr(name) for name in header[:_SHOWN])
    more = f" and {len(header) - _SHOWN} more" if len(header) > _SHOWN else ""
    line = layout.header_line if layout else 1
    if document.columns and (absent := missing(header, document.columns)):
        reason = f"it has no column {' and no '.join(map(repr, absent))}; its columns are {shown}{more}"
        return UnreadableInput(document.name, reason, line=line, advice="correct the map of columns")
    reason = f"it is a table, and what its columns mean is not known: {shown}{more}"
    return UnreadableInput(document.name, reason, line=line, advice=_ADVICE)
