"""An XML document taken apart before it is parsed, so that one bad character costs one entry, not the rest.

The text is decoded as its declaration says, cut at the tags that begin and end entries, and each entry is
parsed alone. Nothing is fetched; document types are passed over, and no entity is expanded but those of XML
and HTML (Extensible Markup Language 1.0, 2.2, 2.8 and 4.6; HTML 5, named character references).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring

from kg.errors import UnreadableInput
from kg.readers.source import Document
from kg.records import Notice, Rejection

LONGEST: Final = 4 << 20
"""Characters that one entry may have: 4 Mi. A longer one is taken to have no end."""

_DECLARATION: Final = re.compile(rb"""\s*+<\?xml\s[^>]{0,200}?encoding\s*+=\s*+["']([\w.:-]{1,40}+)["']""")
_ASCII: Final = bytes([9, 10, 13, *range(32, 127)])
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBERED: Final = re.compile(r"&#(?:x([0-9A-Fa-f]{1,8}+)|(\d{1,9}+));")
_AMPERSAND: Final = re.compile(r"&(?:(#x?[0-9A-Fa-f]++);|([A-Za-z][\w.]{0,31}+);)?")
_PREDEFINED: Final = frozenset(["amp", "lt", "gt", "quot", "apos"])


@dataclass(slots=True)
class Entry:
    """One piece of a document: the name of its element, its XML, and the lines on which it stands.

    `whole` is false where its end is missing. `notes` say what was changed so that it can be parsed.
    """

    tag: str
    text: str
    first_line: int
    last_line: int
    whole: bool = True
    notes: list[str] = field(default_factory=list)

    def element(self) -> Element:
        """Parse the entry; characters that XML does not allow become U+FFFD, HTML's entities letters.

        Raises:
            ParseError: it is not well-formed; `error.position` counts lines from the beginning of the entry.
        """
        text, count = _NO_XML.subn("\ufffd", self.text)
        if count:
            self.notes.append(f"{count} characters that XML does not allow are shown as U+FFFD")
        text = _NUMBERED.sub(self._number, text) if "&#" in text else text
        text = _AMPERSAND.sub(self._entity, text) if "&" in text else text
        return fromstring(text)  # noqa: S314 - an entry has no document type, so that nothing can be expanded

    def _number(self, match: re.Match[str]) -> str:
        code = int(match[1], 16) if match[1] else int(match[2])
        if code <= 0x10FFFF and not _NO_XML.match(chr(code)):
            return match[0]
        self.notes.append(f"the reference {match[0]} is to no character; it is shown as U+FFFD")
        return "\ufffd"

    def _entity(self, match: re.Match[str]) -> str:
        if match[1] or match[2] in _PREDEFINED:
            return match[0]
        if match[2] is None:
            self.notes.append("an ampersand that begins no entity is read as itself")
            return "&amp;" + match[0][1:]
        letter = html5.get(f"{match[2]};")
        if letter is None:
            return match[0]  # the parser refuses it by its name
        self.notes.append(f"the entity &{match[2]}; is HTML's, not XML's; it is read as {letter!r}")
        return letter.replace("&", "&amp;").replace("<", "&lt;")


def entries(
    document: Document, heads: frozenset[str], bodies: dict[str, frozenset[str]]
) -> Iterator[Entry | Notice]:
    """Yield the pieces of `document` in their order: start tags of `heads` alone, and `bodies` as a whole.

    A start tag comes as the text of an empty element. What stands between is passed over. `bodies` says of
    each which of the others may stand in it; where another begins, the end of the one before is lost.

    Raises:
        UnreadableInput: the document cannot be read, or its encoding is not known.
    """
    document.faults.clear()
    return _Splitter(document, heads, bodies).entries()


def encoding_of(opening: bytes, name: str) -> str:
    """Return the encoding that the beginning of a document declares; UTF-8 where it declares none.

    Only those are read in which ASCII is as it is: in UTF-16 a declaration could not even be found, so one
    that says so was true of the document before it was converted.

    Raises:
        UnreadableInput: there is no such encoding.
    """
    match = _DECLARATION.match(opening.removeprefix(codecs.BOM_UTF8))
    stated = match[1].decode() if match else "utf-8"
    if re.fullmatch(r"(?:utf|ucs|iso-10646-ucs)[-_]?(?:8|16|32|2|4)(?:[-_]?[lb]e)?", stated, re.IGNORECASE):
        return "utf-8"
    try:
        if _ASCII.decode(stated) == _ASCII.decode("ascii"):
            return stated
    except (LookupError, UnicodeError, ValueError):
        pass
    raise UnreadableInput(
        name,
        f"it declares the encoding {stated!r}, which is not known here",
        line=1,
        advice="save it as UTF-8",
    )


class _Splitter:
    """Goes through the lines once, with one piece open at most."""

    def __init__(self, document: Document, heads: frozenset[str], bodies: dict[str, frozenset[str]]) -> None:
        self._document, self._heads = document, heads
        every = heads | bodies.keys()
        names = "|".join(sorted(every))
        self._begin = re.compile(rf"<(?:({names})(?=[\s/>])|(!--)|(!DOCTYPE)\b)")
        self._others = {
            name: re.compile(rf"<(?:{'|'.join(sorted(every - held))})(?=[\s/>])")
            for name, held in bodies.items()
        }
        self._ends = {name: re.compile(rf"</{name}\s*+>") for name in bodies} | {
            "!--": re.compile("-->"), "!DOCTYPE": re.compile(r"\]\s*+>|^[^\[]*+>")
        }  # fmt: skip
        self._open: str | None = None
        self._parts: list[str] = []
        self._length = self._first = 0

    def entries(self) -> Iterator[Entry | Notice]:
        codec, number = "", 0
        for line in self._document.byte_lines():
            number = line.number
            if not codec:
                codec = encoding_of(line.content, self._document.name)
            try:
                text = line.content.decode(codec)
            except UnicodeDecodeError as error:
                text = line.content.decode(codec, "replace")
                byte, place = line.content[error.start], error.start + 1
                fault = f"byte 0x{byte:02X} at byte {place} of the line is not {codec}"
                self._document.faults.append(Notice(self._document.name, number, fault))
            if line.fault:
                self._document.faults.append(Rejection(self._document.name, number, line.fault, text[:80]))
            yield from self._line(f"{text}\n", number)
        if self._open and self._open not in ("!--", "!DOCTYPE"):
            yield self._closed(number, whole=False)

    def _line(self, text: str, number: int) -> Iterator[Entry | Notice]:
        at = 0
        while True:
            if self._open is None:
                match = self._begin.search(text, at)
                if match is None:
                    return
                self._open = match[1] or match[2] or match[3]
                self._parts, self._length, self._first = [], 0, number
                if match[3]:
                    said = "document types and what they declare are not read"
                    yield Notice(self._document.name, number, said)
                self._add(text[match.start() : match.end()])
                at = match.end()
            elif self._length > LONGEST:
                yield self._closed(number, whole=False)
                continue
            end, whole = self._end(text, at)
            self._add(text[at : len(text) if end is None else end])
            if end is None:
                return
            at = end
            entry = self._closed(number, whole=whole)
            if entry.tag not in ("!--", "!DOCTYPE"):
                yield entry

    def _end(self, text: str, at: int) -> tuple[int | None, bool]:
        """Return where the open piece ends in a line, if it does, and whether that is its own end."""
        tag = self._open or ""
        pattern = self._ends.get(tag)
        if pattern is None:  # a start tag
            end = text.find(">", at)
            return (None if end < 0 else end + 1), True
        if tag.startswith("!"):
            match = pattern.search(text, at)
            return (match.end() if match else None), True
        if not self._parts[1:] and (close := text.find(">", at)) > 0 and text[close - 1] == "/":
            return close + 1, True
        match, other = pattern.search(text, at), self._others[tag].search(text, at)
        if other and (match is None or other.start() < match.start()):
            return other.start(), False  # the next one begins before this one ends
        return (match.end() if match else None), True

    def _add(self, text: str) -> None:
        if self._length <= LONGEST:
            self._parts.append(text)
        self._length += len(text)

    def _closed(self, number: int, *, whole: bool) -> Entry:
        tag, text = self._open or "", "".join(self._parts)
        self._open, self._parts = None, []
        if tag in self._heads and whole:
            text = text.removesuffix("/>").removesuffix(">") + "/>"
        return Entry(tag, text, self._first, number, whole)


__all__ = ["Entry", "ParseError", "encoding_of", "entries"]
