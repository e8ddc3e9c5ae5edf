"""Average linkage: two groups of records are joined only where, taken together, more speaks for it.

A record that fits two papers would else join them, however surely they were found to be different.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

_MOST: Final = 8.0


@dataclass(slots=True)
class Linkage:
    """What is known between groups: the sum and the number of log-odds of the pairs across them."""

    _across: dict[int, dict[int, tuple[float, int]]] = field(default_factory=dict)

    def learn(self, pairs: Iterable[tuple[int, int, float]]) -> None:
        """Take in pairs of single records with the confidence, from 0 to 1, that they are of one paper."""
        for a, b, confidence in pairs:
            known = max(-_MOST, min(_MOST, log_odds(confidence)))
            for one, other in ((a, b), (b, a)):
                total, count = self._across.setdefault(one, {}).get(other, (0.0, 0))
                self._across[one][other] = total + known, count + 1

    def favours(self, a: int, b: int) -> bool:
        """Tell whether what is known between two groups speaks for joining them; nothing known does not."""
        return self._across.get(a, {}).get(b, (0.0, 0))[0] > 0

    def join(self, keep: int, drop: int) -> None:
        """Note that the group `drop` is part of the group `keep` from now on."""
        mine, other = self._across.setdefault(keep, {}), self._across.pop(drop, {})
        mine.pop(drop, None)
        other.pop(keep, None)
        for third, (total, count) in other.items():
            before = mine.get(third, (0.0, 0))
            merged = before[0] + total, before[1] + count
            mine[third] = merged
            theirs = self._across[third]
            theirs.pop(drop, None)
            theirs[keep] = merged


def log_odds(confidence: float) -> float:
    """Return the natural log-odds of a probability, as far as it can be told from 0 and 1."""
    held = max(1e-4, min(1 - 1e-4, confidence))
    return math.log(held / (1 - held))
