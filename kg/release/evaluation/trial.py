"""The resolver of persons run over a corpus, scored whole and in parts, beside the two usual baselines."""

from __future__ import annotations

import time
from collections.abc import Mapping

from kg.identity.folding import name_key
from kg.identity.persons.blocking import block_key, name_of
from kg.identity.persons.clustering import ClusterJoin
from kg.identity.persons.resolver import resolve_mentions
from kg.identity.persons.surveying import census_of
from kg.release.evaluation.corpus import Corpus
from kg.release.evaluation.divisions import parts_of_persons
from kg.release.evaluation.evaluation import Cost, Evaluation, peak_megabytes, scores
from kg.release.evaluation.held_out import held_out
from kg.release.evaluation.reliability import Judged, reliability


def run_trial(corpus: Corpus) -> Evaluation:
    """Resolve the mentions of a corpus in memory, and score what came of it.

    All mentions are counted, as a build counts them; of a large corpus, only those in blocks of names with
    gold are resolved (`Corpus.concerned`).
    """
    concerned = corpus.concerned()  # before the clock runs: a build does not look for gold
    begun = time.process_time()
    census = census_of(corpus.mentions)
    counted = time.process_time()
    joins: list[ClusterJoin] = []
    resolution = resolve_mentions(concerned, census, joins)
    resolved = time.process_time()
    known = [mention for mention in concerned if mention.key in corpus.gold]
    blocks = {mention.key: block_key(name_of(mention)) for mention in known}
    methods = {
        "kg": {mention.key: resolution.persons.get(mention.key, mention.key) for mention in known},
        "full name": {mention.key: name_key(mention.name) for mention in known},
        "initial and family name": blocks,
    }
    checked = {key for key in blocks if key in corpus.curated and held_out(blocks[key])}
    judged = [Judged(one.a, one.b, one.weighed.confidence, one.weighed.rule) for one in joins]
    return Evaluation(
        corpus=corpus.name,
        of="mentions",
        things="persons",
        number=len(corpus.mentions),
        known=len(corpus.gold),
        whole={
            choice: scores(corpus.gold, keys, methods) for choice, keys in _choices(corpus, blocks).items()
        },
        parts=parts_of_persons(corpus.gold, methods["kg"], known),
        reliability=reliability(judged, corpus.gold, checked),
        clusters=resolution.clusters,
        undecided=resolution.undecided,
        cost=Cost(
            {"counting": counted - begun, "resolving": resolved - counted}, len(concerned), peak_megabytes()
        ),
        notes=corpus.notes,
    )


def _choices(corpus: Corpus, blocks: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the mentions of each choice: all, those of blocks no weight was learned on, curated ones."""
    choices = {"all": list(blocks), "held out": [key for key, block in blocks.items() if held_out(block)]}
    if len(corpus.curated) < len(blocks):
        choices["curated"] = [key for key in choices["all"] if key in corpus.curated]
        choices["curated, held out"] = [key for key in choices["held out"] if key in corpus.curated]
    return choices
