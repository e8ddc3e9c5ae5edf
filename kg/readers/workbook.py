"""Workbooks (.xlsx, ECMA-376) as CSV: the rows of the first visible sheet that has any.

A cell is what it shows: of a formula the value that was computed last, of a day its date. Bounds keep a file
that expands without end (a "zip bomb") from taking memory or time.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import IO, Any, Final

from kg.readers.compression import Broken, Tell, Unfit

ZIP: Final = b"PK\x03\x04"

_LARGEST: Final = 512 << 20
"""Bytes of a workbook that are read, 512 MiB."""
_EXPANDED: Final = 4 << 30
"""Bytes that all parts together may expand to, 4 GiB; rows are read one after another."""
_SHARED: Final = 256 << 20
"""Bytes of the table of shared texts, 256 MiB: it is held in memory."""
_WIDEST: Final = 1_000
"""Columns that a row may have; more are passed over."""
_HELD: Final = 32 << 20
_SAMPLE: Final = 6  # rows by which the width of the table is told, as many as a header may stand among
_IN_MEMORY: Final = ("xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml")
_MARK: Final = "\t"


def sheet_lines(blocks: Iterator[bytes], tell: Tell) -> Iterator[bytes]:
    """Yield the rows of a workbook, a line each, whose number is that of the row; quoted, between tabs.

    Other sheets are not read, which is said to `tell`.

    Raises:
        Unfit: it is no workbook, too large, or openpyxl is not installed.
        Broken: it is damaged.
    """
    held: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115 - closed with its rows
    try:
        load = _loader(blocks, held)
    except BaseException:
        held.close()
        raise
    return _lines(held, tell, load)


def _loader(blocks: Iterator[bytes], held: IO[bytes]) -> Any:
    """Write `blocks` to `held`, look at its parts, and return what loads it."""
    size = 0
    for block in blocks:
        size += len(block)
        if size > _LARGEST:
            raise Unfit(
                f"it is a ZIP file of more than {_LARGEST >> 20} MiB", "save its table as CSV in UTF-8"
            )
        held.write(block)
    try:
        _checked(held)
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise Broken(f"it begins like a ZIP archive, and is damaged ({error})") from None
    try:
        import openpyxl
    except ImportError:
        reason = "it is a workbook (.xlsx), which needs the package openpyxl"
        raise Unfit(
            reason, "`pip install '.[xlsx]'` in a clone of kg adds it; or save it as CSV in UTF-8"
        ) from None
    return openpyxl.load_workbook


def _checked(held: IO[bytes]) -> None:
    """Look at the list of parts.

    Raises:
        Unfit: it is no workbook, or its parts are too large.
    """
    with zipfile.ZipFile(held) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if "xl/workbook.xml" not in names:
            raise Unfit(
                "it is a ZIP archive or office document, not text",
                "unpack it first; save a table (.ods) as .xlsx, or as CSV in UTF-8",
            )
        if sum(part.file_size for part in parts) > _EXPANDED:
            raise Unfit(f"it expands to more than {_EXPANDED >> 30} GiB", "save its table as CSV in UTF-8")
        for part in parts:
            if part.filename in _IN_MEMORY and part.file_size > _SHARED:
                reason = f"its part {part.filename} expands to more than {_SHARED >> 20} MiB"
                raise Unfit(reason, "save its table as CSV in UTF-8")
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as content:
                    if b"<!DOCTYPE" in content.read(4096):
                        raise Unfit(
                            "its XML declares a document type, which no workbook does", "save it as CSV"
                        )


def _lines(held: IO[bytes], tell: Tell, load: Any) -> Iterator[bytes]:
    held.seek(0)
    try:
        with held:
            book = load(held, read_only=True, data_only=True, keep_links=False)
            yield from _sheet(book, tell)
    except (Unfit, Broken):
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises what it meets: KeyError, ValueError, ParseError
        said = " ".join(str(error).split())[:200]
        raise Broken(f"the workbook is damaged here ({type(error).__name__}: {said})") from None


def _sheet(book: Any, tell: Tell) -> Iterator[bytes]:
    """Yield the rows of the first sheet that is shown and holds something."""
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    for place, sheet in enumerate(sheets):
        sheet.reset_dimensions()  # what it states of its size may be anything
        rows = sheet.iter_rows(values_only=True, max_col=_WIDEST)
        first = list(islice(rows, _SAMPLE))
        if not any(any(cell is not None for cell in row) for row in first):
            continue
        if others := [repr(one.title) for one in sheets[place + 1 :]]:
            more = f" and {len(others) - 5} more" if len(others) > 5 else ""
            tell(0, f"of the workbook the sheet {sheet.title!r} is read, not {', '.join(others[:5])}{more}")
        yield from _written(chain(first, rows), max(map(_width, first)))
        return


def _written(rows: Iterable[tuple[Any, ...]], width: int) -> Iterator[bytes]:
    line = io.StringIO()
    writer = csv.writer(line, delimiter=_MARK, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for row in rows:
        cells = [_text(cell) for cell in row[: _width(row)]]
        if any(cells):
            writer.writerow([*cells, *[""] * (width - len(cells))])
        else:
            line.write("\n")
        yield line.getvalue().encode("utf-8", "replace")
        line.seek(0)
        line.truncate()


def _width(row: tuple[Any, ...]) -> int:
    width = len(row)
    while width and row[width - 1] in (None, ""):
        width -= 1
    return width


def _text(value: object) -> str:
    """Return what a cell holds as text: dates as ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return " ".join(str(value).split())
