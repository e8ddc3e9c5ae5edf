"""A page of HTML as the lines of text that a browser would show, each with where it begins in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from kg.readers.eight_bit import DecodedLine
from kg.readers.page_parser import PageParser

_BLOCKS: Final = frozenset(
    ["address", "article", "blockquote", "body", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "li", "main", "nav", "ol", "option", "p", "pre",
     "section", "table", "tbody", "title", "tr", "ul"]
)  # fmt: skip
_CELLS: Final = frozenset(["td", "th"])
_HIDDEN: Final = frozenset(["script", "style", "template", "noscript"])
_DRAWN: Final = re.compile(r"(?:^|\s)MathJax(?:_\w{1,20})?(?:\s|$)")


class ShownLine(NamedTuple):
    """A line as it is shown: its text with single blanks, and the line of the file on which it begins."""

    number: int
    text: str


class ShownText(PageParser):
    """Collects what a page shows while it is fed, line by line; `links` are addresses with their titles."""

    def __init__(self) -> None:
        """Begin a page."""
        super().__init__()
        self.lines: list[ShownLine] = []
        self.links: list[tuple[str, str]] = []
        self._parts: list[str] = []
        self._begun = 1
        self._blank = True
        self._hidden = self._drawn = 0
        self._tex = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """End a line where a block begins; pass over what is not shown."""
        said = dict(attrs)
        if self._drawn:  # a formula that MathJax has drawn, whose TeX follows
            self._drawn += tag == "span"
        elif tag == "span" and _DRAWN.search(said.get("class") or ""):
            self._drawn = 1
        elif tag == "script" and (said.get("type") or "").startswith("math/tex"):
            self._tex = True
            self._parts.append("$")
        elif tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self.end_line()
        elif tag in _CELLS:
            self._parts.append(" ")
        elif tag == "a" and (address := said.get("href")):
            self.links.append((address, said.get("title") or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in `<br/>` and the like; nothing is within."""
        if tag not in _HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """End a line where a block ends."""
        if self._drawn:
            self._drawn -= tag == "span"
        elif self._tex and tag == "script":
            self._tex = False
            self._parts.append("$")
        elif tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        """Take in text."""
        if self._hidden or self._drawn or not data:
            return
        if self._blank and data.strip():
            self._blank = False
            self._begun = self.getpos()[0] + data[: -len(data.lstrip())].count("\n")
        self._parts.append(data)

    def end_line(self) -> None:
        """End the line under way, if it has any text."""
        if text := " ".join("".join(self._parts).split()):
            self.lines.append(ShownLine(self._begun, text))
        self._parts, self._blank = [], True


def shown(lines: Iterable[DecodedLine]) -> tuple[ShownText, int | None]:
    """Return what a page of these lines shows, and the line at which it became too long, or null."""
    page = ShownText()
    cut = page.take(lines)
    page.end_line()
    return page, cut
