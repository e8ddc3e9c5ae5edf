"""What is known of each venue before it is decided which of them are one: names, identifiers, numbering.

A mention of a volume (`Proceedings of the 57th Annual Meeting of …`) is a mention of a series, too: of that
of the meetings by its name, and of the book series that it states.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.identity.folding import title_key
from kg.identity.venue_kinds import possible
from kg.identity.venue_words import without_country, without_medium
from kg.kinds import VenueKind
from kg.repair.book_series import long_form
from kg.repair.venue_parts import VenueParts, venue_parts
from kg.works import VenueMention

_KEYS: Final = (
    ("lissn", "issnl"), ("issn-l", "issnl"), ("issnl", "issnl"), ("dblp", "dblp"), ("openalex", "openalex"),
    ("issn", "issn"), ("eissn", "issn"), ("acl-venue", "acl-venue"),
)  # fmt: skip
_ONE_SCHEME: Final = {"lissn": "issn", "issn-l": "issn", "issnl": "issn", "eissn": "issn"}
_NO_VOLUMES: Final[frozenset[VenueKind | None]] = frozenset({
    "journal", "magazine", "newspaper", "repository", "book-series", "conference-series",
})  # fmt: skip
_OF_MEETINGS: Final = frozenset({"acl-venue"})
_MOST_NAMES: Final = 20
_FAR: Final = 8  # times as many mentions as all others together: by far the most
_ISSUE: Final = re.compile(
    r"\b(?:volume|vol|number|no|issue)\b\.?\s?\d|\((?:\w{3,9}\s)?(?:19|20)\d\d\)$", re.IGNORECASE
)


def key_of(name: str, identifiers: dict[str, str]) -> str:
    """Return the mint key of a venue: the strongest of its identifiers, else its folded name."""
    for scheme, prefix in _KEYS:
        if scheme in identifiers:
            return f"{prefix}:{identifiers[scheme]}"
    return f"name:{title_key(name)}"


def is_volume(name: str, kind: VenueKind | None) -> bool:
    """Tell whether a venue of this name is one volume of a series, so that an ISSN with it is the series'."""
    if kind in _NO_VOLUMES:
        return False
    parts = venue_parts(name)
    return (parts.once or parts.number is not None) and (
        parts.meeting or parts.proceedings or parts.acronym is not None or parts.number is not None
    )


@dataclass(frozen=True, slots=True)
class SeriesMention:
    """A series that a volume is of: key, name, identifiers, acronym and kind, and how that is known."""

    key: str
    name: str
    identifiers: tuple[tuple[str, str], ...] = ()
    acronym: str | None = None
    kind: VenueKind | None = None
    rule: str = "VENUE-SERIES"
    number: str | None = None


def series_of(mention: VenueMention) -> Iterator[SeriesMention]:
    """Yield the series that a mention of a volume says it is of."""
    ids = dict((one[0], one[1]) for one in mention.series_identifiers)  # noqa: C402  # lists of two
    parts = venue_parts(mention.name)
    of_meeting = {scheme: value for scheme, value in ids.items() if _is_of_meeting(scheme, value)}
    of_book = {scheme: value for scheme, value in ids.items() if scheme not in of_meeting}
    printed = mention.series or parts.series
    if printed:
        name = long_form(printed)
        kind: VenueKind = "book-series"
        yield SeriesMention(
            key_of(name, of_book), name, tuple(sorted(of_book.items())), None, kind, "VENUE-SERIES-STATED",
            mention.series_number or parts.series_number,
        )  # fmt: skip
    elif of_book:  # a stream of dblp says by its key that it is one of books or of reference works
        of_meeting |= {scheme: value for scheme, value in of_book.items() if scheme != "dblp"}
    acronym = parts.acronym or _acronym(of_meeting)
    if is_volume(mention.name, mention.kind) and (
        parts.meeting or parts.acronym or of_meeting or parts.number
    ):
        pairs = tuple(sorted(of_meeting.items()))
        yield SeriesMention(key_of(parts.core, of_meeting), parts.core, pairs, acronym)
        for name in parts.joint:
            yield SeriesMention(key_of(name, {}), name)
    elif of_meeting and acronym:
        yield SeriesMention(key_of(acronym, of_meeting), acronym, tuple(sorted(of_meeting.items())), acronym)


def _is_of_meeting(scheme: str, value: str) -> bool:
    return scheme in _OF_MEETINGS or (scheme == "dblp" and value.startswith("conf/"))


def _acronym(identifiers: dict[str, str]) -> str | None:
    """Return the acronym that the ACL Anthology and dblp make identifiers of series from."""
    for scheme in ("acl-venue", "dblp"):
        if value := identifiers.get(scheme):
            return value.rpartition("/")[2].upper()
    return None


@dataclass(slots=True)
class VenueNode:
    """A venue as all mentions under one key describe it.

    `numbering` are pairs of volume and year, `years` how many papers of each year stand in it, `loose`
    whether it may be the one volume of a series that others of its name have more of. `issues` tells whether
    its names are those of numbered issues of a periodical, `book` whether some record states it as a book;
    `counted` are the years before the first meeting of a series, by years and ordinals of its volumes;
    `former` are the names that it says it had before, `kinds` how many mentions allow which kinds.
    """

    key: str
    names: Counter[str] = field(default_factory=Counter)
    identifiers: set[tuple[str, str]] = field(default_factory=set)
    abbreviations: set[str] = field(default_factory=set)
    acronyms: Counter[str] = field(default_factory=Counter)
    former: set[str] = field(default_factory=set)
    count: int = 0
    record: str = ""
    volume: bool = False
    series: bool = False
    loose: bool = False
    issues: bool = False
    book: bool = False
    counted: set[int] = field(default_factory=set)
    isbns: set[str] = field(default_factory=set)
    numbering: set[tuple[str, int]] = field(default_factory=set)
    years: Counter[int] = field(default_factory=Counter)
    kinds: Counter[frozenset[VenueKind]] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """Return the name that most mentions use, the longest of several."""
        return min(self.names, key=lambda text: (-self.names[text], -len(text), text))

    @property
    def parts(self) -> VenueParts:
        """Return what its name says."""
        return venue_parts(self.name)

    @property
    def issns(self) -> set[str]:
        """Return its ISSNs."""
        return {value for scheme, value in self.identifiers if scheme == "issn"}


def by_far(nodes: Sequence[VenueNode]) -> str | None:
    """Return the key of the one of several venues that has by far the most mentions, if there is one."""
    counts = sorted(((one.count, one.key) for one in nodes), reverse=True)
    many = len(counts) > 1 and counts[0][0] > _FAR * sum(count for count, _ in counts[1:])
    return counts[0][1] if many else None


def whole_names(node: VenueNode) -> Iterator[str]:
    """Yield the names of a venue, and what they are without country, medium, issue, words for proceedings."""
    for name in node.names:
        yield from {name, without_country(name), without_medium(name)}
        parts = venue_parts(name)
        if node.issues or (parts.meeting and not parts.hosted):
            yield parts.core


class Nodes:
    """All venues, and of which series each volume is."""

    def __init__(self) -> None:
        self.nodes: dict[str, VenueNode] = {}
        self.series: dict[str, dict[str, SeriesMention]] = {}
        """By key of a volume the series that it is of, by their keys."""

    def add(self, mention: VenueMention, count: int, record: str) -> None:
        """Take in what `count` records say of a venue in the same words; `record` is the first of them."""
        node = self._node(mention.key, mention.name, count, record)
        for scheme, value in mention.identifiers:
            if scheme == "isbn":
                node.isbns.add(value)
            else:
                node.identifiers.add((_ONE_SCHEME.get(scheme, scheme), value))
        if mention.abbreviation:
            node.abbreviations.add(mention.abbreviation)
        node.volume |= is_volume(mention.name, mention.kind)
        node.kinds[possible(mention)] += count
        parts = venue_parts(mention.name)
        if parts.former:
            node.former.add(parts.former)
        node.loose |= mention.kind == "proceedings" and parts.meeting and not mention.volume
        node.book |= mention.kind == "book"
        node.issues |= (
            mention.kind == "journal" and parts.core != mention.name and bool(_ISSUE.search(mention.name))
        )
        if not node.volume and parts.acronym and parts.core != parts.acronym:
            node.acronyms[parts.acronym] += count
        for one in series_of(mention):
            self.series.setdefault(mention.key, {})[one.key] = one
            series = self._add_series(one, count, record)
            if parts.ordinal and parts.year and one.name == parts.core:
                series.counted.add(parts.year - parts.ordinal)

    def _add_series(self, one: SeriesMention, count: int, record: str) -> VenueNode:
        node = self._node(one.key, one.name, count, record)
        node.series = True
        node.kinds[frozenset({one.kind or "conference-series"})] += count
        node.identifiers |= {(_ONE_SCHEME.get(scheme, scheme), value) for scheme, value in one.identifiers}
        if one.acronym:
            node.acronyms[one.acronym] += count
        return node

    def _node(self, key: str, name: str, count: int, record: str) -> VenueNode:
        node = self.nodes.get(key)
        if node is None:
            node = self.nodes[key] = VenueNode(key)
        if len(node.names) < _MOST_NAMES or name in node.names:
            node.names[name] += count
        node.count += count
        node.record = min(node.record or record, record)
        return node

    def placed(self, key: str, volume: str, year: int | None) -> None:
        """Note that a paper of a year stands in a volume of a venue."""
        node = self.nodes.get(key)
        if node is None or year is None:
            return
        node.years[year] += 1
        if node.volume and node.parts.ordinal:
            for one in self.series.get(key, {}).values():
                if one.kind is None:
                    self.nodes[one.key].counted.add(year - node.parts.ordinal)
        if volume:
            node.numbering.add((volume, year))
