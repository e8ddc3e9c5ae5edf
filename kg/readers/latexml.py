"""Papers as HTML that LaTeXML made of their TeX: arXiv's own (https://arxiv.org/html/…) and ar5iv's.

Title, authors, abstract and the number of the e-print are read, not the text. What TeX has in the place of
authors comes as it was typed, several people and their addresses in one: only what is a name and no more is
an author, and where something else stands the list is said to be lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from kg.identifiers import ArxivId
from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.eight_bit import text_lines
from kg.readers.fates import FieldTable
from kg.readers.leaves import Leaf
from kg.readers.page import date
from kg.readers.page_parser import PageParser
from kg.readers.source import Document
from kg.records import Damage, Item, Rejection
from kg.taxonomy import category

NAME: Final = "latexml"
_SIGN: Final = re.compile(r"""class\s{0,3}=\s{0,3}["'][^"']{0,200}\bltx_(?:document|page_main)\b""")
_PARTS: Final = {
    "ltx_title_document": "title", "ltx_subtitle": "subtitle", "ltx_personname": "author",
    "ltx_role_affiliation": "affiliation", "ltx_abstract": "abstract", "ltx_title_abstract": "heading",
    "ltx_keywords": "keywords", "#watermark-tr": "watermark",
}  # fmt: skip
_VOID: Final = frozenset(["br", "img", "meta", "link", "input", "hr", "source", "wbr", "col"])
_HIDDEN: Final = frozenset(["script", "style", "template", "svg", "math"])
_LEFT_OUT: Final = frozenset(["ltx_note", "ltx_ERROR", "ltx_role_footnotemark", "ltx_tag_note"])
_ADDRESS: Final = re.compile(
    r"arxiv\.org/(?:html|abs|pdf)/((?:[a-z-]{2,12}/\d{7}|\d{4}\.\d{4,5})(?:v\d{1,3})?)"
)
_WATERMARK: Final = re.compile(r"arXiv:(\S{7,24}) \[([\w.-]{2,20})\] (\d{1,2}) ([A-Z][a-z]{2}) (\d{4})")
_HEADING: Final = re.compile(r"Abstract[.:]?", re.IGNORECASE)
_BODY: Final = re.compile(r"\bltx_(?:section|bibliography|appendix)\b")
_WORD: Final = r"[^\W\d_][^\s\d@,;:()\[\]{}$\\]{0,30}"
_NAME_ALONE: Final = re.compile(rf"{_WORD}(?: {_WORD}){{1,4}}")
TABLE: Final = FieldTable(
    read={
        "title": "title", "subtitle": "subtitle", "author": "authors", "affiliation": "authors",
        "abstract": "abstract", "keywords": "keywords", "address": "arxiv_id version",
        "watermark": "arxiv_id version versions updated primary_category categories",
    },
    dropped={"heading": "it is a heading"},
)  # fmt: skip


class _Page(PageParser):
    """Collects the parts of a page by the classes of their elements, down to the first section."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self.first = 0
        self._open: list[tuple[str, str]] = []
        self._names = Counter[str]()
        self._texts: dict[int, list[str]] = {}
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if said.get("rel") == "canonical" or said.get("property") == "og:url" or tag == "base":
            self._add("address", said.get("href", "") or said.get("content", ""))
        classes = said.get("class", "").split()
        if tag == "math" and not self._hidden and (tex := said.get("alttext")):
            self.handle_data(f"${tex}$")
        if tag in _VOID:
            if tag == "br":
                self.handle_data("; ")
            return
        if _BODY.search(said.get("class", "")):
            self.ended = True
        marks = [f"#{said['id']}"] if said.get("id") else []
        part = next((_PARTS[one] for one in (*marks, *classes) if one in _PARTS), "")
        hides = tag in _HIDDEN or bool(_LEFT_OUT & set(classes))
        self._hidden += hides
        self._open.append((tag, "hidden" if hides else part))
        self._names[tag] += 1
        if part and not self._hidden:
            self.first = self.first or self.getpos()[0]
            self._texts[len(self._open)] = []

    def handle_endtag(self, tag: str) -> None:
        while self._names[tag] and self._open:
            name, part = self._open[-1]
            texts = self._texts.pop(len(self._open), None)
            if texts is not None:
                self._add(part, "".join(texts))
            self._open.pop()
            self._names[name] -= 1
            self._hidden -= part == "hidden"
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            for texts in self._texts.values():
                texts.append(data)

    def _add(self, part: str, value: str) -> None:
        if text := " ".join(value.split()):
            self.values.append((part, text))


def _sniff(head: str) -> float:
    return 0.9 if head.lstrip("\ufeff \t\r\n").startswith("<") and _SIGN.search(head) else 0.0


@reader(NAME, "papers as HTML that LaTeXML made: arXiv's own and ar5iv's", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the paper of the page.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    page = _Page()
    page.take(text_lines(document))
    if not any(part == "title" for part, _ in page.values):
        yield Rejection(document.name, 1, "the page shows no title of a paper", "")
        return
    leaves = [Leaf(part, text) for part, text in page.values]
    draft = Draft(document, NAME, (page.first, max(page.first, page.last_line)), leaves, TABLE)
    fields: dict[str, Any] = draft.fields
    stated = dict(reversed(page.values))
    fields["title"], fields["subtitle"] = stated["title"], stated.get("subtitle")
    abstract = stated.get("abstract", "")
    fields["abstract"] = _HEADING.sub("", abstract, count=1).strip() if _HEADING.match(abstract) else abstract
    _authors(page.values, draft)
    for text in (text for part, text in page.values if part in ("watermark", "address")):
        _number(text, fields)
    yield from draft.finish()


def _authors(values: list[tuple[str, str]], draft: Draft) -> None:
    made: list[dict[str, Any]] = []
    for part, text in values:
        if part == "author" and not _NAME_ALONE.fullmatch(text):
            draft.damage.append(
                Damage(kind="authors_lost", field="authors", note=f"no name alone: {text[:200]}")
            )
            draft.fields["authors_complete"] = False
            return
        if part == "author":
            made.append({"name": text, "affiliations": []})
        elif part == "affiliation" and made:
            made[-1]["affiliations"].append(text)
    draft.fields["authors"] = made


def _number(text: str, fields: dict[str, Any]) -> None:
    if found := _WATERMARK.search(text):
        fields["arxiv_id"] = found[1]
        if category(found[2]):
            fields |= {"categories": [found[2]], "primary_category": found[2]}
        number, day = ArxivId.parse(found[1]), date(found[3], found[4], found[5])
        if number is not None and number.version and day:
            fields["versions"] = [{"number": number.version, "submitted": day}]
    elif (found := _ADDRESS.search(text)) and not fields.get("arxiv_id"):
        fields["arxiv_id"] = found[1]
