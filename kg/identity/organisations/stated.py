"""Organisations that a record tells: by an identifier, as a funder or publisher, or in an affiliation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.identity.organisations.affiliation import Affiliation, affiliations, folded_name, institution_key
from kg.keys import funder_name_key, identifier_key, publisher_key, split_key
from kg.records import Author, Organisation, WorkRecord
from kg.works import Agent, unique

OF_ORGANISATIONS: Final = ("ror:", "grid:", "funder:", "organisation:", "institution:")
"""How keys of organisations begin that an identifier gives."""
_ADDRESS: Final = 2  # commas that an address has, and a name seldom
_ORDER: Final = ("ror", "grid", "isni", "wikidata", "funder")
"""Identifiers of organisations, the strongest first; others follow in alphabetical order."""


def organisation_key(identifiers: Mapping[str, str]) -> str | None:
    """Return the key that the strongest identifier of an organisation gives it, or null without one."""
    for scheme in (*_ORDER, *sorted(identifiers)):
        if scheme in identifiers:
            return identifier_key(scheme, identifiers[scheme])
    return None


def funder_key(funder: Organisation) -> str | None:
    """Return the key of a funder: by its identifier, else by its name as it stands, as publishers have it."""
    if key := organisation_key(funder.identifiers):
        return key
    return funder_name_key(funder.name) if funder.name else None


def named_keys(name: str, countries: Iterable[str | None]) -> list[str]:
    """Return the keys that an organisation may have by name: in an affiliation, as publisher or funder."""
    return [*institution_keys(name, countries), publisher_key(name), funder_name_key(name)]


def institution_keys(name: str, countries: Iterable[str | None]) -> list[str]:
    """Return the keys that affiliations with a name may give, in one of the countries or (null) in none."""
    return [institution_key(folded_name(name), country) for country in countries]


def stated_organisations(record: WorkRecord) -> list[Agent]:
    """Return the organisations that a record tells apart, as agents without a place on a list of authors."""
    found: dict[tuple[str, str], Agent] = {}
    for key, name, identifiers in _stated(record):
        if key and (name or identifiers):
            known = sorted([scheme, value] for scheme, value in identifiers.items())
            shown = name or split_key(key)[1]
            found.setdefault((key, shown), Agent(key, True, shown, identifiers=known, positions=0))
    for author in record.authors:
        for named in institutions_of(author):
            found.setdefault(
                (named.key, named.name),
                Agent(named.key, True, named.name, positions=0, country=named.country),
            )
    return list(found.values())


def institutions_of(author: Author) -> Iterator[Affiliation]:
    """Yield the institutions that the affiliations of an author name, as printed."""
    for text in author.affiliations:
        yield from affiliations(text)


def organisation_keys(author: Author) -> list[str]:
    """Return the keys of the organisations that an author states: those identified, and those named."""
    stated = (organisation_key(one.identifiers) for one in author.organisations)
    return unique([*filter(None, stated), *(one.key for one in institutions_of(author))])


def _stated(record: WorkRecord) -> Iterator[tuple[str | None, str | None, Mapping[str, str]]]:
    for person in (*record.authors, *record.contributors):
        for one in person.organisations:
            yield organisation_key(one.identifiers), _called(one.name), one.identifiers
    for contributor in record.contributors:
        if contributor.kind == "collective":
            yield organisation_key(contributor.identifiers), contributor.name, contributor.identifiers
    if record.publisher:
        yield publisher_key(record.publisher), record.publisher, {}
    for grant in record.funding:
        if grant.funder:
            yield funder_key(grant.funder), grant.funder.name, grant.funder.identifiers


def _called(name: str | None) -> str | None:
    """Return what an organisation is called where its name is stated with department and address."""
    if name is None or name.count(",") < _ADDRESS:
        return name
    found = affiliations(name)
    return found[0].name if len(found) == 1 else name
