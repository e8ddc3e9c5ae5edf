"""A census of titles: which are those of columns, and which two names of venues are of one.

"Editorial", "Reminiscences on Influential Papers", "Book review": what stands in issue after issue is told by
counting, not by a list of words. Two names under which the same titles stand in the same years are of one
venue (`SIGMOD Conference`, `International Conference on Management of Data`). Each record that states a venue
and a year is one mark of its title.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from kg.identity.blocking_keys import hashed
from kg.identity.dates import public_year
from kg.identity.folding import title_key, tokens
from kg.identity.imprints import medium_of_name, series_key
from kg.records import WorkRecord

_YEARS: Final = 2.5
"""Years that a title must be spread over; one year with a slip or two beside it is less than that."""
_YEARS_OF_SHORT: Final = 1.4
_SHORT: Final = 3
"""A title of so few words is seldom that of one paper, so that it need be spread over fewer years."""
_ALIKE: Final = 5
_SHARE: Final = 0.2
"""Titles of one year that two names must share, at least, and which part of those of the smaller venue."""
_MANY: Final = 12  # marks of a title beyond which it says nothing of venues
_VENUE_BITS: Final = 28
_YEAR_BITS: Final = 12
_ISSUE_BITS: Final = 24

Marks = Iterable[tuple[int, "array[int]"]]
"""Hashes of titles, each with its marks."""


class TitleCensus:
    """Titles that recur, with over how many years they are spread, and pairs of venue names, by hash."""

    def __init__(
        self, spread: dict[int, float] | None = None, venues: frozenset[tuple[int, int]] = frozenset()
    ) -> None:
        self._spread = spread or {}
        self._venues = venues

    def column(self, title: str | None) -> bool:
        """Tell whether a title is that of a column."""
        if not title:
            return False
        spread = self.spread(hashed(title_key(title)))
        return spread >= _YEARS or (spread >= _YEARS_OF_SHORT and len(tokens(title)) <= _SHORT)

    def one_venue(self, a: str, b: str) -> bool:
        """Tell whether two names are of one venue, as the same titles stand under both."""
        mine, other = sorted((_venue(a), _venue(b)))
        return self.met(mine, other)

    def spread(self, title: int) -> float:
        """Return over how many years a title is spread, by its hash; 0 where it does not recur."""
        return self._spread.get(title, 0.0)

    def met(self, a: int, b: int) -> bool:
        """Tell whether the same titles stand under two names, by their hashes in order."""
        return (a, b) in self._venues


class AskedCensus(TitleCensus):
    """A census that notes what is asked of it: in `spreads` of titles, in `venues` of pairs of names."""

    def __init__(self, census: TitleCensus) -> None:
        super().__init__()
        self._census = census
        self.spreads: dict[int, float] = {}
        self.venues: dict[tuple[int, int], bool] = {}

    def spread(self, title: int) -> float:
        """Return what the census says, and note it."""
        found = self.spreads[title] = self._census.spread(title)
        return found

    def met(self, a: int, b: int) -> bool:
        """Return what the census says, and note it."""
        found = self.venues[a, b] = self._census.met(a, b)
        return found


NO_CENSUS: Final = TitleCensus()


def mark(record: WorkRecord) -> tuple[int, int] | None:
    """Return the hash of a title, and 64 bits for venue, year and issue; null where one is missing."""
    year = public_year(record)
    if not record.title or not record.venue or not year or not (key := title_key(record.title)):
        return None
    issue = 0
    if record.volume and record.issue:
        issue = hashed(f"{record.volume}/{record.issue}") % (1 << _ISSUE_BITS) or 1
    return hashed(key), (_venue(record.venue) << _YEAR_BITS | year) << _ISSUE_BITS | issue


def _venue(name: str) -> int:
    """Return the hash of a series; that of what keeps drafts, where no paper appears, is 0."""
    return 0 if medium_of_name(name) == "draft" else hashed(series_key(name)) % (1 << _VENUE_BITS) or 1


def census(marks: Marks) -> TitleCensus:
    """Count the marks of each title, as `kg.identity.blocks.gathered` gives them."""
    spread: dict[int, float] = {}
    sizes: Counter[int] = Counter()
    shared: Counter[tuple[int, int]] = Counter()
    for title, found in marks:
        stood = {divmod(one >> _ISSUE_BITS, 1 << _YEAR_BITS) for one in found}
        sizes.update(venue for venue, _ in stood)
        widest = _widest(found)
        if widest >= _YEARS_OF_SHORT:
            spread[title] = widest
        if widest < _YEARS and len(found) <= _MANY:
            shared.update(
                {
                    (one[0], other[0])
                    for one, other in combinations(sorted(stood), 2)
                    if one[1] == other[1] and one[0] and one[0] != other[0]
                }
            )
    return TitleCensus(
        spread,
        frozenset(
            pair
            for pair, count in shared.items()
            if count >= _ALIKE and count >= _SHARE * min(sizes[pair[0]], sizes[pair[1]])
        ),
    )


def _widest(marks: array[int]) -> float:
    """Return over how many years, or issues, of one venue the marks are spread at most."""
    if len(marks) <= 1:
        return 0.0
    venues: dict[int, tuple[Counter[int], Counter[int]]] = {}
    for one in marks:
        rest, issue = divmod(one, 1 << _ISSUE_BITS)
        venue, year = divmod(rest, 1 << _YEAR_BITS)
        years, issues = venues.setdefault(venue, (Counter(), Counter()))
        years[year] += 1
        if issue:
            issues[issue] += 1
    return max(_spread(counted) for both in venues.values() for counted in both)


def _spread(counted: Counter[int]) -> float:
    """Return how many values there are in effect: 1 where nearly all are one (inverse of Simpson's index)."""
    total = counted.total()
    return total * total / sum(count * count for count in counted.values()) if total else 0.0


def marks_of(records: Iterable[WorkRecord]) -> Iterator[tuple[int, array[int]]]:
    """Yield the marks of each title, of records that are all in memory."""
    found: dict[int, array[int]] = {}
    for record in records:
        if (one := mark(record)) is not None:
            found.setdefault(one[0], array("Q")).append(one[1])
    yield from found.items()
