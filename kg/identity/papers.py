"""Which records are of one paper: clusters of records, and the decisions that made them.

Records are compared only where they share a key (`kg.identity.keys`); identifiers are taken
before texts, sure pairs before less sure ones, and a pair is refused where it would put two papers
together that were found to be different. Only records that share a key take memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from kg.identity.dates import public_date
from kg.identity.evidence import Verdict, compare
from kg.identity.keys import identifiers, key_rank, mint_key
from kg.records import WorkRecord

Fetch = Callable[[int], WorkRecord]

HUMAN_MERGE: Final = "HUMAN-MERGE"
HUMAN_SPLIT: Final = "HUMAN-SPLIT"

# A block of up to so many records is compared pair by pair; a larger one (thousands of papers
# called "Editorial") is sorted by first author and year and each record compared with its neighbours.
_ALL_PAIRS: Final = 12
_WINDOW: Final = 6


@dataclass(frozen=True, slots=True)
class Link:
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
    because a different paper states the same value.
    """

    groups: dict[int, list[int]] = field(default_factory=dict)
    weakest: dict[int, Verdict] = field(default_factory=dict)
    joined: list[Link] = field(default_factory=list)
    undecided: list[Link] = field(default_factory=list)
    alone: set[int] = field(default_factory=set)
    denied: dict[int, set[str]] = field(default_factory=dict)


class PaperResolver:
    """Takes blocks of references and joins those that are of one paper."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._parent: dict[int, int] = {}
        self._identity: dict[int, set[str]] = {}
        self._links: dict[tuple[int, int], Link] = {}
        self._blocks: list[list[int]] = []
        self._must: list[Link] = []
        self._apart: dict[int, set[int]] = {}
        self._bound: dict[int, set[int]] = {}

    def add(self, block: Iterable[int]) -> None:
        """Compare the records of one block."""
        members = sorted(block)
        self._blocks.append(members)
        for a, b in self._pairs(members):
            if (a, b) not in self._links:
                self._links[a, b] = Link(a, b, compare(self._fetch(a), self._fetch(b)))

    def must_link(self, members: Sequence[int], why: str) -> None:
        """Hold that records are of one paper, whatever speaks against it."""
        first = min(members)
        verdict = Verdict(1.0, HUMAN_MERGE, why)
        self._must += [Link(first, other, verdict) for other in sorted(members) if other != first]
        self._blocks.append(sorted(members))

    def cannot_link(self, some: Iterable[int], others: Iterable[int]) -> None:
        """Hold that no record of `some` is of one paper with one of `others`."""
        mine, theirs = set(some), set(others)
        for side, other in ((mine, theirs), (theirs, mine)):
            for reference in side:
                self._apart.setdefault(reference, set()).update(other)
                self._bound.setdefault(reference, set()).add(reference)

    def parted(self, a: int, b: int) -> bool:
        """Tell whether the clusters of two records must not be joined, by `cannot_link`."""
        mine, other = self._root(a), self._root(b)
        return any(self._apart[one] & self._bound.get(other, set()) for one in self._bound.get(mine, ()))

    def _pairs(self, members: list[int]) -> Iterable[tuple[int, int]]:
        if len(members) <= _ALL_PAIRS:
            return combinations(members, 2)
        ordered = sorted(members, key=self._neighbourhood)
        near = set()
        for place, a in enumerate(ordered):
            near |= {(min(a, b), max(a, b)) for b in ordered[place + 1 : place + 1 + _WINDOW]}
        return sorted(near)

    def _neighbourhood(self, reference: int) -> tuple[str, str, int]:
        record = self._fetch(reference)
        first = record.authors[0].name if record.authors else ""
        return (first, public_date(record) or "", reference)

    def resolve(self) -> Clusters:
        """Join what was found to be the same, surest first, and return the clusters."""
        result = Clusters()
        links = sorted(self._links.values(), key=lambda link: (-link.verdict.confidence, link.a, link.b))
        joined = result.joined
        for link in self._must:
            a, b = self._root(link.a), self._root(link.b)
            if a == b or self._join(a, b, link):
                joined.append(link)
        open_links: list[Link] = []
        for link in links:
            outcome = link.verdict.outcome
            a, b = self._root(link.a), self._root(link.b)
            if outcome == "same" and (a == b or self._join(a, b, link)):
                joined.append(link)
            elif (outcome != "different" or link.verdict.shared) and a != b:
                open_links.append(link)
        for reference in sorted(self._parent):
            root = self._root(reference)
            result.groups.setdefault(root, []).append(reference)
        result.groups = {root: group for root, group in result.groups.items() if len(group) > 1}
        for link in joined:  # the surest first, so the last one that is written is the weakest
            result.weakest[self._root(link.a)] = link.verdict
        # what another link joined after all is no longer undecided
        result.undecided = [link for link in open_links if self._root(link.a) != self._root(link.b)]
        for link in result.undecided:
            if link.verdict.shared:
                later = max(self._root(link.a), self._root(link.b))
                result.denied.setdefault(later, set()).update(link.verdict.shared)
        result.alone = self._collisions(result.groups)
        return result

    def root(self, reference: int) -> int:
        """Return the smallest reference of the cluster that `reference` is in."""
        return self._root(reference)

    def _root(self, reference: int) -> int:
        parent = self._parent
        root = reference
        while parent.get(root, root) != root:
            root = parent[root]
        while parent.get(reference, reference) != root:
            parent[reference], reference = root, parent[reference]
        return root

    def _join(self, a: int, b: int, link: Link) -> bool:
        """Join two clusters, unless their e-prints differ and nothing but a third record links them."""
        if self._apart and self.parted(a, b):
            return False
        mine, other = self._eprints(a), self._eprints(b)
        sure = link.verdict.rule in ("SAME-IDENTIFIER", HUMAN_MERGE)
        if mine and other and not mine & other and not sure:
            return False
        keep, drop = min(a, b), max(a, b)
        self._parent.setdefault(keep, keep)
        self._parent[drop] = keep
        self._identity[keep] = mine | other
        if drop in self._bound:
            self._bound.setdefault(keep, set()).update(self._bound[drop])
        return True

    def _eprints(self, root: int) -> set[str]:
        if root not in self._identity:
            self._identity[root] = {
                value for scheme, value in identifiers(self._fetch(root)) if scheme == "arxiv"
            }
        return self._identity[root]

    def _collisions(self, groups: Mapping[int, Sequence[int]]) -> set[int]:
        """Return the first references of papers whose title key an earlier, different paper has."""
        taken: dict[str, int] = {}
        alone: set[int] = set()
        roots = sorted({self._root(reference) for block in self._blocks for reference in block})
        for root in roots:
            members = groups.get(root, [root])
            key = min((mint_key(self._fetch(one), "") for one in members), key=key_rank)
            if not key.startswith("record:") and taken.setdefault(key, root) != root:
                alone.add(root)
        return alone
