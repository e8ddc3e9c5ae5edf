"""Identifiers that sources state for people of quite different names, on different papers: whose each is.

The iD of who submits a paper is put on a co-author, or one account is a whole group's. Taken at its word,
the identifier would make one person of them. So the names decide whose it is: those that one person may
bear (`kg.identity.persons.one_bearer`) stand together, and the names on most papers have it, unless the
record that the registry of such identifiers itself keeps tells. From the others it is taken, and they are
told apart by name, as if it had not been stated there. Where nothing tells whose it is, nobody has it: what
is not known is better absent than false.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, TypeVar

from kg.identity.authors import IdentifiedRecord
from kg.identity.blocking_keys import hashed
from kg.identity.folding import name_key
from kg.identity.persons.one_bearer import Borne, bearer_mark, may_be_one
from kg.keys import HUMAN, key_of
from kg.records import Author
from kg.unions import Unions
from kg.works import Agent, IdentityDecision, Work, own_key

_Entry = TypeVar("_Entry", bound=Author)

RULE: Final = "IDENTIFIER-CONTESTED"

_OWN_RECORD: Final = 0.98
_AT_MOST: Final = 0.97
_BESIDE: Final = 0.85
_NOBODY: Final = 0.9
"""How sure it is whose an identifier is, or that it stands for two people; set by hand, as no gold tells."""
_MOST_NAMES: Final = 64
"""Names of one identifier, those on most papers, that are compared with each other; and papers looked at."""
_TOLD: Final = 4


@dataclass(frozen=True, slots=True)
class Contested:
    """An identifier that one author entry of a record is stated to have, and does not keep.

    `position` counts from 1, and is 0 of editors and contributors, who are known by `name`, and of pages,
    which have no `record`; `held` tells whether another has it. `records` are some that state it of others,
    `words` say why, `confidence` how sure it is that the two are different people.
    """

    record: str
    position: int
    name: str
    scheme: str
    value: str
    held: bool
    confidence: float
    words: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedIdentifier:
    """An identifier stated of a name: by an entry of a record, or by a page, which has no `record`.

    `position` is 0 where it is none of a list of authors.
    `paper` tells papers apart. With `own` it is the registry of such identifiers that states it.
    """

    borne: Borne
    paper: int
    record: str = ""
    position: int = 0
    own: bool = False


@dataclass(slots=True)
class _Camp:
    """Names that one person may bear, and the papers on which the identifier is stated of one of them."""

    names: list[Borne] = field(default_factory=list)
    papers: set[int] = field(default_factory=set)
    """Those below 0 are pages."""

    def fits(self, borne: Borne) -> bool:
        return any(may_be_one(one, borne) for one in self.names)


@dataclass(frozen=True, slots=True)
class _Verdict:
    camp: _Camp | None
    confidence: float
    why: str


def bearer_marks(agents: Iterable[Agent]) -> Iterator[tuple[int, int]]:
    """Yield hashes of the identifiers of people and of marks of the names that they are stated of.

    Names of one mark contest nothing (`bearer_mark`), so that only identifiers of several are looked at.
    """
    for agent in agents:
        if not agent.collective:
            mark = hashed(bearer_mark(Borne(agent.name, agent.given, agent.family)))
            for scheme, value in agent.identifiers:
                yield hashed(key_of(scheme, value)), mark


def is_of_one(names: Collection[Borne]) -> bool:
    """Tell whether one person may bear all these names."""
    return len(names) < 2 or len(_camps({one: set() for one in names})) < 2


def contested(
    scheme: str, value: str, stated: Sequence[StatedIdentifier], listed: Callable[[int], Collection[str]]
) -> Iterator[Contested]:
    """Yield the author entries that do not keep an identifier, given all that is stated to have it.

    `listed` gives the keys of the names (`name_key`) on the list of a paper.
    """
    papers: dict[Borne, set[int]] = defaultdict(set)
    for one in stated:
        papers[one.borne].add(one.paper)
    camps = _camps(papers)
    if len(camps) < 2:
        return
    verdict = _verdict(camps, {one.borne for one in stated if one.own}, listed)
    words = _words(scheme, value, camps, verdict)
    keeps = verdict.camp
    for one in stated:
        if not (one.own or (keeps and (one.borne in keeps.names or keeps.fits(one.borne)))):
            others = {other.record for other in stated if other.borne != one.borne and other.record}
            yield Contested(
                one.record, one.position, one.borne.name, scheme, value, keeps is not None,
                verdict.confidence, words, tuple(sorted(others - {one.record})[:_TOLD]),
            )  # fmt: skip


def _camps(papers: dict[Borne, set[int]]) -> list[_Camp]:
    """Return the names that one person may bear together, those on most papers first.

    A name that may be that of several (an initial, another script) is no bridge between them.
    """
    order = sorted(papers, key=lambda one: (-len(papers[one]), one.name, one.given or "", one.family or ""))
    compared = order[:_MOST_NAMES]
    telling = [one for one in compared if one.tells] or compared
    found = _together(telling)
    strange: list[Borne] = []
    for name in [one for one in compared if one not in telling]:
        fitting = [one for one in found if one.fits(name)]
        if len(fitting) == 1:
            fitting[0].names.append(name)
        elif not fitting:
            strange.append(name)
    found += _together(strange)
    rest, first = _Camp(), [_Camp(list(one.names)) for one in found]
    for name in order[_MOST_NAMES:]:
        place = next((number for number, one in enumerate(first) if one.fits(name)), None)
        (rest if place is None else found[place]).names.append(name)
    found += [rest] if rest.names else []
    for camp in found:
        camp.papers = set().union(*(papers[one] for one in camp.names))
    return sorted(found, key=lambda one: (-len(one.papers), one.names[0].name))


def _together(names: Sequence[Borne]) -> list[_Camp]:
    unions = Unions[int]()
    for place, name in enumerate(names):
        for before in range(place):
            if unions.root(before) != unions.root(place) and may_be_one(names[before], name):
                unions.join(before, place)
    camps: dict[int, _Camp] = defaultdict(_Camp)
    for place, name in enumerate(names):
        camps[unions.root(place)].names.append(name)
    return list(camps.values())


def _verdict(
    camps: Sequence[_Camp], own: Collection[Borne], listed: Callable[[int], Collection[str]]
) -> _Verdict:
    """Tell whose an identifier is: by the registry's record, papers without the others, or all papers."""
    named = [camp for camp in camps if any(one in camp.names or camp.fits(one) for one in own)]
    if len(named) == 1:
        return _Verdict(named[0], _OWN_RECORD, "its own record names that person")
    alone = [_alone(camp, camps, listed) for camp in camps]
    best, second = sorted(alone, reverse=True)[:2]
    if best > second and 2 * best >= sum(alone):
        sure = _BESIDE if second == 0 and best == 1 else _sure(best - second)
        plain = alone == [len(camp.papers) for camp in camps]
        why = "more papers say so" if plain else "the papers say so on which no other of them is an author"
        return _Verdict(camps[alone.index(best)], sure, why)
    most, next_, *others = (len(camp.papers) for camp in camps)
    if most > next_ and most >= next_ + sum(others):
        return _Verdict(camps[0], _sure(most - next_), "more papers say so")
    return _Verdict(None, _NOBODY, "")


def _sure(more: int) -> float:
    """Return how sure it is that those have an identifier whom so many more papers give it."""
    return round(min(1 - 0.5 ** (more + 1), _AT_MOST), 3)


def _alone(camp: _Camp, camps: Sequence[_Camp], listed: Callable[[int], Collection[str]]) -> int:
    """Return on how many papers of a camp nobody stands who bears a name of another.

    A co-author may have submitted the paper, and given the identifier to the wrong one of both.
    """
    others = {name_key(name.name) for one in camps if one is not camp for name in one.names}
    return sum(others.isdisjoint(listed(paper)) for paper in sorted(camp.papers)[:_MOST_NAMES])


def _words(scheme: str, value: str, camps: Sequence[_Camp], verdict: _Verdict) -> str:
    told = [f"{one.names[0].name} ({_counted(one.papers)})" for one in camps[:_TOLD]]
    more = f" and {len(camps) - len(told)} others" if len(camps) > len(told) else ""
    start = f"{scheme} {value} is stated of people with quite different names: {', '.join(told)}{more}; "
    if verdict.camp is None:
        return f"{start}whose it is cannot be told, so that none of them has it"
    return f"{start}it is taken to be of {verdict.camp.names[0].name}, as {verdict.why}"


def _counted(papers: Collection[int]) -> str:
    """Say on how many papers and pages that is."""
    pages = sum(one < 0 for one in papers)
    told = [(len(papers) - pages, "paper"), (pages, "page")]
    return ", ".join(f"{count} {word}{'s' * (count != 1)}" for count, word in told if count)


def without(listings: Sequence[IdentifiedRecord], taken: Sequence[Contested]) -> list[IdentifiedRecord]:
    """Return records whose authors and contributors lack the identifiers that are another's."""
    places: dict[str, list[Contested]] = defaultdict(list)
    for one in taken:
        places[one.record].append(one)
    return [_freed(one, places[one.record_id]) if one.record_id in places else one for one in listings]


def _freed(listing: IdentifiedRecord, taken: Sequence[Contested]) -> IdentifiedRecord:
    record = listing.record
    authors = [
        _without(author, [one for one in taken if one.position == author.position + 1])
        for author in record.authors
    ]
    contributors = [
        _without(other, [one for one in taken if one.position == 0 and one.name == other.name])
        for other in record.contributors
    ]
    update = {"authors": tuple(authors), "contributors": tuple(contributors)}
    return IdentifiedRecord(listing.record_id, record.model_copy(update=update))


def _without(author: _Entry, taken: Sequence[Contested]) -> _Entry:
    if not taken:
        return author
    pairs = {(one.scheme, one.value) for one in taken}
    kept = {scheme: own for scheme, own in author.identifiers.items() if (scheme, own) not in pairs}
    orcid = None if ("orcid", author.orcid) in pairs else author.orcid
    return author.model_copy(update={"identifiers": kept, "orcid": orcid})


def taken_from(work: Work, taken: Sequence[Contested]) -> Iterator[IdentityDecision]:
    """Yield why authorships of a work lack identifiers that records state of them, unless people decided."""
    places = {mention: one for one in work.authorships for mention in one.mentions}
    found: dict[tuple[str, str, str], list[Contested]] = defaultdict(list)
    for one in taken:
        if authorship := places.get(f"{one.record}-{one.position}"):
            found[authorship.slot, one.scheme, one.value].append(one)
    told = Counter[str]()
    for (slot, scheme, value), several in sorted(found.items()):
        authorship = places[f"{several[0].record}-{several[0].position}"]
        if (authorship.agent or "").startswith(HUMAN) or authorship.identifiers.get(scheme) == value:
            continue
        told[place := f"{slot}-{scheme}"] += 1  # records may state two of a kind of one author
        name = place if told[place] == 1 else f"{place}-{told[place]}"
        yield _decision(name, authorship.agent or own_key(work.key, authorship), several)
    beside = [one for one in taken if one.position == 0]
    for number, (_, group) in enumerate(groupby(beside, key=lambda one: (one.scheme, one.value)), 1):
        several = list(group)
        decision = _decision(f"beside-{number}-{several[0].scheme}", None, several)
        decision.things = decision.things or [key_of("paper", work.key)]
        names = " and ".join(dict.fromkeys(one.name for one in several))
        decision.words += f"; here of {names}, no author of this paper"
        yield decision


def _decision(name: str, agent: str | None, several: Sequence[Contested]) -> IdentityDecision:
    first = several[0]
    things = [key_of("person", key_of(first.scheme, first.value))] if first.held else []
    return IdentityDecision(
        name=f"contested-{name}",
        outcome="different",
        rule=RULE,
        confidence=first.confidence,
        things=[*things, key_of("person", agent)] if agent else things,
        records=sorted({record for one in several for record in (one.record, *one.records)}),
        mentions=sorted({f"{one.record}-{one.position}" for one in several if one.position}),
        words=first.words,
    )
