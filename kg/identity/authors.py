"""One author list from several: which mentions stand at one position of one paper.

The best list is taken as it is (complete before cut, sound before damaged, stronger source first)
and the others are laid beside it. An entry that fits no position is left in its record and nowhere
else, so no author is ever invented and none is counted twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from kg.identity.folding import fold, name_key
from kg.identity.organisations import organisation_key
from kg.identity.organisations.stated import organisation_keys
from kg.identity.sources import authority
from kg.keys import key_of, team_key
from kg.records import Author, WorkRecord
from kg.repair.lost_letters import may_be
from kg.works import Authorship, unique

LOST: Final = "\ufffd"
"""Stands in a name for a letter that cannot be told any more."""

_BAD: Final = frozenset({"names_misaligned", "mojibake", "name_lost", "authors_odd"})


@dataclass(frozen=True, slots=True)
class IdentifiedRecord:
    """A record with its id (`{doc16}-{n}`), and in what state its author list is."""

    record_id: str
    record: WorkRecord

    @property
    def damaged(self) -> bool:
        """Whether entries are known to be wrong or lost, after repair."""
        if not self.record.damage:
            return False
        sure = {(repair.field, repair.position) for repair in self.record.repairs if repair.certain}
        return any(
            damage.field == "authors" and damage.kind in _BAD and ("authors", damage.position) not in sure
            for damage in self.record.damage
        )

    @property
    def status(self) -> str | None:
        """Return `complete`, `truncated` or `damaged`; null where that is not known, or no list is stated."""
        lost = any(damage.kind == "authors_lost" for damage in self.record.damage)
        if self.damaged or lost:
            return "damaged"
        if self.record.authors_complete is None:
            return None
        return "complete" if self.record.authors_complete else "truncated"


def best_listing(listings: list[IdentifiedRecord]) -> IdentifiedRecord:
    """Return the list to build on: the first by soundness, completeness, source, length, id."""
    if len(listings) == 1:
        return listings[0]
    return min(
        listings,
        key=lambda listing: (
            not listing.record.authors,
            listing.status in ("truncated", None) and len(listing.record.authors) < _longest(listings),
            listing.damaged,
            authority(listing.record.source.format),
            -len(listing.record.authors),
            listing.record_id,
        ),
    )


def _longest(listings: list[IdentifiedRecord]) -> int:
    return max(len(listing.record.authors) for listing in listings)


def merge(listings: list[IdentifiedRecord]) -> tuple[list[Authorship], IdentifiedRecord]:
    """Return the resolved author list and the listing it was built on."""
    base = best_listing(listings)
    authorships = [authorship_of(author, base.record_id) for author in base.record.authors]
    for listing in listings:
        if listing is not base:
            for author, place in align(base.record.authors, listing.record.authors):
                _add(authorships[place], author, listing.record_id)
    return authorships, base


def align(base: tuple[Author, ...], other: tuple[Author, ...]) -> list[tuple[Author, int]]:
    """Return for each entry of `other` that fits one the place in `base` (from 0) where it stands.

    Equal lengths or a beginning cut by "et al." keep the order, so the same place is tried first;
    an entry that stands elsewhere is found by its name, if only one entry bears it.
    """
    by_name: dict[str, list[int]] = defaultdict(list)
    for place, author in enumerate(base):
        by_name[name_key(author.name)].append(place)
    taken: set[int] = set()
    found: list[tuple[Author, int]] = []
    rest: list[Author] = []
    for author in other:
        place = author.position
        if place < len(base) and compatible(base[place], author):
            found.append((author, place))
            taken.add(place)
        else:
            rest.append(author)
    for author in rest:
        places = [place for place in by_name.get(name_key(author.name), ()) if place not in taken]
        if len(places) == 1:
            found.append((author, places[0]))
            taken.add(places[0])
    return found


def compatible(a: Author, b: Author) -> bool:
    """Tell whether two names at one place may be one: equal, or initials and accents apart."""
    if a.kind != b.kind:
        return False
    mine, other = name_key(a.name), name_key(b.name)
    if mine == other:
        return True
    if LOST in a.name or LOST in b.name:
        return _lost_letters_fit(a.name, b.name) or _lost_letters_fit(b.name, a.name)
    if a.family and b.family and a.given and b.given:
        if name_key(a.family) != name_key(b.family):
            return _garbled(a.name, b.name)
        first, second = fold(a.given), fold(b.given)
        return first.startswith(second[:1]) or _garbled(a.name, b.name)
    return set(mine.split()) <= set(other.split()) or set(other.split()) <= set(mine.split())


def _lost_letters_fit(damaged: str, sound: str) -> bool:
    """Tell whether a name with lost letters can be the other; a lost blank may have gone with them."""
    pattern = re.escape(damaged).replace(re.escape(LOST), LOST).replace(LOST, ".{1,2}")
    return LOST in damaged and may_be(sound, pattern)


def _garbled(a: str, b: str) -> bool:
    """Tell whether the plain letters of two names agree where one of them is damaged or foreign."""
    if a.isascii() and b.isascii():
        return False
    mine, other = ("".join(c for c in fold(name) if "a" <= c <= "z") for name in (a, b))
    gap = abs(len(mine) - len(other))
    common = sum(x == y for x, y in zip(mine, other, strict=False))
    return gap <= 3 and common * 2 >= min(len(mine), len(other)) and mine[:1] == other[:1]


def authorship_of(author: Author, record_id: str) -> Authorship:
    """Return the authorship that one entry of one record's list stands for."""
    position = author.position + 1
    collective = author.kind == "collective"
    identifiers = dict(author.identifiers)
    if author.orcid:
        identifiers["orcid"] = author.orcid
    key = name_key(author.name)
    return Authorship(
        position=position,
        name=author.name,
        key=key,
        given=None if collective else author.given,
        family=None if collective else author.family,
        collective=collective,
        agent=(organisation_key(identifiers) or team_key(key)) if collective else strongest(identifiers),
        identifiers=identifiers,
        alternates=unique([one for one in author.variants if one != author.name]),
        affiliations=list(author.affiliations),
        organisations=organisation_keys(author),
        mentions=[f"{record_id}-{position}"],
        corresponding=author.corresponding is True,
        equal_contribution=author.equal_contribution is True,
    )


def strongest(identifiers: dict[str, str]) -> str | None:
    """Return the key of the strongest personal identifier (specification, section 3.3)."""
    for scheme in ("orcid", "dblp", "openalex"):
        if scheme in identifiers:
            return key_of(scheme, identifiers[scheme])
    for scheme, value in sorted(identifiers.items()):
        return key_of(scheme, value)
    return None


def _add(authorship: Authorship, author: Author, record_id: str) -> None:
    """Lay one more mention beside a resolved position."""
    authorship.mentions.append(f"{record_id}-{author.position + 1}")
    if author.orcid:
        authorship.identifiers.setdefault("orcid", author.orcid)
    for scheme, value in author.identifiers.items():
        authorship.identifiers.setdefault(scheme, value)
    if authorship.agent is None and not authorship.collective:
        authorship.agent = strongest(authorship.identifiers)
    others = [one for one in (author.name, *author.variants) if one != authorship.name and LOST not in one]
    if others:
        authorship.alternates = unique([*authorship.alternates, *others])
    authorship.affiliations = unique([*authorship.affiliations, *author.affiliations])
    authorship.organisations = unique([*authorship.organisations, *organisation_keys(author)])
    authorship.corresponding |= author.corresponding is True
    authorship.equal_contribution |= author.equal_contribution is True
