"""Lines of a stream of bytes: split, limited in length, numbered, decoded, and cut into ranges."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import NamedTuple

from kg.readers.compression import Broken

_BOM = codecs.BOM_UTF8


class Line(NamedTuple):
    """One line: its number from 1, its text without the line end, and what is wrong with it (or None)."""

    number: int
    text: str
    fault: str | None = None


class ByteLine(NamedTuple):
    """One line as bytes, for readers that parse bytes: number from 1, content without line end, fault.

    A line with a fault is not whole: its content is what there is of it, or empty.
    """

    number: int
    content: bytes
    fault: str | None = None


def decoded(line: ByteLine) -> Line:
    """Return `line` as text; a byte that is not UTF-8 becomes U+FFFD and a fault that names it."""
    try:
        return Line(line.number, line.content.decode(), line.fault)
    except UnicodeDecodeError as error:
        fault = f"byte 0x{line.content[error.start]:02X} at byte {error.start + 1} of the line is not UTF-8"
        return Line(line.number, line.content.decode("utf-8", "replace"), line.fault or fault)


def span(blocks: Iterator[bytes], start: int, stop: int) -> Iterator[bytes]:
    """Yield the lines that begin in [start, stop) of a file; `blocks` begin at the byte before `start`."""
    at = max(start - 1, 0)
    skipping = start > 0
    for block in blocks:
        base, low = at, 0
        at += len(block)
        if skipping:
            found = block.find(b"\n")
            if found < 0:
                continue
            skipping, low = False, found + 1
            if base + low >= stop:
                return
        if at >= stop:
            found = block.find(b"\n", max(stop - 1 - base, low, 0))
            if found >= 0:
                yield block[low : found + 1]
                return
        if low < len(block):
            yield block[low:]


def split(chunks: Iterator[bytes], end: bytes, limit: int, number: int) -> Iterator[ByteLine]:
    """Yield the lines of `chunks`, holding at most `limit` bytes of one."""
    parts: list[bytes] = []
    held = 0
    broken = None
    try:
        for chunk in chunks:
            lines = chunk.split(end)
            last = lines.pop()
            if lines and held:
                first = lines[0]
                held += len(first)
                lines[0] = b"".join((*parts, first)) if held <= limit else b""
                if held > limit:
                    yield _too_long(number, held, limit)
                    number += 1
                    del lines[0]
                parts, held = [], 0
            for content in lines:
                yield _line(number, content, limit)
                number += 1
            held += len(last)
            if held > limit:
                parts.clear()
            elif last:
                parts.append(last)
    except Broken as error:
        broken = str(error)
    if held > limit:
        yield _too_long(number, held, limit)
    elif broken is not None:
        yield ByteLine(number, b"".join(parts), f"{broken}; what follows the last whole line is lost")
    elif held:
        yield _line(number, b"".join(parts), limit)


def _line(number: int, content: bytes, limit: int) -> ByteLine:
    if len(content) > limit:
        return _too_long(number, len(content), limit)
    if content.endswith(b"\r"):
        content = content[:-1]
    if content.startswith(_BOM):  # also inside: files that begin with a mark are often put one after another
        content = content[3:]
    return ByteLine(number, content)


def _too_long(number: int, held: int, limit: int) -> ByteLine:
    return ByteLine(number, b"", f"the line has {held:,} bytes; the limit is {limit:,}; it was skipped")


BLANKS = b" \t\r\n\x0b\x0c\x1e"
"""What may stand around JSON: blanks, and the separator of JSON text sequences (RFC 7464)."""


def in_lines(opening: bytes) -> bool:
    """Tell whether a document that begins with `opening` (up to 64 KiB) has an entry a line."""
    text = opening.lstrip(BLANKS + _BOM)
    if text[:1] not in (b"{", b"["):
        return True  # nothing that could be taken apart; each line says what is wrong with it
    line, end, _ = text.partition(b"\n")
    if not end:
        line, end, _ = text.partition(b"\r")
    return bool(end) and text[:1] == b"{" and line.rstrip(BLANKS)[-1:] == b"}"


class LineCounter:
    """Counts line ends up to given places of a stream of blocks."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._block, self._at, self._base = blocks, b"", 0, 0
        self.last = b""

    def count_to(self, end: int) -> int:
        """Return how many line ends lie between the last place and `end`."""
        count = 0
        while self._base + self._at < end:
            if self._at == len(self._block):
                self._base += len(self._block)
                self._block, self._at = next(self._blocks, b""), 0
                if not self._block:
                    break
            stop = min(len(self._block), end - self._base)
            count += self._block.count(b"\n", self._at, stop)
            self.last = self._block[stop - 1 : stop]
            self._at = stop
        return count
