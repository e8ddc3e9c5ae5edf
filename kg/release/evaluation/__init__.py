"""How well persons are told apart and joined: gold sets, runs of the resolver over them, and tables."""

from kg.release.evaluation.corpora import Corpus, acl_anthology, openreview, orcid_clusters
from kg.release.evaluation.gold import read_gold
from kg.release.evaluation.papers import PaperTrial, paper_records, run_paper_trial
from kg.release.evaluation.trial import Trial, held_out, run_trial

__all__ = [
    "Corpus",
    "PaperTrial",
    "Trial",
    "acl_anthology",
    "held_out",
    "openreview",
    "orcid_clusters",
    "paper_records",
    "read_gold",
    "run_paper_trial",
    "run_trial",
]
