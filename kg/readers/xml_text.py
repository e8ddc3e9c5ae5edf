"""The text of an XML document, line by line, in the encoding that it declares (XML 1.0, 2.8 and 4.3.3)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.errors import UnreadableInput
from kg.readers.compression import Broken
from kg.readers.eight_bit_pages import CodePageReader
from kg.readers.source import Document
from kg.records import Notice, Rejection

_DECLARATION: Final = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*+=\s*+["']([\w.:-]{1,40}+)["']""")
_PART: Final = 1 << 20
"""Bytes from which a line comes in parts: 1 MiB."""
_TOGETHER: Final = 1 << 15
"""Bytes of lines that are decoded at once."""
_SEVERAL: Final = "\n…\n"
"""Stands for the end of several lines that come at once, with line ends of one byte between them."""
_ASCII: Final = bytes([9, 10, 13, *range(32, 127)])
_UNICODE: Final = re.compile(r"(?:utf|ucs|iso-10646-ucs)[-_]?(?:8|16|32|2|4)(?:[-_]?[lb]e)?", re.IGNORECASE)


class XmlLine(NamedTuple):
    """One line with its line end, or a part of it, and its number from 1."""

    text: str
    number: int


def text_lines(document: Document) -> Iterator[XmlLine]:
    """Yield the lines of `document`; bytes that are not of its encoding become U+FFFD and a fault.

    Where no letter at all is UTF-8, they are read in the code page that they tell, which is said.

    A further declaration, of a document that follows, holds from its line on. A line may be of any length: a
    long one comes in parts, each with the number of the line, and only the last with its end.

    Raises:
        UnreadableInput: the document cannot be read, or its encoding is not known.
    """
    codec, guess = "utf-8", CodePageReader(document.opening())
    for number, content, end in _parts(document):
        several = [content]
        if end == _SEVERAL:
            if b"<?xml" not in content and (text := _decoded(content, codec)) is not None:
                lines = text.replace("\r\n", "\n").removesuffix("\r").split("\n")
                for place, line in enumerate(lines, number):
                    yield XmlLine(f"{line}\n", place)
                continue
            several, end = content.split(b"\n"), "\n"
        for place, one in enumerate(several, number):
            codec, text = _line(document, place, one, codec, guess)
            yield XmlLine(f"{text}{end}", place)


def _decoded(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def _line(
    document: Document, number: int, content: bytes, codec: str, guess: CodePageReader
) -> tuple[str, str]:
    """Return the encoding that holds from a line on, and the line."""
    if b"<?xml" in content and (match := _DECLARATION.search(content)):
        codec = _codec(match[1].decode(), document.name, number)
    try:
        return codec, content.decode(codec)
    except UnicodeDecodeError as error:
        byte, place = content[error.start], error.start + 1
        fault = f"byte 0x{byte:02X} at byte {place} of the line is not {codec}"
        if codec == "utf-8" and (read := guess.read(content)) is not None:
            if read[1]:
                document.faults.append(Notice(document.name, number, f"{fault}; {read[1]}"))
            return codec, read[0]
        document.faults.append(Notice(document.name, number, fault))
        return codec, content.decode(codec, "replace")


def _parts(document: Document) -> Iterator[tuple[int, bytes, str]]:
    """Yield number, content and end of each line, or of each part of a long one, which ends with a tag.

    Several lines that need no look at each come at once.
    """
    opening = document.opening()
    mark = b"\r" if b"\n" not in opening and b"\r" in opening else b"\n"
    number, held = 1, b""
    try:
        for chunk in document.blocks():
            plain = mark == b"\n" and codecs.BOM_UTF8 not in chunk
            first, *rest = chunk.split(mark, 1 if plain else -1)
            held += first
            if rest and plain:
                yield number, _plain(held), "\n"
                several, ended, held = rest[0].rpartition(mark)
                number += 1
                at = 0 if ended else len(several) + 1
                while at <= len(several):
                    end = several.find(mark, min(at + _TOGETHER, len(several)))
                    end = end if end >= 0 else len(several)
                    yield number, several[at:end], _SEVERAL
                    number += several.count(mark, at, end) + 1
                    at = end + 1
            elif rest:
                yield number, _plain(held), "\n"
                for content in rest[:-1]:
                    number += 1
                    yield number, _plain(content), "\n"
                number, held = number + 1, rest[-1]
            if len(held) > _PART and (cut := held.rfind(b">") + 1):
                yield number, _plain(held[:cut]), ""
                held = held[cut:]
            elif len(held) > document.line_limit:
                fault = f"no tag ends within {len(held):,} bytes of the line; they were skipped"
                document.faults.append(Rejection(document.name, number, fault))
                held = b""
    except Broken as error:
        fault = f"{error}; what follows the last whole line is lost"
        document.faults.append(Rejection(document.name, number, fault, held[:80].decode(errors="replace")))
    if held:
        yield number, _plain(held), "\n"


def _plain(content: bytes) -> bytes:
    """Return a line without what belongs to its end, and without a byte order mark at its beginning."""
    return content.removesuffix(b"\r").removeprefix(codecs.BOM_UTF8)


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
