"""Rules whose confidence is set by hand, as no gold measures how often they are right; decisions say so."""

from __future__ import annotations

from typing import Final

UNMEASURED: Final = frozenset({
    "CROSSREF-SERIES", "TOPIC-ARXIV-NAME", "TOPIC-LABEL-BESIDE", "TOPIC-LABEL-FIELD", "TOPIC-LABEL-PAPER",
    "VENUE-ABBREVIATION-STATED", "VENUE-IDENTIFIER", "VENUE-JOINT-MEETING", "VENUE-LISTED", "VENUE-SERIES",
    "VENUE-SHARED-PAPERS", "VENUE-STATED-TOGETHER", "VENUE-SUCCESSOR",
})  # fmt: skip


def told(rule: str, words: str) -> str:
    """Return the words of a decision, with what is not known of its rule."""
    return f"{words} (how often this rule is right was not measured)" if rule in UNMEASURED else words
