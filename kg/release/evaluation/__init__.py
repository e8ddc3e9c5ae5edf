"""How well persons and papers are told apart and joined: gold sets, and runs of the resolvers over them."""

from kg.release.evaluation.acl import acl_anthology, acl_records
from kg.release.evaluation.corpora import CORPORA, evaluate
from kg.release.evaluation.corpus import Corpus
from kg.release.evaluation.evaluation import Evaluation, score_to_json
from kg.release.evaluation.gold import read_gold
from kg.release.evaluation.held_out import held_out
from kg.release.evaluation.orcid import orcid_clusters
from kg.release.evaluation.pairs import PaperCorpus, paper_pairs
from kg.release.evaluation.paper_trial import join_papers, run_pairs
from kg.release.evaluation.papers import paper_twins
from kg.release.evaluation.records import persons_of_records
from kg.release.evaluation.trial import run_trial

__all__ = [
    "CORPORA",
    "Corpus",
    "Evaluation",
    "PaperCorpus",
    "acl_anthology",
    "acl_records",
    "evaluate",
    "held_out",
    "join_papers",
    "orcid_clusters",
    "paper_pairs",
    "paper_twins",
    "persons_of_records",
    "read_gold",
    "run_pairs",
    "run_trial",
    "score_to_json",
]
