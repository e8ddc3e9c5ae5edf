"""The abstract page of arXiv, saved as HTML: read as the text that it shows (`kg.readers.arxiv_abs`).

Pages of every age have the same labels; those before 2019 put the history of submissions into one line in
round brackets. The licence is the address that the page gives for the rights to the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.readers import reader
from kg.readers.arxiv_abs import parse as parse_text
from kg.readers.html_lines import ShownLine, ShownText
from kg.readers.shown_pages import read_shown
from kg.readers.source import Document
from kg.records import Item

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
    yield from read_shown(document, parse_text, NAME, line_as=_as_text, beside=_licence)


def _as_text(line: ShownLine) -> ShownLine:
    """Return a line as pages of today have it."""
    found = _SUBMITTED.fullmatch(line.text)
    return line._replace(text=f"[{found[1]}]") if found else line


def _licence(page: ShownText) -> dict[str, object]:
    """Return the licence that the page gives for the rights to the article."""
    stated = (link for link, title in page.links if _LICENCE.match(link) and _RIGHTS.search(title))
    return {"license": licence} if (licence := next(stated, None)) else {}
