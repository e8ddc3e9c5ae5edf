"""A piece of an XML document while it is put together, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.readers.xml_tags import declared, prefix_of
from kg.readers.xml_text import XmlLine

LONGEST: Final = 16 << 20
"""Characters that one piece may have: 16 Mi. Of a longer one only the beginning is kept."""


@dataclass(slots=True)
class XmlPiece:
    """One element: its local name, prefix and namespace, what is declared around it, and its parts.

    `depth` counts the elements of its own name that are open in it, and is -1 once it has ended itself.
    `nested_at` is the place of the first such element among the parts. `text` is set when it is closed.
    """

    tag: str
    prefix: str
    namespace: str
    bindings: Mapping[str, str]
    entities: Mapping[str, str]
    first_line: int
    parts: list[XmlLine] = field(default_factory=list)
    length: int = 0
    depth: int = 0
    nested_at: int | None = None
    text: str = ""
    last_line: int = 0
    whole: bool = True

    def add(self, text: str, number: int) -> None:
        """Add what stands on a line, unless the piece is too long already."""
        if text and self.length <= LONGEST:
            self.parts.append(XmlLine(text, number))
        self.length += len(text)

    def take(self, line: XmlLine) -> None:
        """Add a whole line to a piece that is not too long yet."""
        self.parts.append(line)
        self.length += len(line.text)

    def is_foreign(self, tag: str) -> bool:
        """Tell whether a start tag in the piece may be of another namespace than the piece is."""
        prefix = prefix_of(tag)
        own = declared(tag)
        if prefix in own:
            return own[prefix] != self.namespace
        if prefix != self.prefix:
            return self.bindings.get(prefix, "") != self.namespace
        mark = f"xmlns:{prefix}=" if prefix else "xmlns="
        return any(mark in part.text for part in self.parts[1:])

    def closed(self, last_line: int, *, whole: bool) -> XmlPiece:
        """Close the piece with the line on which it ends."""
        self.text = "".join(part.text for part in self.parts)
        self.parts = []
        self.last_line, self.whole = last_line, whole and self.length <= LONGEST
        return self
