"""How right the resolvers of this version are, on public gold: the figures that ship with the package.

`scores.json` is written by `python -m tests.bench.scores`, which runs `kg evaluate` on each corpus. A score
belongs to the weights it was made with; `is_stale` tells whether these have changed since.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter

_PATH: Final = Path(__file__).with_name("scores.json")
_IDENTITY: Final = Path(__file__).resolve().parent.parent / "identity"
WEIGHTS: Final = {
    "persons": ("persons/weights.json",),
    "papers": ("paper_weights.json",),
    "venues": (
        "venue_clusters.py", "venue_evidence.py", "venue_joint.py", "venue_nodes.py", "venue_pairs.py",
        "venue_words.py",
        "../repair/meeting_acronyms.py", "../repair/venue_parts.py", "../repair/volume_words.py",
    ),
}  # fmt: skip
"""Where the weights stand of the resolver of each kind of thing, below `kg/identity`; of venues the rules."""


class ManifestPart(BaseModel):
    """A part of a manifest: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Band(ManifestPart):
    """Joins of one band of confidence, on held-out gold: how many, the share that is right, their mean."""

    name: str
    joins: int
    share: float
    confidence: float


class PublicScore(ManifestPart):
    """The score on one corpus, of what no weight was learned on (`held out`); of venues on the whole of it.

    `known` mentions or records (`of`) of it count; `precision`, `recall` and `f1` are B³; `beside` has
    the F1 of simpler methods. `date`, `version` (of kg) and `weights` (SHA-256) say what was tried, and when.
    """

    corpus: str
    name: str
    things: str
    of: str
    known: int
    precision: float
    recall: float
    f1: float
    pair_f1: float
    beside: dict[str, float]
    undecided: int
    calibration: tuple[Band, ...]
    date: str
    version: str
    weights: str

    @property
    def is_stale(self) -> bool:
        """Tell whether the weights are others than those that were tried."""
        return self.weights != weights_digest(self.things)

    @property
    def words(self) -> str:
        """Return the score as a sentence."""
        beside = ", ".join(f"{value:.3f} by {method} alone" for method, value in self.beside.items())
        seen = (
            "at which the makers of the rules looked"
            if self.things == "venues"
            else "on which no weight was learned"
        )
        return (
            f"{self.name}: B³ F1 of {self.things} {self.f1:.3f} (precision {self.precision:.3f}, recall"
            f" {self.recall:.3f}) over {self.known:,} {self.of} {seen}; {beside};"
            f" tried on {self.date} with kg {self.version}"
        )


_SCORES: Final = TypeAdapter(tuple[PublicScore, ...])


@cache
def public_scores() -> tuple[PublicScore, ...]:
    """Return the scores that this version ships, by the name of the corpus."""
    return _SCORES.validate_json(_PATH.read_bytes())


def write_scores(scores: tuple[PublicScore, ...]) -> None:
    """Write the file that ships."""
    ordered = tuple(sorted(scores, key=lambda one: one.corpus))
    _PATH.write_bytes(_SCORES.dump_json(ordered, indent=1) + b"\n")


def weights_digest(things: str) -> str:
    """Return the SHA-256 of the weights, or the rules, of the resolver of a kind of thing."""
    digest = hashlib.sha256()
    for name in WEIGHTS[things]:
        digest.update((_IDENTITY / name).read_bytes())
    return digest.hexdigest()
