"""Tags of XML: where one ends, what it is called, and which namespaces hold where it stands.

Namespaces in XML 1.0, sections 2, 3 and 6. A tag that is broken is read as far as it goes.
"""

from __future__ import annotations

import html
import re
from typing import Final

LONGEST_TAG: Final = 1 << 16
"""Characters that a tag may have: 64 Ki. Schema locations are long, but not so long."""

NAME: Final = r"[\w.\-\u00b7-\U0010ffff]{1,200}+"
"""A name of XML without a colon; more is let in than XML does, as nothing is refused here."""

_WHOLE: Final = re.compile(r"""<[^<>"']*+(?:(?:"[^<"]*+"|'[^<']*+')[^<>"']*+)*+>""")
_BEGIN: Final = re.compile(rf"<(/?)(?:({NAME}):)?({NAME})")
_DECLARED: Final = re.compile(rf"""\sxmlns(?::({NAME}))?\s*+=\s*+(?:"([^<"]*+)"|'([^<']*+)')""")
_DEEPEST: Final = 64  # elements with declarations that hold at once


def end_of_tag(text: str, start: int) -> int | None:
    """Return where the tag that begins at `start` ends; None where its end is not in `text`.

    A `>` in quotation marks ends no tag. Where another tag begins first, the quotation marks do not count.
    """
    if match := _WHOLE.match(text, start):
        return match.end()
    other = text.find("<", start + 1)
    if other < 0:
        return None
    close = text.find(">", start, other)
    return close + 1 if close >= 0 else other


def declared(tag: str) -> dict[str, str]:
    """Return the namespaces that a start tag declares, by prefix; the default one by the empty text."""
    if "xmlns" not in tag:
        return {}
    return {match[1] or "": html.unescape(match[2] or match[3] or "") for match in _DECLARED.finditer(tag)}


def prefix_of(tag: str) -> str:
    """Return the prefix of a tag's name, or the empty text."""
    match = _BEGIN.match(tag)
    return (match[2] or "") if match else ""


class NamespaceScope:
    """The namespaces that hold at a place of a document, told by the tags that were seen before it.

    `bindings` is a new object after each change, so that it can be kept.
    """

    def __init__(self) -> None:
        self.bindings: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str]]] = []  # elements with declarations, and what they declare
        self._depths: list[int] = []  # how many of the same name are open in each

    def see(self, tag: str) -> None:
        """Take in one whole tag."""
        match = _BEGIN.match(tag)
        if match is None:
            return
        name = f"{match[2]}:{match[3]}" if match[2] else match[3]
        if match[1]:
            self._close(name)
        elif tag.endswith("/>"):
            return
        elif (found := declared(tag)) and len(self._open) < _DEEPEST:
            self._open.append((name, found))
            self._depths.append(0)
            self.bindings = self.bindings | found
        elif (place := self._place(name)) is not None:
            self._depths[place] += 1

    def clear(self) -> None:
        """Begin anew, as another document does."""
        self._open, self._depths, self.bindings = [], [], {}

    def _place(self, name: str) -> int | None:
        return next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == name), None)

    def _close(self, name: str) -> None:
        place = self._place(name)
        if place is None:
            return
        if self._depths[place]:
            self._depths[place] -= 1
            return
        del self._open[place:], self._depths[place:]
        bindings: dict[str, str] = {}
        for _, found in self._open:
            bindings |= found
        self.bindings = bindings
