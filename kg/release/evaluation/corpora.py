"""The corpora that `kg evaluate` knows: how each is read, and which resolver is tried on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from kg.errors import UsageError
from kg.release.evaluation.acl import acl_anthology
from kg.release.evaluation.evaluation import Evaluation
from kg.release.evaluation.orcid import orcid_clusters
from kg.release.evaluation.organisations import identified_affiliations, run_affiliations
from kg.release.evaluation.pairs import paper_pairs
from kg.release.evaluation.paper_trial import run_pairs
from kg.release.evaluation.papers import paper_twins
from kg.release.evaluation.records import persons_of_records
from kg.release.evaluation.trial import run_trial
from kg.release.evaluation.venues import run_venues, venue_corpus


@dataclass(frozen=True, slots=True)
class Gold:
    """A kind of corpus: `load` makes of a path what `score` tries.

    `takes` are the further arguments of `load`: `gold`, a table elsewhere than beside the records, and
    `blocks`, the number of blocks of names in a sample.
    """

    load: Callable[..., Any]
    score: Callable[[Any], Evaluation]
    takes: frozenset[str] = frozenset()


_PERSONS: Final = frozenset({"gold", "blocks"})
_PAIRS: Final = frozenset({"gold"})

CORPORA: Final[dict[str, Gold]] = {
    "acl": Gold(acl_anthology, run_trial, frozenset({"blocks"})),
    "orcid": Gold(orcid_clusters, run_trial, frozenset({"blocks"})),
    "openreview": Gold(
        partial(persons_of_records, name="authors with OpenReview profiles"), run_trial, _PERSONS
    ),
    "wang": Gold(partial(persons_of_records, name="INSPIRE, authors called Wang"), run_trial, _PERSONS),
    "persons": Gold(persons_of_records, run_trial, _PERSONS),
    "dblp-acm": Gold(partial(paper_pairs, name="DBLP and ACM"), run_pairs, _PAIRS),
    "cora": Gold(partial(paper_pairs, name="Cora, references as written"), run_pairs, _PAIRS),
    "pairs": Gold(paper_pairs, run_pairs, _PAIRS),
    "papers": Gold(paper_twins, run_pairs),
    "venues": Gold(venue_corpus, run_venues),
    "organisations": Gold(identified_affiliations, run_affiliations),
}
"""By the name that `--corpus` takes. A new one is a line here."""


def evaluate(corpus: str, path: Path, *, gold: Path | None = None, blocks: int | None = None) -> Evaluation:
    """Try the resolver on the corpus of a name, that lies at `path`.

    Raises:
        UsageError: the corpus has no such option, or no such name.
        InputError: it cannot be read.
    """
    if (kind := CORPORA.get(corpus)) is None:
        raise UsageError(f"there is no corpus {corpus!r}; there are {', '.join(CORPORA)}")
    given = {name: value for name, value in (("gold", gold), ("blocks", blocks)) if value is not None}
    if unknown := sorted(given.keys() - kind.takes):
        raise UsageError(f"the corpus {corpus!r} takes no --{unknown[0]}")
    return kind.score(kind.load(path, **given))
