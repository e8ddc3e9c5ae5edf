"""How sure joins of persons are told to be: odds set right by how often such joins were right on gold.

Judged are joins in blocks of the half that is learned from, made with weights that were learned on the other
quarter of it (cross-fitting), so that no join is judged by what it taught.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import sqrt

from kg.identity.persons.census import Census
from kg.identity.persons.clustering import ClusterJoin
from kg.identity.persons.evidence import LINES, RARE_NAME, line_of, weights
from kg.identity.persons.resolver import resolve_mentions
from kg.identity.persons.thresholds import THRESHOLDS
from kg.release.evaluation.corpus import Corpus
from tests.bench.calibrating import fitted, quarter

from .fitting import Lesson
from .lessons import learned_blocks

SURER = frozenset({"initials"})
"""Lines that may rise: what is taken off for initials by hand is for decisions. Other joins are surer than
they say in one field and less sure in another, so that nothing makes them surer."""

Learn = Callable[[Sequence[Lesson]], dict[str, float]]


def crossfit(
    read: Iterable[tuple[Corpus, Census]], taken: Sequence[Lesson], learn: Learn
) -> dict[str, list[list[float]]]:
    """Return the knots of each line, by lessons that were taken, and how weights are learned from such.

    The weights are afterwards as they were.
    """
    corpora, before = list(read), dict(weights())
    judged: dict[str, list[tuple[float, bool, float]]] = {line: [] for line in LINES}
    for fold in (False, True):
        weights().update(learn([one for one in taken if one.quarter != fold]) | THRESHOLDS)
        for corpus, census in corpora:
            for join, same, counts in _joins(corpus, census, fold):
                if join.weighed.rule != RARE_NAME:  # that has a confidence of its own
                    judged[line_of(join.weighed.relation)].append((join.weighed.score, same, counts))
    weights().update(before)
    return {line: fitted(_scaled(pairs), surer=line in SURER) for line, pairs in judged.items()}


def _scaled(judged: Sequence[tuple[float, bool, float]]) -> list[tuple[float, bool, float]]:
    """Return what was judged, counting together as so many independent joins as it is worth (Kish 1965)."""
    scale = sum(counts for *_, counts in judged) / (sum(counts**2 for *_, counts in judged) or 1.0)
    return [(score, same, counts * scale) for score, same, counts in judged]


def _joins(corpus: Corpus, census: Census, fold: bool) -> Iterator[tuple[ClusterJoin, bool, float]]:
    """Yield joins of one quarter that the gold knows, whether each is right, and what it counts.

    Those of one block are right or wrong together, so that a block counts as the root of its joins.
    """
    for key, block in learned_blocks(corpus):
        if quarter(key) != fold:
            continue
        joins: list[ClusterJoin] = []
        resolve_mentions(block, census, joins)
        known = [join for join in joins if join.a in corpus.curated and join.b in corpus.curated]
        for join in known:
            yield join, corpus.gold[join.a] == corpus.gold[join.b], 1 / sqrt(len(known))
