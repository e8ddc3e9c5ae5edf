"""The statements of an RDF document, as a stream, each with the line that it stands on.

Turtle and TriG, N-Triples and N-Quads, RDF/XML, and JSON-LD without contexts elsewhere. IRIs are not checked,
and where a statement cannot be read the parser goes on behind it, which costs one rejection.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from html.entities import html5
from itertools import islice
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg.readers.source import Document
from kg.readers.xml_text import text_lines
from kg.records import Rejection

BASE: Final = "http://document.invalid/"
"""What relative IRIs of a document are resolved against; `.invalid` is nobody's (RFC 2606)."""

_MOST_BROKEN: Final = 1000
_NO_PROGRESS: Final = 50  # errors one after another
_TOGETHER: Final = 1000  # lines that are parsed at once
_HELD: Final = 400  # lines of which the text is known
_NTRIPLES: Final = re.compile(r"(?:<[^<>\s]{1,2000}+>|_:\S{1,200}+) {0,9}<[^<>\s]{1,2000}+> {0,9}[<_\"]")
_TURTLE: Final = re.compile(
    r"\s*+(?:@prefix\s|@base\s|(?:PREFIX|BASE)\s++[\w.-]{0,40}+:?\s*+<|<[^<>\s]{1,2000}+>\s++(?:a|<[^<>]{1,2000}+>)\s)",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31}+);")
_DECLARED: Final = re.compile(r"<!ENTITY\s++([A-Za-z][\w.-]{0,60}+)\s")
_ENCODING: Final = re.compile(r"(<\?xml[^>]{0,100}?encoding=)[\"'][\w.:-]{1,40}+[\"']")
_DOCTYPE: Final = 16_000  # characters of it that are read
_SUBSET_END: Final = re.compile(r"\]\s{0,99}>")
_TYPE_END: Final = re.compile(">")
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PREDEFINED: Final = frozenset(["amp", "lt", "gt", "quot", "apos"])


class Statement(NamedTuple):
    """One statement, and the line on which the parser was when it was read."""

    quad: Quad
    line: int


def syntax_of(head: str) -> RdfFormat | None:
    """Return the syntax of a document that begins with `head`; None if it is JSON or no RDF."""
    text = head.lstrip()
    if text.startswith("<") and (
        "<rdf:RDF" in text[:5000] or "22-rdf-syntax-ns#" in text[:5000].partition(">")[0]
    ):
        return RdfFormat.RDF_XML
    lines = [
        line for line in text[:20_000].splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    if not lines:
        return None
    if _NTRIPLES.match(lines[0]) and lines[0].rstrip().endswith("."):
        return RdfFormat.N_QUADS
    return RdfFormat.TRIG if _TURTLE.match("\n".join(lines[:3])) else None


class Feed:
    """The lines of a document as the file that the parser reads, one line at a time."""

    def __init__(self, document: Document, syntax: RdfFormat) -> None:
        self.number = 0
        self._syntax = syntax
        self._lines = self._texts(document)
        self._rest = b""
        self._recent: deque[tuple[int, str]] = deque(maxlen=_HELD)

    def read(self, size: int = -1) -> bytes:
        """Return the next line, or as much of it as is asked for; nothing at the end."""
        if not self._rest:
            self._rest = next(self._lines, b"")
        size = len(self._rest) if size < 0 else size
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece

    def text_of(self, line: int) -> str:
        """Return the text of a line, as long as it is not long ago."""
        return next((text for number, text in reversed(self._recent) if number == line), "")

    def _texts(self, document: Document) -> Iterator[bytes]:
        xml = _Xml()
        is_xml = self._syntax == RdfFormat.RDF_XML
        for line in text_lines(document) if is_xml else document.lines():
            self.number = line.number
            text = xml.sound(line.text) if is_xml else f"{line.text}\n"
            self._recent.append((line.number, text))
            yield text.encode("utf-8", "replace")


class _Xml:
    """Makes lines of RDF/XML sound: HTML's entities as letters, its own without others in them."""

    def __init__(self) -> None:
        self._declared: set[str] = set()
        self._inside = self._subset = False
        self._left = _DOCTYPE

    def sound(self, text: str) -> str:
        """Return a line without what XML does not allow, declared to be UTF-8."""
        if "encoding=" in text:
            text = _ENCODING.sub(r'\1"UTF-8"', text)
        before, begin, rest = text.partition("<!DOCTYPE") if not self._inside else ("", "", text)
        if begin or self._inside:
            self._inside = True
            inside, end, rest = self._type(rest)
            text = f"{before}{begin}{inside}{end}" + self._letters(rest)
        else:
            text = self._letters(text)
        return _NO_XML.sub("\ufffd", text)

    def _type(self, text: str) -> tuple[str, str, str]:
        """Part a line of a document type where that ends; in it, no entity refers to another."""
        self._subset = self._subset or "[" in text
        ends = (_SUBSET_END if self._subset else _TYPE_END).search(text)
        inside, rest = (text[: ends.start()], text[ends.end() :]) if ends else (text, "")
        self._inside = ends is None
        self._left -= len(inside)
        if self._left < 0:
            inside = ""
        self._declared.update(_DECLARED.findall(inside))
        return inside.replace("&", "&amp;"), ends[0] if ends else "", rest

    def _letters(self, text: str) -> str:
        if "&" not in text:
            return text
        kept = _PREDEFINED | self._declared
        return _ENTITY.sub(
            lambda match: match[0] if match[1] in kept else escape(html5.get(f"{match[1]};", match[0])), text
        )


def statements(document: Document, syntax: RdfFormat) -> Iterator[Statement | Rejection]:
    """Yield the statements of a document in its order, and a rejection for each that cannot be read.

    Raises:
        UnreadableInput: the document cannot be read.
    """
    document.faults.clear()
    if syntax in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
        yield from _by_lines(document)
        return
    feed = Feed(document, syntax)
    parser = pyoxigraph.parse(feed, format=syntax, base_iri=BASE, lenient=True)  # type: ignore[arg-type]
    broken = idle = told = 0
    while True:
        try:
            quad = next(parser)
        except StopIteration:
            return
        except SyntaxError as error:
            broken, idle = broken + 1, idle + 1
            line = error.lineno or feed.number or 1
            if line > told:
                told = line
                reason = f"the statement cannot be read: {_reason(error)}"
                yield Rejection(document.name, line, reason, feed.text_of(line).strip()[:200])
            if broken > _MOST_BROKEN or idle > _NO_PROGRESS:
                reason = "too many statements cannot be read; what follows this line is not read"
                yield Rejection(document.name, max(feed.number, 1), reason)
                return
            continue
        idle = 0
        yield Statement(quad, max(feed.number, 1))


def _by_lines(document: Document) -> Iterator[Statement | Rejection]:
    """Yield the statements of N-Triples or N-Quads: one a line, so that a bad one harms no other."""
    lines = iter(document.lines())
    while piece := list(islice(lines, _TOGETHER)):
        try:
            quads = list(_parsed("\n".join([line.text for line in piece])))
        except SyntaxError:
            quads = []
        if len(quads) == len(piece):
            for quad, line in zip(quads, piece, strict=True):
                yield Statement(quad, line.number)
            continue
        for line in piece:
            if not (text := line.text.strip()) or text.startswith("#"):
                continue
            try:
                yield from [Statement(quad, line.number) for quad in _parsed(line.text)]
            except SyntaxError as error:
                reason = f"the statement cannot be read: {_reason(error)}"
                yield Rejection(document.name, line.number, reason, line.text.strip()[:200])


def _parsed(text: str) -> Iterator[Quad]:
    return pyoxigraph.parse(text, format=RdfFormat.N_QUADS, lenient=True)


def _reason(error: SyntaxError) -> str:
    """Return what the parser says, without where: that is the line of the rejection."""
    said = " ".join(str(error.msg).split())
    return re.sub(r"^Parser error (?:at|between) [^:]{1,80}: ", "", said)[:200]
