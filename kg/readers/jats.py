"""JATS and the NLM DTDs before it: articles of journals, one a file or many (`<pmc-articleset>`).

https://jats.nlm.nih.gov. Of an article the front matter and the reference list are read; its body is passed
over as the file streams by, so that a full text of any size costs no memory. A `<sub-article>` that is a
translation gives titles and abstracts; another, such as a decision letter, is a record if it has an
identifier of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.jats_article import fill, translation
from kg.readers.jats_table import BESIDE, SHAPE, TABLE, leaves
from kg.readers.metadata import metadata
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed, elements
from kg.records import Item, Notice, Rejection

NAME: Final = "jats"

_HEADS: Final = frozenset(["article", "sub-article", "response"])
_BODIES: Final[dict[str, frozenset[str]]] = {
    "front": frozenset(), "front-stub": frozenset(), "ref": frozenset()
}  # fmt: skip
_RECOVERED: Final = frozenset(["front", "front-stub"])
_BEGIN: Final = re.compile(r"<(?:[\w.-]{1,30}:)?article(?=[\s>])")
_MARKS: Final = re.compile(
    r"<(?:[\w.-]{1,30}:)?(?:front|journal-meta|article-meta|pmc-articleset)[\s>]|//NLM//DTD|JATS-|article-type\s?="
)


@dataclass(slots=True)
class _Article:
    """An article while its pieces come: attributes, front matter and references in one element."""

    element: Element
    first_line: int
    last_line: int
    excerpt: str
    broken: str | None = None
    lost: bool = False
    parts: list[_Article] = field(default_factory=list)


def _sniff(head: str) -> float:
    marks = len({match[0] for match in _MARKS.finditer(head)})
    return (0.97 if marks > 1 else 0.8 if marks else 0.0) if _BEGIN.search(head) else 0.0


@reader(NAME, "JATS and NLM XML of journal articles", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record an article, and one for each part of it that has an identifier of its own."""
    held: _Article | None = None
    for piece in elements(document, _HEADS, _BODIES, recover=_RECOVERED, shape=SHAPE, beside=BESIDE):
        if not isinstance(piece, Parsed):
            yield piece
            if held is not None and isinstance(piece, Rejection):
                held.lost = True
            continue
        first, last = piece.lines
        if piece.tag in _HEADS:
            made = _Article(piece.element, first, last, piece.entry.text)
            if piece.tag == "article" or held is None:
                yield from _finished(held, document) if held else ()
                held = made
            else:
                held.parts.append(made)
        elif held is not None:
            part = held.parts[-1] if held.parts else held
            part.element.append(piece.element)
            part.last_line = last
            part.broken = part.broken or piece.broken
    if held is not None:
        yield from _finished(held, document)


@metadata("article", "pmc-articleset")
def record(
    document: Document, element: Element, lines: tuple[int, int], _header: str | None
) -> Iterator[Item]:
    """Yield the record of an `<article>` that stands in a record of another format.

    `_header`, the identifier that its repository gives it, is added by that format's reader.
    """
    article = element if element.tag == "article" else element.find("article")
    if article is None:
        yield Rejection(document.name, lines[0], "it is a <pmc-articleset> without <article>")
        return
    draft = Draft(document, NAME, lines, list(leaves(article)), TABLE)
    fill(article, draft)
    yield from draft.finish()


def _finished(article: _Article, document: Document) -> Iterator[Item]:
    element = article.element
    translations = [part for part in article.parts if part.element.get("article-type") == "translation"]
    found = [
        *leaves(element),
        *(leaf for part in translations for leaf in leaves(part.element, "translation")),
    ]
    lines = article.first_line, article.last_line
    draft = Draft(document, NAME, lines, found, TABLE, excerpt=article.excerpt)
    if element.find("front") is None and element.find("front-stub") is None:
        if not article.lost:  # else it was said why
            yield from draft.reject("it is an <article> without <front>, where its title would stand")
        return
    fill(element, draft)
    if article.broken:
        draft.odd("source", f"{article.broken}; it is read as far as it goes")
    for part in translations:
        translation(part.element, draft)
    yield from draft.finish()
    journal = element.find("front/journal-meta")
    for part in article.parts:
        if part not in translations:
            yield from _part(part, journal, document)


def _part(part: _Article, journal: Element | None, document: Document) -> Iterator[Item]:
    """Yield the record of a part with an identifier of its own; of another, that it was passed over."""
    stub = part.element.find("front-stub")
    if stub is None or stub.find("article-id") is None:
        kind = part.element.get("article-type") or part.element.tag
        said = f"a part of the article ({kind[:40]}) has no identifier of its own, and is passed over"
        if document.fates is not None:
            document.fates.drop(leaves(part.element), "of a part without an identifier of its own")
        yield Notice(document.name, part.first_line, said)
        return
    lines = part.first_line, part.last_line
    draft = Draft(document, NAME, lines, list(leaves(part.element)), TABLE, excerpt=part.excerpt)
    fill(part.element, draft, journal)
    yield from draft.finish()


__all__ = ["NAME", "TABLE", "fill", "leaves", "parse"]
