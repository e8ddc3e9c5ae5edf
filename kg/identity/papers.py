"""Which records are of one paper: clusters of records, and the decisions that made them.

Records are compared only where they share a key (`kg.identity.blocking_keys`, `kg.identity.nearness`);
identifiers are taken before texts, sure pairs before less sure ones, and a pair is refused where it would put
two papers together that were found to be different. Only records that share a key take
memory.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Final

from kg.identity.blocking_keys import hashed, identifiers, meeting_keys
from kg.identity.collisions import collisions
from kg.identity.comparable import Comparable
from kg.identity.dates import public_date
from kg.identity.folding import title_key
from kg.identity.linkage import Linkage
from kg.identity.nearness import MOST, acquainted, near_keys, sketch
from kg.identity.paper_clusters import HUMAN_MERGE, Clusters, ComparedPair
from kg.identity.paper_evidence import UNDECIDED, Verdict, verdict_on
from kg.identity.title_census import NO_CENSUS, TitleCensus, census, marks_of
from kg.records import WorkRecord
from kg.unions import Unions

Fetch = Callable[[int], WorkRecord]
Sketch = Callable[[int], int]
Weigh = Callable[[int, int], Verdict]

# A block of up to so many records is compared pair by pair; of a larger one, up to `MOST`, only pairs that
# may have an author in common; a still larger one (thousands of papers called "Editorial") is sorted by first
# author and year and each record compared with its neighbours.
_ALL_PAIRS: Final = 12
_WINDOW: Final = 6
_NEAR_WINDOW: Final = 3
# pairs that are known to have been compared; what is forgotten is compared again
_REMEMBERED: Final = 1 << 20
_SELDOM: Final = 4  # a form of a title that is stated so many times less often is a slip of the pen
_VERSIONS: Final = 0.0003  # how likely two versions are one paper where clusters are weighed as wholes


def weighing(fetch: Fetch, census: TitleCensus = NO_CENSUS) -> Weigh:
    """Return what compares two records by reference, in the light of a census of titles."""
    taken = cache(lambda reference: Comparable.of(fetch(reference)))
    return lambda a, b: verdict_on(taken(a), taken(b), census)


class PaperResolver:
    """Takes blocks of references and joins those that are of one paper."""

    def __init__(self, fetch: Fetch, sketch: Sketch = lambda _: 0, weigh: Weigh | None = None) -> None:
        """Take records by reference from `fetch`.

        `sketch` tells which records cannot have an author in common (`kg.identity.nearness.sketch`), `weigh`
        compares two (without it, in the light of no census).
        """
        self._fetch = fetch
        self._sketch = sketch
        self._weigh = weigh or weighing(fetch)
        self._parent: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._identity: dict[int, set[str]] = {}
        self._links: dict[tuple[int, int], ComparedPair] = {}
        self._compared: set[tuple[int, int]] = set()
        self._against = array("Q"), array("f")
        self._blocks: list[list[int]] = []
        self._must: list[ComparedPair] = []
        self._apart: dict[int, set[int]] = {}
        self._bound: dict[int, set[int]] = {}

    def add(self, block: Iterable[int]) -> None:
        """Compare the records of one block: those that share a key of `kg.identity.blocking_keys`."""
        members = sorted(block)
        self._blocks.append(members)
        if len(members) <= _ALL_PAIRS:
            pairs: Iterable[tuple[int, int]] = combinations(members, 2)
        else:
            pairs = self._acquainted(members) if len(members) <= MOST else self._neighbours(members)
        for a, b in pairs:
            self._compare(a, b)

    def add_near(self, block: Iterable[int]) -> None:
        """Compare records that share a key of `kg.identity.nearness`, unless too many do."""
        members = sorted(block)
        if len(members) <= _ALL_PAIRS:
            for a, b in self._acquainted(members):
                self._compare(a, b)
        elif len(members) <= MOST:
            # equal lists of authors stand side by side, and so do most records of one paper
            known = sorted((self._sketch(one), one) for one in members)
            for place, (mine, a) in enumerate(known):
                for other, b in known[place + 1 : place + 1 + _NEAR_WINDOW]:
                    if acquainted(mine, other):
                        self._compare(min(a, b), max(a, b))

    def _compare(self, a: int, b: int) -> None:
        if (a, b) in self._links or (a, b) in self._compared:
            return
        verdict = self._weigh(a, b)
        if verdict.outcome != "different" or verdict.shared or verdict.versions:
            self._links[a, b] = ComparedPair(a, b, verdict)
        else:
            if len(self._compared) >= _REMEMBERED:
                self._compared.clear()
            self._compared.add((a, b))
            self._against[0].extend((a, b))
            self._against[1].append(verdict.weighed)

    def must_link(self, members: Sequence[int], why: str) -> None:
        """Hold that records are of one paper, whatever speaks against it."""
        first = min(members)
        verdict = Verdict(1.0, HUMAN_MERGE, why)
        self._must += [ComparedPair(first, other, verdict) for other in sorted(members) if other != first]
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

    def _acquainted(self, members: list[int]) -> Iterator[tuple[int, int]]:
        """Yield the pairs of which it is not known that they have no author in common."""
        known = [(one, self._sketch(one)) for one in members]
        for (a, mine), (b, other) in combinations(known, 2):
            if acquainted(mine, other):
                yield a, b

    def _neighbours(self, members: list[int]) -> Iterator[tuple[int, int]]:
        ordered = sorted(members, key=self._neighbourhood)
        near = set()
        for place, a in enumerate(ordered):
            near |= {(min(a, b), max(a, b)) for b in ordered[place + 1 : place + 1 + _WINDOW]}
        yield from sorted(near)

    def _neighbourhood(self, reference: int) -> tuple[str, str, int]:
        record = self._fetch(reference)
        first = record.authors[0].name if record.authors else ""
        return (first, public_date(record) or "", reference)

    def resolve(self) -> Clusters:
        """Join what was found to be the same, surest first, and return the clusters."""
        result = Clusters()
        links = sorted(self._links.values(), key=lambda link: (-link.verdict.weighed, link.a, link.b))
        linkage = self._linkage(links)
        joined = result.joined
        for link in self._must:
            a, b = self._root(link.a), self._root(link.b)
            if a == b or self._join(a, b, link, linkage):
                joined.append(link)
        open_links: list[ComparedPair] = []
        for link in links:
            outcome = link.verdict.outcome
            a, b = self._root(link.a), self._root(link.b)
            if outcome == "same" and (a == b or self._join(a, b, link, linkage)):
                joined.append(link)
            elif (outcome != "different" or link.verdict.shared or link.verdict.versions) and a != b:
                open_links.append(self._doubted(link, a, b))
        for reference in sorted(self._parent):
            root = self._root(reference)
            result.groups.setdefault(root, []).append(reference)
        result.groups = {root: group for root, group in result.groups.items() if len(group) > 1}
        for link in joined:  # the surest first, so the last one that is written is the weakest
            result.weakest[self._root(link.a)] = link.verdict
        # what another link joined after all is no longer undecided
        left = [link for link in open_links if self._root(link.a) != self._root(link.b)]
        apart = [one for one in left if one.verdict.versions and one.verdict.outcome == "different"]
        versions = {self._ends(link): link for link in reversed(apart)}
        result.versions = list(versions.values())
        # a record that fits both versions leaves nothing open between them
        result.undecided = [link for link in left if self._ends(link) not in versions]
        for link in left:
            if link.verdict.shared:
                later = max(self._root(link.a), self._root(link.b))
                result.denied.setdefault(later, set()).update(link.verdict.shared)
        roots = sorted({self._root(reference) for block in self._blocks for reference in block})
        papers = ((root, list(map(self._fetch, result.groups.get(root, [root])))) for root in roots)
        result.alone = collisions(papers, result.denied)
        return result

    def _linkage(self, links: list[ComparedPair]) -> Linkage:
        """Return what is known between records that links might bring together."""
        unions = Unions[int]()
        for link in links:
            if link.verdict.outcome == "same":
                unions.join(link.a, link.b)
        first, linkage = unions.root, Linkage()
        linkage.learn(
            (link.a, link.b, _VERSIONS if link.verdict.versions else link.verdict.weighed)
            for link in links
            if first(link.a) == first(link.b)
        )
        ends, confidences = self._against
        against = {
            (a, b): confidence
            for a, b, confidence in zip(ends[::2], ends[1::2], confidences, strict=True)
            if first(a) == first(b)
        }
        linkage.learn((a, b, confidence) for (a, b), confidence in against.items())
        return linkage

    def _ends(self, link: ComparedPair) -> tuple[int, int]:
        """Return the first records of the two papers that a link is between, in order."""
        a, b = self._root(link.a), self._root(link.b)
        return min(a, b), max(a, b)

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

    def _join(self, a: int, b: int, link: ComparedPair, linkage: Linkage) -> bool:
        """Join two clusters, unless more speaks against it, or two e-prints are linked by a third record."""
        if self._apart and self.parted(a, b):
            return False
        mine, other = self._eprints(a), self._eprints(b)
        sure = link.verdict.rule in ("SAME-IDENTIFIER", HUMAN_MERGE)
        if not sure and ((mine and other and not mine & other) or not linkage.favours(a, b)):
            return False
        if link.verdict.reworded and self._titled_apart(a, b):
            return False
        keep, drop = min(a, b), max(a, b)
        self._parent.setdefault(keep, keep)
        self._parent[drop] = keep
        self._identity[keep] = mine | other
        self._members.setdefault(keep, [keep]).extend(self._members.pop(drop, [drop]))
        linkage.join(keep, drop)
        if drop in self._bound:
            self._bound.setdefault(keep, set()).update(self._bound[drop])
        return True

    def _doubted(self, link: ComparedPair, a: int, b: int) -> ComparedPair:
        """Return a link with what speaks against it beside the two records themselves."""
        verdict = link.verdict
        if verdict.outcome != "same" or not verdict.reworded or not self._titled_apart(a, b):
            return link
        words = f"{verdict.words}; but several records state each of both titles"
        return ComparedPair(
            link.a, link.b, replace(verdict, confidence=UNDECIDED, weighed=UNDECIDED, words=words)
        )

    def _titled_apart(self, a: int, b: int) -> bool:
        """Tell whether two clusters have titles of their own, each of which several records state alike.

        What is stated often once and seldom in the other form is one title that some got wrong.
        """
        mine, other = (
            Counter(title_key(self._fetch(one).title or "") for one in self._members.get(root, [root]))
            for root in (a, b)
        )
        least, most = sorted((max(mine.values()), max(other.values())))
        return mine.keys().isdisjoint(other) and least > 1 and least * _SELDOM > most

    def _eprints(self, root: int) -> set[str]:
        if root not in self._identity:
            self._identity[root] = {
                value for scheme, value in identifiers(self._fetch(root)) if scheme == "arxiv"
            }
        return self._identity[root]


def resolve_papers(records: Sequence[WorkRecord]) -> Clusters:
    """Resolve records that are all in memory; their places in the sequence are the references."""
    sketches = [sketch(one) for one in records]
    weigh = weighing(records.__getitem__, census(marks_of(records)))
    resolver = PaperResolver(records.__getitem__, sketches.__getitem__, weigh)
    exact: dict[int, set[int]] = {}
    near: dict[int, set[int]] = {}
    for reference, one in enumerate(records):
        for key in meeting_keys(one):
            exact.setdefault(hashed(key), set()).add(reference)
        for key in near_keys(one):
            near.setdefault(hashed(key), set()).add(reference)
    for blocks, add in ((exact, resolver.add), (near, resolver.add_near)):
        for _, members in sorted(blocks.items()):
            if len(members) > 1:
                add(members)
    return resolver.resolve()
