"""What the proceedings and books in a file say of the papers in them, kept in a table on disk."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from xml.etree.ElementTree import Element

import orjson

from kg.readers.arxiv_fields import text_at, texts_at
from kg.readers.dblp.names import person
from kg.readers.source import Document
from kg.readers.xml_entries import XmlEntry, element_of, entries
from kg.readers.xml_text import XmlLine, text_lines
from kg.records import Rejection

_VOLUMES: Final = frozenset(["proceedings", "book"])
_BEGINS: Final = re.compile(r"<(?:proceedings|book)[\s>]")
_ENDS: Final = ("</proceedings>", "</book>")
_INITIALS: Final = re.compile(r"(?:^|\s)(?:[A-Z]\.){2,6}$")  # of `U.S.` the stop is the title's
_ALL: Final = dict.fromkeys(
    ["article", "inproceedings", "incollection", "phdthesis", "mastersthesis", "data", "www", *_VOLUMES],
    frozenset[str](),
)


class Volumes:
    """The volumes of a document by their keys; `document` is the one to read."""

    def __init__(self, path: Path, document: Document) -> None:
        """Begin an empty table in the file `path`."""
        self.document = document
        self._table = sqlite3.connect(path, isolation_level=None)
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute("PRAGMA synchronous = OFF")
        self._table.execute("CREATE TABLE volume (key TEXT PRIMARY KEY, said BLOB) WITHOUT ROWID")

    @classmethod
    @contextmanager
    def of(cls, document: Document) -> Iterator[Volumes]:
        """Read the volumes of a document; one that can be read only once, such as a pipe, is stored first."""
        with TemporaryDirectory(prefix="kg-dblp-") as folder:
            again = document
            if not document.again():
                again = document.stored(Path(folder) / "document")
                again.faults, again.fates = document.faults, document.fates
            volumes = cls(Path(folder) / "volumes.sqlite", again)
            try:
                volumes._read()
                yield volumes
            finally:
                volumes._table.close()

    def _read(self) -> None:
        document = self.document
        before = Document(document.path, name=document.name, line_limit=document.line_limit)
        self._table.execute("BEGIN")
        for entry in entries(before, frozenset(), _ALL, lines=_of_volumes(text_lines(before))):
            if isinstance(entry, XmlEntry) and entry.tag in _VOLUMES:
                element = element_of(entry, document.name)
                if not isinstance(element, Rejection):  # which the second reading says
                    self._add(element)
        self._table.execute("COMMIT")

    def _add(self, element: Element) -> None:
        if key := element.get("key"):
            said = orjson.dumps(_said(element))
            self._table.execute("INSERT OR IGNORE INTO volume VALUES (?, ?)", (key, said))

    def said(self, key: str) -> dict[str, Any] | None:
        """Return the fields that a volume gives to a paper in it; None where it is not known."""
        row = self._table.execute("SELECT said FROM volume WHERE key = ?", (key,)).fetchone()
        found: dict[str, Any] | None = orjson.loads(row[0]) if row else None
        return found


def _of_volumes(lines: Iterable[XmlLine]) -> Iterator[XmlLine]:
    """Yield the lines on which volumes stand, and those before the first entry, which declare entities."""
    head, inside = True, False
    for line in lines:
        begun = [match.start() for match in _BEGINS.finditer(line.text)]
        if head or inside or begun:
            yield line
            head = head and "<dblp" not in line.text
            ended = max(line.text.rfind(end) for end in _ENDS)
            inside = ended < begun[-1] if begun else inside and ended < 0


def _said(element: Element) -> dict[str, Any]:
    editors = [one for entry in element.findall("editor") if (one := person(entry))]
    isbn = texts_at(element, "isbn")
    found = {
        "venue": stripped(text_at(element, "title")), "editors": editors,
        "publisher": text_at(element, "publisher"), "series": text_at(element, "series"),
        "series_number": text_at(element, "volume") if element.find("series") is not None else None,
        "isbn": isbn[0] if isbn else None,
        "venue_kind": "proceedings" if element.tag == "proceedings" else "book",
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}


def stripped(title: str | None) -> str | None:
    """Return a title without the stop that dblp puts after each."""
    if title and title.endswith(".") and not title.endswith("...") and not _INITIALS.search(title):
        return title[:-1].rstrip() or None
    return title
