"""Two venues that may be one: by which rule, how sure that is, and why, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CONFIDENCE: Final = {
    "VENUE-IDENTIFIER": 0.99,
    "VENUE-SHARED-PAPERS": 0.97,
    "VENUE-NAME": 0.97,
    "VENUE-SHORT-TITLE": 0.82,
    "VENUE-ABBREVIATION-STATED": 0.97,
    "VENUE-ABBREVIATION": 0.98,
    "VENUE-ACRONYM-STATED": 0.95,
    "VENUE-ACRONYM": 0.77,
    "VENUE-SERIES-NAME": 0.93,
    "VENUE-VOLUME": 0.97,
    "VENUE-JOINT-MEETING": 0.9,
    "VENUE-LISTED": 0.97,
    "VENUE-STATED-TOGETHER": 0.95,
}
"""How sure a rule is by itself.

`kg evaluate --corpus venues` measures abbreviations, acronyms and short titles on JabRef's lists of journals
(26,428 of 26,877; 88 of 117; 529 of 705, where the lists have a title twice, with a place behind it and
without: of 40 such that they have for two, 33 are one by eye), names and volumes on the ACL Anthology (195
of 196; 38 of 38); its ids, which give a joint meeting to one series, agree with 4 of 6. The others are set
by hand.
"""
OPEN: Final = 0.5
"""The confidence of what is not decided."""


@dataclass(frozen=True, slots=True)
class VenuePair:
    """Two venues that may be one, by a rule; `open` where it is not decided."""

    a: str
    b: str
    rule: str
    words: str
    open: bool = False

    @property
    def confidence(self) -> float:
        """Return how sure it is."""
        return OPEN if self.open else CONFIDENCE[self.rule]
