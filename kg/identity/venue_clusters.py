"""Which venues are one, and which volume is of which series: the evidence weighed, people obeyed.

Design, section 4. Pairs are taken in the order of how sure their rule is. Two venues that have ISSNs of their
own and other names stay two, whatever abbreviates what: a journal that changed its name is not its successor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.digests import KNOWN, opaque
from kg.identity.decisions import Decision, Decisions
from kg.identity.paper_clusters import HUMAN_MERGE, HUMAN_SPLIT
from kg.identity.unmeasured import told
from kg.identity.venue_evidence import Finder, Shared
from kg.identity.venue_joint import joint_meetings
from kg.identity.venue_lists import TitleLists, by_lists
from kg.identity.venue_nodes import Nodes, SeriesMention, VenueNode
from kg.identity.venue_pairs import VenuePair
from kg.identity.venue_successors import successors
from kg.identity.venue_together import NOTHING, Together, stated_together
from kg.keys import key_of, split_key
from kg.unions import Unions
from kg.works import FieldDecision, IdentityDecision

_RANKS: Final = ("issnl:", "dblp:", "openalex:", "issn:", "acl-venue:", "name:")
_BY_NUMBER: Final = frozenset({"VENUE-IDENTIFIER", "VENUE-SHARED-PAPERS", "VENUE-NAME"})
NO_LISTS: Final = TitleLists()
_SERIES_NAMED: Final = 0.95
_MOST_OPEN: Final = 5  # doubts of one venue


@dataclass(slots=True)
class VenueClusters:
    """What was found: `same` maps a key to the one that its venue is known by, `series` volumes to series.

    `decisions` are those between venues, `fields` those on the series of volumes, each with the volume's key;
    `joined` are the pairs that made venues one; `former` maps a venue to those that it continues.
    """

    same: dict[str, str] = field(default_factory=dict)
    series: dict[str, list[str]] = field(default_factory=dict)
    decisions: list[IdentityDecision] = field(default_factory=list)
    fields: list[tuple[str, FieldDecision]] = field(default_factory=list)
    joined: list[VenuePair] = field(default_factory=list)
    former: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def final(self, key: str) -> str:
        """Return the key that the venue of a key is known by."""
        return self.same.get(key, key)


class _Unions:
    """Sets of keys that are one venue, and what may not be joined."""

    def __init__(self, nodes: dict[str, VenueNode]) -> None:
        self._nodes, self._unions = nodes, Unions[str](strength)
        self._issns = {key: node.issns for key, node in nodes.items()}
        self._isbns = {key: set(node.isbns) for key, node in nodes.items()}
        self._apart: dict[str, set[str]] = defaultdict(set)

    def root(self, key: str) -> str:
        """Return the key that stands for all that are one with `key`."""
        return self._unions.root(key)

    def part(self, keys: Iterable[str], others: Sequence[str]) -> None:
        """Keep two sets of keys apart for ever."""
        for key in keys:
            for other in others:
                self._apart[key].add(other)
                self._apart[other].add(key)

    def parted(self, a: str, b: str) -> bool:
        """Tell whether people hold that two are not one."""
        mine, other = self.root(a), self.root(b)
        return any(self.root(one) == other for one in self._apart[mine])

    def fits(self, pair: VenuePair) -> bool:
        """Tell whether two may be joined by a rule."""
        a, b = self.root(pair.a), self.root(pair.b)
        apart = self._issns[a] and self._issns[b] and not self._issns[a] & self._issns[b]
        volumes = self._isbns[a] and self._isbns[b] and not self._isbns[a] & self._isbns[b]
        return not self.parted(a, b) and not volumes and (not apart or pair.rule in _BY_NUMBER)

    def join(self, a: str, b: str) -> bool:
        """Join two; False where they were one already."""
        mine, other = sorted((self.root(a), self.root(b)), key=strength)
        if mine == other:
            return False
        self._unions.join(mine, other)
        self._issns[mine] = self._issns[mine] | self._issns[other]
        self._isbns[mine] = self._isbns[mine] | self._isbns[other]
        self._apart[mine] |= self._apart[other]
        return True


def strength(key: str) -> tuple[int, str]:
    """Return the rank of a venue's key, strongest first."""
    return next((place for place, prefix in enumerate(_RANKS) if key.startswith(prefix)), len(_RANKS)), key


def cluster_venues(
    nodes: Nodes,
    shared: Shared,
    decisions: Decisions,
    lists: TitleLists = NO_LISTS,
    together: Together = NOTHING,
) -> VenueClusters:
    """Decide which venues are one, and of which series volumes are.

    `shared` are the places of papers that two venues have in common, `decisions` those of people, `lists`
    those of journals that the publisher brought, `together` the papers whose records state several venues.
    """
    unions, result = _Unions(nodes.nodes), VenueClusters()
    _obey(decisions, nodes, unions, result)
    finder, doubts = Finder(nodes.nodes, shared, unions.root), []
    for step in (
        finder.by_identifier, lambda: by_lists(nodes.nodes, lists), finder.by_papers, finder.by_name,
        finder.by_stated_abbreviation, finder.by_short_title, finder.by_qualifier,
        # again: what abbreviates a title and an abbreviation of it fits one venue once these are one
        finder.by_abbreviation, finder.by_abbreviation,
        finder.by_stated_acronym, finder.by_acronym, finder.by_likeness,
        # again: a third name may be of what two that are one now are called
        lambda: stated_together(nodes, together, lists, unions.root),
        lambda: stated_together(nodes, together, lists, unions.root),
        lambda: joint_meetings(nodes, unions.root),
        lambda: _volumes(nodes, unions.root),
    ):  # fmt: skip
        pairs: list[VenuePair] = list(step())
        for pair in pairs:
            if pair.open or not unions.fits(pair):
                doubts.append(pair)
            elif unions.join(pair.a, pair.b):
                result.decisions.append(_decision(pair, "same", nodes))
                result.joined.append(pair)
    result.same = {key: root for key in nodes.nodes if (root := unions.root(key)) != key}
    result.decisions += _open(doubts, unions, nodes)
    for one in result.decisions:
        one.things = list(
            dict.fromkeys(key_of("venue", result.final(split_key(thing)[1])) for thing in one.things)
        )
    _link(nodes, result)
    for key, before, decision in successors(nodes, lists, result.final):
        result.former[key].append(before)
        result.fields.append((key, decision))
    return result


def _volumes(nodes: Nodes, root: Callable[[str], str]) -> Iterator[VenuePair]:
    """Pair volumes of one series, year, number and part: `ACL 2019` and the 57th meeting's proceedings."""
    found: dict[tuple[object, ...], str] = {}
    for key in sorted(nodes.series):
        node = nodes.nodes[key]
        parts, year = node.parts, _year(node)
        if not node.volume or year is None:
            continue
        for series in nodes.series[key].values():
            if series.kind is None and not parts.joint:
                place = (root(series.key), year, parts.number, (parts.part or "").casefold())
                other = found.setdefault(place, key)
                if other != key:
                    words = f"{nodes.nodes[other].name!r} and {node.name!r} are of one series and of {year}"
                    yield VenuePair(other, key, "VENUE-VOLUME", words)


def _year(node: VenueNode) -> int | None:
    """Return the year of a volume: as its name says, else that of most of its papers."""
    if node.parts.year:
        return node.parts.year
    return min(node.years, key=lambda one: (-node.years[one], one)) if node.years else None


def _obey(decisions: Decisions, nodes: Nodes, unions: _Unions, result: VenueClusters) -> None:
    """Join and part what people decided of venues that are there."""
    for placed, keys, others in decisions.cannot_link("venue"):
        mine = [key for one in keys if (key := one.removeprefix(key_of("venue", ""))) in nodes.nodes]
        theirs = [key for one in others if (key := one.removeprefix(key_of("venue", ""))) in nodes.nodes]
        unions.part(mine, theirs)
        if mine and theirs:
            result.decisions.append(_human(placed.entry, "different", [mine[0], theirs[0]]))
    for placed, keys in decisions.must_link("venue"):
        mine = [key for one in keys if (key := one.removeprefix(key_of("venue", ""))) in nodes.nodes]
        joined = [unions.join(mine[0], key) for key in mine[1:]]
        if any(joined):
            result.decisions.append(_human(placed.entry, "same", mine))


def _human(entry: Decision, outcome: str, keys: Sequence[str]) -> IdentityDecision:
    known = [f"{KNOWN}{one.rpartition('/')[2]}" for one in entry.about] if outcome == "same" else []
    return IdentityDecision(
        name=f"human-venues-{opaque('decision', chr(10).join([outcome, *keys]))}",
        outcome=outcome,
        rule=HUMAN_MERGE if outcome == "same" else HUMAN_SPLIT,
        confidence=1.0,
        things=[key_of("venue", key) for key in (*keys, *known)],
        words=entry.why or "",
        by=entry.by,
    )


def _decision(pair: VenuePair, outcome: str, nodes: Nodes) -> IdentityDecision:
    records = sorted({nodes.nodes[key].record for key in (pair.a, pair.b)})
    return IdentityDecision(
        name=f"venues-{opaque('decision', chr(10).join(sorted((pair.a, pair.b))))}",
        outcome=outcome,
        rule=pair.rule,
        confidence=pair.confidence,
        things=[key_of("venue", key) for key in (pair.a, pair.b)],
        records=records,
        words=told(pair.rule, pair.words),
    )


def _open(doubts: Sequence[VenuePair], unions: _Unions, nodes: Nodes) -> Iterator[IdentityDecision]:
    """Say of each two venues that may be one, and were not joined, why they may."""
    seen: dict[tuple[str, ...], VenuePair] = {}
    counts: dict[str, int] = defaultdict(int)
    for pair in doubts:
        ends = tuple(sorted((unions.root(pair.a), unions.root(pair.b))))
        if ends[0] == ends[1] or ends in seen or unions.parted(*ends):
            continue
        if max(counts[one] for one in ends) < _MOST_OPEN:
            seen[ends] = pair
            for one in ends:
                counts[one] += 1
    for pair in seen.values():
        yield _decision(VenuePair(pair.a, pair.b, pair.rule, pair.words, open=True), "undecided", nodes)


def _link(nodes: Nodes, result: VenueClusters) -> None:
    """Say of which series each volume is, and where no source states it, by which rule that is known."""
    linked: dict[str, dict[str, SeriesMention]] = defaultdict(dict)
    for key, found in sorted(nodes.series.items()):
        for one in found.values():
            if (series := result.final(one.key)) != result.final(key):
                linked[result.final(key)].setdefault(series, one)
    for volume, several in sorted(linked.items()):
        result.series[volume] = sorted(several)
        named = [key for key, one in sorted(several.items()) if one.rule != "VENUE-SERIES-STATED"]
        for number, key in enumerate(named, 1):
            words = told("VENUE-SERIES", f"its name says which one of {nodes.nodes[key].name!r} it is")
            result.fields.append((volume, FieldDecision(
                f"series-{number}", "schema:isPartOf", "VENUE-SERIES", _SERIES_NAMED,
                [nodes.nodes[volume].record], [], words,
            )))  # fmt: skip
