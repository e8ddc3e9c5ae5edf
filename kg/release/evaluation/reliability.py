"""Whether confidence means what it says: of the joins made at a confidence, how many are right."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

BANDS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
"""Where bands of confidence begin; the last reaches to 1."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A join of two things that the gold may know: how sure it was, and by which rule it was made."""

    a: str
    b: str
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Reliability:
    """Joins of one rule or band: how many, how many of them are right, and their mean confidence."""

    joins: int
    right: int
    confidence: float

    @property
    def share(self) -> float:
        """Return the share that is right, from 0 to 1."""
        return self.right / self.joins


def reliability(
    joins: Iterable[Judged], gold: Mapping[str, Hashable], chosen: Collection[str]
) -> dict[str, Reliability]:
    """Judge joins by the two members that name the clusters joined, if both are among `chosen`.

    Returns:
        What came of it for all, each rule and each band of confidence.
    """
    counts: dict[str, list[float]] = {}
    for join in joins:
        if join.a in chosen and join.b in chosen:
            for name in ("all joins", f"rule {join.rule}", band(join.confidence)):
                found = counts.setdefault(name, [0, 0, 0.0])
                found[0] += 1
                found[1] += gold[join.a] == gold[join.b]
                found[2] += join.confidence
    return {
        name: Reliability(int(number), int(right), total / number)
        for name, (number, right, total) in sorted(counts.items())
    }


def band(confidence: float) -> str:
    """Return the band of a confidence, in words."""
    start = max(one for one in BANDS if confidence >= one)
    end = next((one for one in BANDS if one > start), 1.0)
    return f"confidence {start:.2f} to {end:.2f}"
