"""Logistic regression whose weights keep their sign, near what one expects before any gold.

It minimises the weighted log-loss plus a ridge towards the weights to start from (a normal prior, so that
what the gold says little of stays as it was). Each step is Newton's, solved by cyclic coordinate descent
within the bounds (Friedman, Hastie and Tibshirani 2010).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p
from typing import Final

_STEPS: Final = 15
_SWEEPS: Final = 200
_ENOUGH: Final = 1e-7
_SMALLEST_STEP: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Lesson:
    """A pair that was weighed: features, whether it is one person, how much it counts, and its quarter."""

    features: Mapping[str, float]
    same: bool
    counts: float
    quarter: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """What one expects of a weight before any gold, its bounds, and how firmly (the ridge)."""

    weight: float
    lowest: float
    highest: float
    ridge: float


def fit(lessons: Sequence[Lesson], expected: Mapping[str, Expected]) -> dict[str, float]:
    """Return the weight of each feature in `expected`; lessons must have no others."""
    names = list(expected)
    place = {name: number for number, name in enumerate(names)}
    rows = [
        ([(place[name], value) for name, value in one.features.items()], one.same, one.counts)
        for one in lessons
    ]
    priors = [expected[name] for name in names]
    weights = [one.weight for one in priors]
    loss = _loss(rows, weights, priors)
    for _ in range(_STEPS):
        step = _step(rows, weights, priors)
        size = 1.0
        while size > _SMALLEST_STEP:
            tried = [one + size * by for one, by in zip(weights, step, strict=True)]
            if (found := _loss(rows, tried, priors)) < loss:
                break
            size /= 2
        else:
            break
        weights, before, loss = tried, loss, found
        if before - loss < _ENOUGH * loss:
            break
    return dict(zip(names, weights, strict=True))


Row = tuple[list[tuple[int, float]], bool, float]


def _loss(rows: Sequence[Row], weights: Sequence[float], priors: Sequence[Expected]) -> float:
    total = sum(
        [
            one.ridge * (weight - one.weight) ** 2 / 2
            for weight, one in zip(weights, priors, strict=True)
        ]
    )  # fmt: skip
    for row, same, counts in rows:
        odds = sum([weights[place] * value for place, value in row])
        if same:
            odds = -odds
        total += counts * (log1p(exp(-abs(odds))) + max(odds, 0.0))
    return total


def _step(rows: Sequence[Row], weights: Sequence[float], priors: Sequence[Expected]) -> list[float]:
    """Return the step that minimises the quadratic form of the loss within the bounds."""
    number = len(weights)
    slope = [one.ridge * (weight - one.weight) for weight, one in zip(weights, priors, strict=True)]
    curve = [[0.0] * number for _ in range(number)]
    for place, one in enumerate(priors):
        curve[place][place] = one.ridge
    for row, same, counts in rows:
        odds = sum([weights[place] * value for place, value in row])
        chance = 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
        off, steep = counts * (chance - same), counts * chance * (1 - chance)
        for place, value in row:
            slope[place] += off * value
            line, factor = curve[place], steep * value
            for other, another in row:
                line[other] += factor * another
    step = [0.0] * number
    for _ in range(_SWEEPS):
        moved = 0.0
        for place, one in enumerate(priors):
            line = curve[place]
            pull = slope[place] + sum([line[other] * step[other] for other in range(number)])
            best = step[place] - pull / max(line[place], 1e-9)
            best = max(one.lowest - weights[place], min(one.highest - weights[place], best))
            moved = max(moved, abs(best - step[place]))
            step[place] = best
        if moved < _ENOUGH:
            break
    return step
