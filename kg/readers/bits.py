"""BITS and the NCBI book DTD: books and their chapters, whose parts are described as JATS describes articles.

https://jats.nlm.nih.gov/extensions/bits/. The book is a record, and each chapter with a title is one that
stands in it; bodies are passed over. A part that only heads chapters, with neither author nor identifier, is
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.jats_article import fill
from kg.readers.jats_table import BESIDE, SHAPE, TABLE, leaves
from kg.readers.leaves import Leaf
from kg.readers.markup import text_of
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed, elements
from kg.records import Item, Rejection

NAME: Final = "bits"

_HEADS: Final = frozenset(["book", "book-part"])
_BODIES: Final[dict[str, frozenset[str]]] = {
    "book-meta": frozenset(), "book-part-meta": frozenset(), "ref": frozenset()
}  # fmt: skip
_KIND: Final = "it says what the publisher calls the part"
_META: Final = re.compile(r"<(?:[\w.-]{1,30}:)?book(?:-part)?-meta[\s>]")
_NAMES: Final = {
    "book-title-group": "title-group", "book-title": "article-title", "book-id": "article-id",
    "book-part-id": "article-id",
}  # fmt: skip
_TYPES: Final = {"book-id-type": "pub-id-type", "book-part-id-type": "pub-id-type"}


@dataclass(slots=True)
class _Part:
    """A book or chapter while its pieces come, as an article would be written."""

    element: Element
    lines: tuple[int, int]
    excerpt: str
    chapter: bool


def _sniff(head: str) -> float:
    return 0.96 if _META.search(head) else 0.0


@reader(NAME, "BITS and NCBI book XML: books and their chapters", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record for the book and for each of its chapters."""
    of_book: dict[str, Any] = {}
    held: _Part | None = None
    attributes: dict[str, str] = {}
    for piece in elements(document, _HEADS, _BODIES, shape=SHAPE, beside=BESIDE):
        if not isinstance(piece, Parsed):
            yield piece
            if held is not None and isinstance(
                piece, Rejection
            ):  # what follows may be of the part that is lost
                yield from _record(held, of_book, document)
                held = None
        elif piece.tag in _HEADS:
            attributes = dict(piece.element.attrib)
            others = attributes.keys() - SHAPE.marks - {"lang"}
            if document.fates is not None:
                document.fates.drop([Leaf(f"{piece.tag}@{key}", attributes[key]) for key in others], _KIND)
        elif piece.tag == "ref":
            if held is not None:
                held.element.append(piece.element)
        else:
            yield from _record(held, of_book, document) if held else ()
            chapter = piece.tag == "book-part-meta"
            held = _Part(_as_article(piece.element, attributes), piece.lines, piece.entry.text, chapter)
            if not chapter:
                of_book = _of_book(piece.element)
    if held is not None:
        yield from _record(held, of_book, document)


def _as_article(meta: Element, attributes: dict[str, str]) -> Element:
    """Return an `<article>` with the metadata of a book or part under the names that JATS has for them."""
    article = Element("article", {key: attributes[key] for key in ("lang",) if key in attributes})
    meta.tag = "article-meta"
    for one in meta.iter():
        one.tag = _NAMES.get(one.tag, one.tag)
        for key in _TYPES.keys() & one.attrib.keys():
            one.attrib[_TYPES[key]] = one.attrib.pop(key)
    group = meta.find("title-group")
    if (
        group is not None
        and group.find("article-title") is None
        and (title := group.find("title")) is not None
    ):
        title.tag = "article-title"
    SubElement(article, "front").append(meta)
    return article


def _of_book(meta: Element) -> dict[str, Any]:
    """Return what a book's metadata, under the names of JATS, give to its chapters and itself."""
    isbns = [text for one in meta.findall("isbn") if (text := text_of(one))]
    return {
        "title": text_of(meta.find("title-group/article-title")),
        "publisher": text_of(meta.find("publisher/publisher-name")),
        "place": text_of(meta.find("publisher/publisher-loc")), "edition": text_of(meta.find("edition")),
        "isbn": isbns[0] if isbns else None,
    }  # fmt: skip


def _record(part: _Part, of_book: dict[str, Any], document: Document) -> Iterator[Item]:
    draft = Draft(document, NAME, part.lines, list(leaves(part.element)), TABLE, excerpt=part.excerpt)
    fill(part.element, draft)
    fields = draft.fields
    fields |= {key: of_book.get(key) for key in ("publisher", "place", "edition")}
    if not fields.get("published"):
        fields |= {key: of_book.get(key) for key in ("published", "year")}
    if part.chapter:
        if not (fields.get("authors") or fields.get("doi") or fields.get("identifiers")):
            draft.passed_over("it heads chapters, and is none itself")
            return
        fields |= {"work_type": "book-chapter", "venue": of_book.get("title"), "venue_kind": "book"}
        fields["venue_identifiers"] = {"isbn": of_book["isbn"]} if of_book.get("isbn") else {}
    else:
        fields["work_type"] = "book"
        of_book |= {key: fields.get(key) for key in ("published", "year")}
        if number := fields.pop("venue_identifiers", {}).get("isbn"):
            fields.setdefault("identifiers", {})["isbn"] = number
    yield from draft.finish()
