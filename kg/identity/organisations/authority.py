"""One entry of the Research Organization Registry, as its dump states it.

The form is ROR's schema 2 (https://ror.readme.io/docs/ror-data-structure): `names` with their types,
`locations` with a country and city of GeoNames, `domains`, `external_ids`. Version 1, given up in 2025,
is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from kg.identifiers.ror import Ror
from kg.identity.organisations.affiliation import folded_name
from kg.keys import key_of
from kg.works import Agent

_ACRONYM: Final = "acronym"
_SHOWN: Final = "ror_display"
_EXTERNAL: Final = {"grid": "grid", "isni": "isni", "wikidata": "wikidata"}


@dataclass(frozen=True, slots=True)
class AuthorityRecord:
    """An organisation of the registry: its identifier, names, acronyms, place, domains, other identifiers."""

    ror: str
    name: str
    names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    country: str = ""
    cities: frozenset[str] = frozenset()
    domains: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()

    @property
    def folded_names(self) -> tuple[str, ...]:
        """Return the names by which names of affiliations meet it; acronyms are not among them."""
        return tuple(dict.fromkeys(map(folded_name, (self.name, *self.names))))

    @property
    def agent(self) -> Agent:
        """Return what the registry says of the organisation, as a record would."""
        identifiers = sorted([["ror", self.ror], *map(list, self.identifiers)])
        others = [one for one in (*self.names, *self.acronyms) if one != self.name]
        return Agent(
            key_of("ror", self.ror), True, self.name, alternates=others, identifiers=identifiers, positions=0,
            country=self.country or None,
        )  # fmt: skip


def entry_of(stated: Mapping[str, Any]) -> AuthorityRecord | str:
    """Return the entry that an object of the dump states, or what is wrong with it."""
    found = Ror.parse(str(stated.get("id") or ""))
    if found is None:
        return "it has no 'id' that is an identifier of ROR"
    if not isinstance(stated.get("names"), list):
        return "it has no list of 'names': take the dump of schema version 2 (ror-data_schema_v2.json)"
    names = [one for one in stated["names"] if isinstance(one, Mapping) and isinstance(one.get("value"), str)]
    whole = [one["value"] for one in names if _ACRONYM not in (one.get("types") or ())]
    shown = [one["value"] for one in names if _SHOWN in (one.get("types") or ())]
    if not whole:
        return "it has no name"
    places = [one.get("geonames_details") or {} for one in _objects(stated.get("locations"))]
    countries = {str(one["country_code"]) for one in places if one.get("country_code")}
    return AuthorityRecord(
        found.value,
        (shown or whole)[0],
        tuple(whole),
        tuple(one["value"] for one in names if _ACRONYM in (one.get("types") or ())),
        countries.pop() if len(countries) == 1 else "",
        frozenset(str(one["name"]).casefold() for one in places if one.get("name")),
        tuple(str(one).casefold() for one in stated.get("domains") or () if isinstance(one, str)),
        tuple(_external(stated)),
    )


def _external(stated: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for one in _objects(stated.get("external_ids")):
        scheme = _EXTERNAL.get(str(one.get("type")))
        values = [one.get("preferred"), *(one.get("all") or ())]
        value = next((str(value) for value in values if value), None)
        if scheme and value:
            yield scheme, value.replace(" ", "") if scheme == "isni" else value


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else iter(())


def dump_entry(entry: AuthorityRecord) -> bytes:
    """Return an entry as JSON."""
    return orjson.dumps(
        [
            entry.ror, entry.name, entry.names, entry.acronyms, entry.country, sorted(entry.cities),
            entry.domains, entry.identifiers,
        ]
    )  # fmt: skip


def load_entry(text: bytes) -> AuthorityRecord:
    """Read back what `dump_entry` wrote."""
    ror, name, names, acronyms, country, cities, domains, identifiers = orjson.loads(text)
    pairs = tuple((scheme, value) for scheme, value in identifiers)
    return AuthorityRecord(
        ror, name, tuple(names), tuple(acronyms), country, frozenset(cities), tuple(domains), pairs
    )
