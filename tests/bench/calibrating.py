"""Learns how to set sums of weights right: a rising line of log-odds, by how often each was right on gold."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import log
from typing import Final
from zlib import crc32

from kg.identity.calibration import probability

BANDS: Final = (0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998)
"""Bands of confidence in which the share that is right is counted."""
STRENGTH: Final = 6.0
"""How many pairs, right as often as their confidence says, are added to each band."""
_MOST: Final = 9.0  # log-odds; gold is not right more often


def quarter(text: str) -> bool:
    """Tell in which half something is of the half that is learned from; neither judges itself."""
    return crc32(text.encode("utf-8", "surrogatepass")) // 2 % 2 == 1


def fitted(judged: Iterable[tuple[float, bool, float]], *, surer: bool = False) -> list[list[float]]:
    """Return knots of log-odds before and after, by pairs of log-odds, whether they are one, and weight.

    Neighbouring bands of which the surer is less often right are pooled (Ayer et al. 1955). What speaks
    for being one is made `surer` only where that is asked for: gold of few pairs cannot show it.
    """
    bounds = (0.0, *BANDS, 1.0)
    bands = [[0.0, 0.0, 0.0] for _ in bounds[1:]]  # weight, weight of what is right, sum of log-odds
    for odds, same, weight in judged:
        place = sum(probability(odds) >= one for one in BANDS)
        bands[place][0] += weight
        bands[place][1] += weight * same
        bands[place][2] += weight * max(-_MOST, min(_MOST, odds))
    pools: list[list[float]] = []
    for (low, high), (total, right, odds) in zip(pairwise(bounds), bands, strict=True):
        middle = _odds((low + high) / 2)
        share = probability(middle)
        pools.append([total + STRENGTH, right + STRENGTH * share, odds + STRENGTH * middle])
        while len(pools) > 1 and pools[-2][1] / pools[-2][0] >= pools[-1][1] / pools[-1][0]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    knots = [(odds / total, _odds(right / total)) for total, right, odds in pools]
    return [
        [round(before, 2), round(after if surer or before <= 0 else min(after, before), 2)]
        for before, after in knots
    ]


def _odds(share: float) -> float:
    held = max(1e-4, min(1 - 1e-4, share))
    return log(held / (1 - held))
