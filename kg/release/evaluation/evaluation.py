"""What came of trying a resolver on a corpus: scores by method and by part, calibration and cost."""

from __future__ import annotations

import resource
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.identity.score import Score, score
from kg.release.evaluation.reliability import Reliability


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time by step, how many `things` were resolved, megabytes at most so far."""

    seconds: Mapping[str, float]
    resolved: int
    megabytes: float

    @property
    def per_million(self) -> float:
        """Return the seconds of the last step, in which things are resolved, for a million of them."""
        return list(self.seconds.values())[-1] / max(self.resolved, 1) * 1e6


@dataclass(slots=True)
class Evaluation:
    """The result of one corpus. `of` is what was put together (`mentions`), `things` into what (`persons`).

    `whole` has the choices of what counts (`all`, `held out`), and of each the score by method, kg's first;
    `parts` has the ways to divide all, and of each kg's score by part. `reliability` is of joins in held-out
    blocks. `notes` are sentences that a reader of the scores should know.
    """

    corpus: str
    of: str
    things: str
    number: int
    known: int
    whole: dict[str, dict[str, Score]]
    cost: Cost
    parts: dict[str, dict[str, Score]] = field(default_factory=dict)
    reliability: dict[str, Reliability] = field(default_factory=dict)
    clusters: int = 0
    undecided: int = 0
    notes: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return everything as JSON has it: numbers unrounded but for seconds and megabytes."""
        return {
            "corpus": self.corpus,
            "of": self.of,
            "things": self.things,
            "number": self.number,
            "known": self.known,
            "scores": {
                choice: {method: score_to_json(one) for method, one in methods.items()}
                for choice, methods in self.whole.items()
            },
            "parts": {
                title: {part: score_to_json(one) for part, one in parts.items()}
                for title, parts in self.parts.items()
            },
            "reliability": {
                name: {
                    "joins": one.joins,
                    "right": one.right,
                    "share": one.share,
                    "confidence": one.confidence,
                }
                for name, one in self.reliability.items()
            },
            "clusters": self.clusters,
            "undecided": self.undecided,
            "seconds": {step: round(one, 2) for step, one in self.cost.seconds.items()},
            "seconds_per_million": round(self.cost.per_million, 1),
            "megabytes": round(self.cost.megabytes),
            "notes": self.notes,
        }


def score_to_json(one: Score) -> dict[str, float]:
    """Return a score as JSON has it."""
    return {
        "mentions": one.mentions,
        "things": one.persons,
        "clusters": one.clusters,
        "b3_precision": one.precision,
        "b3_recall": one.recall,
        "b3_f1": one.f1,
        "pair_precision": one.pair_precision,
        "pair_recall": one.pair_recall,
        "pair_f1": one.pair_f1,
        "split": one.split,
        "lumps": one.lumps,
    }


def scores(
    gold: Mapping[str, str],
    keys: Collection[str],
    methods: Mapping[str, Mapping[str, str]],
    sides: Mapping[str, str] | None = None,
) -> dict[str, Score]:
    """Score some keys by what each method makes of them; `sides` as for `kg.identity.score.score`."""
    chosen = {key: gold[key] for key in keys}
    return {name: score(chosen, {key: found[key] for key in keys}, sides) for name, found in methods.items()}


def peak_megabytes() -> float:
    """Return the most memory that this process has held so far, in megabytes of 2^20 bytes."""
    unit = 1 << (20 if sys.platform == "darwin" else 10)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
