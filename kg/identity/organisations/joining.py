"""With what evidence two names, or a name and an identifier, are of one organisation.

One name is not one organisation, and three names may be: so a name is joined to an identifier that records
state beside it, to an entry of ROR that bears it in its country, and to another name only where an acronym,
the country or the domain of e-mail speaks. Where several fit, all are told and none is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.digests import opaque
from kg.identity.folding import tokens
from kg.identity.organisations.authority import AuthorityRecord
from kg.identity.organisations.institution import Institution
from kg.keys import identifier_key, key_of, split_key
from kg.works import IdentityDecision

SHARE: Final = 0.8
"""Of the records that give a name an identifier, the share that must give it this one."""
MOST_TOLD: Final = 6
"""Organisations that a doubt names."""
MOST_OF_A_DOMAIN: Final = 6
"""Names that write from one domain; with more, the domain is that of many organisations."""
_SHORTEST_LABEL: Final = 3

NAME: Final = "n"
DOMAIN: Final = "d"
ACRONYM: Final = "a"

Member = Institution | AuthorityRecord


@dataclass(frozen=True, slots=True)
class OrganisationJoin:
    """That two keys are of one organisation, or may be (`sure` false): by which rule, in words."""

    keys: tuple[str, ...]
    sure: bool
    rule: str
    confidence: float
    words: str
    record: str = ""

    @property
    def decision(self) -> IdentityDecision:
        """Return it as a decision on the organisations."""
        return IdentityDecision(
            name=f"organisations-{opaque('organisations', ' '.join((self.rule, *self.keys)))}",
            outcome="same" if self.sure else "undecided",
            rule=self.rule,
            confidence=self.confidence,
            things=[f"org:{key}" for key in self.keys],
            records=[self.record] if self.record else [],
            words=self.words,
        )


def meeting(member: Member) -> Iterator[str]:
    """Yield the words under which a name or an entry of ROR meets others."""
    yield from (f"{NAME}{folded}" for folded in member.folded_names)
    yield from (f"{ACRONYM}{acronym.casefold()}|{member.country}" for acronym in member.acronyms)
    if isinstance(member, Institution) and " " not in member.folded:
        yield f"{ACRONYM}{member.folded}|{member.country}"
    yield from (f"{DOMAIN}{domain}" for domain in member.domains)


def stated(one: Institution) -> Iterator[OrganisationJoin]:
    """Yield what the identifiers say that records give a name."""
    schemes = groupby(sorted(one.identifiers.items()), key=lambda pair: split_key(pair[0])[0])
    for scheme, group in schemes:
        counted = sorted(group, key=lambda pair: (-pair[1], pair[0]))
        total, keys = sum(n for _, n in counted), [identifier_key(*split_key(value)) for value, _ in counted]
        first, most = counted[0]
        if most / total >= SHARE:
            words = (
                f"{most} of {total} statements give {one.name!r} the {scheme.upper()} {split_key(first)[1]}"
            )
            sure = round(0.9 + 0.09 * most / total, 2)
            yield OrganisationJoin((one.key, keys[0]), True, "ORG-STATED", sure, words, one.record)
        else:
            words = f"sources give {one.name!r} {len(keys)} different identifiers ({scheme.upper()})"
            yield OrganisationJoin((one.key, *keys[:MOST_TOLD]), False, "ORG-STATED", 0.5, words, one.record)


def joins(word: str, members: Sequence[Member]) -> Iterator[OrganisationJoin]:
    """Yield what follows for those that meet under a word."""
    names = [one for one in members if isinstance(one, Institution)]
    entries = [one for one in members if isinstance(one, AuthorityRecord)]
    if word.startswith(NAME):
        yield from _of_name(names, entries)
    elif word.startswith(ACRONYM):
        yield from _of_acronym(word[1:].partition("|")[0], names)
    elif word.startswith(DOMAIN):
        yield from _of_domain(word[1:], names, entries)


def _of_name(names: list[Institution], entries: list[AuthorityRecord]) -> Iterator[OrganisationJoin]:
    placed = sorted({one.country for one in names if one.country})
    for one in names:
        fitting = [entry for entry in entries if not one.country or entry.country == one.country]
        if len(fitting) > 1:
            fitting = [entry for entry in fitting if _in(entry, one)] or fitting
        if len(fitting) == 1:
            where = f" in {one.country}" if one.country else ""
            words = f"ROR has one organisation called {one.name!r}{where}: {fitting[0].name}"
            sure = 0.97 if one.country else 0.9
            yield OrganisationJoin(
                (one.key, key_of("ror", fitting[0].ror)), True, "ORG-ROR-NAME", sure, words, one.record
            )
        elif fitting:
            words = f"ROR has {len(fitting)} organisations called {one.name!r}; nothing tells which it is"
            keys = [key_of("ror", entry.ror) for entry in fitting[:MOST_TOLD]]
            yield OrganisationJoin((one.key, *keys), False, "ORG-ROR-NAME", 0.5, words, one.record)
        elif not one.country and len(placed) == 1:
            (other,) = (each for each in names if each.country)
            words = f"{one.name!r} is named without a country, and with one in {placed[0]} alone"
            yield OrganisationJoin((one.key, other.key), True, "ORG-NAME", 0.9, words, one.record)
        elif not one.country and placed:
            keys = [each.key for each in names if each.country][:MOST_TOLD]
            words = f"{one.name!r} is named without a country, and stands in {', '.join(placed[:MOST_TOLD])}"
            yield OrganisationJoin((one.key, *keys), False, "ORG-NAME", 0.5, words, one.record)


def _in(entry: AuthorityRecord, one: Institution) -> bool:
    return bool(entry.cities & {city.casefold() for city in one.cities})


def _of_acronym(acronym: str, names: list[Institution]) -> Iterator[OrganisationJoin]:
    short = [one for one in names if one.folded == acronym]
    whole = [one for one in names if one.folded != acronym]
    for one in short:
        if len(whole) == 1:
            words = f"{whole[0].name!r} alone is printed with the acronym {one.name!r} in its country"
            yield OrganisationJoin((one.key, whole[0].key), True, "ORG-ACRONYM", 0.9, words, one.record)
        elif whole:
            words = f"{len(whole)} organisations are printed with the acronym {one.name!r} in one country"
            keys = [each.key for each in whole[:MOST_TOLD]]
            yield OrganisationJoin((one.key, *keys), False, "ORG-ACRONYM", 0.5, words, one.record)


def _of_domain(
    domain: str, names: list[Institution], entries: list[AuthorityRecord]
) -> Iterator[OrganisationJoin]:
    writing = [one for one in names if one.domains.most_common(1)[0][0] == domain]
    if len(writing) > MOST_OF_A_DOMAIN:
        return
    label = domain.partition(".")[0]
    if len(entries) == 1:
        for one in writing:
            if spells(label, one.name) and one.country in ("", entries[0].country):
                words = f"people at {one.name!r} write from {domain}, the domain of {entries[0].name} in ROR"
                yield OrganisationJoin(
                    (one.key, key_of("ror", entries[0].ror)), True, "ORG-DOMAIN", 0.95, words, one.record
                )
    spelled = [one for one in writing if spells(label, one.name)]
    for one in spelled[1:]:
        if not one.country or not spelled[0].country or one.country == spelled[0].country:
            words = f"people at {spelled[0].name!r} and {one.name!r} write from {domain}; both spell it"
            yield OrganisationJoin((one.key, spelled[0].key), True, "ORG-DOMAIN", 0.9, words, one.record)
    for one in writing:
        if spelled and one not in spelled:
            words = f"people at {spelled[0].name!r} and {one.name!r} write from {domain}; the first spells it"
            yield OrganisationJoin((one.key, spelled[0].key), False, "ORG-DOMAIN", 0.5, words, one.record)


def spells(label: str, name: str) -> bool:
    """Tell whether a name has the letters of a domain's label, as beginnings of its words.

    `ethz` is spelled by `Eidgenössische Technische Hochschule Zürich` and by `ETH Zürich`.
    """
    if len(label) < _SHORTEST_LABEL:
        return False
    words = tokens(name)
    reach = {0}
    for word in words:
        further = set(reach)  # a word may be left out, such as `of`
        for start in reach:
            for length in range(1, min(len(word), len(label) - start) + 1):
                if word[:length] != label[start : start + length]:
                    break
                further.add(start + length)
        reach = further
    return len(label) in reach


def grouped(met: Iterable[tuple[str, Member]]) -> Iterator[OrganisationJoin]:
    """Yield all joins among members that come with a word each, in the order of the words."""
    for word, group in groupby(met, key=lambda pair: pair[0]):
        members = [member for _, member in group]
        yield from joins(word, members)
