"""A parser of HTML that no page ends with an error, and that no page makes slow."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Final

from kg.readers.eight_bit import DecodedLine

MOST: Final = 8_000_000
"""Characters of a page that are read."""
TOO_LONG: Final = "the page is longer than one may be; what follows is left out"
_BLOCK: Final = 1 << 16


class PageParser(HTMLParser):
    """Takes in the lines of a page, until `ended`, which a subclass may set where nothing more is wanted."""

    def __init__(self) -> None:
        """Begin a page."""
        super().__init__(convert_charrefs=True)
        self.ended = False
        self.last_line = 1

    def take(self, lines: Iterable[DecodedLine]) -> int | None:
        """Parse a page; return the number of the line at which it became too long, or null.

        What is begun and never ended (a comment, a tag) shows nothing, as in a browser.
        """
        waiting: list[str] = []
        held = size = 0
        for line in lines:
            held += len(line.text) + 1
            size += len(line.text)
            if size > MOST:
                return line.number
            waiting.append(line.text)
            self.last_line = line.number
            # the parser looks again at what is not ended, so that there must be as much new as old
            if held > max(_BLOCK, len(self.rawdata)):
                self.feed("\n".join([*waiting, ""]))
                waiting, held = [], 0
                if self.ended:
                    return None
        self.feed("\n".join([*waiting, ""]))
        if not self.rawdata.startswith("<"):
            self.close()
        return None

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Pass over `<![` where no section begins, for which the library's parser raises an error."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i, report)
