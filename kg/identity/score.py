"""How right a clustering is, by gold that people keep: B³, pairs, splits and lumps.

B³ (Bagga and Baldwin 1998) averages over mentions: of the mentions that share my cluster, how many are
my person's (precision), and of my person's mentions, how many share my cluster (recall). Only mentions
that the gold lists count, so partial gold is fine.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_Row = tuple[Hashable, Hashable, Hashable]
"""Person, cluster and side of a mention; where sides do not matter, each is a side of its own."""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 from 0 to 1, by mentions (B³) and by pairs of mentions.

    `split` counts persons that stand in more than one cluster, `lumps` clusters that hold more than
    one person.
    """

    mentions: int
    persons: int
    clusters: int
    precision: float
    recall: float
    pair_precision: float
    pair_recall: float
    split: int
    lumps: int

    @property
    def f1(self) -> float:
        """Return B³ F1."""
        return _f1(self.precision, self.recall)

    @property
    def pair_f1(self) -> float:
        """Return pairwise F1."""
        return _f1(self.pair_precision, self.pair_recall)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score(
    gold: Mapping[str, Hashable], found: Mapping[str, Hashable], sides: Mapping[str, Hashable] | None = None
) -> Score:
    """Score the cluster of each mention in `found` by the person of each mention in `gold`.

    A mention that `found` lacks is a cluster by itself. With `sides`, the source of each mention, only pairs
    of two sources count as pairs.
    """
    return score_by(gold, found, lambda _: "", sides)[""] if gold else _Counts([]).score([])


def score_by(
    gold: Mapping[str, Hashable],
    found: Mapping[str, Hashable],
    group: Callable[[str], str],
    sides: Mapping[str, Hashable] | None = None,
) -> dict[str, Score]:
    """Score groups of mentions, each mention by all that share its cluster or person, in any group.

    Pairs, splits and lumps are those of mentions within one group; `sides` as for `score`.
    """
    rows: dict[str, list[_Row]] = defaultdict(list)
    every: list[_Row] = []
    for mention, person in gold.items():
        row = (person, found.get(mention, (mention,)), sides[mention] if sides else mention)
        every.append(row)
        rows[group(mention)].append(row)
    counts = _Counts(every)
    return {name: counts.score(rows[name]) for name in sorted(rows)}


class _Counts:
    """How many mentions each person has, each cluster, and both together."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self.persons = Counter(person for person, _, _ in rows)
        self.clusters = Counter(cluster for _, cluster, _ in rows)
        self.both = Counter((person, cluster) for person, cluster, _ in rows)

    def score(self, rows: Sequence[_Row]) -> Score:
        """Score some of the mentions."""
        part = _Counts(rows)
        total = max(len(rows), 1)
        hits = _pairs(part.both, ((row[:2], row[2]) for row in rows))
        found = _pairs(part.clusters, ((row[1], row[2]) for row in rows))
        known = _pairs(part.persons, ((row[0], row[2]) for row in rows))
        pieces = Counter(person for person, _ in part.both)
        mixed = Counter(cluster for _, cluster in part.both)
        return Score(
            mentions=len(rows),
            persons=len(part.persons),
            clusters=len(part.clusters),
            precision=sum(n * self.both[row] / self.clusters[row[1]] for row, n in part.both.items()) / total,
            recall=sum(n * self.both[row] / self.persons[row[0]] for row, n in part.both.items()) / total,
            pair_precision=hits / found if found else 1.0,
            pair_recall=hits / known if known else 1.0,
            split=sum(count > 1 for count in pieces.values()),
            lumps=sum(count > 1 for count in mixed.values()),
        )


def _pairs(counts: Mapping[Any, int], sided: Iterable[tuple[Hashable, Hashable]]) -> int:
    """Return how many pairs of two sides there are, given the size of each group, and the sides in it."""
    return _of_two(counts) - _of_two(Counter(sided))


def _of_two(counts: Mapping[Any, int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())
