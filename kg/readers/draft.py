"""A record while it is made from one entry of a source: its fields, its people, its leaves.

Every reader of structured formats makes its records so, so that each goes through the same gate of author
entries, the same parsers of identifiers, the same cleaner of texts, and each value has a fate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from pydantic import ValidationError

from kg.kinds import work_type
from kg.readers import ditto
from kg.readers.decoding import mended
from kg.readers.fates import FieldTable
from kg.readers.leaves import Leaf
from kg.readers.mail_address import without_addresses
from kg.readers.null_values import without_nulls
from kg.readers.people import write_out
from kg.readers.placeholders import without_issn, without_placeholders, without_subseries
from kg.readers.ror_addresses import identify_organisations
from kg.readers.serials import series_apart
from kg.readers.source import Document
from kg.readers.stated_venues import of_venues
from kg.readers.statements import check
from kg.readers.values import checked
from kg.records import Damage, Item, Rejection, WorkRecord

_PEOPLE: Final = ("authors", "editors", "contributors")
_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_SUBSTANCE: Final = (
    "title",
    "authors",
    "abstract",
    "doi",
    "arxiv_id",
    "identifiers",
    "url",
    "titles",
    "editors",
)


class Draft:
    """One record in the making. Set `fields`, then yield what `finish` gives.

    `fields` are those of `kg.records.WorkRecord`; people are names, objects with the parts of a name, or both
    (`kg.readers.people`). What is None or empty is not stated.
    """

    def __init__(
        self,
        document: Document,
        format_name: str,
        lines: tuple[int, int],
        leaves: Sequence[Leaf],
        table: FieldTable,
        *,
        told: Sequence[Leaf] = (),
        excerpt: str = "",
    ) -> None:
        """Begin the record of the entry that stands on `lines` (first and last, from 1) of `document`.

        `told` are leaves that it shares with an earlier record, which has counted their fates.
        """
        self.fields: dict[str, Any] = {}
        self.damage: list[Damage] = []
        self._document, self._format, self._lines = document, format_name, lines
        self._leaves, self._told, self._table = leaves, told, table
        self._excerpt = excerpt

    def odd(self, field: str, note: str) -> None:
        """Say that something about `field` is odd, without taking it out."""
        self.damage.append(Damage(kind="other", field=field, note=note[:500]))

    def kind(self, stated: str | None) -> None:
        """State the kind of work by the word of the source; one that is in no list is kept as stated."""
        if not stated:
            return
        found = work_type(stated)
        if found:
            self.fields.setdefault("work_type", found)
        if found != stated:
            self.fields.setdefault("work_type_as_stated", stated)

    def finish(self) -> Iterator[Item]:
        """Yield the record, or a rejection that says why there is none; count the fates of its leaves."""
        record = {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in self.fields.items()
            if (value is not None and not _empty(value)) or key == "authors_complete"
        }
        if isinstance(words := record.get("keywords"), list):  # some lists state each twice
            plain = (one.strip().lstrip("*").strip() or one if isinstance(one, str) else one for one in words)
            record["keywords"] = list(dict.fromkeys(plain))
        without_placeholders(record)
        without_issn(record)
        without_subseries(record)
        series_apart(record)
        self.damage += without_nulls(record)
        listed = self._format in ditto.LISTS
        if listed:
            ditto.resolve(record, self._document.heading)
            self._document.heading = ()
        unknown: set[str] = set()
        for field in _PEOPLE:
            _without_addresses(record.get(field))
            identify_organisations(record.get(field))
            write_out(record, field, unknown, self.damage)
        if unknown:  # a fault of the reader, which the tests of its corpus find
            raise AssertionError(f"{self._format}: keys of people that are not known: {sorted(unknown)}")
        self.damage += checked(record)
        check(record, self.damage)
        if not any(record.get(key) for key in _SUBSTANCE):
            yield self._rejected("it states no title, no author and no identifier")
            return
        record["stated"] = [*record.get("stated", ()), *self._table.unread([*self._told, *self._leaves])]
        stated_damage = record.pop("damage", ())
        first, last = self._lines
        observed = record.pop("observed", None)
        if observed is not None and not _DATE.fullmatch(str(observed)):
            self.odd("source", f"no date on which it was observed: {observed}")
            observed = None
        record["source"] = {"observed": observed} | {
            "file": self._document.name, "format": self._format, "first_line": first, "last_line": last,
        }  # fmt: skip
        try:
            made = WorkRecord.model_validate({**record, "damage": (*stated_damage, *self.damage)})
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in problem["loc"])
            yield self._rejected(f"{place}: {problem['msg']}")
            return
        made = of_venues(mended(made))
        if (fates := self._document.fates) is not None:
            fates.settle(self._leaves, made, self._table)
        if listed:
            self._document.heading = ditto.heading(made)
        yield made

    def reject(self, reason: str) -> Iterator[Item]:
        """Yield the rejection of the entry; its leaves are dropped with that reason."""
        yield self._rejected(reason)

    def passed_over(self, why: str) -> None:
        """Count its leaves as dropped, where it is no record and nothing is wrong with it."""
        if (fates := self._document.fates) is not None:
            fates.drop(self._leaves, why)

    def _rejected(self, reason: str) -> Rejection:
        if (fates := self._document.fates) is not None:
            fates.settle(self._leaves, None, self._table)
        return Rejection(self._document.name, self._lines[0], reason, self._excerpt[:200])


def first(values: Iterable[str | None]) -> str | None:
    """Return the first of `values` that is a text with something in it."""
    return next((value for value in values if value and not value.isspace()), None)


def _without_addresses(people: object) -> None:
    """Cut e-mail addresses out of affiliations, and keep the domain where an entry has one address."""
    for entry in people if isinstance(people, list) else ():
        stated = entry.get("affiliations") if isinstance(entry, dict) else None
        if not isinstance(stated, list) or not any(isinstance(one, str) and "@" in one for one in stated):
            continue
        found = [without_addresses(one) if isinstance(one, str) else (one, []) for one in stated]
        entry["affiliations"] = [one for one, _ in found if one]
        domains = {domain for _, several in found for domain in several}
        if len(domains) == 1:
            entry.setdefault("email_domain", domains.pop())


def _empty(value: object) -> bool:
    """Tell whether nothing is stated; a number and a truth value state something, whatever they are."""
    if isinstance(value, str):
        return not value or value.isspace()
    return not value and (value is None or isinstance(value, list | dict | tuple))
