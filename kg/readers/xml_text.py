"""The text of an XML document, line by line, in the encoding that it declares (XML 1.0, 2.8 and 4.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.errors import UnreadableInput
from kg.readers.source import Document
from kg.records import Notice, Rejection

_DECLARATION: Final = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*+=\s*+["']([\w.:-]{1,40}+)["']""")
_ASCII: Final = bytes([9, 10, 13, *range(32, 127)])
_UNICODE: Final = re.compile(r"(?:utf|ucs|iso-10646-ucs)[-_]?(?:8|16|32|2|4)(?:[-_]?[lb]e)?", re.IGNORECASE)


class TextLine(NamedTuple):
    """One line with its line end, and its number from 1."""

    text: str
    number: int


def text_lines(document: Document) -> Iterator[TextLine]:
    """Yield the lines of `document`; bytes that are not of its encoding become U+FFFD and a fault.

    A further declaration, of a document that follows, holds from its line on.

    Raises:
        UnreadableInput: the document cannot be read, or its encoding is not known.
    """
    codec = "utf-8"
    for line in document.byte_lines():
        if b"<?xml" in line.content and (match := _DECLARATION.search(line.content)):
            codec = _codec(match[1].decode(), document.name, line.number)
        try:
            text = line.content.decode(codec)
        except UnicodeDecodeError as error:
            text = line.content.decode(codec, "replace")
            byte, place = line.content[error.start], error.start + 1
            fault = f"byte 0x{byte:02X} at byte {place} of the line is not {codec}"
            document.faults.append(Notice(document.name, line.number, fault))
        if line.fault:
            document.faults.append(Rejection(document.name, line.number, line.fault, text[:80]))
        yield TextLine(f"{text}\n", line.number)


def _codec(stated: str, name: str, line: int) -> str:
    """Return the encoding called `stated`, if ASCII is in it as it is.

    In UTF-16 a declaration could not even be found, so one that says so was true of the document before it
    was converted.
    """
    if _UNICODE.fullmatch(stated):
        return "utf-8"
    try:
        if _ASCII.decode(stated) == _ASCII.decode("ascii"):
            return stated
    except (LookupError, UnicodeError, ValueError):
        pass
    raise UnreadableInput(
        name,
        f"it declares the encoding {stated!r}, which is not known here",
        line=line,
        advice="save it as UTF-8",
    )
