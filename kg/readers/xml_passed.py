"""What stands in an XML document beside the entries that are read: values that are dropped, with a reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from kg.readers.fates import Fate, Fates
from kg.readers.leaves import Shape
from kg.readers.xml_tags import NAME

OUTSIDE: Final = "it stands beside the entries that are read"

_TAG: Final = re.compile(rf"<(/?)(?:{NAME}:)?({NAME})")
_ATTRIBUTE: Final = re.compile(rf"""\s(?:({NAME}):)?({NAME})\s*+=\s*+(?:"([^"<]*+)"|'([^'<]*+)')""")
_NAMED: Final = 3
"""Elements within one another that a path names; of what stands deeper, it names these and ends in `*`."""
_DEEPEST: Final = 1000


class Passed:
    """Counts the values outside of entries as the text goes by, and holds nothing of them.

    `reasons` say by the beginning of a path why its values are dropped; other values are `OUTSIDE`.
    """

    def __init__(self, fates: Fates, shape: Shape, reasons: Mapping[str, str]) -> None:
        self._fates, self._shape, self._reasons = fates, shape, reasons
        self._open: list[str] = []
        self._whole = 0  # how many elements are open up to the outermost that is one leaf with all in it
        self._run = False  # whether a text that is no blank began since the last tag
        self.counts: Counter[str] = Counter()

    def text(self, text: str) -> None:
        """Take in text between tags, or a part of it."""
        self._run = self._run or bool(text.strip())

    def entry(self) -> None:
        """Take in that an entry stands here: it ends a text."""
        self._end_text()

    def tag(self, tag: str, *, counted: bool = True) -> None:
        """Take in a tag; the attributes of one that is not `counted` are another's."""
        match = _TAG.match(tag)
        if match is None:
            return
        self._end_text()
        name = match[2]
        if match[1]:
            self._close(name)
            return
        empty = tag.endswith("/>")
        if not self._whole and counted and "=" in tag:
            self._attributes(tag, name)
        if not self._whole and name in self._shape.mixed:
            self.counts[self._path(name)] += 1
            if not empty:
                self._whole = len(self._open) + 1
        if not empty and len(self._open) < _DEEPEST:
            self._open.append(name)

    def settle(self) -> None:
        """Count the fates of all that went by, at the end of the document."""
        self._end_text()
        for path, times in self.counts.items():
            found = (key for key in self._reasons if path == key or path.startswith((f"{key}/", f"{key}@")))
            reason = self._reasons.get(max(found, key=len, default=""), OUTSIDE)
            self._fates.count(Fate(path, "dropped", "", reason), times)
        self.counts.clear()

    def _end_text(self) -> None:
        if self._run and not self._whole and self._open:
            self.counts[self._path()] += 1
        self._run = False

    def _close(self, name: str) -> None:
        """Close an element, and those in it that have no end."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place] == name:
                del self._open[place:]
                self._whole = 0 if self._whole > place else self._whole
                return

    def _attributes(self, tag: str, name: str) -> None:
        typed = self._shape.typed.get(name)
        for prefix, key, *values in _ATTRIBUTE.findall(tag):
            told = prefix == "xmlns" or (key == "xmlns" and not prefix)
            if not told and key != typed and key not in self._shape.marks:
                self.counts[f"{self._path(name)}@{key}"] += bool(values)

    def _path(self, name: str | None = None) -> str:
        names = [*self._open[: _NAMED + 1], *([name] if name else [])]
        return "/".join(names) if len(names) <= _NAMED else "/".join([*names[:_NAMED], "*"])
