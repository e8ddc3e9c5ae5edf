"""The resolver of papers run over records whose papers are known, beside title, and title and year."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from kg.identity.folding import title_key
from kg.identity.paper_clusters import Clusters
from kg.identity.papers import resolve_papers
from kg.records import WorkRecord
from kg.release.evaluation.divisions import parts_of_papers
from kg.release.evaluation.evaluation import Cost, Evaluation, peak_megabytes, scores
from kg.release.evaluation.held_out import held_out
from kg.release.evaluation.pairs import PaperCorpus
from kg.release.evaluation.reliability import Judged, reliability

_MEANING = (
    "one paper is here what the gold calls one, whatever its editions; kg's is a Work, which may have several"
)


@dataclass(slots=True)
class JoinedPapers:
    """What came of it: clusters of records by their places, and seconds of processor time."""

    clusters: Clusters
    seconds: float


def join_papers(records: Sequence[WorkRecord]) -> JoinedPapers:
    """Find in memory which records are of one paper."""
    begun = time.process_time()
    clusters = resolve_papers(records)
    return JoinedPapers(clusters, time.process_time() - begun)


def run_pairs(corpus: PaperCorpus) -> Evaluation:
    """Join the records of a corpus, and score what came of it."""
    records = {str(place): one for place, one in enumerate(corpus.records)}
    joined = join_papers(corpus.records)
    peak = peak_megabytes()
    gold = {key: corpus.gold[int(key)] for key in records}
    titles = {key: title_key(one.title or "") or f"untitled {key}" for key, one in records.items()}
    found = {key: key for key in records}
    found |= {str(one): str(root) for root, group in joined.clusters.groups.items() for one in group}
    methods = {
        "kg": found,
        "title": titles,
        "title and year": {key: f"{titles[key]} {one.year}" for key, one in records.items()},
    }
    sides = {key: corpus.sides[int(key)] for key in records} if corpus.sides else None
    apart = [key for key in records if held_out(gold[key])]
    judged = [
        Judged(str(link.a), str(link.b), link.verdict.confidence, link.verdict.rule)
        for link in joined.clusters.joined
    ]
    return Evaluation(
        corpus=corpus.name,
        of="records",
        things="papers",
        number=len(records),
        known=len(records),
        whole={
            "all": scores(gold, list(records), methods, sides),
            "held out": scores(gold, apart, methods, sides),
        },
        parts=parts_of_papers(gold, found, corpus.records, titles, sides),
        reliability=reliability(judged, gold, set(apart)),
        clusters=len(set(found.values())),
        undecided=len(joined.clusters.undecided),
        cost=Cost({"resolving": joined.seconds}, len(records), peak),
        notes=[_MEANING, *corpus.notes],
    )
