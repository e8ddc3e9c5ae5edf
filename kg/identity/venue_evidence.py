"""Which venues may be one, and how sure that is: by identifiers, names, abbreviations, acronyms, numbering.

Each pair comes with the rule that proposes it and words for people. What speaks against it, the numbering of
volumes or a second candidate, makes it a doubt instead of a join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final

from kg.identity.folding import title_key
from kg.identity.venue_nodes import VenueNode, by_far, whole_names
from kg.identity.venue_pairs import VenuePair
from kg.identity.venue_words import (
    GENERIC,
    Words,
    abbreviates,
    acronyms_of,
    forms_of,
    is_bare_town,
    likeness,
    says_what_it_is,
    town_of,
    without_qualifier,
    words_of,
)  # fmt: skip
from kg.repair.meeting_acronyms import joint

Shared = Mapping[tuple[str, str], int]
"""How many papers two venues share in the same place, volume and page, by their keys in order."""

_PLAIN: Final = 3  # words of a name that several venues hardly have by chance
_ACRONYM: Final = 4  # letters of an acronym that few names fit
_ALIKE: Final = 0.75
_ALIKE_COUNTED: Final = 0.64
_ALIKE_ACRONYM: Final = 0.5
_SLIPS: Final = 2
_LONGEST_WORDS: Final = 5
_MOST: Final = 200  # names of one block; more say nothing of each other
Root = Callable[[str], str]


class Finder:
    """Proposes pairs, one kind of evidence after the other; `root` tells what is one already."""

    def __init__(self, nodes: Mapping[str, VenueNode], shared: Shared, root: Root) -> None:
        self._root, self._shared = root, shared
        self._nodes = {key: nodes[key] for key in sorted(nodes)}

    def by_identifier(self) -> Iterator[VenuePair]:
        """Pair venues that have an identifier in common."""
        first: dict[tuple[str, str], str] = {}
        for key, node in self._nodes.items():
            for one in sorted(node.identifiers) if not node.volume else ():
                if (other := first.setdefault(one, key)) != key:
                    yield VenuePair(other, key, "VENUE-IDENTIFIER", f"both have {one[0]} {one[1]}")

    def by_papers(self) -> Iterator[VenuePair]:
        """Pair venues under which records of one paper place it alike."""
        for (a, b), count in sorted(self._shared.items()):
            if a in self._nodes and b in self._nodes and self._nodes[a].volume == self._nodes[b].volume:
                papers = "one paper" if count == 1 else f"{count} papers"
                words = f"records of {papers} state both, with the same volume and page"
                yield VenuePair(a, b, "VENUE-SHARED-PAPERS", words)

    def by_name(self) -> Iterator[VenuePair]:
        """Pair venues whose names differ in nothing but case, accents, small words and punctuation."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, node in self._nodes.items():
            if not node.volume:
                for text in {
                    one for name in whole_names(node) for one in (words_of(name).key, title_key(name))
                }:
                    found[text.removeprefix("the")].append(key)
        for _, keys in sorted(found.items()):
            yield from self._same_name(keys)

    def _same_name(self, keys: list[str]) -> Iterator[VenuePair]:
        for key in keys[1:]:
            if self._root(keys[0]) == self._root(key):
                continue
            a, b = self._nodes[keys[0]], self._nodes[key]
            words = f"{a.name!r} and {b.name!r} are one name"
            apart = a.issns and b.issns and not a.issns & b.issns
            agreed = self._numbering(keys[0], key)
            short = len(words_of(a.name).words) < _PLAIN
            yield VenuePair(
                keys[0], key, "VENUE-NAME", words + _numbered(agreed),
                open=agreed < 0 or bool(apart and short and agreed == 0),
            )  # fmt: skip

    def by_short_title(self) -> Iterator[VenuePair]:
        """Pair a venue whose name is the title of one other, without the subtitle that says what it is."""
        titles: dict[str, list[str]] = defaultdict(list)
        for key, node in self._nodes.items():
            for name in node.names if not node.volume else ():
                if says_what_it_is(name):
                    titles[forms_of(name)[-1].key].append(key)
        yield from self._only(titles, "VENUE-SHORT-TITLE", "{short!r} is {full!r} without its subtitle")

    def by_qualifier(self) -> Iterator[VenuePair]:
        """Pair a venue whose name is the title of one other but for brackets that tell it from namesakes.

        In brackets behind an abbreviation it is mostly another journal: `J Microsc (Paris)`. A town or
        publisher behind a word or two may tell it from one that goes without: `Surgery (Oxford)`.
        """
        titles: dict[str, list[str]] = defaultdict(list)
        wholes, doubtful = self._wholes(), set[str]()
        for key, node in self._nodes.items():
            for name in node.names if not node.volume else ():
                words = words_of(without_qualifier(name) or "")
                known = wholes.get(words.initials, ())[:_MOST]
                if words.words and not (
                    any(words.stopped) or any(abbreviates(words, one) for one, _ in known)
                ):
                    titles[words.key].append(key)
                    if len(words.words) < _PLAIN and is_bare_town(name):
                        doubtful.add(key)
        yield from self._only(
            titles, "VENUE-SHORT-TITLE", "{short!r} is {full!r} without what is in brackets", doubtful
        )

    def _wholes(self) -> dict[str, list[tuple[Words, str]]]:
        """Return the forms of names with their keys, by the initials of their words."""
        found: dict[str, list[tuple[Words, str]]] = defaultdict(list)
        for key, node in self._nodes.items():
            if not node.volume:
                for form in dict.fromkeys(form for name in node.names for form in forms_of(name)):
                    found[form.initials].append((form, key))
        return found

    def by_stated_abbreviation(self) -> Iterator[VenuePair]:
        """Pair venues of which one is named as sources abbreviate the other."""
        stated: dict[str, list[str]] = defaultdict(list)
        for key, node in self._nodes.items():
            for text in node.abbreviations if not node.volume else ():
                stated[words_of(text).key].append(key)
        yield from self._only(stated, "VENUE-ABBREVIATION-STATED", "sources abbreviate {full!r} as {short!r}")

    def by_stated_acronym(self) -> Iterator[VenuePair]:
        """Pair venues of which one is named by the acronym that stands in names of the other."""
        stated: dict[str, list[str]] = defaultdict(list)
        for key, node in self._nodes.items():
            for text in node.acronyms if not node.volume else ():
                stated[words_of(text).key].append(key)
        yield from self._only(stated, "VENUE-ACRONYM-STATED", "{short!r} is the acronym of {full!r}")
        for every in stated.values():
            keys = [key for key in every if self._nodes[key].series]
            for place, key in enumerate(keys[:_MOST]):
                for other in keys[:place]:
                    one, two = (self._nodes[each].name for each in (other, key))
                    if likeness(one, two) >= _ALIKE_ACRONYM:
                        words = f"{self._nodes[other].name!r} and {self._nodes[key].name!r} have one acronym"
                        yield VenuePair(other, key, "VENUE-ACRONYM-STATED", words)

    def _only(
        self, stated: Mapping[str, list[str]], rule: str, words: str, doubtful: Collection[str] = ()
    ) -> Iterator[VenuePair]:
        """Pair a venue whose name is a key of `stated` with its title, `doubtful` ones by numbers."""
        for key, node in self._nodes.items():
            if node.volume:
                continue
            for text in sorted({words_of(name).key for name in node.names}):
                others = [one for one in stated.get(text, ()) if one != key]
                certain = not any(one in doubtful for one in others)
                yield from self._chosen(key, others, rule, words, certain=certain)

    def by_abbreviation(self) -> Iterator[VenuePair]:
        """Pair a venue whose name abbreviates another's, word by word, with the only one that it fits.

        A town in brackets tells it from another of that abbreviation, and so leaves it open where there is
        one, unless both number a volume alike.
        """
        blocks, towns = self._wholes(), defaultdict[str, set[str]](set)
        for node in self._nodes.values():
            towns[_base(node.name)].add(town_of(node.name))
        for key, node in self._nodes.items():
            if node.volume:
                continue
            names = (*node.names, *sorted(node.abbreviations))
            fitting: dict[str, bool] = {}
            mine = set(map(words_of, names))
            for form in dict.fromkeys(form for name in names for form in forms_of(name)):
                for whole, other in blocks.get(form.initials, ())[:_MOST]:
                    if abbreviates(form, whole):
                        whole_names = map(words_of, self._nodes[other].names)
                        fitting[other] = fitting.get(other, False) or (form in mine and whole in whole_names)
            entirely = [other for other, entire in fitting.items() if entire]
            others = entirely or list(fitting)
            agree = any(self._numbering(key, one) > 0 for one in others)
            certain = bool(entirely) or agree or not town_of(node.name) or len(towns[_base(node.name)]) == 1
            yield from self._chosen(
                key, others, "VENUE-ABBREVIATION", "{short!r} abbreviates {full!r}", certain=certain
            )

    def by_acronym(self) -> Iterator[VenuePair]:
        """Pair a venue that is named by an acronym with the only one whose words begin with its letters."""
        begun: dict[str, dict[str, None]] = defaultdict(dict)
        for key, node in self._nodes.items():
            for form in (form for name in node.names for form in forms_of(name)) if not node.volume else ():
                for text in acronyms_of(form):
                    begun[text][key] = None
        for key, node in self._nodes.items():
            acronym = node.parts.acronym or (node.name if node.name.isupper() or _camel(node.name) else None)
            if node.volume or acronym is None or len(words_of(node.name).words) != 1:
                continue
            others = [one for one in begun.get(title_key(acronym), ()) if self._root(one) != self._root(key)]
            agreeing = [one for one in others if self._numbering(key, one) > 0]
            meetings = node.series and all(self._nodes[one].series for one in others)
            certain = meetings or len(title_key(acronym)) >= _ACRONYM or bool(agreeing)
            yield from self._chosen(
                key, agreeing or others, "VENUE-ACRONYM", "the words of {full!r} begin with {short!r}",
                certain=certain,
            )  # fmt: skip

    def by_likeness(self) -> Iterator[VenuePair]:
        """Pair series of meetings whose names share most of what distinguishes them, or count alike."""
        blocks: dict[str, list[str]] = defaultdict(list)
        for key, node in self._nodes.items():
            if node.series and not joint(node.name):
                words = words_of(node.name)
                telling = sorted(set(words.words) - GENERIC, key=lambda one: (-len(one), one))
                for word in {*telling[:_LONGEST_WORDS], *acronyms_of(words)}:
                    blocks[word].append(key)
        compared: set[tuple[str, str]] = set()
        for _, keys in sorted(blocks.items()):
            for place, key in enumerate(keys[:_MOST]):
                for other in keys[:place]:
                    if self._root(key) != self._root(other) and (key, other) not in compared:
                        compared.add((key, other))
                        yield from self._alike(self._nodes[other], self._nodes[key])

    def _alike(self, a: VenueNode, b: VenueNode) -> Iterator[VenuePair]:
        alike = likeness(a.name, b.name)
        annual = max(len(a.counted), len(b.counted)) <= _SLIPS  # of others the years say nothing
        counted = alike >= _ALIKE_COUNTED and annual and not a.counted.isdisjoint(b.counted)
        apart = a.acronyms and b.acronyms and not set(a.acronyms) & set(b.acronyms)
        if (alike >= _ALIKE or counted) and not apart:
            words = f"{a.name!r} and {b.name!r} share most of their words"
            yield VenuePair(
                a.key,
                b.key,
                "VENUE-SERIES-NAME",
                words + (", and count their years alike" if counted else ""),
            )

    def _chosen(
        self, key: str, others: Iterable[str], rule: str, words: str, *, certain: bool = True
    ) -> Iterator[VenuePair]:
        """Pair a venue with the only candidate; of several, with the one whose numbering agrees, if any."""
        roots: dict[str, str] = {}
        for other in others:
            if self._root(other) != self._root(key):
                roots.setdefault(self._root(other), other)
        against = {root for root, other in roots.items() if self._numbering(key, other) < 0}
        agreeing = [other for root, other in roots.items() if self._numbering(key, other) > 0]
        left = agreeing or [other for root, other in roots.items() if root not in against]
        if rule == "VENUE-ACRONYM-STATED" and (far := by_far([self._nodes[one] for one in left])):
            left = [far]
        for other in left or roots.values():
            text = words.format(short=self._nodes[key].name, full=self._nodes[other].name)
            # "Artificial Intelligence" is a journal, "Artificial Intelligence: An MIT Perspective" a book
            unlike = rule == "VENUE-SHORT-TITLE" and self._nodes[key].book != self._nodes[other].book
            decided = (certain or bool(agreeing)) and len(left) == 1 and not unlike
            text += ", but one alone is stated as a book" if unlike else ""
            if len(roots) > 1:
                text += f", one of {len(roots)} names here that fit"
            yield VenuePair(other, key, rule, text + _numbered(self._numbering(key, other)), open=not decided)

    def _numbering(self, a: str, b: str) -> int:
        """Return 1 where two venues number a volume alike, -1 where they number all differently, else 0."""
        mine, theirs = self._nodes[a].numbering, self._nodes[b].numbering
        if mine & theirs:
            return 1
        years: dict[str, set[int]] = defaultdict(set)
        for volume, year in mine:
            years[volume].add(year)
        apart = [
            min(abs(year - one) for one in years[volume]) > 1 for volume, year in theirs if volume in years
        ]
        return -1 if apart and all(apart) else 0


def _numbered(agreed: int) -> str:
    return ("", ", and they number volumes alike", ", but they number volumes differently")[agreed]


def _camel(name: str) -> bool:
    return sum(map(str.isupper, name)) > 1 and " " not in name


def _base(name: str) -> str:
    """Return the words of a name without brackets behind it."""
    return words_of(without_qualifier(name) or name).key
