"""The gold that weights are learned from, and how much each corpus counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.release.evaluation.acl import acl_anthology
from kg.release.evaluation.corpus import Corpus
from kg.release.evaluation.orcid import orcid_clusters
from kg.release.evaluation.records import persons_of_records


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus: where it lies in the folder of corpora, how it is read, and how much its lessons count."""

    name: str
    place: str
    load: Callable[[Path, int | None], Corpus]
    counts: float

    def read(self, corpora: Path, blocks: int | None) -> Corpus:
        """Read it, or a sample of so many blocks of names."""
        return self.load(corpora / self.place, blocks)


SOURCES: Final = (
    Source("physics (INSPIRE, Wang)", "identity-wang", persons_of_records, 20_000),
    Source("computer science (OpenReview)", "identity-openreview", persons_of_records, 20_000),
    Source("linguistics (ACL)", "acl-anthology/acl-anthology-2021.tar.gz", acl_anthology, 10_000),
    Source("all fields (ORCID)", "identity-orcid", orcid_clusters, 6_000),
)
"""Fields count about alike, however large; less where the gold is small or hardly in doubt."""
