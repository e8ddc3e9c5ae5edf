"""Venues that records of the same papers state, each in the place of the other, where no page tells.

Lists of one conference call it by names of their own: `SIGMOD Conference`, `International Conference on
Management of Data`. Records that other evidence shows to be of one paper then state both, paper by paper.
That says that two names are of one venue where nearly all papers of either have the other, in one year and at
no two places, and where both are of one kind, or one name stands for the other. A preprint server, a series
of proceedings, a database or a publisher stands beside a venue as well, and is not the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final, NamedTuple

from kg.identity.folding import title_key
from kg.identity.venue_apart import of_other_meetings, of_other_parts
from kg.identity.venue_kinds import agreed
from kg.identity.venue_lists import TitleLists
from kg.identity.venue_nodes import Nodes, VenueNode
from kg.identity.venue_pairs import VenuePair
from kg.identity.venue_words import GENERIC, abbreviates, acronyms_of, forms_of, without_qualifier, words_of
from kg.kinds import VenueKind
from kg.repair.meeting_acronyms import joint

RULE: Final = "VENUE-STATED-TOGETHER"
_MANY: Final = 20
"""Papers that must state both where the kind alone says that they may be one."""
_SEVERAL: Final = 5
"""Papers that must state both where one name stands for the other."""
_NEARLY_ALL: Final = 0.9
_YEARS: Final = 1  # between records of one paper: one has the year in which it was printed
_KINDS: Final[frozenset[VenueKind]] = frozenset({"journal", "magazine", "conference-series"})
_ONE: Final = frozenset({"dblp", "openalex", "acl-venue", "issnl"})
"""Schemes of which no venue has two identifiers."""
_NO_VENUES: Final = frozenset("""
    acmdigitallibrary acmdl acm ieeexplore ieee springer springerlink springernature springerverlag elsevier
    sciencedirect wiley wileyonlinelibrary tandfonline taylorfrancis sage mdpi frontiers plos pubmed medline
    pubmedcentral europepmc scopus webofscience dblp inspire inspirehep googlescholar semanticscholar
    researchgate jstor projectmuse crossref datacite openreview openreviewnet aclanthology neliti hindawi
    cambridgeuniversitypress oxforduniversitypress degruyter worldscientific iop iopscience aip scitation
""".split())  # fmt: skip  # noqa: SIM905
"""Folded names of databases and publishers, which some records give in the place of a venue."""
Root = Callable[[str], str]


class StatedPlace(NamedTuple):
    """Where one record of a paper says that it appeared: key of the venue, the document, place."""

    key: str
    document: str
    volume: str = ""
    page: str = ""
    year: str = ""

    def differs(self, other: StatedPlace) -> bool:
        """Tell whether two records state places that are not one: another volume, page or year."""
        if self.year and other.year and abs(int(self.year) - int(other.year)) > _YEARS:
            return True
        places = ((self.volume, other.volume), (self.page, other.page))
        return any(one and two and one != two for one, two in places)


class Together:
    """Papers of several records, counted by the venues that these state, and by which of them differ."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[tuple[tuple[str, str], ...], frozenset[tuple[str, str]]]] = Counter()

    def add(self, stated: Sequence[StatedPlace]) -> None:
        """Take in what the records of one paper state."""
        said = tuple(sorted({(one.key, one.document) for one in stated}))
        if len({key for key, _ in said}) > 1:
            pairs = combinations(sorted(stated, key=lambda one: one.key), 2)
            unlike = frozenset((a.key, b.key) for a, b in pairs if a.key != b.key and a.differs(b))
            self.counts[said, unlike] += 1


NOTHING: Final = Together()


def stated_together(nodes: Nodes, together: Together, lists: TitleLists, root: Root) -> Iterator[VenuePair]:
    """Pair venues of which nearly all papers that records of both lists have state the other, too."""
    tally = _PaperTally(nodes, together, root)
    several = [pair for pair, count in sorted(tally.both.items()) if count >= _SEVERAL]
    known = tally.known() if several else {}
    for a, b in several:
        one, two = known[a], known[b]
        count, of_a, of_b = tally.both[a, b], tally.papers(a, b), tally.papers(b, a)
        short = one.stands_for(two) or two.stands_for(one)
        alike = short or one.same_words(two)
        if count < _NEARLY_ALL * max(of_a, of_b) or count < (_SEVERAL if alike else _MANY):
            continue
        if one.apart(two, short=short) or one.before(two, lists) or two.before(one, lists):
            continue
        words = (
            f"{count:,} of {of_a:,} papers of {one.node.name!r} that a list has under another name are of "
            f"{two.node.name!r} there, and {count:,} of {of_b:,} the other way"
        )
        decided = alike or one.kind == two.kind is not None
        unknown = "" if decided else ", but nothing shows that both are of one kind"
        yield VenuePair(one.node.key, two.node.key, RULE, words + unknown, open=not decided)


@dataclass(slots=True)
class _Candidate:
    """What is known of a venue: how it is called most where papers are joined, its identifiers and kind."""

    node: VenueNode
    identifiers: set[tuple[str, str]] = field(default_factory=set)
    votes: Counter[frozenset[VenueKind]] = field(default_factory=Counter)
    kind: VenueKind | None = None

    def apart(self, other: _Candidate, *, short: bool) -> bool:
        """Tell whether two are not one venue, however many papers have both; `short`: see `stands_for`."""
        kinds = {self.kind, other.kind} - {None}
        if len(kinds) > 1 or kinds - _KINDS:
            return True
        if any(title_key(name) in _NO_VENUES for one in (self, other) for name in one.node.names):
            return True
        for scheme in _ONE:
            mine, theirs = ({two for two in one.identifiers if two[0] == scheme} for one in (self, other))
            if mine and theirs and mine.isdisjoint(theirs):
                return True
        return not short and self._apart_by_name(other)

    def _apart_by_name(self, other: _Candidate) -> bool:
        """Tell whether one has the name of a part, a workshop, a section, or of a meeting of several series.

        Of all but series of meetings, one is the name of a part as well that has all telling words of the
        other and some more: `Owl Letters` beside `Owl`.
        """
        mine, theirs = (set(words_of(one.node.name).words) for one in (self, other))
        special = mine - GENERIC, theirs - GENERIC
        if of_other_meetings(mine, theirs) or joint(self.node.name) or joint(other.node.name):
            return True
        meetings = self.kind == other.kind == "conference-series"
        if (
            not meetings
            and special[0] != special[1]
            and (special[0] <= special[1] or special[1] <= special[0])
        ):
            return True
        return not special[0].isdisjoint(special[1]) and of_other_parts(mine, theirs)

    def same_words(self, other: _Candidate) -> bool:
        """Tell whether the names have the same words, but for such as many venues have."""
        return bool(self._special() & other._special())

    def _special(self) -> set[frozenset[str]]:
        return {frozenset(words_of(name).words) - GENERIC for name in self.node.names} - {frozenset()}

    def stands_for(self, other: _Candidate) -> bool:
        """Tell whether a name of this one is an acronym of one of the other, abbreviates it, lacks its place.

        Papers then tell what brackets alone leave open: `Surgery` beside `Surgery (Oxford)`.
        """
        return any(
            words_of(short).key == words_of(without_qualifier(whole) or "").key
            or any(
                title_key(short) in acronyms_of(form) or abbreviates(words_of(short), form)
                for form in forms_of(whole)
            )
            for short in self.node.names
            for whole in other.node.names
        )

    def before(self, other: _Candidate, lists: TitleLists) -> bool:
        """Tell whether this is what the other was called before: lists give old volumes the later name."""
        former = {title_key(one) for one in other.node.former}
        for name in other.node.names:
            former |= {title_key(one) for one in lists.former.get(title_key(name), ())}
        return any(title_key(name) in former for name in self.node.names)


class _PaperTally:
    """Papers by what is one venue already: how many of two state both, and of how many that might."""

    def __init__(self, nodes: Nodes, together: Together, root: Root) -> None:
        self._nodes, self._root = nodes, root
        self._of: dict[str, list[tuple[int, dict[str, set[str]]]]] = defaultdict(list)
        self._documents: dict[str, set[str]] = defaultdict(set)
        self.both: Counter[tuple[str, str]] = Counter()
        stated: dict[str, Counter[str]] = defaultdict(Counter)
        for (said, unlike), count in together.counts.items():
            found: dict[str, set[str]] = defaultdict(set)
            for key, document in said:
                if place := self._series(key):
                    found[root(place)].add(document)
                    stated[root(place)][place] += count
            for one, documents in found.items():
                self._documents[one] |= documents
                if len(found) > 1:
                    self._of[one].append((count, found))
            differing = {
                tuple(sorted(map(root, ends)))
                for pair in unlike
                if all(ends := [self._series(key) or "" for key in pair])
            }
            self.both.update(
                {pair: count for pair in combinations(sorted(found), 2) if pair not in differing}
            )
        self.named = {  # a venue by that of its keys which most of these papers have
            one: min(counts, key=lambda key: (-counts[key], key)) for one, counts in stated.items()
        }

    def _series(self, key: str) -> str | None:
        """Return the series of meetings where a venue is a volume of it, else the venue; null for others."""
        node = self._nodes.nodes.get(key)
        if node is None:
            return None
        if not node.volume:
            return key
        return next((one.key for one in self._nodes.series.get(key, {}).values() if one.kind is None), None)

    def papers(self, of: str, beside: str) -> int:
        """Return of how many papers of one a list that has the other gives another venue."""
        documents = self._documents[beside]
        return sum(
            count
            for count, found in self._of[of]
            if any(one != of and not where.isdisjoint(documents) for one, where in found.items())
        )

    def known(self) -> dict[str, _Candidate]:
        """Return what is known of each of them."""
        found = {one: _Candidate(self._nodes.nodes[key]) for one, key in self.named.items()}
        for key, node in self._nodes.nodes.items():
            if one := found.get(self._root(key)):
                one.identifiers |= node.identifiers
                one.votes += node.kinds
        for one in found.values():
            one.kind = agreed(one.votes)
        return found
