"""Titles of journals, their abbreviations and former titles, as lists that the publisher brings have them.

A list says of `Owl Rev. D` that it stands for `Owlish Review D`, whatever the words; an abbreviation that
stands for several titles says nothing. A journal and what it was called before are two, and linked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.identity.folding import title_key
from kg.identity.venue_nodes import VenueNode
from kg.identity.venue_pairs import VenuePair


@dataclass(frozen=True, slots=True)
class ListedTitle:
    """A journal of a list: its title, abbreviations, and the titles that it had before."""

    title: str
    abbreviations: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(slots=True)
class TitleLists:
    """What lists say of names in records: titles by folded abbreviation, former titles by folded title."""

    titles: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    former: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, listed: ListedTitle, names: Mapping[str, str]) -> None:
        """Take in a journal, as far as `names`, folded, are concerned."""
        title = title_key(listed.title)
        for short in listed.abbreviations:
            if (key := title_key(short)) in names and key != title:
                self.titles[key].setdefault(title, listed.title)
        if listed.former and any(one in names for one in (title, *map(title_key, listed.abbreviations))):
            self.former[title] += listed.former

    def title(self, name: str) -> str | None:
        """Return the only title that a name is the abbreviation of, or null."""
        found = self.titles.get(title_key(name), {})
        return next(iter(found.values())) if len(found) == 1 else None


def named(nodes: Mapping[str, VenueNode]) -> dict[str, str]:
    """Return the key of a venue by each folded name; of several with one name the first."""
    found: dict[str, str] = {}
    for key in sorted(nodes):
        if not nodes[key].volume:
            for name in nodes[key].names:
                found.setdefault(title_key(name), key)
    return found


def by_lists(nodes: Mapping[str, VenueNode], lists: TitleLists) -> Iterator[VenuePair]:
    """Pair what is named by an abbreviation with its title, or with another abbreviation of that."""
    known = named(nodes)
    first: dict[str, str] = {title: key for title, key in known.items() if title not in lists.titles}
    for short in sorted(lists.titles):
        titles = lists.titles[short]
        if len(titles) == 1 and short in known:
            folded, title = next(iter(titles.items()))
            other = first.setdefault(folded, known[short])
            if other != known[short]:
                words = f"a list of journals has {nodes[known[short]].name!r} for {title!r}"
                yield VenuePair(other, known[short], "VENUE-LISTED", words)
