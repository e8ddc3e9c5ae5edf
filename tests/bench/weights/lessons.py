"""Lessons from gold: pairs of clusters that the resolver weighs as it works, and whose they are.

What is learned from are the pairs that it meets: those that it compares with the weights it has, clusters of
many mentions among them, and as many taken by chance, so that it learns what it will be asked (Ross, Gordon
and Bagnell 2011).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import log, sqrt
from typing import Final

from kg.identity.persons.blocking import block_key, blocks_of, name_of
from kg.identity.persons.census import Census
from kg.identity.persons.clustering import Block
from kg.identity.persons.evidence import LEAST_BEARERS, NOBODY, UNLIKELY, Scales, Weighed, weights
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.namesakes import Namesakes
from kg.release.evaluation.corpus import Corpus
from kg.release.evaluation.held_out import held_out
from tests.bench.calibrating import quarter

from .fitting import Lesson

_BY_CHANCE: Final = 1
"""Pairs taken by chance for each mention of a block."""
_ALL: Final = -1e9


class _Recorder(Scales):
    """Weighs as ever, and notes what it weighs where the gold says whose it is."""

    def __init__(self, census: Census, gold: Mapping[str, str]) -> None:
        super().__init__(census)
        self.noted: list[Lesson] = []
        self.quarter = False
        self._gold = gold

    def weigh(
        self,
        a: MentionCluster,
        b: MentionCluster,
        least: float | None = None,
        namesakes: Namesakes = NOBODY,
    ) -> Weighed | None:
        """Weigh a pair to the end, whatever comes of it."""
        weighed = super().weigh(a, b, _ALL, namesakes)
        if weighed is None:
            return None
        whose = (self._person(a), self._person(b))
        if None not in whose:
            features = weighed.features | {
                "bias": 1.0,
                "name": log(max(weighed.bearers, LEAST_BEARERS)),
                f"name: {weighed.relation}": 1.0,
            }
            counts = sqrt(min(len(a.mentions), len(b.mentions)))
            self.noted.append(Lesson(features, whose[0] == whose[1], counts, self.quarter))
        return UNLIKELY if weighed.score < (weights()["undecided"] if least is None else least) else weighed

    def _person(self, profile: MentionCluster) -> str | None:
        """Return the person of most of the mentions that have one."""
        persons = Counter(self._gold[one] for one in profile.mentions if one in self._gold)
        return min(persons, key=lambda one: (-persons[one], one)) if persons else None


def lessons(corpus: Corpus, census: Census, counts: float) -> list[Lesson]:
    """Return what there is to learn from a corpus with the weights as they are, counting `counts` together.

    Only blocks of the half that is not held out are looked at, and only gold that people checked.
    """
    recorder = _Recorder(census, {key: corpus.gold[key] for key in corpus.curated})
    for key, block in learned_blocks(corpus):
        recorder.quarter = quarter(key)
        profiles = [MentionCluster.of(mention) for mention in block]
        chance, namesakes = random.Random(block[0].key), Namesakes(profiles)
        for _ in range(_BY_CHANCE * len(profiles)):
            one, other = chance.sample(profiles, 2)
            if not one.forbids(other):
                recorder.weigh(one, other, None, namesakes)
        Block(profiles, recorder).resolve()
    total = sum(one.counts for one in recorder.noted) or 1.0
    return [replace(one, counts=one.counts * counts / total) for one in recorder.noted]


def learned_blocks(corpus: Corpus) -> Iterator[tuple[str, Sequence[PersonMention]]]:
    """Yield the blocks to learn from, each with its key: of the half for it, and with gold."""
    checked = {block_key(name_of(one)) for one in corpus.mentions if one.key in corpus.curated}
    chosen = [one for one in corpus.concerned() if block_key(name_of(one)) in checked]
    for key, block in blocks_of(chosen):
        if len(block) > 1 and not held_out(key):
            yield key, block
