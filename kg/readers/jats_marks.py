"""What JATS says of an author beside the name: who answers letters, and who did as much as others.

https://jats4r.niso.org/authors-and-affiliations: an attribute of the entry, or a note in `<author-notes>` to
which it points. The older DTDs have the kind of contributor alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from kg.readers.markup import text_of

_EQUAL: Final = frozenset(["equal", "eq", "equal-contrib", "equal-contribution", "con-equal"])
_LETTERS: Final = frozenset(["corresp", "corresponding", "cor"])
# the note of a publisher that has no kind of its own for it
_EQUAL_WORDS: Final = re.compile(
    r"contributed equally|equal(?:ly)? contribut(?:ion|ions|ed|ing|ors|e)|equal first authors?",
    re.IGNORECASE,
)
_UNEQUAL: Final = re.compile(r"\bnot\b|\bun", re.IGNORECASE)


class Marks:
    """What the entry of one author and the notes to which it points state."""

    def __init__(self, entry: Element, notes: Mapping[str, Element]) -> None:
        """Take the marks of `entry`; `notes` are those of the article by their ids."""
        kind = (entry.get("contrib-type") or "").lower()
        self.corresponding = entry.get("corresp") == "yes" or kind.startswith("corresp")
        self.equal = entry.get("equal-contrib") == "yes"
        for xref in entry.iter("xref"):
            self.corresponding |= (xref.get("ref-type") or "").lower() in _LETTERS
            for mark in (xref.get("rid") or "").split():
                if (note := notes.get(mark)) is not None:
                    self._noted(note)

    def _noted(self, note: Element) -> None:
        kind = (note.get("fn-type") or "").lower()
        if note.tag == "corresp" or kind in _LETTERS:
            self.corresponding = True
        if kind in _EQUAL:
            self.equal = True
        elif note.tag == "fn" and kind in ("", "con", "other"):
            text = text_of(note) or ""
            self.equal |= bool(_EQUAL_WORDS.search(text)) and not _UNEQUAL.search(text)
