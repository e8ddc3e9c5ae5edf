"""Files that hold their text in another form: workbooks (.xlsx) as CSV, binary MARC (ISO 2709) as MARCXML.

Each becomes text before any reader sees it, so that tables and catalogue records go through the readers that
they have. The line of a row is its number in its sheet, that of a MARC record its number in the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.readers.compression import Tell, Unfit, before, expanded
from kg.readers.iso2709 import begins_marc, marc_lines
from kg.readers.workbook import ZIP, sheet_lines

__all__ = ["Unfit", "is_container", "text_of"]

_TOLD_BY = 24  # bytes, the length of a MARC leader


def text_of(blocks: Iterator[bytes], tell: Tell) -> Iterator[bytes]:
    """Yield the content of `blocks`, decompressed, and as text where it is a workbook or binary MARC.

    `tell` is called with what is to be said of its rows and records: the number of each (0: of all) and the
    words.

    Raises:
        Broken: the data are cut short or corrupt; all before has been yielded.
        Unfit: what is needed to read them is not installed, or they are larger than is read.
    """
    content = expanded(blocks)
    start = b""
    while len(start) < _TOLD_BY and (block := next(content, b"")):
        start += block
    whole = before([start] if start else [], content)
    if start.startswith(ZIP):
        return sheet_lines(whole, tell)
    if begins_marc(start):
        return marc_lines(whole, tell)
    return whole


def is_container(start: bytes) -> bool:
    """Tell whether a file that begins with `start` is turned into text by `text_of`."""
    return start.startswith(ZIP) or begins_marc(start)
