"""The document types of Web of Science, of which one record may have several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from kg.kinds import WorkType

_TYPES: Final[tuple[tuple[str, WorkType], ...]] = (
    ("Proceedings Paper", "proceedings-article"), ("Book Chapter", "book-chapter"),
    ("Retraction", "retraction"), ("Correction", "correction"), ("Review", "review-article"),
    ("Data Paper", "journal-article"), ("Article", "journal-article"), ("Book", "book"),
    ("Software", "software"), ("Data Set", "dataset"), ("Database", "dataset"),
)  # fmt: skip


def kind_of(words: Sequence[str], *, journal: bool) -> tuple[WorkType | None, list[dict[str, Any]]]:
    """Return the kind that document types mean together, and what they say became of the work.

    An article that is not in a journal is of no known kind.
    """
    found = next((kind for word, kind in _TYPES if word in words), None)
    if found == "journal-article" and not journal:
        found = None
    return found, [{"kind": "retracted"}] if "Retracted Publication" in words else []
