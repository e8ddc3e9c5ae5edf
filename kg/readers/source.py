"""An opened source document: its bytes, decompressed as they are read, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Line(NamedTuple):
    """One line: its number from 1, its text without the line end, and what is wrong with it (or None)."""

    number: int
    text: str
    fault: str | None = None


class ByteLine(NamedTuple):
    """One line as bytes, for readers that parse bytes: number from 1, content without line end, fault."""

    number: int
    content: bytes
    fault: str | None = None


class Document:
    """A readable source. `name` is what the user called it (`-` for standard input)."""

    name: str

    def head(self) -> str:
        """Return the first 64 KiB, decompressed and decoded with replacement; the document can still be read."""
        raise NotImplementedError

    def lines(self) -> Iterator[Line]:
        """Yield each line, decoded as UTF-8."""
        raise NotImplementedError

    def byte_lines(self) -> Iterator[ByteLine]:
        """Yield each line as bytes."""
        raise NotImplementedError
