"""What came of comparing records: groups of records that are one paper, and the links between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from kg.identity.paper_evidence import Verdict

HUMAN_MERGE: Final = "HUMAN-MERGE"
HUMAN_SPLIT: Final = "HUMAN-SPLIT"


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Two records that were compared, and what came of it."""

    a: int
    b: int
    verdict: Verdict


@dataclass(slots=True)
class Clusters:
    """The result: groups of references by their smallest, and the links that were found.

    A record that is in no group is a paper by itself. `joined` are the links that made the groups, those
    that people demand first, then the surest first. `alone` holds the first references of papers
    whose key another paper has taken; `denied` the identifier schemes that a paper must not claim,
    because a different paper states the same value. `versions` are links between two papers that are versions
    of one piece of work, one for each two papers.
    """

    groups: dict[int, list[int]] = field(default_factory=dict)
    weakest: dict[int, Verdict] = field(default_factory=dict)
    joined: list[ComparedPair] = field(default_factory=list)
    undecided: list[ComparedPair] = field(default_factory=list)
    versions: list[ComparedPair] = field(default_factory=list)
    alone: set[int] = field(default_factory=set)
    denied: dict[int, set[str]] = field(default_factory=dict)
