"""What all records say of one name of an organisation: its forms, its places, what stands with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import orjson

from kg.identity.organisations.affiliation import Affiliation, affiliations, institution_key
from kg.identity.organisations.stated import institutions_of
from kg.identity.tallies import tally_line
from kg.records import Author, WorkRecord

MOST: Final = 40
"""Different domains, cities, identifiers of one name that are counted."""
_IDENTIFYING: Final = ("ror", "grid", "isni", "wikidata")
_MAIL_PROVIDERS: Final = frozenset({
    "gmail.com", "googlemail.com", "hotmail.com", "outlook.com", "live.com", "yahoo.com", "yahoo.co.uk",
    "yahoo.co.in", "icloud.com", "me.com", "aol.com", "gmx.de", "gmx.net", "web.de", "mail.ru",
    "yandex.ru", "163.com", "126.com", "qq.com", "foxmail.com", "sina.com", "protonmail.com",
    "rediffmail.com", "libero.it", "orange.fr", "naver.com",
})  # fmt: skip
_COUNTED: Final = ("names", "cities", "acronyms", "domains", "identifiers")
_SECOND_LEVEL: Final = frozenset({"ac", "co", "com", "edu", "gov", "gob", "net", "org", "nic", "res", "uni"})


@dataclass(slots=True)
class Institution:
    """A name of an organisation in one country, or where none is stated, and what records say beside it.

    `domains` are those of e-mail addresses of people who state it alone, `identifiers` those that sources
    give it, as `scheme:value`; `record` is the first that names it.
    """

    folded: str
    country: str
    record: str = ""
    count: int = 0
    names: Counter[str] = field(default_factory=Counter)
    cities: Counter[str] = field(default_factory=Counter)
    acronyms: Counter[str] = field(default_factory=Counter)
    domains: Counter[str] = field(default_factory=Counter)
    identifiers: Counter[str] = field(default_factory=Counter)

    @property
    def key(self) -> str:
        """Return the key that its name and country give it."""
        return institution_key(self.folded, self.country)

    @property
    def folded_names(self) -> tuple[str, ...]:
        """Return the names by which it meets others."""
        return (self.folded,)

    @property
    def name(self) -> str:
        """Return its name as most records print it."""
        return min(self.names, key=lambda one: (-self.names[one], -len(one), one), default=self.folded)

    def also(self, other: Institution) -> None:
        """Take what other records say of the same name."""
        self.count += other.count
        self.record = min(filter(None, (self.record, other.record)), default="")
        for mine, theirs in zip(self._counters(), other._counters(), strict=True):
            mine.update(theirs)

    def _counters(self) -> tuple[Counter[str], ...]:
        return self.names, self.cities, self.acronyms, self.domains, self.identifiers


class Institutions:
    """What the records of one shard say of organisations by name."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Institution] = {}

    def add(self, record: WorkRecord, record_id: str) -> None:
        """Count what the authors of a record state."""
        for author in record.authors:
            if author.affiliations or author.organisations:
                self._author(author, record_id)

    def _author(self, author: Author, record_id: str) -> None:
        named = list(dict.fromkeys(institutions_of(author)))
        for one in named:
            made = self._institution(one, record_id)
            made.count += 1
            made.names[one.name] += 1
            if one.city and len(made.cities) < MOST:
                made.cities[one.city] += 1
            if one.acronym and len(made.acronyms) < MOST:
                made.acronyms[one.acronym] += 1
            domain = own_domain(author.email_domain)
            if domain and len(named) == 1 and len(made.domains) < MOST:
                made.domains[domain] += 1
        for organisation in author.organisations:
            stated = [f"{s}:{v}" for s, v in organisation.identifiers.items() if s in _IDENTIFYING]
            of_name = affiliations(organisation.name) if organisation.name and stated else ()
            if len(of_name) == 1:
                told = [one for one in named if one.folded == of_name[0].folded] or of_name
                for identifier in stated:
                    made = self._institution(told[0], record_id)
                    made.names[told[0].name] += not made.names
                    if len(made.identifiers) < MOST:
                        made.identifiers[identifier] += 1

    def _institution(self, one: Affiliation, record_id: str) -> Institution:
        place = one.folded, one.country or ""
        if place not in self._found:
            self._found[place] = Institution(*place, record_id)
        return self._found[place]

    def lines(self, shard: int) -> Iterator[bytes]:
        """Yield key, JSON and the number of the shard of each institution, so that equal ones all count."""
        for _, one in sorted(self._found.items()):
            yield tally_line(one.key, dump_institution(one), shard)


def dump_institution(one: Institution) -> bytes:
    """Return an institution as JSON."""
    return orjson.dumps(one)


def load_institution(text: bytes) -> Institution:
    """Read back what `dump_institution` wrote."""
    stated = orjson.loads(text)
    counted = (Counter(stated[name]) for name in _COUNTED)
    return Institution(stated["folded"], stated["country"], stated["record"], stated["count"], *counted)


def own_domain(domain: str | None) -> str | None:
    """Return the part of a domain of e-mail that an organisation registers, or null of a public provider."""
    labels = (domain or "").casefold().strip(". ").split(".")
    if len(labels) < 2:
        return None
    short = len(labels[-1]) == 2 and len(labels) > 2 and labels[-2] in _SECOND_LEVEL
    found = ".".join(labels[-3 if short else -2 :])
    return None if found in _MAIL_PROVIDERS or ".".join(labels) in _MAIL_PROVIDERS else found
