"""The abstract page of arXiv, saved as HTML: read as the text that it shows (`kg.readers.arxiv_abs`).

Pages of every age have the same labels; those before 2019 put the history of submissions into one line in
round brackets. The licence is the address that the page gives for the rights to the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.readers import reader
from kg.readers.arxiv_abs import parse as parse_text
from kg.readers.eight_bit import text_lines
from kg.readers.html_lines import ShownLine, shown
from kg.readers.page_parser import TOO_LONG
from kg.readers.source import Document
from kg.records import Item, Profile, Rejection, WorkRecord

NAME: Final = "arxiv-html"
_SIGN: Final = re.compile(r"""class\s{0,3}=\s{0,3}["'](?:title(?: mathjax)?|descriptor)["']""")
_SECOND: Final = re.compile(r"""class\s{0,3}=\s{0,3}["'](?:authors|abstract(?: mathjax)?)["']""")
_OF_ARXIV: Final = re.compile(r"arxiv\.org/|citation_arxiv_id|href=.?/abs/", re.IGNORECASE)
_SUBMITTED: Final = re.compile(r"\((Submitted on \d.{5,300})\)")
_VERSION: Final = re.compile(r"\[v\d{1,3}\]")
_RIGHTS: Final = re.compile(r"rights to this article|license", re.IGNORECASE)
_LICENCE: Final = re.compile(r"https?://(?:creativecommons\.org/|arxiv\.org/licenses/)", re.IGNORECASE)


def _sniff(head: str) -> float:
    if not head.lstrip("\ufeff \t\r\n").startswith("<"):
        return 0.0
    return 0.98 if all(sign.search(head) for sign in (_SIGN, _SECOND, _OF_ARXIV)) else 0.0


@reader(NAME, "an abstract page of arXiv, saved as HTML", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the paper of the page.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    page, cut = shown(text_lines(document))
    lines = [_as_text(line) for line in page.lines]
    licence = next(
        (link for link, title in page.links if _LICENCE.match(link) and _RIGHTS.search(title)), None
    )
    text = Document.of_bytes("\n".join(line.text for line in lines).encode(), document.name)
    text.fates = document.fates
    if not lines:
        yield Rejection(document.name, 1, "the page shows no text", "")
        return
    for item in parse_text(text):
        yield _placed(item, lines, licence)
    if cut is not None:
        yield Rejection(document.name, cut, TOO_LONG, "")


def _as_text(line: ShownLine) -> ShownLine:
    """Return a line as pages of today have it."""
    found = _SUBMITTED.fullmatch(line.text)
    return line._replace(text=f"[{found[1]}]") if found else line


def _placed(item: Item, lines: list[ShownLine], licence: str | None) -> Item:
    """Return what was read of the text, with the lines of the page, and its licence."""
    last = len(lines)
    if isinstance(item, WorkRecord | Profile):
        source = item.source.model_copy(
            update={
                "format": NAME,
                "first_line": lines[min(item.source.first_line, last) - 1].number,
                "last_line": lines[min(item.source.last_line, last) - 1].number,
            }
        )
        more = {"license": licence} if licence and isinstance(item, WorkRecord) else {}
        return item.model_copy(update={"source": source} | more)
    return replace(item, line=lines[min(item.line, last) - 1].number)
