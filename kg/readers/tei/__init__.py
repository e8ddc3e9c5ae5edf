"""TEI: articles as GROBID takes them from PDFs, its lists of references, and Zotero's bibliographies in TEI.

https://tei-c.org/release/doc/tei-p5-doc/en/html/ref-biblStruct.html,
https://grobid.readthedocs.io/en/latest/TEI-encoding-of-results/. An article is the `<biblStruct>` of its
header, and those in the list of its text are its references; where the header has none, each of a list is a
work. Texts are passed over. What GROBID says was guessed from a page by a machine: that it was GROBID stands
among what the record states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.leaves import xml_leaves
from kg.readers.source import Document
from kg.readers.tei.article import Article, described
from kg.readers.tei.fields import BESIDE, OF_FILE, SHAPE, WORK
from kg.readers.tei.structure import fill
from kg.readers.tei.structures import PIECE
from kg.readers.xml_elements import Parsed, elements, pass_over
from kg.records import Item

NAME: Final = "tei"

_HEADS: Final = frozenset(["TEI", "TEI.2", "teiCorpus", "listBibl"])
_STRUCT: Final = frozenset(["biblStruct"])
_BODIES: Final[dict[str, frozenset[str]]] = {
    "teiHeader": _STRUCT, "biblFull": _STRUCT, "biblStruct": _STRUCT, "org": frozenset(["org"]),
}  # fmt: skip
_BEGIN: Final = frozenset(["TEI", "TEI.2", "teiCorpus", "teiHeader", "biblFull"])
_MOST: Final = 500
"""Works that may wait for the names of places that stand behind them; earlier ones are given without."""
_SIGN: Final = re.compile(
    r"\A(?:\s++|<\?[^>]{0,500}>|<!--(?:(?!-->).){0,2000}-->|<!DOCTYPE[^>\[]{0,500}>){0,20}+"
    r"<(?:[\w.-]{1,30}:)?(?:TEI|TEI\.2|teiCorpus|listBibl|biblStruct)[\s>]",
    re.DOTALL,
)


def _sniff(head: str) -> float:
    return 0.97 if _SIGN.match(head) else 0.0


@reader(NAME, "TEI XML: articles and references as GROBID writes them, Zotero's TEI export", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of an article with its references, or one for each `<biblStruct>` of a list.

    Raises:
        UnreadableInput: the document cannot be read, or its encoding is not known.
    """
    held: Article | None = None
    waiting: list[Article] = []
    structures: dict[str, Element] = {}
    for one in elements(document, _HEADS, _BODIES, shape=SHAPE, beside=BESIDE):
        if not isinstance(one, Parsed):
            yield one
            continue
        if one.tag in _BEGIN and held is not None:
            waiting.append(held)
            held = None
            if one.tag != "biblFull" or len(waiting) > _MOST or not any(each.waits for each in waiting):
                yield from _finished(document, waiting, structures)
        if one.tag in ("teiHeader", "biblFull") and described(one.element) is not None:
            held = Article(one)
        elif one.tag in ("biblStruct", "org") and held is not None and held.add(one):
            continue
        elif one.tag == "org" and held is not None and (mark := one.element.get("id")):
            one.element.tag = PIECE
            structures[mark] = one.element
        elif one.tag == "biblStruct":
            for note in one.element.findall("note[@corresp]"):  # Zotero's own, which it gives no type
                note.set("type", "own")
            draft = Draft(
                document, NAME, one.lines, list(xml_leaves(one.element, shape=SHAPE)), WORK,
                excerpt=one.entry.text,
            )  # fmt: skip
            fill(one.element, draft)
            yield from draft.finish()
        else:
            pass_over(document, one.element, SHAPE, OF_FILE)
    if held is not None:
        waiting.append(held)
    yield from _finished(document, waiting, structures)


def _finished(document: Document, waiting: list[Article], structures: dict[str, Element]) -> Iterator[Item]:
    """Yield the records of articles that waited for the names of places behind them; empty both lists."""
    for article in waiting:
        yield from article.finish(document, NAME, structures)
    for org in structures.values():
        if org.tag == PIECE:
            org.tag = "org"
            pass_over(document, org, SHAPE, OF_FILE)
    waiting.clear()
    structures.clear()
