"""JSON that is not in UTF-8, as it should be (RFC 8259, 8.1), but in a code page of eight bits.

Only the beginning of a document tells that it is so, and by several letters; bytes that come later alone, or
are fewer, are a fault of their entry.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from kg.readers.eight_bit_pages import LEAST, fault_of, page_of
from kg.readers.source import ByteLine, Document
from kg.records import Notice


def byte_lines(document: Document) -> Iterator[ByteLine]:
    """Yield the lines of `document` in UTF-8, whatever code page they are in.

    Raises:
        UnreadableInput: it cannot be opened, is empty, or is no text.
    """
    errors = _errors_of(document)
    for line in document.byte_lines():
        yield line._replace(content=line.content.decode("utf-8", errors).encode()) if errors else line


def blocks(document: Document) -> Iterator[bytes]:
    """Yield the content of `document` in UTF-8, some at a time.

    Raises:
        UnreadableInput: it cannot be opened, is empty, or is no text.
        Broken: the data break off; what came before has been yielded.
    """
    errors = _errors_of(document)
    if not errors:
        yield from document.blocks()
        return
    decoder = codecs.getincrementaldecoder("utf-8")(errors)
    for block in document.blocks():
        yield decoder.decode(block).encode()
    yield decoder.decode(b"", final=True).encode()


def _errors_of(document: Document) -> str:
    """Return the handler of what is no UTF-8, and say how it is read; empty where all begins in UTF-8."""
    opening = document.opening()
    place = fault_of(opening)
    many = place is not None and opening.decode("utf-8", "replace").count("\ufffd") >= LEAST
    page = page_of(opening) if many else None
    if page is None:
        return ""
    note = f"its bytes are not UTF-8, as JSON's should be; {page.said}"
    document.faults.append(Notice(document.name, opening.count(b"\n", 0, place) + 1, note))
    return page.errors
