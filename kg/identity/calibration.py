"""Confidence that means what it says: learned odds, set right by how often they were right on gold.

Weights add up to log-odds as if observations were independent, which overstates where several say one thing.
A monotone map of log-odds sets that right: what is surer stays surer, and no word of a decision changes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising line of straight pieces through `knots`, pairs of log-odds before and after.

    Beyond its ends it goes on as steep as the identity; without knots it is the identity.
    """

    knots: tuple[tuple[float, float], ...] = ()

    def odds(self, before: float) -> float:
        """Return the log-odds that `before` should have been."""
        if not self.knots:
            return before
        if before <= self.knots[0][0]:
            return before + self.knots[0][1] - self.knots[0][0]
        for (left, low), (right, high) in pairwise(self.knots):
            if before <= right:
                return low + (high - low) * (before - left) / (right - left)
        return before + self.knots[-1][1] - self.knots[-1][0]


def probability(odds: float) -> float:
    """Return the probability of natural log-odds, from 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def calibration_of(knots: Sequence[Sequence[float]]) -> Calibration:
    """Return the calibration through knots as JSON has them."""
    return Calibration(tuple((float(before), float(after)) for before, after in knots))
